"""What is known about a visitor: attributes by who said so, a contact, and whether they are blocked."""

import math
import re
from datetime import timedelta

from chatref.database.pool import Connection
from chatref.errors import BadInput, NotFound
from chatref.visitors import store
from chatref.visitors.model import Attributes, Contact, Visitor

MOST_ATTRIBUTES = 50
LONGEST_KEY = 64
LONGEST_VALUE = 500
LONGEST_NAME = 80
SEEN_EVERY = timedelta(minutes=1)
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what PostgreSQL can't keep
EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")


async def read(connection: Connection, visitor: str) -> Visitor:
    found = await store.visitor(connection, visitor)
    if found is None:
        raise NotFound
    return found


async def claim(connection: Connection, visitor: str, attributes: Attributes) -> None:
    """What the page says. It never replaces what a server has verified."""
    known = await read(connection, visitor)
    _check({**known.claimed, **attributes})
    await store.add_claimed(connection, visitor, attributes)


async def verify(connection: Connection, visitor: str, attributes: Attributes) -> None:
    """What a server of the business says."""
    known = await read(connection, visitor)
    _check({**known.verified, **attributes})
    await store.add_verified(connection, visitor, attributes)


async def leave_contact(connection: Connection, visitor: str, email: str, name: str | None = None) -> Contact:
    """Where to write to; it proves nothing about who the visitor is."""
    await read(connection, visitor)
    contact = Contact(_clean_email(email), _clean_name(name))
    await store.set_contact(connection, visitor, contact)
    return contact


async def block(connection: Connection, visitor: str, by: str) -> None:
    """`by` is the teammate who blocks."""
    await read(connection, visitor)
    await store.set_blocked(connection, visitor, by)


async def unblock(connection: Connection, visitor: str) -> None:
    await read(connection, visitor)
    await store.set_blocked(connection, visitor, None)


async def seen(connection: Connection, visitor: str) -> None:
    """Written at most once a minute."""
    await store.touch(connection, visitor, SEEN_EVERY)


def _check(attributes: Attributes) -> None:
    if len(attributes) > MOST_ATTRIBUTES:
        raise BadInput("attributes", f"There may be {MOST_ATTRIBUTES} attributes.")
    for key, value in attributes.items():
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            raise BadInput("attributes", f"A name of an attribute has 1 to {LONGEST_KEY} characters.")
        if isinstance(value, str) and (len(value) > LONGEST_VALUE or UNSTORABLE.search(value)):
            raise BadInput(f"attributes.{key}", f"A value has at most {LONGEST_VALUE} characters.")
        if isinstance(value, float) and not math.isfinite(value):
            raise BadInput(f"attributes.{key}", "This is not a number.")


def _clean_email(text: str) -> str:
    email = text.strip().lower()
    if not EMAIL.fullmatch(email) or not email.isprintable():
        raise BadInput("email", "This is not an e-mail address.")
    return email


def _clean_name(text: str | None) -> str | None:
    name = " ".join((text or "").split())
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput("name", f"A name has at most {LONGEST_NAME} characters.")
    return name or None
