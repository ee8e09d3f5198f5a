"""What comes after a try: decided by a pure function, walked at random, and against hours of trouble (P6)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.outbound.calls import CallFailed
from chatref.outbound.destination import Delivered, Later, Refused, Result, Unknown
from chatref.outbound.judged import PLAIN, judged, lost, retry_after
from chatref.outbound.steps import (
    FIRST,
    LONGEST,
    LONGEST_TOLD,
    MOST_TRIES,
    Again,
    Dead,
    Done,
    next_step,
    pause,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANCES = st.floats(0, 1, exclude_max=True)
RESULTS: st.SearchStrategy[Result] = st.one_of(
    st.just(Delivered("17")),
    st.builds(Later, st.just("busy"), st.none() | st.timedeltas(timedelta(), timedelta(days=400))),
    st.just(Unknown("lost")),
    st.just(Refused("no")),
)


@given(st.lists(st.tuples(RESULTS, CHANCES), max_size=2 * MOST_TRIES))
def test_p6_whatever_happens_it_ends_in_a_bounded_number_of_tries_and_never_repeats_blindly(
    course: list[tuple[Result, float]],
) -> None:
    waited = timedelta()
    for tries, (result, chance) in enumerate(course, 1):
        step = next_step(result, tries, chance)
        match step:
            case Done():
                assert isinstance(result, Delivered)
                return
            case Dead(unsure, why):
                assert isinstance(result, Refused) or tries == MOST_TRIES
                assert unsure == isinstance(result, Unknown)
                assert why
                return
            case Again(after, unsure, _, told):
                assert tries < MOST_TRIES
                assert unsure == isinstance(result, Unknown)
                assert FIRST / 2 <= after <= LONGEST_TOLD
                asked = result.after if isinstance(result, Later) else None
                assert told == (asked is not None)
                assert asked is None or after >= min(asked, LONGEST_TOLD)
                assert asked is not None or after <= LONGEST
                waited += after
    assert len(course) < MOST_TRIES


@given(st.integers(1, 1_000), CHANCES)
def test_pauses_grow_to_an_hour_and_differ_by_chance(tries: int, chance: float) -> None:
    assert pause(tries, 0) <= pause(tries, chance) <= LONGEST
    assert pause(tries, chance) <= pause(tries + 1, chance)
    assert pause(tries, 0.9) > pause(tries, 0.1)


def test_an_hour_of_trouble_is_over_long_before_the_last_try() -> None:
    """Whoever comes back after two days is still tried."""
    assert sum((pause(tries, 0) for tries in range(1, 9)), timedelta()) < timedelta(hours=1)
    assert sum((pause(tries, 0) for tries in range(1, MOST_TRIES)), timedelta()) > timedelta(days=1)


@pytest.mark.parametrize("status", [408, 425, 429, 503])
def test_nothing_was_made_and_a_named_time_is_kept(status: int) -> None:
    assert judged(status, {"retry-after": "120"}, NOW, "Slower.") == Later(
        f"It answered {status}: Slower.", timedelta(minutes=2)
    )


@given(st.integers(300, 599))
def test_a_number_is_said_with_what_it_means(status: int) -> None:
    why = judged(status, {}, NOW).why
    assert why.startswith(f"It answered {status}")
    assert why.endswith(".")
    assert (f"{status}: " in why) == (status in PLAIN or status < 400)


@pytest.mark.parametrize("status", [500, 502, 504, 599])
def test_a_broken_server_may_have_made_it_before(status: int) -> None:
    assert isinstance(judged(status, {}, NOW), Unknown)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 410, 422])
def test_what_will_not_pass_by_itself_is_said_at_once(status: int) -> None:
    result = judged(status, {}, NOW, "subject: is too long.")
    assert isinstance(result, Refused)
    assert str(status) in result.why


def test_without_an_answer_it_counts_whether_anything_had_left() -> None:
    assert isinstance(lost(CallFailed("it could not be reached", retryable=True, sent=False)), Later)
    assert isinstance(lost(CallFailed("its address may not be called", retryable=False, sent=False)), Refused)
    assert isinstance(lost(CallFailed("it took too long to answer", retryable=True)), Unknown)


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("0", timedelta()),
        ("90", timedelta(seconds=90)),
        ("9" * 400, timedelta(seconds=10_000_000)),
        ("Sun, 22 Nov 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Sun, 22 Nov 2026 11:30:00 GMT", None),
        ("soon", None),
        ("²", None),
        ("", None),
        ("Sun, 99 Nov 2026 12:30:00 GMT", None),
    ],
)
def test_a_time_is_seconds_or_a_date_or_nothing(text: str, waits: timedelta | None) -> None:
    assert retry_after({"retry-after": text}, NOW) == waits


@given(st.text(max_size=60))
def test_no_header_breaks_it(text: str) -> None:
    waits = retry_after({"retry-after": text}, NOW)
    assert waits is None or waits >= timedelta()
