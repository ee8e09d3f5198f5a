"""Passwords: argon2id, off the event loop, and the same work whether the account is there or not."""

import asyncio
import re
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from chatref.errors import BadInput

SHORTEST = 10
LONGEST = 500

LONE = re.compile("[\ud800-\udfff]")  # half a character, which has no bytes

# OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


async def hash_password(password: str) -> str:
    """Never inside a transaction: it takes tens of milliseconds. Raises BadInput."""
    if not SHORTEST <= len(password) <= LONGEST or LONE.search(password):
        raise BadInput("password", f"A password has {SHORTEST} to {LONGEST} characters.")
    return await asyncio.to_thread(HASHER.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """`stored` None, for somebody who is not there, costs as much as a wrong password."""
    right = await asyncio.to_thread(_verify, stored or _nobodys(), LONE.sub("", password)[:LONGEST])
    return right and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except VerificationError:
        return False


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
