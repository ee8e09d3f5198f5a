"""Why a command is not accepted, by name. A refusal stores nothing."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar


class Refusal(Exception):
    code: ClassVar[str]


class Stale(Refusal):
    """What it was decided on is no longer so: an older epoch, turn or rev, or a turn already answered."""

    code = "stale"


class Behind(Refusal):
    """There is a later message than the one seen: the visitor's, or a colleague's reply."""

    code = "behind"

    def __init__(self, visitor: int | None, colleague: int | None) -> None:
        super().__init__(visitor, colleague)
        self.visitor = visitor
        self.colleague = colleague


class AlreadyClaimed(Refusal):
    code = "already_claimed"

    def __init__(self, by: str | None) -> None:
        super().__init__(by)
        self.by = by
        """The teammate who owns it now; None if one had it since and gave it back."""


class NotDue(Refusal):
    code = "not_due"

    def __init__(self, due: datetime | None) -> None:
        super().__init__(due)
        self.due = due
        """When the next obligation is due, for the row; None if nothing is owed."""


class Unanswered(Refusal):
    """A person is owed: it takes a message to the visitor, or an outcome that needs none."""

    code = "unanswered"


class Unconfirmed(Refusal):
    """The visitor has to be told something first, or it has to be said that they were."""

    code = "unconfirmed"

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__(steps)
        self.steps = steps


class Continued(Refusal):
    """The visitor has another open conversation on this site: it goes on there."""

    code = "continued"

    def __init__(self, conversation: str) -> None:
        super().__init__(conversation)
        self.conversation = conversation


class Gone(Refusal):
    """Erased, for good."""

    code = "gone"


class NotAllowed(Refusal):
    """This stage, or this actor, has no such move."""

    code = "not_allowed"


class IdReused(Refusal):
    """The same command id came with other content. Raised by the shell, which remembers ids."""

    code = "id_reused"
