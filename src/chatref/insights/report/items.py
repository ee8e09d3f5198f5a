"""One handoff or one episode of a report: which figures it counts in, and under which names. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from chatref.conversation.model import Lesson, Outcome
from chatref.conversation.policy import Policy
from chatref.conversation.waits import Wait, as_of

from .facts import EpisodeFacts, Facts, HandoffFacts, StepFacts
from .figures import By, Ending, Figure

COMES_BACK_WITHIN = timedelta(days=7)
GOOD, BAD = 4, 2
"""The stars from which on a rating says that it is solved, and up to which that it isn't."""

Names = tuple[tuple[By, tuple[str, ...]], ...]

_OUTCOMES: Mapping[Outcome, Figure] = {each: Figure(f"handoffs_{each}") for each in Outcome}
_LESSONS: Mapping[Lesson, Figure] = {each: Figure(f"lesson_{each}") for each in Lesson}
_ENDINGS: Mapping[Ending, Figure] = {each: Figure(f"episodes_{each}") for each in Ending}
_ALONE: Mapping[Ending, Figure] = {each: Figure(f"alone_{each}") for each in Ending}
_ENDED: Mapping[Outcome, Ending] = {
    Outcome.ANSWERED: Ending.CLOSED,
    Outcome.ASSISTANT_ANSWERED: Ending.CLOSED,
    Outcome.WITHDRAWN: Ending.WITHDRAWN,
    Outcome.ELSEWHERE: Ending.ELSEWHERE,
    Outcome.SPAM: Ending.SET_ASIDE,
    Outcome.DUPLICATE: Ending.SET_ASIDE,
    Outcome.ERASED: Ending.SET_ASIDE,
    Outcome.ASSUMED: Ending.ASSUMED,
    Outcome.ABANDONED: Ending.ABANDONED,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: whatever began from `start` to before `end`, as it stood at `as_of`."""

    start: datetime
    end: datetime
    zone: tzinfo
    as_of: datetime
    site: str | None = None
    team: str | None = None

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Item:
    """`of` is the handoff or the episode. `waits` are the handoff's: for the first answer, and those after it.
    `steps` says of each step that it counts under what became of it."""

    facts: Facts
    of: HandoffFacts | EpisodeFacts
    at: datetime
    figures: tuple[Figure, ...]
    names: Names
    waits: tuple[Wait, ...] = ()
    steps: Mapping[str, Figure] = field(default_factory=dict)

    def figures_under(self, by: By | None, name: str) -> tuple[Figure, ...]:
        """What it counts in there; of a step also whether that one was ticked."""
        if by is By.STEP and name in self.steps:
            return (*self.figures, self.steps[name])
        return self.figures


def items(facts: Facts, scope: Scope, policies: Mapping[int, Policy]) -> Iterator[Item]:
    """`policies` has those by which waits that go on are judged."""
    if scope.site not in {None, facts.site}:
        return
    ours = [each for each in facts.handoffs if scope.team in {None, each.team}]
    for handoff in ours:
        if scope.start <= handoff.opened < scope.end:
            yield _handoff(facts, handoff, scope, policies)
    for episode in facts.episodes:
        if scope.start <= episode.began < scope.end:
            handoffs = [each for each in ours if each.episode == episode.number]
            if handoffs or scope.team is None:
                yield _episode(facts, episode, handoffs, scope)


def ending(episode: EpisodeFacts) -> Ending:
    """The first that holds, in the order of the endings."""
    if episode.ended is None or episode.outcome is None:
        return Ending.GOING_ON
    found = _ENDED[episode.outcome]
    if found is Ending.SET_ASIDE:
        return found
    if episode.reopened is not None and _soon(episode.ended, episode.reopened):
        return Ending.REOPENED
    if episode.score is not None and episode.score >= GOOD:
        return Ending.CONFIRMED
    if episode.score is not None and episode.score <= BAD:
        return Ending.DENIED
    return found


def _handoff(facts: Facts, handoff: HandoffFacts, scope: Scope, policies: Mapping[int, Policy]) -> Item:
    waits = tuple(
        as_of(each, policies[each.policy], scope.as_of) if each.ended is None else each
        for each in handoff.waits
    )
    return Item(
        facts,
        handoff,
        handoff.opened,
        tuple(_handoff_figures(handoff, waits, scope.as_of)),
        _names(facts, [handoff], handoff.opened, scope),
        waits,
        _steps(handoff),
    )


def _episode(facts: Facts, episode: EpisodeFacts, handoffs: list[HandoffFacts], scope: Scope) -> Item:
    return Item(
        facts,
        episode,
        episode.began,
        tuple(_episode_figures(episode, alone=not handoffs)),
        _names(facts, handoffs, episode.began, scope, episode.cited),
    )


def _handoff_figures(handoff: HandoffFacts, waits: tuple[Wait, ...], now: datetime) -> Iterator[Figure]:
    yield Figure.HANDOFFS
    yield _OUTCOMES[handoff.outcome] if handoff.outcome else Figure.OPEN
    if handoff.outcome is Outcome.ANSWERED and handoff.ended is not None:
        yield _lasting(handoff.ended, handoff.came_back, now)
    yield _LESSONS[handoff.lesson] if handoff.lesson else Figure.NOT_REVIEWED
    yield _ticked(handoff)
    if handoff.claimed:
        yield Figure.CLAIMED
    if handoff.transferred:
        yield Figure.TRANSFERRED
    first, *later = waits
    yield _first(first)
    if first.missed:
        yield Figure.FIRST_MISSED
    if later:
        yield Figure.WAITED_AGAIN
    if any(each.missed for each in later):
        yield Figure.MISSED_AGAIN


def _lasting(ended: datetime, came_back: datetime | None, now: datetime) -> Figure:
    if came_back is not None and _soon(ended, came_back):
        return Figure.CAME_BACK
    return Figure.TOO_EARLY if _soon(ended, now) else Figure.SOLVED


def _soon(ended: datetime, then: datetime) -> bool:
    return then < ended + COMES_BACK_WITHIN


def _ticked(handoff: HandoffFacts) -> Figure:
    if not handoff.steps:
        return Figure.NO_PLAYBOOK
    ticked = [each.ticked for each in handoff.steps]
    if all(ticked):
        return Figure.ALL_TICKED
    return Figure.SOME_TICKED if any(ticked) else Figure.NONE_TICKED


def _steps(handoff: HandoffFacts) -> dict[str, Figure]:
    """Only what a person answered was worked through; what is there twice is ticked when both are."""
    if handoff.outcome is not Outcome.ANSWERED:
        return {}
    left_out = {_step(handoff, each) for each in handoff.steps if not each.ticked}
    return {
        name: Figure.STEP_LEFT_OUT if name in left_out else Figure.STEP_TICKED
        for name in (_step(handoff, each) for each in handoff.steps)
    }


def _step(handoff: HandoffFacts, step: StepFacts) -> str:
    return f"{handoff.reason}\n{step.part}\n{step.text}"


def _first(wait: Wait) -> Figure:
    if wait.ended is None:
        return Figure.FIRST_WAITING
    return Figure.FIRST_ANSWERED if wait.by else Figure.FIRST_UNANSWERED


def _episode_figures(episode: EpisodeFacts, *, alone: bool) -> Iterator[Figure]:
    found = ending(episode)
    yield Figure.EPISODES
    yield _ENDINGS[found]
    yield Figure.ALONE if alone else Figure.HANDED_OFF
    if alone:
        yield _ALONE[found]
    yield _rated(episode.score)
    if episode.found:
        yield Figure.FOUND
    if episode.not_found:
        yield Figure.NOT_FOUND


def _rated(score: int | None) -> Figure:
    if score is None:
        return Figure.NOT_RATED
    if score >= GOOD:
        return Figure.RATED_GOOD
    return Figure.RATED_BAD if score <= BAD else Figure.RATED_MIDDLING


def _names(
    facts: Facts, handoffs: list[HandoffFacts], at: datetime, scope: Scope, cited: tuple[str, ...] = ()
) -> Names:
    """Each name once; what was handed over without a rule stands under an empty one."""
    return (
        (By.REASON, tuple({each.reason: None for each in handoffs})),
        (By.RULE, tuple({each.rule or "": None for each in handoffs})),
        (By.CAUSE, tuple({each.cause.value: None for each in handoffs})),
        (By.TEAM, tuple({each.team: None for each in handoffs})),
        (By.TAG, facts.tags),
        (By.STEP, tuple({name: None for each in handoffs for name in _steps(each)})),
        (By.ANSWER, tuple(dict.fromkeys(cited))),
        (By.SITE, (facts.site,)),
        (By.DAY, (scope.day(at).isoformat(),)),
    )
