"""Events and state as JSON and back: invariant 1 over what is stored."""

# ruff: noqa: DTZ001 - Hypothesis adds the zone

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation import codec
from chatref.conversation import events as e
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import Actor, ActorKind, Conversation, Detail
from tests.pure.calm import CALM

times = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
st.register_type_strategy(datetime, times)
KINDS = get_args(Event)
events = st.sampled_from(KINDS).flatmap(st.from_type)
details = st.dictionaries(st.text(max_size=5), st.from_type(Detail), max_size=3).map(MappingProxyType)
records = st.builds(
    Recorded,
    st.integers(1),
    st.none() | st.integers(1),
    times,
    st.builds(Actor, st.sampled_from(ActorKind), st.text(max_size=5)),
    events,
)


@CALM
@given(records)
def test_i1_an_event_is_read_as_it_was_written(recorded: Recorded) -> None:
    assert codec.recorded_from_json(json.loads(json.dumps(codec.recorded_to_json(recorded)))) == recorded


states = st.builds(
    Conversation, **{one.name: ... for one in fields(Conversation) if one.name != "details"}, details=details
)


@CALM
@given(states)
def test_i1_a_state_is_read_as_it_was_written(conversation: Conversation) -> None:
    assert codec.state_from_json(json.loads(json.dumps(codec.state_to_json(conversation)))) == conversation


def test_a_field_that_a_later_version_took_away_is_passed_over() -> None:
    assert codec.event_from_json("noted", {"what": "x", "gone": 1}) == e.Noted("x")


def test_the_wire_page_names_every_kind() -> None:
    """A kind is the class name in snake case, and `docs/wire.md` has it."""
    page = (Path(__file__).parents[2] / "docs" / "wire.md").read_text()
    for kind in KINDS:
        name = codec.snake(kind.__name__)
        assert f"`{name}`" in page, name
