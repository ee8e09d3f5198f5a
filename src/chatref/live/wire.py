"""Events, summaries and hints as docs/wire.md has them. What a visitor may see is an allow-list, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import msgspec

from chatref.conversation.events import DeskSaid, Recorded
from chatref.conversation.introducing import Introductions, Person
from chatref.conversation.model import ActorKind, HolderKind, Stage
from chatref.conversation.visible import VISIBLE
from chatref.desk.encoding import CLASS_OF, KIND_OF, Head, kind_of
from chatref.desk.outcome import Stored
from chatref.desk.policy import Face, Faces
from chatref.desk.summary import Summary, View
from chatref.live.hints import Piece

Json = Mapping[str, Any]

VISITORS_FIELDS: Mapping[str, tuple[str, ...]] = {KIND_OF[each]: names for each, names in VISIBLE.items()}
WITH_COMMAND = frozenset({"visitor_wrote", "teammate_replied", "note_written"})
# Of a beginning the rest says where it lies, which the frame says already.
TEAMS_FIELDS: Mapping[str, tuple[str, ...]] = {
    kind: ("page", "language") if kind == "started" else tuple(field.name for field in fields(each))
    for kind, each in CLASS_OF.items()
}

_encode = msgspec.json.Encoder().encode


def encoded(value: object) -> str:
    return _encode(value).decode()


def visitor_event(stored: Stored, known: Introductions) -> Json:
    recorded = stored.recorded
    kind = kind_of(recorded.event)
    return {
        "vseq": recorded.vseq,
        "at": recorded.at,
        "kind": kind,
        "actor": _visitors_actor(recorded, known),
        "after": _after(stored.head, _shown(known.of(stored.head.owner))),
        **_fields(stored, kind, VISITORS_FIELDS[kind]),
        **_desks_words(stored, known),
    }


def team_event(stored: Stored, faces: Faces) -> Json:
    recorded = stored.recorded
    kind = kind_of(recorded.event)
    return {
        "seq": recorded.seq,
        "vseq": recorded.vseq,
        "at": recorded.at,
        "kind": kind,
        "actor": _teams_actor(recorded, faces),
        "after": _after(stored.head, faces.get(stored.head.owner or "")),
        **_fields(stored, kind, TEAMS_FIELDS[kind]),
    }


def visitor_frame(conversation: str, vseq: int, events: Iterable[Stored], known: Introductions) -> str:
    return encoded({
        "t": "events",
        "conversation": conversation,
        "vseq": vseq,
        "events": [visitor_event(each, known) for each in events if each.recorded.vseq is not None],
    })  # fmt: skip


def team_frame(conversation: str, seq: int, events: Iterable[Stored], faces: Faces) -> str:
    return encoded({
        "t": "events",
        "conversation": conversation,
        "seq": seq,
        "events": [team_event(each, faces) for each in events],
    })  # fmt: skip


def summary(of: Summary, faces: Faces, me: str | None) -> Json:
    """As one teammate sees it: `mine` stands only in the owner's views."""
    mine = of.owner is not None and of.owner == me and View.TEAM in of.views
    return {
        **{name: getattr(of, name) for name in _SAME},
        "visitor": {"id": of.visitor.id, "name": of.visitor.shown, "identified": of.visitor.identified},
        "owner": faces.get(of.owner or ""),
        "owed": None if of.owed is None else {
            "debt": of.owed.debt,
            "due_at": of.owed.due_at,
            "since": of.owed.since,
            "holder": _holder(of.owed.holder, of.owed.holder_id, faces),
        },
        "views": [View.MINE, *of.views] if mine else of.views,
    }  # fmt: skip


_SAME = tuple(name for name in Summary.__struct_fields__ if name not in {"owner", "owed", "views", "visitor"})


def summaries_frame(
    change: int, of: Sequence[Summary], counts: Mapping[str, int], faces: Faces, me: str | None
) -> str:
    return encoded({
        "t": "summaries",
        "change": change,
        "summaries": [summary(each, faces, me) for each in of],
        "counts": counts,
    })  # fmt: skip


def anew_frame(change: int) -> str:
    return encoded({"t": "anew", "change": change})


def piece_frame(conversation: str, piece: Piece) -> str:
    return encoded({
        "t": "hint",
        "conversation": conversation,
        "kind": "piece",
        "epoch": piece.epoch,
        "turn": piece.turn,
        "rev": piece.rev,
        "text": piece.text,
    })  # fmt: skip


def typing_frame(conversation: str, who: Face | str) -> str:
    return encoded({"t": "hint", "conversation": conversation, "kind": "typing", "who": who})


def teammate_types_frame(conversation: str, who: Person | None) -> str:
    """To the visitor."""
    shown = _shown(who) or ActorKind.TEAMMATE
    return encoded({"t": "hint", "conversation": conversation, "kind": "typing", "who": shown})


def waiting_frame(conversation: str, place: int, expected: int | None) -> str:
    return encoded({
        "t": "hint",
        "conversation": conversation,
        "kind": "waiting",
        "place": place,
        "expected": expected,
    })  # fmt: skip


def watching_frame(conversation: str, who: Sequence[Face]) -> str:
    return encoded({"t": "hint", "conversation": conversation, "kind": "watching", "who": who})


def seen_frame(conversation: str, vseq: int, at: datetime) -> str:
    return encoded({"t": "hint", "conversation": conversation, "kind": "seen", "vseq": vseq, "at": at})


def mailed_frame(conversation: str) -> str:
    """What is mailed of this thread, or has come in by mail, is to be read again."""
    return encoded({"t": "hint", "conversation": conversation, "kind": "mail"})


def mail_bin_frame() -> str:
    """The mail bin holds other mails than before."""
    return encoded({"t": "mail"})


def _fields(stored: Stored, kind: str, names: Iterable[str]) -> Json:
    event = stored.recorded.event
    fields = {name: getattr(event, name) for name in names}
    if kind in WITH_COMMAND:
        fields["command"] = stored.command
    return fields


def _after(head: Head, owner: Face | Json | None) -> Json:
    return {
        "stage": head.stage,
        "epoch": head.epoch,
        "turn": head.turn,
        "rev": head.rev,
        "episode": head.episode,
        "owner": owner if head.stage is Stage.ASSIGNED else None,
        "paused": head.paused,
    }


def _visitors_actor(recorded: Recorded, known: Introductions) -> Json:
    kind = recorded.actor.kind
    person = known.of(recorded.actor.id) if kind is ActorKind.TEAMMATE else None
    return {"kind": kind, **(_shown(person) or {})}


def _desks_words(stored: Stored, known: Introductions) -> Json:
    event = stored.recorded.event
    return {"text": known.words(event)} if isinstance(event, DeskSaid) else {}


def _teams_actor(recorded: Recorded, faces: Faces) -> Json:
    kind = recorded.actor.kind
    face = faces.get(recorded.actor.id) if kind is ActorKind.TEAMMATE else None
    if face is not None:
        return {
            "kind": kind,
            "id": face.id,
            "name": face.name,
            "initials": face.initials,
            "colour": face.colour,
        }
    return {"kind": kind, "id": recorded.actor.id} if recorded.actor.id else {"kind": kind}


def _shown(person: Person | None) -> Json | None:
    """A visitor learns what the site introduces, and nothing to look somebody up by."""
    if person is None:
        return None
    face = {"initials": person.initials, "colour": person.colour}
    return {"name": person.name, **{name: value for name, value in face.items() if value is not None}}


def _holder(kind: HolderKind, who: str, faces: Faces) -> Face | str:
    return faces.get(who, kind) if kind in {HolderKind.TEAMMATE, HolderKind.OWNER} else kind
