"""What the desk must say, word for word: the owner's words for the reason, else the fixed text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chatref.conversation import events as e
from chatref.conversation.lines import fixed, moment
from chatref.conversation.model import Line
from chatref.conversation.phrases import Phrase
from chatref.conversation.policy import Policy, Team, Words
from tests.pure.dues import team_of
from tests.pure.entries import Case
from tests.pure.ledger import Ledger

OWN = {
    (Line.HAND_OVER, ""): "A colleague will know.",
    (Line.HAND_OVER, "billing"): "Our bookkeepers will know. They look in {back}.",
    (Line.CONFIRMATION, ""): "Written down.",
    (Line.JOINED, "billing"): "{name} keeps the books.",
    (Line.PROGRESS, "billing"): "The bookkeepers have not forgotten you.",
    (Line.CLOSING, "billing"): "The bookkeepers sleep until {back}.",
}
WORDS = Words({(line, reason, ""): text for (line, reason), text in OWN.items()})
PROGRESS = {
    e.RungPassed: Phrase.STILL_WAITING,
    e.Released: Phrase.QUEUED,
    e.Transferred: Phrase.MOVED,
}


def words_fit(books: Ledger, events: list[e.Event], number: int, policy: Policy, now: datetime) -> None:
    """Of one event of a transaction, against the books as they stand just before it."""
    said = events[number]
    if not isinstance(said, e.DeskSaid):
        return
    assert books.case, "the desk speaks of a case"
    assert said.handoff == books.case.id, "of this one"
    wanted = _Moment(books, books.case, policy, now, events, number).words(said.line)
    assert said.text == wanted, f"{said.line}: {said.text!r} is not {wanted!r}"


@dataclass
class _Moment:
    books: Ledger
    case: Case
    policy: Policy
    now: datetime
    events: list[e.Event]
    number: int

    def words(self, line: Line) -> str:
        by_a_teammate = self.case.facts[0] in {"takeover", "reopened"}
        if line is Line.JOINED or (line is Line.HAND_OVER and by_a_teammate):
            return self._own(Line.JOINED) or fixed("en", Phrase.JOINED, name=self._who())
        if line is Line.CLOSING:
            return self._own(line) or self._when()
        if line is Line.HAND_OVER and self.case.facts[0] == "undelivered":
            return f"{fixed('en', Phrase.UNDELIVERED)} {self._when()}"
        own = self._own(line) or fixed("en", self._fixed(line))
        return f"{own} {self._more(line)}".rstrip()

    def _fixed(self, line: Line) -> Phrase:
        if line is Line.PROGRESS:
            before = self.events[: self.number]
            return [PROGRESS[type(one)] for one in before if type(one) in PROGRESS][-1]
        return Phrase.HAND_OVER if line is Line.HAND_OVER else Phrase.CONFIRMED

    def _more(self, line: Line) -> str:
        if line is Line.PROGRESS or (line is Line.CONFIRMATION and self._told_already()):
            return self._contact()
        if line is Line.HAND_OVER and self.books.stage == "collecting":
            return fixed("en", Phrase.WHY_ASKED) + ("" if self._open() else f" {self._when()}")
        return self._when()

    def _own(self, line: Line) -> str:
        if not self.policy.words.texts:
            return ""
        text = OWN.get((line, self.case.reason)) or OWN.get((line, ""), "")
        return text.replace("{name}", self._who()).replace("{back}", self._back())

    def _when(self) -> str:
        if self._open():
            return fixed("en", Phrase.OPEN)
        back = self._back()
        away = fixed("en", Phrase.BACK, back=back) if back else fixed("en", Phrase.AWAY)
        return f"{away} {self._contact()}".rstrip()

    def _told_already(self) -> bool:
        """That the team is away was said when it began to be, and it has not been there since."""
        if not self.books.mark or self.books.mark[0]:
            return False
        at, calendar = self.books.mark[1], self._team().calendar
        opening: datetime | None = at if calendar.open_at(at) else calendar.changes_after(at)
        return opening is None or opening > self.now

    def _contact(self) -> str:
        asked = self.books.contact or self.books.by_mail or self.books.stage == "collecting"
        return "" if asked else fixed("en", Phrase.CONTACT if self.policy.mails else Phrase.REACH)

    def _who(self) -> str:
        claims = [one.teammate for one in self.events if isinstance(one, e.Claimed)]
        return self.policy.teammates[claims[0]].name if claims else ""

    def _back(self) -> str:
        opening = self._team().calendar.after(self.now, timedelta(0))
        return moment(opening, self._team().zone, "en") if opening else ""

    def _open(self) -> bool:
        return self._team().calendar.open_at(self.now)

    def _team(self) -> Team:
        return team_of(self.case, self.policy)
