"""What the second set of books holds about answers that did not arrive by mail."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime

from chatref.conversation import events as e
from chatref.conversation.events import Recorded
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered
from tests.pure.entries import Case, enter


class Posted(ABC):
    """A part of the ledger."""

    at: datetime
    quiet: datetime
    case: Case | None
    owner: str | None
    owes: list[tuple[int, datetime]]
    pending: list[tuple[int, datetime, int]]
    alert: tuple[datetime, str, int] | None
    last_visitor: int
    spoke: bool

    def __init__(self) -> None:
        self.failed: dict[int, int | None] = {}
        """By the answer, in the order in which it was heard: the number of the debt."""

    @abstractmethod
    def start_ladder(self) -> None:
        """The reminders begin anew."""

    def opens_with(self, event: e.HandoffOpened) -> list[tuple[int, datetime]]:
        said = [(self.last_visitor, self.at)]
        if event.cause.value != "undelivered":
            return said
        return said + self.owes if self.pending else self.owes

    def on_answer_undelivered(self, event: AnswerUndelivered, one: Recorded) -> None:
        assert not self.failed.keys() & set(event.answers), "heard twice"
        has_its_own = event.owed and len(self.owes) < 32
        self.failed |= dict.fromkeys(event.answers, one.seq if has_its_own else None)
        self.failed = dict(list(self.failed.items())[-64:])
        if event.owed:
            enter(self.owes, (one.seq, one.at))
            self.start_ladder()

    def on_answer_sent_again(self, event: AnswerSentAgain, one: Recorded) -> None:
        gone = {self.failed.pop(answer) for answer in event.answers}
        self.owes = [entry for entry in self.owes if entry[0] not in gone - set(self.failed.values())]
        self.quiet = one.at
        if self.owes:
            return
        self.alert = None
        if self.case and self.owner:
            self.case.answered = self.case.answered or one.at
            self.case.ladder, self.case.passed, self.spoke = None, [], True
            self.case.rungs += 1
