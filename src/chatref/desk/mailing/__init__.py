"""Which answers go to the visitor by mail, decided in the append that writes them. Pure.

Whoever has left their address, and then left, gets a person's answer by mail unless they see it first. Whoever writes
by mail gets every answer by mail, and what the desk says when it hands over.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from chatref.actions.fields import email
from chatref.conversation.events import (
    AssistantAnswered,
    Claimed,
    DeskSaid,
    DetailsAsked,
    Event,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import Conversation, Line
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered

UNSEEN = timedelta(minutes=2)
"""So long an answer has to be seen in the chat, and whoever writes it to write on."""
BY_MAIL = timedelta(seconds=20)
"""For what is said together to go together."""


class Kind(StrEnum):
    REPLY = "reply"
    ANSWER = "answer"
    WORD = "word"
    """Of the desk."""


class MailRow(NamedTuple):
    """`addressed`: the conversation says where to; else what is known of the visitor may."""

    workspace: str
    conversation: str
    visitor: str
    seq: int
    vseq: int
    kind: Kind
    unless_seen: bool
    addressed: bool
    made_at: datetime
    due_at: datetime


def address_in(state: Conversation, addresses: Collection[str]) -> str | None:
    """What the visitor left, or else the last detail that is one; `addresses` are the fields of those."""
    left = email(state.contact) if state.contact else None
    if left:
        return left
    given = (detail for field, detail in state.details.items() if field in addresses and email(detail.value))
    last = max(given, key=lambda detail: detail.at, default=None)
    return email(last.value) if last else None


def mails(state: Conversation, recorded: Sequence[Recorded], addresses: Collection[str]) -> Iterator[MailRow]:
    """Of what one command has brought about; `state` is after it."""
    by_mail = state.by_mail
    causes = _causes([each.event for each in recorded]) if by_mail else frozenset()
    for each in recorded:
        if isinstance(each.event, AnswerSentAgain):
            yield from (_again(state, answer, each.at) for answer in each.event.answers)
        kind = _kind(each.event, causes, by_mail=by_mail)
        if kind and each.vseq is not None:
            yield MailRow(
                workspace=state.workspace,
                conversation=state.id,
                visitor=state.visitor,
                seq=each.seq,
                vseq=each.vseq,
                kind=kind,
                unless_seen=not by_mail,
                addressed=address_in(state, addresses) is not None,
                made_at=each.at,
                due_at=each.at + (BY_MAIL if by_mail else UNSEEN),
            )


def _again(state: Conversation, answer: int, at: datetime) -> MailRow:
    """Its row is there, and becomes due anew, whatever a window shows."""
    return MailRow(
        workspace=state.workspace,
        conversation=state.id,
        visitor=state.visitor,
        seq=answer,
        vseq=0,
        kind=Kind.REPLY,
        unless_seen=False,
        addressed=True,
        made_at=at,
        due_at=at,
    )


def _causes(events: Sequence[Event]) -> frozenset[Line]:
    """What the desk says by mail without an answer: nothing where a mail did not arrive. That the team is away only to
    whose mail has just reached it, who would hear nothing else; who joined not at all: their answer follows."""
    if any(isinstance(event, AnswerUndelivered) for event in events):
        return frozenset()
    lines = {Line.CONFIRMATION}
    if any(isinstance(event, VisitorWrote) for event in events):
        lines.add(Line.CLOSING)
    if not any(isinstance(event, Claimed) for event in events):
        lines.add(Line.HAND_OVER)
    return frozenset(lines)


def _kind(event: Event, causes: frozenset[Line], *, by_mail: bool) -> Kind | None:
    match event:
        case TeammateReplied():
            return Kind.REPLY
        case AssistantAnswered() if by_mail:
            return Kind.ANSWER
        case DeskSaid(line=line) if line in causes:
            return Kind.WORD
        case DetailsAsked() if by_mail:
            return Kind.WORD
        case _:
            return None
