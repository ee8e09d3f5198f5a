"""The line before the team, made again from the events by the page's words; and who was overtaken in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from week.company import Span
from week.judge import Findings
from week.stored import Event

NOT_AGAIN = {"lapsed", "declined"}
ENDS = {"handed_back", "withdrawn", "resolved"}


@dataclass(slots=True)
class Place:
    """A case as the line sees it. `owed` are the numbers and times of what no person has answered yet."""

    waiting: bool = False
    opened: bool = False
    assigned: bool = False
    team: str = ""
    priority: int = 1
    owed: list[tuple[int, float]] = field(default_factory=list)
    passed_over: set[str] = field(default_factory=set)

    @property
    def since(self) -> float:
        return min(at for _, at in self.owed)

    def take(self, event: Event) -> None:
        self._case(event)
        self._debt(event)
        self._who_was_asked(event)

    def _case(self, event: Event) -> None:
        of = event.of
        match event.kind:
            case "handoff_opened":
                self.opened, self.team, self.priority = True, of["team"], of["priority"]
            case "queued":
                self.waiting, self.assigned, self.team = True, False, of["team"]
            case "transferred":
                self.team, self.waiting, self.assigned = of["team"], False, of["teammate"] is not None
            case "priority_raised":
                self.priority = of["priority"]
            case "offered":
                self.waiting = False
            case "offer_ended":
                self.waiting = True
            case "claimed":
                self.waiting, self.assigned = False, True
            case "released":
                self.assigned = False
            case kind if kind in ENDS:
                self.waiting = self.assigned = self.opened = False
            case _:
                pass

    def _debt(self, event: Event) -> None:
        if event.kind == "handoff_opened" or (
            event.kind == "visitor_wrote" and not event.is_thanks and (self.opened or self.assigned)
        ):
            self.owed.append((event.seq, event.at))
        elif event.kind == "teammate_replied":
            self.owed = [each for each in self.owed if each[0] > event.of["seen"]]
        elif event.kind in ENDS:
            self.owed = []

    def _who_was_asked(self, event: Event) -> None:
        if event.kind in {"handoff_opened", "teammate_replied", "rung_passed"}:
            self.passed_over = set()
        elif event.kind in {"offer_ended", "released"} and event.of["reason"] in NOT_AGAIN:
            self.passed_over.add(event.of["teammate"])


def judge_line(
    events: Sequence[Event],
    teams: Mapping[str, Sequence[str]],
    hours: Mapping[str, Sequence[Span]],
    found: Findings,
) -> None:
    """`teams` has the teams of each teammate. What was stored together was decided on what stood before it."""
    places: dict[str, Place] = {}
    waiting: dict[str, Place] = {}
    for at, together in groupby(sorted(events, key=lambda each: each.at), key=lambda each: each.at):
        batch = list(together)
        offers = [event for event in batch if event.kind == "offered"]
        rung = {event.conversation for event in offers}
        for offer in offers:
            open_now = {team for team, spans in hours.items() if is_open(spans, at)}
            others = {
                case: each for case, each in waiting.items() if case not in rung and each.team in open_now
            }
            mine, found.counts["offers"] = places[offer.conversation], found.counts["offers"] + 1
            for case in _overtaken(mine, others, offer.of["teammate"], teams[offer.of["teammate"]]):
                found.breach("overtakings", f"{case} by {offer.conversation} at {at:.0f} s")
            found.counts["longest line"] = max(found.counts["longest line"], len(waiting))
        for event in sorted(batch, key=lambda each: (each.conversation, each.seq)):
            place = places.setdefault(event.conversation, Place())
            place.take(event)
            if place.waiting and place.owed:
                waiting[event.conversation] = place
            else:
                waiting.pop(event.conversation, None)


def _overtaken(
    mine: Place, others: Mapping[str, Place], teammate: str, teams: Sequence[str]
) -> Iterator[str]:
    for case, other in others.items():
        if other.team not in teams or teammate in other.passed_over:
            continue
        if not mine.owed or (other.priority, -other.since) > (mine.priority, -mine.since):
            yield case


def is_open(spans: Sequence[Span], at: float) -> bool:
    return any(begin <= at < end for begin, end in spans)
