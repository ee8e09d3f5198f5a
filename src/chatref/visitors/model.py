"""A visitor, as read from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Attribute = str | int | float | bool | None
Attributes = Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where an answer can go when the visitor has left the page."""

    email: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """`claimed` is what the page says, and anybody can make it say that; `verified` came from a server of the
    business. `identified_as` is the business's own id for this person, None until it has vouched for them."""

    id: str
    site: str
    identified_as: str | None
    claimed: Attributes
    verified: Attributes
    contact: Contact | None
    blocked: bool
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Who a visitor's request comes from."""

    workspace: str
    site: str
    visitor: str
    session: str
    blocked: bool
