"""What erasing sends and is answered; docs/privacy.md in types."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chatref.web.words import Id, Model

LONGEST_DAYS = 3_650
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class TicketThere(Model):
    """At a far side, under its number and address there; who erases here has to erase it there."""

    to: str
    reference: str | None
    address: str | None


class ReachView(Model):
    """`going_on` have not ended. `on_its_way` to destinations is held back, `lessons` are corrections and test cases,
    which go; `answers` are published, and stay."""

    conversations: int
    going_on: int
    on_its_way: int
    lessons: int
    answers: int
    tickets: list[TicketThere]


class ErasingView(Model):
    """Of one conversation, and of everything of its visitor; erasing who is `blocked` ends the block."""

    visitor: Id
    blocked: bool
    this: ReachView
    all: ReachView


class ErasedNow(Model):
    erased: bool = True


class ErasedView(Model):
    """Of one day. `by` is a teammate's name, null the desk itself; `visitor` is an id that leads nowhere any more."""

    at: datetime
    by: str | None
    visitor: str | None
    conversations: int
    visitors: int


class RetentionView(Model):
    """What ended so many `days` ago is deleted; null keeps it. `lately` is what was erased, the latest first."""

    days: int | None
    lately: list[ErasedView]


class RetentionToSave(Model):
    days: Days | None


class WouldGo(Model):
    """Now, if it were saved: how many conversations, and when the oldest of them ended."""

    conversations: int
    oldest: datetime | None
