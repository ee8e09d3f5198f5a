"""Signing in, and sessions that can be seen and revoked (F48)."""

import pytest

from chatref.accounts import sessions, teammates
from chatref.database.pool import Database
from chatref.errors import Forbidden, NotFound
from tests.cast import PASSWORD, Business, Foundry


async def _sign_in(database: Database, email: str, password: str = PASSWORD) -> sessions.NewSession:
    return await sessions.sign_in(database, email, password, device="Firefox", address="192.0.2.1")


async def test_a_teammate_signs_in_and_is_known_by_the_token(database: Database, foundry: Foundry) -> None:
    new = await _sign_in(database, "  Tess@Foundry.example ")
    known = await sessions.authenticate(database, new.token)
    assert known is not None
    assert (known.workspace, known.teammate) == (foundry.workspace, foundry.tess)
