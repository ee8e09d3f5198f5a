"""The events of one decision, and the conversation as they make it, step by step."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from chatref.conversation.commands import Opening
from chatref.conversation.events import Event, Recorded, Started
from chatref.conversation.evolve import evolve
from chatref.conversation.model import DESK, Actor, Conversation, Mute, Stage
from chatref.conversation.policy import Context, Policy
from chatref.conversation.refusals import Continued, NotAllowed
from chatref.conversation.visible import visible


class Draft:
    __slots__ = ("_state", "context", "now", "recorded")

    def __init__(self, state: Conversation | None, context: Context) -> None:
        self._state = state
        self.context = context
        self.now: datetime = max(context.now, state.at) if state else context.now
        self.recorded: list[Recorded] = []

    @property
    def c(self) -> Conversation:
        if self._state is None:
            raise NotAllowed("no such conversation")
        return self._state

    @property
    def policy(self) -> Policy:
        return self.context.policy

    @property
    def actor(self) -> Actor:
        return self.context.actor

    def act(self, event: Event) -> None:
        """Record what the actor of the command did."""
        self._record(event, self.context.actor)

    def follow(self, event: Event) -> None:
        """Record what the desk does in consequence."""
        self._record(event, DESK)

    def fresh(self, kind: str) -> str:
        """An id that a second decision on the same state makes the same."""
        return str(uuid5(NAMESPACE_OID, f"{self.c.id}/{kind}/{self.c.seq + 1}"))

    def ensure_started(self, opening: Opening | None) -> None:
        if self._state is not None:
            return
        if opening is None:
            raise NotAllowed("no such conversation")
        self.refuse_if_continued()
        site = self.policy.site(opening.site)
        muted = () if site.assistant else (Mute.SITE,)
        if not site.helps_while_waiting:
            muted = (*muted, Mute.WAITING)
        self.act(
            Started(
                opening.conversation,
                opening.workspace,
                opening.site,
                opening.visitor,
                opening.language,
                opening.page,
                self.policy.version,
                muted,
            )
        )

    def refuse_if_continued(self) -> None:
        if self.context.open_elsewhere is not None:
            raise Continued(self.context.open_elsewhere)

    def resolved(self) -> bool:
        return self.c.stage is Stage.RESOLVED

    def _record(self, event: Event, actor: Actor) -> None:
        seq = self._state.seq + 1 if self._state else 1
        vseq = self._state.vseq if self._state else 0
        number = vseq + 1 if visible(event) else None
        recorded = Recorded(seq, number, self.now, actor, event)
        self._state = evolve(self._state, recorded)
        self.recorded.append(recorded)
