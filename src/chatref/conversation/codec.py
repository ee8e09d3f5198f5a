"""Events and state to JSON-able dicts and back.

A field that holds its default is left out, so a default, once released, is never changed: change
means a new field. The encoders are made once from the types.
"""

# ruff: noqa: ANN401 - the values of every field pass through here, and types as values

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from .events import Event, Recorded
from .model import Actor, ActorKind, Conversation

EVOLVE_VERSION = 1
"""Stored with every row; a row of an older version is folded anew."""

Json = dict[str, Any]
_Turn = Callable[[Any], Any]


def kind_of(event: Event) -> str:
    """The wire's name of an event: its class name in snake case."""
    return _KINDS[type(event)]


def event_to_json(event: Event) -> Json:
    """The payload alone; its kind is `kind_of`."""
    return cast(Json, _encoder(cast(Any, type(event)))(event))


def event_from_json(kind: str, payload: Mapping[str, Any]) -> Event:
    return cast(Event, _decoder(cast(Any, _CLASSES[kind]))(payload))


def recorded_to_json(recorded: Recorded) -> Json:
    """The whole event, tagged by its kind."""
    return {
        "seq": recorded.seq,
        "vseq": recorded.vseq,
        "at": _time_to_json(recorded.at),
        "actor": [recorded.actor.kind.value, recorded.actor.id],
        "kind": kind_of(recorded.event),
        "event": event_to_json(recorded.event),
    }


def recorded_from_json(json: Mapping[str, Any]) -> Recorded:
    kind, name = json["actor"]
    return Recorded(
        json["seq"],
        json["vseq"],
        datetime.fromisoformat(json["at"]),
        Actor(ActorKind(kind), name),
        event_from_json(json["kind"], json["event"]),
    )


def state_to_json(conversation: Conversation) -> Json:
    return cast(Json, _encoder(Conversation)(conversation))


def state_from_json(json: Mapping[str, Any]) -> Conversation:
    return cast(Conversation, _decoder(Conversation)(json))


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


_CLASSES: Mapping[str, type[Event]] = MappingProxyType(
    {snake(kind.__name__): kind for kind in get_args(Event)}
)
_KINDS: Mapping[type[Event], str] = MappingProxyType({kind: name for name, kind in _CLASSES.items()})


@cache
def _encoder(kind: Any) -> _Turn:
    if is_dataclass(kind):
        return _dataclass_encoder(cast(type, kind))
    if kind is datetime:
        return _time_to_json
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        encode = _encoder(_present(inner))
        return lambda value: None if value is None else encode(value)
    if origin is tuple:
        return _tuple_encoder(inner)
    if origin is frozenset:
        return sorted
    if origin is Mapping:
        encode_one = _encoder(inner[1])
        return lambda value: {key: encode_one(one) for key, one in value.items()}
    if issubclass(kind, StrEnum | IntEnum):
        return lambda value: value.value
    return _same


@cache
def _decoder(kind: Any) -> _Turn:
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if kind is datetime:
        return datetime.fromisoformat
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        decode = _decoder(_present(inner))
        return lambda value: None if value is None else decode(value)
    if origin is tuple:
        return _tuple_decoder(inner)
    if origin is frozenset:
        decode_member = _decoder(inner[0])
        return lambda value: frozenset(decode_member(one) for one in value)
    if origin is Mapping:
        decode_one = _decoder(inner[1])
        return lambda value: MappingProxyType({key: decode_one(one) for key, one in value.items()})
    if issubclass(kind, StrEnum | IntEnum):
        return cast(_Turn, kind)
    return _same


def _dataclass_encoder(kind: type) -> _Turn:
    hints = get_type_hints(kind)
    plan = [(f.name, _default(f), _encoder(hints[f.name])) for f in fields(kind)]

    def encode(value: Any) -> Json:
        out = {}
        for name, default, turn in plan:
            held = getattr(value, name)
            if held is not default and held != default:
                out[name] = turn(held)
        return out

    return encode


def _dataclass_decoder(kind: type) -> _Turn:
    hints = get_type_hints(kind)
    turns = {f.name: _decoder(hints[f.name]) for f in fields(kind)}

    def decode(json: Mapping[str, Any]) -> Any:
        return kind(**{name: turns[name](held) for name, held in json.items() if name in turns})

    return decode


def _default(field: Field[Any]) -> Any:
    """A required field has none: `MISSING` equals no value."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _tuple_encoder(inner: tuple[Any, ...]) -> _Turn:
    encoders = [_encoder(one) for one in inner if one is not Ellipsis]
    if Ellipsis in inner:
        encode = encoders[0]
        return lambda value: [encode(one) for one in value]
    return lambda value: [turn(one) for turn, one in zip(encoders, value, strict=True)]


def _tuple_decoder(inner: tuple[Any, ...]) -> _Turn:
    decoders = [_decoder(one) for one in inner if one is not Ellipsis]
    if Ellipsis in inner:
        decode = decoders[0]
        return lambda value: tuple([decode(one) for one in value])
    return lambda value: tuple(turn(one) for turn, one in zip(decoders, value, strict=True))


def _present(inner: tuple[Any, ...]) -> Any:
    return next(one for one in inner if one is not type(None))


def _time_to_json(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _same(value: Any) -> Any:
    return value
