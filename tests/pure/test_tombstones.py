"""F40: of the events of an erased conversation every text is gone that is not named here; a new one is found."""

# ruff: noqa: ANN401 - a field may be of any type

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from chatref.conversation.erase import tombstone
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import DESK

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

IDS = {
    "Started.conversation", "Started.workspace", "Started.site", "Started.visitor", "HandoffOpened.handoff",
    "HandoffEnded.handoff", "StepTicked.handoff", "StepTicked.step", "Reviewed.handoff", "DeskSaid.handoff",
    "VisitorWrote.message", "AssistantAnswered.message", "TeammateReplied.message", "NoteWritten.message",
    "DeskSaid.message", "PersonAsked.message", "Offered.teammate", "OfferEnded.teammate", "Claimed.teammate",
    "Claimed.taken_from", "Released.teammate", "Transferred.taken_from", "Transferred.team", "Transferred.teammate",
    "LeadNoted.lead", "HandoffSummed.handoff", "LeadNoted.destination",
    "HandedBack.teammate", "Withdrawn.taken_from", "Reminded.teammate", "OwnerAlerted.owner", "OwnerAlerted.team",
    "DeskClosed.team", "DeskOpened.team", "Queued.team", "HandoffOpened.team",
    "Queued.instead_of", "HandoffOpened.instead_of",
}  # fmt: skip
THE_BUSINESS_OWN = {
    "HandoffOpened.reason", "HandoffOpened.rule", "HandoffOpened.playbook.id", "HandoffOpened.playbook.text",
    "HandoffOpened.stands",
    "AssistantAnswered.citations.address",
    "EscalationNoted.reason", "EscalationNoted.rule", "VerdictReached.rule", "DetailsAsked.action",
    "DetailsAsked.fields.field", "DetailsAsked.fields.kind", "DetailGiven.field", "CollectingEnded.missing",
    "LeadNoted.action", "LeadNoted.fields",
}  # fmt: skip
NO_WORDS = {
    "Started.language",  # two letters
    "Noted.what",  # the desk's own, which command it was
}


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_a_tombstone_holds_no_word_of_anybody(kind: type) -> None:
    event = _filled(kind, kind.__name__)
    left = tombstone(Recorded(1, 1, AT, DESK, event)).event
    assert set(_texts(event)) - IDS - THE_BUSINESS_OWN - NO_WORDS == set(_texts(event)) - set(_texts(left))


def test_what_is_named_here_is_there() -> None:
    """So that nothing stays allowed that no event has any more."""
    there = {text for kind in get_args(Event) for text in _texts(_filled(kind, kind.__name__))}
    assert there >= (IDS | THE_BUSINESS_OWN | NO_WORDS)


def _filled(kind: Any, path: str) -> Any:
    """Of this type, with every text in it the path that leads there."""
    if kind is str:
        return path
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: _filled(hints[one.name], f"{path}.{one.name}") for one in fields(kind)})
    if get_origin(kind) is tuple:
        inner = [each for each in get_args(kind) if each is not Ellipsis]
        return tuple(_filled(each, path) for each in inner)
    if get_origin(kind) in {Union, UnionType}:
        return _filled(next(each for each in get_args(kind) if each is not type(None)), path)
    return _plain(kind)


def _plain(kind: Any) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind))
    return {int: 1, bool: True, datetime: AT}[kind]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield from [value] if value else []
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
