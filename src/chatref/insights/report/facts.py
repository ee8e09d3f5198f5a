"""What a conversation adds to a report: its handoffs and its episodes, from the events that are stored. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chatref.conversation import events as e
from chatref.conversation.change import changed
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import AnswerKind, Cause, Lesson, Outcome, Part
from chatref.conversation.playbook import Step
from chatref.conversation.policy import Policy
from chatref.conversation.waits import Wait, waits
from chatref.knowledge.written import PATH

FACTS_VERSION = 2
"""Stored with every row; facts of an older version are gathered anew."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    part: Part
    text: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class HandoffFacts:
    """`seq` is the event that opened it, `episode` the number of the one it was opened in; `team` had it last.

    `came_back`: after it ended, the conversation was reopened or handed over again. The first wait is the one for
    the first answer of a person; times of one that goes on are not told yet.
    """

    seq: int
    episode: int
    opened: datetime
    reason: str
    cause: Cause
    rule: str | None
    team: str
    claimed: datetime | None = None
    transferred: bool = False
    ended: datetime | None = None
    outcome: Outcome | None = None
    came_back: datetime | None = None
    lesson: Lesson | None = None
    steps: tuple[StepFacts, ...] = ()
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """`score` is how the visitor rated it last, before it was reopened. `cited` has the address of each answer of the
    team's own, once for each message that it stands behind."""

    number: int
    seq: int
    began: datetime
    ended: datetime | None = None
    outcome: Outcome | None = None
    reopened: datetime | None = None
    score: int | None = None
    found: bool = False
    not_found: bool = False
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    conversation: str
    site: str
    tags: tuple[str, ...]
    handoffs: tuple[HandoffFacts, ...]
    episodes: tuple[EpisodeFacts, ...]


def facts(history: Sequence[Recorded], policy_of: Callable[[int], Policy]) -> Facts:
    """Of a whole history, or of its beginning."""
    course = _Course()
    for one in history:
        course.take(one)
    return course.told(waits(history, policy_of, history[-1].at) if course.handoffs else ())


class _Course:
    """What is known after so many events."""

    def __init__(self) -> None:
        self.conversation = self.site = ""
        self.tags: set[str] = set()
        self.handoffs: dict[str, HandoffFacts] = {}
        self.playbooks: dict[str, tuple[Step, ...]] = {}
        self.episodes: list[EpisodeFacts] = []
        self.open: str | None = None

    def take(self, one: Recorded) -> None:
        event = one.event
        if isinstance(event, e.Started):
            self.conversation, self.site = event.conversation, event.site
            self._begin_episode(1, one)
        elif isinstance(event, e.HandoffOpened):
            self._open(event, one)
        elif isinstance(event, e.LifeEvent):
            self._life(event, one)
        elif isinstance(event, e.MarkEvent | e.LoopEvent):
            self._mark(event)
        elif isinstance(event, e.AssistantAnswered):
            self._answered(event)
        elif self.open is not None:
            self._of_the_open(self.open, event, one.at)

    def told(self, found: Iterable[Wait]) -> Facts:
        waited = defaultdict[str, list[Wait]](list)
        for wait in found:
            waited[wait.handoff].append(wait)
        return Facts(
            self.conversation,
            self.site,
            tuple(sorted(self.tags)),
            tuple(changed(each, waits=tuple(waited[handoff])) for handoff, each in self.handoffs.items()),
            tuple(self.episodes),
        )

    def _begin_episode(self, number: int, one: Recorded) -> None:
        self.episodes.append(EpisodeFacts(number, one.seq, one.at))

    def _open(self, event: e.HandoffOpened, one: Recorded) -> None:
        self._came_back(one.at)
        self.open = event.handoff
        self.playbooks[event.handoff] = event.playbook
        self.handoffs[event.handoff] = HandoffFacts(
            one.seq,
            self.episodes[-1].number,
            one.at,
            event.reason,
            event.cause,
            event.rule,
            event.team,
            steps=tuple(StepFacts(each.part, each.text, ticked=False) for each in event.playbook),
        )

    def _came_back(self, at: datetime) -> None:
        for handoff, each in self.handoffs.items():
            self.handoffs[handoff] = changed(each, came_back=each.came_back or at)

    def _life(self, event: e.LifeEvent, one: Recorded) -> None:
        episode = self.episodes[-1]
        match event:
            case e.Resolved(outcome):
                self.episodes[-1] = changed(episode, ended=one.at, outcome=outcome)
            case e.Reopened(number):
                self.episodes[-1] = changed(episode, reopened=one.at)
                self._came_back(one.at)
                self._begin_episode(number, one)
            case e.Erased():
                self.tags = set()
                if episode.ended is None:
                    self.episodes[-1] = changed(episode, ended=one.at, outcome=Outcome.ERASED)
            case _:
                """The episode goes on."""

    def _mark(self, event: e.MarkEvent | e.LoopEvent) -> None:
        match event:
            case e.Tagged(add, remove):
                self.tags = (self.tags | set(add)) - set(remove)
            case e.Rated(score):
                self.episodes[-1] = changed(self.episodes[-1], score=score)
            case e.Reviewed(handoff, lesson) if handoff in self.handoffs:
                self.handoffs[handoff] = changed(self.handoffs[handoff], lesson=lesson)
            case e.StepTicked(handoff, step, done) if handoff in self.handoffs:
                self._tick(handoff, step, done=done)
            case _:
                """Nothing that is counted."""

    def _tick(self, handoff: str, step: str, *, done: bool) -> None:
        before = self.handoffs[handoff]
        pairs = zip(self.playbooks[handoff], before.steps, strict=True)
        steps = (changed(facts, ticked=done) if of.id == step else facts for of, facts in pairs)
        self.handoffs[handoff] = changed(before, steps=tuple(steps))

    def _answered(self, event: e.AssistantAnswered) -> None:
        episode = self.episodes[-1]
        self.episodes[-1] = changed(
            episode,
            found=episode.found or event.answer is AnswerKind.ANSWER,
            not_found=episode.not_found or event.answer is AnswerKind.NOT_FOUND,
            cited=episode.cited + _own(event),
        )

    def _of_the_open(self, handoff: str, event: Event, at: datetime) -> None:
        before = self.handoffs[handoff]
        match event:
            case e.Claimed():
                self.handoffs[handoff] = changed(before, claimed=before.claimed or at)
            case e.Transferred(team=team):
                self.handoffs[handoff] = changed(before, team=team, transferred=True)
            case e.Queued(team):
                self.handoffs[handoff] = changed(before, team=team)
            case e.HandoffEnded(outcome=outcome):
                self.handoffs[handoff] = changed(before, ended=at, outcome=outcome)
                self.open = None
            case _:
                """Nothing that is counted."""


def _own(event: e.AssistantAnswered) -> tuple[str, ...]:
    """Several passages of one page count once."""
    own = (each.address for each in event.citations if each.address.startswith(PATH))
    return tuple(dict.fromkeys(own))
