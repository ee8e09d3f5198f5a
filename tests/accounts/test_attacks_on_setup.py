"""One desk, one first owner, whoever is quickest; and no telling who has an account. F38."""

import asyncio
import statistics
import time

import pytest

from chatref.accounts import sessions, setup
from chatref.accounts.passwords import verify_password
from chatref.accounts.setup import FirstOwner, Member
from chatref.database.pool import Database
from chatref.database.tokens import TokenKind, new_token
from chatref.errors import ChatrefError, Forbidden
from tests.cast import PASSWORD, Foundry


def owner(name: str) -> FirstOwner:
    return FirstOwner(f"{name}'s", name, f"{name.lower()}@a.example", PASSWORD)


@pytest.mark.parametrize("links", [1, 2])
async def test_of_two_who_set_up_at_once_one_is_the_owner(database: Database, links: int) -> None:
    """Each start without an owner prints another link: all of them die with the first that is used."""
    tokens = [await setup.first_link(database) for _ in range(links)] * (3 - links)
    owners = [owner("Olga"), owner("Mallory")]
    asked = [setup.create_first_workspace(database, *pair) for pair in zip(tokens, owners, strict=True)]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Member) for each in found) == 1
    assert sum(isinstance(each, ChatrefError) for each in found) == 1
    assert not await setup.needs_setup(database)


async def test_a_link_chooses_one_password(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        token = await setup.invite(connection, foundry.tess.id)
    found = await asyncio.gather(
        *(setup.choose_password(database, token, f"{word} {PASSWORD}") for word in ("one", "two")),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Member) for each in found) == 1


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    database: Database, foundry: Foundry
) -> None:
    async def refused(email: str) -> float:
        began = time.process_time()  # of all threads: on a busy machine the clock on the wall tells nothing
        with pytest.raises(Forbidden):
            await sessions.sign_in(database, email, "not it at all", device="", address="")
        return time.process_time() - began

    await verify_password(None, "the first time makes the hash that stands in for nobody's")
    pairs = [(await refused(foundry.tess.email), await refused("nobody@foundry.example")) for _ in range(9)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2.0


def test_a_secret_cannot_be_guessed() -> None:
    """256 random bits, and no two alike."""
    made = {new_token(TokenKind.VISITOR) for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(each) for each in made} == {len("cv_") + 43}
