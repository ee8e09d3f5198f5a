"""Events and states are read as they were written: invariant 1 over what is stored."""

# ruff: noqa: DTZ001 - Hypothesis adds the zone

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation import events as e
from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import DESK, Actor, ActorKind, Conversation, Detail, QueueReason
from chatref.desk.encoding import KIND_OF, decode_event, encode_event
from tests.pure.calm import CALM
from tests.pure.stored import stored_event, stored_state

times = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
st.register_type_strategy(datetime, times)
events = st.sampled_from(get_args(Event)).flatmap(st.from_type)
details = st.dictionaries(st.text(max_size=5), st.from_type(Detail), max_size=3).map(MappingProxyType)
records = st.builds(
    Recorded,
    st.integers(1),
    st.none() | st.integers(1),
    times,
    st.builds(Actor, st.sampled_from(ActorKind), st.text(max_size=5)),
    events,
)
states = st.builds(
    Conversation, **{one.name: ... for one in fields(Conversation) if one.name != "details"}, details=details
)


@CALM
@given(records)
def test_i1_an_event_is_read_as_it_was_written(recorded: Recorded) -> None:
    assert stored_event(recorded) == recorded


@CALM
@given(states)
def test_i1_a_state_is_read_as_it_was_written(conversation: Conversation) -> None:
    assert stored_state(conversation) == conversation


def test_a_field_that_a_later_version_took_away_is_passed_over() -> None:
    noted = Recorded(1, None, datetime(2026, 1, 1, tzinfo=UTC), Actor(ActorKind.DESK), e.Noted("x"))
    older = encode_event(noted).replace('"what":"x"', '"gone":1,"what":"x"')
    assert decode_event(1, None, noted.at, "noted", older) == noted


def test_an_event_from_before_a_field_says_nothing_of_it() -> None:
    queued = Recorded(1, 1, datetime(2026, 1, 1, tzinfo=UTC), DESK, e.Queued("t", QueueReason.ESCALATED))
    older = encode_event(queued).replace(',"instead_of":null', "")
    assert "instead_of" not in older
    assert decode_event(1, 1, queued.at, "queued", older) == queued


def test_the_wire_page_names_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "wire.md").read_text()
    assert [name for name in KIND_OF.values() if f"`{name}`" not in page] == []
