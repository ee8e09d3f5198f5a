"""A visitor, as read from the database."""

from collections.abc import Mapping
from dataclasses import dataclass

Attribute = str | int | float | bool | None
Attributes = Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Visitor:
    """`claimed` is what the page says, and anybody can make it say that; `verified` came from a server of the
    business. `identified_as` is the business's own id for this person, None until it has vouched for them. `device`
    is what they last came with, in words."""

    identified_as: str | None
    claimed: Attributes
    verified: Attributes
    blocked: bool
    device: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who a visitor's request comes from."""

    workspace: str
    site: str
    visitor: str
    session: str
    blocked: bool
