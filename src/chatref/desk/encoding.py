"""States, events and heads as JSON and back. msgspec, because every message passes here twice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import get_args

import msgspec

from chatref.conversation.commands import Command
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import Actor, Conversation, Stage
from chatref.desk.summary import Summary

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()


KIND_OF: Mapping[type, str] = {each: _snake(each.__name__) for each in get_args(Event)}
CLASS_OF: Mapping[str, type] = {kind: each for each, kind in KIND_OF.items()}


def kind_of(event: Event) -> str:
    return KIND_OF[type(event)]


@dataclass(frozen=True, slots=True)
class Head:
    """The control state once an event has been applied: what clients call `after`. `owner` is an id."""

    stage: Stage
    epoch: int
    turn: int
    rev: int
    episode: int
    owner: str | None
    paused: bool

    @classmethod
    def of(cls, state: Conversation) -> "Head":
        return cls(
            state.stage,
            state.epoch,
            state.turn.number,
            state.turn.rev,
            state.episode,
            state.owner,
            not state.assistant_able,
        )


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a stored value")


_encode = msgspec.json.Encoder(enc_hook=_plain, order="deterministic").encode
_decode_state = msgspec.json.Decoder(Conversation).decode
_decode_summary = msgspec.json.Decoder(Summary).decode
_decode_head = msgspec.json.Decoder(Head).decode
_decode_actor = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_actor_from = msgspec.json.Decoder(Actor).decode
_event_from: Mapping[str, Callable[[msgspec.Raw], Event]] = {
    kind: msgspec.json.Decoder(each).decode for kind, each in CLASS_OF.items()
}


def encode(value: object) -> str:
    return _encode(value).decode()


def decode_state(text: str) -> Conversation:
    return _decode_state(text)


def decode_summary(text: str) -> Summary:
    return _decode_summary(text)


def decode_head(text: str) -> Head:
    return _decode_head(text)


def encode_event(recorded: Recorded) -> str:
    return encode({"actor": recorded.actor, "event": recorded.event})


def decode_event(seq: int, vseq: int | None, at: datetime, kind: str, payload: str) -> Recorded:
    parts = _decode_actor(payload)
    return Recorded(seq, vseq, at, _actor_from(parts["actor"]), _event_from[kind](parts["event"]))


# What the server adds to a command; sent again, it may come out otherwise and is the same command all the same.
_ADDED = frozenset({"action", "asks", "opening", "by_socket", "trace", "record"})
_SENT = {
    each: [name for name in each.__dataclass_fields__ if name not in _ADDED] for each in get_args(Command)
}


def digest(conversation: str, command: Command) -> str:
    """Tells whether a command that comes again under the same id is the same one."""
    kind = type(command)
    content = _encode([conversation, kind.__name__, *[getattr(command, name) for name in _SENT[kind]]])
    return blake2b(content, digest_size=12).hexdigest()
