"""Who owed what until when, told again from the events by the page's table; how late each was met or handed on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from week.company import Span
from week.judge import Findings
from week.stored import Event
from week.texts import THANKS

ANSWER, BURST, DETAIL, DETAILS, ACCEPTANCE = 45.0, 20.0, 120.0, 600.0, 30.0
RUNGS, RUNG, REPLY = (120.0, 180.0), 600.0, 300.0
QUIET = 24 * 3600.0
ANSWERED_BY = {
    "assistant_answered",
    "turn_given_up",
    "handoff_opened",
    "claimed",
    "withdrawn",
    "resolved",
    "queued",
}
OFFER_OVER = {"claimed", "offer_ended", "withdrawn", "resolved", "transferred", "handed_back"}
COLLECTED = {"collecting_ended", "withdrawn", "resolved", "claimed"}
LEFT_OWNER = {"released", "transferred", "handed_back", "withdrawn", "resolved", "claimed", "handoff_ended"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How late is still in time: the clock's look and the week's step; and beside a kill also what a lease takes."""

    usual: Callable[[float], float]
    after_kill: float
    kills: Sequence[float]
    ended: float

    def late(self, due: float, met: float | None) -> float:
        """Seconds beyond what is bearable; not above zero if in time, or if the week ended before."""
        shaken = any(kill - 30 <= due <= kill + 90 for kill in self.kills)
        bearable = due + (self.after_kill if shaken else self.usual(due))
        if met is None:
            return self.ended - bearable if self.ended > bearable else -1.0
        return met - bearable


@dataclass(slots=True)
class Duty:
    """One debt: what it is, when it fell due, when it was met or handed on."""

    what: str
    due: float
    met: float | None


def judge_duties(
    by_conversation: Mapping[str, Sequence[Event]],
    hours: Mapping[str, Sequence[Span]],
    bounds: Bounds,
    found: Findings,
) -> None:
    for case, all_events in by_conversation.items():
        events = [each for each in all_events if not each.is_thanks]
        for each in all_events:
            if each.is_thanks and each.of["text"] not in THANKS:
                found.breach("dropped", f"{case}: taken for a thanks: {each.of['text']}")
        calendar = Calendar([hours[team] for team in _teams_of(events)])
        found.counts["cases not timed"] += not calendar.same
        for duty in (*_assistants(events), *_offers(events), *_details(events), *calendar.persons(events)):
            if duty.due > bounds.ended:
                continue
            found.counts[duty.what] += 1
            if (late := bounds.late(duty.due, duty.met)) > 0:
                found.breach(
                    "obligations", f"{case}: {duty.what} due at {duty.due:.0f} s, {late:.0f} s beyond"
                )
        last = all_events[-1]
        if events[-1].kind != "resolved" and bounds.ended > calendar.open_at(last.at + QUIET) + 60:
            found.breach("obligations", f"{case}: nothing happened since {last.at:.0f} s")


def _teams_of(events: Iterable[Event]) -> list[str]:
    return list(
        dict.fromkeys(each.of["team"] for each in events if each.kind in {"queued", "handoff_opened"})
    )


def _next(events: Sequence[Event], place: int, kinds: set[str]) -> float | None:
    return next((each.at for each in events[place + 1 :] if each.kind in kinds), None)


def _assistants(events: Sequence[Event]) -> Iterator[Duty]:
    """A burst may put it off by twenty seconds at most. Where a person has it, the assistant owes nothing."""
    persons = False
    for place, event in enumerate(events):
        if event.kind in {"queued", "claimed"}:
            persons = True
        elif event.kind in {"handed_back", "withdrawn", "reopened", "resolved"}:
            persons = False
        elif event.kind == "visitor_wrote" and not persons:
            yield Duty("answers", event.at + ANSWER + BURST, _next(events, place, ANSWERED_BY))


def _offers(events: Sequence[Event]) -> Iterator[Duty]:
    for place, event in enumerate(events):
        if event.kind == "offered":
            yield Duty("acceptances", event.at + ACCEPTANCE, _next(events, place, OFFER_OVER))


def _details(events: Sequence[Event]) -> Iterator[Duty]:
    """Two minutes after the visitor's last word, ten in all."""
    for place, event in enumerate(events):
        if event.kind != "details_asked":
            continue
        end = next((n for n, each in enumerate(events) if n > place and each.kind in COLLECTED), len(events))
        words = [each.at for each in events[place:end] if each.kind in {"visitor_wrote", "detail_given"}]
        due = min(max([event.at, *words]) + DETAIL, event.at + DETAILS)
        yield Duty("forms", due, events[end].at if end < len(events) else None)


@dataclass(slots=True)
class Calendar:
    """Of the team that has a case; cases that went through teams with other hours are not timed in open time."""

    hours: Sequence[Sequence[Span]]
    spans: Sequence[Span] = field(init=False)
    same: bool = field(init=False)

    def __post_init__(self) -> None:
        self.spans = self.hours[0] if self.hours else ()
        self.same = all(each == self.spans for each in self.hours)

    def persons(self, events: Sequence[Event]) -> Iterator[Duty]:
        if self.hours and self.same:
            yield from self._rungs(events)
            yield from self._replies(events)
            yield from self._signs(events)

    def open_at(self, at: float) -> float:
        """Then, or at the next opening: who waits for it over a Sunday is quiet for more than a day."""
        return self.after(at, 0) if self.spans else at

    def after(self, at: float, seconds: float) -> float:
        """When so much open time has passed."""
        for begin, end in self.spans:
            if end <= at:
                continue
            start = max(begin, at)
            if seconds <= end - start:
                return start + seconds
            seconds -= end - start
        return float("inf")

    def _rungs(self, events: Sequence[Event]) -> Iterator[Duty]:
        """From the first time in the line until a person answers, each rung after the one before."""
        for place, event in enumerate(events):
            if event.kind != "handoff_opened":
                continue
            end = next(
                (n for n, each in enumerate(events) if n > place and each.kind in _RUNGS_END), len(events)
            )
            began = next((each.at for each in events[place:end] if each.kind in {"queued", "claimed"}), None)
            if began is not None:
                yield from self._ladder(events[place : end + 1], began)

    def _ladder(self, events: Sequence[Event], began: float) -> Iterator[Duty]:
        over = events[-1].at if events[-1].kind in _RUNGS_END else None
        due = self.after(began, RUNGS[0])
        step = 1
        for passed in (each for each in events if each.kind == "rung_passed"):
            yield Duty("rungs", due, passed.at)
            step = passed.of["step"]
            gap = RUNGS[step] if step < len(RUNGS) else RUNG
            due = self.after(due if step <= len(RUNGS) else passed.at, gap)
        if over is None or over > due:
            yield Duty("rungs", due, None if over is None else over)

    def _replies(self, events: Sequence[Event]) -> Iterator[Duty]:
        """Five minutes of open time after the later of the visitor's word and the claim: reminded, or handed on."""
        owed: list[tuple[int, float]] = []
        for place, event in enumerate(events):
            match event.kind:
                case "handoff_opened" | "visitor_wrote":
                    owed.append((event.seq, event.at))
                case "teammate_replied":
                    owed = [each for each in owed if each[0] > event.of["seen"]]
                case "handed_back" | "withdrawn" | "resolved" | "assistant_answered":
                    owed = []
                case _:
                    pass
            if event.kind == "claimed" and owed:
                yield self._reply(events, place, event.at)

    def _reply(self, events: Sequence[Event], place: int, since: float) -> Duty:
        met = _next(events, place, {"teammate_replied", "reminded", *LEFT_OWNER})
        return Duty("replies", self.after(since, REPLY), met)

    def _signs(self, events: Sequence[Event]) -> Iterator[Duty]:
        """While a person is owed, each closing and each opening is noticed."""
        for begin, end in _owed_spans(events):
            for opens, closes in self.spans:
                if begin < opens < end:
                    yield Duty("openings", opens, _between(events, "desk_opened", opens, end))
                if begin < closes < end:
                    yield Duty("closings", closes, _between(events, "desk_closed", closes, end))


_RUNGS_END = {"teammate_replied", "handed_back", "withdrawn", "resolved", "handoff_ended"}


def _between(events: Sequence[Event], kind: str, begin: float, end: float) -> float:
    return next((each.at for each in events if each.kind == kind and begin - 1 <= each.at <= end), end)


def _owed_spans(events: Sequence[Event]) -> Iterator[Span]:
    """From the opening of a case to the first answer of a person, or its end."""
    began: float | None = None
    for event in events:
        if event.kind == "handoff_opened" and began is None:
            began = event.at
        elif event.kind in _RUNGS_END and began is not None:
            yield began, event.at
            began = None
    if began is not None:
        yield began, float("inf")
