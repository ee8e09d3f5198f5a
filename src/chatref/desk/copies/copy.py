"""All that is kept of one visitor, as a table that they can be given. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chatref.conversation import events as e
from chatref.conversation.events import Event, Recorded
from chatref.conversation.introducing import Introductions
from chatref.conversation.summed import HandoffSummed
from chatref.conversation.undelivered import AnswerUndelivered

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the visitor's row says, and in words what they write with."""

    id: str
    site: str
    site_id: str
    first_seen: datetime
    name: str | None
    identified_as: str | None
    claimed: Json
    verified: Json
    blocked: bool
    browsers: Sequence[str]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A handoff that went to a destination."""

    conversation: str
    at: datetime
    to: str
    state: str
    reference: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class CameIn:
    """A mail that stands in a conversation; one that only names it has no number there. `id` is its original's."""

    conversation: str
    at: datetime
    id: str
    seq: int | None
    sender: str
    sender_name: str
    subject: str
    language: str
    text: str
    attachments: Sequence[Json]


@dataclass(frozen=True, slots=True)
class WentOut:
    """Answers that went by one mail, or could not; why not."""

    conversation: str
    at: datetime
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that they sent for a detail."""

    conversation: str
    at: datetime
    id: str
    field: str
    name: str
    type: str
    size: int


Beside = PassedOn | CameIn | WentOut | Attached
"""What is kept of a conversation beside its events."""


def copy_of(
    kept: Kept, histories: Mapping[str, Sequence[Recorded]], beside: Sequence[Beside], known: Introductions
) -> Json:
    return {
        "visitor": {
            "id": kept.id,
            "site": kept.site,
            "first_seen": kept.first_seen,
            "name": kept.name,
            "identified_as": kept.identified_as,
            "claimed": kept.claimed,
            "verified": kept.verified,
            "blocked": kept.blocked,
            "browsers": kept.browsers,
        },
        "conversations": [
            _conversation(one, history, [each for each in beside if each.conversation == one], known)
            for one, history in histories.items()
        ],
    }


def _conversation(
    conversation: str, history: Sequence[Recorded], beside: Sequence[Beside], known: Introductions
) -> Json:
    """`kept_by_the_team` is what the visitor never saw, and mails that may be somebody else's: to be read before it is
    passed on."""
    mails = [each for each in beside if isinstance(each, CameIn)]
    return {
        "id": conversation,
        "began": history[0].at,
        "said": [*_each(history, known, _said)],
        "given": [*_each(history, known, _given)],
        "files": [_file(each) for each in beside if isinstance(each, Attached)],
        "mails": [_mail(each) for each in mails if each.seq is not None],
        "mailed": [
            {"at": each.at, "to": each.to, "why_not": each.why}
            for each in beside
            if isinstance(each, WentOut)
        ],
        "passed_on": [
            {"at": each.at, "to": each.to, "reference": each.reference, "address": each.address}
            for each in beside
            if isinstance(each, PassedOn) and each.state == "delivered"
        ],
        "kept_by_the_team": [
            *_each(history, known, _kept_by_the_team),
            *({"mail_that_names_it": _mail(each)} for each in mails if each.seq is None),
        ],
    }


def _file(file: Attached) -> Json:
    """By a teammate's own sign-in; all of them in one answer would be too much for anybody's memory."""
    return {
        "at": file.at,
        "detail": file.field,
        "name": file.name,
        "type": file.type,
        "bytes": file.size,
        "download": f"/api/inbox/conversations/{file.conversation}/files/{file.id}",
    }


def _mail(mail: CameIn) -> Json:
    """Its original, with what is attached, is downloaded from the thread or the bin."""
    return {
        "id": mail.id,
        "at": mail.at,
        "from": mail.sender,
        "name": mail.sender_name,
        "subject": mail.subject,
        "language": mail.language,
        "text": mail.text,
        "attachments": mail.attachments,
    }


def _each(
    history: Sequence[Recorded], known: Introductions, told: Callable[[Event], Json | None]
) -> Iterator[Json]:
    for one in history:
        event = one.event
        if isinstance(event, e.DeskSaid):
            event = replace(event, text=known.words(event))
        if found := told(event):
            person = known.of(one.actor.id)
            yield {"at": one.at, "by": person.name if person else str(one.actor.kind), **found}


def _said(event: Event) -> Json | None:
    match event:
        case e.VisitorWrote():
            return {"text": event.text, "page": event.page}
        case e.AssistantAnswered():
            return {"text": event.text, "sources": [each.address for each in event.citations]}
        case e.TeammateReplied() | e.DeskSaid():
            return {"text": event.text}
        case _:
            return None


def _given(event: Event) -> Json | None:
    match event:
        case e.DetailGiven():
            return {"detail": event.field, "value": event.value}
        case e.ContactLeft():
            return {"contact": event.address}
        case e.Rated():
            return {"stars": event.score, "comment": event.comment}
        case e.BusinessEventReceived():
            return {"event": event.name, "facts": dict(event.facts), "verified": event.verified}
        case e.Started():
            return {"page": event.page, "language": event.language}
        case _:
            return None


def _kept_by_the_team(event: Event) -> Json | None:
    match event:
        case e.NoteWritten():
            return {"note": event.text}
        case e.Reviewed() if event.note:
            return {"note": event.note}
        case e.Tagged():
            return {"tags_added": event.add, "tags_removed": event.remove}
        case e.HandoffOpened():
            return {"handed_over": event.reason, "why": event.why}
        case HandoffSummed():
            return {"summed_up": event.text}
        case AnswerUndelivered():
            return {"not_delivered_to": event.address, "why": event.why}
        case e.HandedBack() if event.word:
            return {"word_to_the_assistant": event.word}
        case _:
            return None
