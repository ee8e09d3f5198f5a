"""What a conversation adds to a report: its handoffs and its episodes, from the events that are stored. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chatref.conversation import events as e
from chatref.conversation.change import changed
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import AnswerKind, Cause, Lesson, Outcome
from chatref.conversation.policy import Policy
from chatref.conversation.waits import Wait, waits

FACTS_VERSION = 1
"""Stored with every row; facts of an older version are gathered anew."""


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
    claimed: datetime | None
    transferred: bool
    ended: datetime | None
    outcome: Outcome | None
    came_back: datetime | None
    lesson: Lesson | None
    steps: int
    ticked: int
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """`score` is how the visitor rated it last, before it was reopened."""

    number: int
    seq: int
    began: datetime
    ended: datetime | None = None
    outcome: Outcome | None = None
    reopened: datetime | None = None
    score: int | None = None
    found: bool = False
    not_found: bool = False


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
    if course.handoffs:
        for wait in waits(history, policy_of, history[-1].at):
            course.handoffs[wait.handoff].waits.append(wait)
    return course.told()


@dataclass(slots=True)
class _Handoff:
    seq: int
    episode: int
    at: datetime
    opened: e.HandoffOpened
    team: str
    claimed: datetime | None = None
    transferred: bool = False
    ended: datetime | None = None
    outcome: Outcome | None = None
    came_back: datetime | None = None
    lesson: Lesson | None = None
    ticked: set[str] = field(default_factory=set)
    waits: list[Wait] = field(default_factory=list)

    def told(self) -> HandoffFacts:
        return HandoffFacts(
            seq=self.seq,
            episode=self.episode,
            opened=self.at,
            reason=self.opened.reason,
            cause=self.opened.cause,
            rule=self.opened.rule,
            team=self.team,
            claimed=self.claimed,
            transferred=self.transferred,
            ended=self.ended,
            outcome=self.outcome,
            came_back=self.came_back,
            lesson=self.lesson,
            steps=len(self.opened.playbook),
            ticked=len(self.ticked),
            waits=tuple(self.waits),
        )


class _Course:
    """What is known after so many events."""

    def __init__(self) -> None:
        self.conversation = self.site = ""
        self.tags: set[str] = set()
        self.handoffs: dict[str, _Handoff] = {}
        self.episodes: list[EpisodeFacts] = []
        self.open: _Handoff | None = None

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

    def told(self) -> Facts:
        return Facts(
            self.conversation,
            self.site,
            tuple(sorted(self.tags)),
            tuple(each.told() for each in self.handoffs.values()),
            tuple(self.episodes),
        )

    def _begin_episode(self, number: int, one: Recorded) -> None:
        self.episodes.append(EpisodeFacts(number, one.seq, one.at))

    def _open(self, event: e.HandoffOpened, one: Recorded) -> None:
        self._came_back(one.at)
        self.open = _Handoff(one.seq, self.episodes[-1].number, one.at, event, event.team)
        self.handoffs[event.handoff] = self.open

    def _came_back(self, at: datetime) -> None:
        for each in self.handoffs.values():
            each.came_back = each.came_back or at

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
                self.handoffs[handoff].lesson = lesson
            case e.StepTicked(handoff, step, done) if handoff in self.handoffs:
                ticked = self.handoffs[handoff].ticked
                ticked.add(step) if done else ticked.discard(step)
            case _:
                """Nothing that is counted."""

    def _answered(self, event: e.AssistantAnswered) -> None:
        episode = self.episodes[-1]
        self.episodes[-1] = changed(
            episode,
            found=episode.found or event.answer is AnswerKind.ANSWER,
            not_found=episode.not_found or event.answer is AnswerKind.NOT_FOUND,
        )

    def _of_the_open(self, handoff: _Handoff, event: Event, at: datetime) -> None:
        match event:
            case e.Claimed():
                handoff.claimed = handoff.claimed or at
            case e.Transferred(team=team):
                handoff.team, handoff.transferred = team, True
            case e.Queued(team):
                handoff.team = team
            case e.HandoffEnded(outcome=outcome):
                handoff.ended, handoff.outcome = at, outcome
                self.open = None
            case _:
                """Nothing that is counted."""
