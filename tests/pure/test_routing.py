"""F17 to F21: who is offered which case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chatref.routing import (
    LEAST,
    Availability,
    OnDuty,
    RoutedTeam,
    Strategy,
    WaitingCase,
    eligible,
    expected_wait,
    in_order,
    offers,
    unstaffed,
)
from tests.pure.calm import CALM

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
NAMES = ("tess", "tom", "olga", "rosa")
TEAMS = ("support", "billing")

names = st.sampled_from(NAMES)
cases = st.lists(
    st.builds(
        WaitingCase,
        st.integers(0, 50).map(str),
        st.sampled_from(TEAMS),
        st.integers(0, 3),
        st.integers(0, 90).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        st.sampled_from(["", "en", "de"]),
        st.none() | names,
        st.frozensets(names, max_size=2),
    ),
    max_size=8,
    unique_by=lambda case: case.conversation,
)
staff = st.lists(
    st.builds(
        OnDuty,
        names,
        st.frozensets(st.sampled_from(TEAMS), min_size=1),
        st.booleans(),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(list(Availability)),
        st.frozensets(st.sampled_from(["en", "de"])),
        st.none() | st.integers(0, 90).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    ),
    max_size=4,
    unique_by=lambda person: person.teammate,
)
teams = st.fixed_dictionaries(
    {
        name: st.builds(RoutedTeam, st.just(name), st.booleans(), st.sampled_from(list(Strategy)))
        for name in TEAMS
    }
)


@CALM
@given(cases, staff, teams)
def test_f17_nobody_is_overtaken_within_a_priority(
    queue: list[WaitingCase], people: list[OnDuty], by_team: dict[str, RoutedTeam]
) -> None:
    """Whoever gets a later case could not take any earlier one that is still waiting."""
    made = {one.conversation: one.teammate for one in offers(queue, people, by_team, NOW)}
    person = {one.teammate: one for one in people}
    ordered = in_order(queue)
    for place, case in enumerate(ordered):
        team = by_team[case.team]
        if case.conversation in made or not team.open or team.strategy is Strategy.POOL:
            continue
        later = [made[one.conversation] for one in ordered[place + 1 :] if one.conversation in made]
        assert not any(eligible(case, person[name]) for name in later)


@CALM
@given(cases, staff, teams)
def test_f18_f22_whoever_could_be_offered_is(
    queue: list[WaitingCase], people: list[OnDuty], by_team: dict[str, RoutedTeam]
) -> None:
    """What is left waiting, nobody with a place left could take."""
    made = offers(queue, people, by_team, NOW)
    taken = [one.teammate for one in made]
    left = [replace(one, load=one.load + taken.count(one.teammate)) for one in people]
    waiting = [case for case in queue if case.conversation not in {one.conversation for one in made}]
    assert offers(waiting, left, by_team, NOW) == ()


@CALM
@given(cases, staff, teams)
def test_f19_f20_f21_an_offer_goes_to_somebody_there_with_a_place_and_not_passed_over(
    queue: list[WaitingCase], people: list[OnDuty], by_team: dict[str, RoutedTeam]
) -> None:
    made = offers(queue, people, by_team, NOW)
    known = {case.conversation: case for case in queue}
    assert len({one.conversation for one in made}) == len(made)
    for person in people:
        given_to = [known[one.conversation] for one in made if one.teammate == person.teammate]
        assert person.load + len(given_to) <= max(person.capacity, person.load)
        for case in given_to:
            assert eligible(case, person)
            assert by_team[case.team].open


def on_duty(name: str, **more: object) -> OnDuty:
    return replace(OnDuty(name, frozenset({"support"}), present=True, load=0, capacity=3), **more)  # type: ignore[arg-type]


def case(name: str, minutes: int, priority: int = 1, **more: object) -> WaitingCase:
    return replace(WaitingCase(name, "support", priority, NOW - timedelta(minutes=minutes)), **more)  # type: ignore[arg-type]


def routed(
    *queue: WaitingCase, people: list[OnDuty], strategy: Strategy = Strategy.ROUND_ROBIN
) -> dict[str, str]:
    team = {"support": RoutedTeam("support", open=True, strategy=strategy)}
    return {one.conversation: one.teammate for one in offers(queue, people, team, NOW)}


def test_priority_comes_before_waiting_time() -> None:
    queue = (case("old", 30), case("urgent", 1, priority=3), case("older", 40))
    assert [one.conversation for one in in_order(queue)] == ["urgent", "older", "old"]
    assert routed(*queue, people=[on_duty("tess", capacity=1)]) == {"urgent": "tess"}


def test_round_robin_goes_to_who_was_offered_longest_ago() -> None:
    people = [on_duty("tess", last_offered=NOW), on_duty("tom", last_offered=NOW - timedelta(hours=1))]
    assert routed(case("a", 2), case("b", 1), people=people) == {"a": "tom", "b": "tess"}


def test_least_busy_goes_by_load_against_capacity() -> None:
    people = [on_duty("tess", load=1, capacity=2), on_duty("tom", load=2, capacity=8)]
    assert routed(case("a", 2), people=people, strategy=Strategy.LEAST_BUSY) == {"a": "tom"}


def test_a_pool_rings_nobody() -> None:
    assert routed(case("a", 2), people=[on_duty("tess")], strategy=Strategy.POOL) == {}


def test_f19_a_returning_visitor_goes_to_their_last_teammate_only_if_present() -> None:
    returning = case("a", 2, last_teammate="tom")
    rested = on_duty("tess")
    assert routed(returning, people=[rested, on_duty("tom", last_offered=NOW)]) == {"a": "tom"}
    assert routed(returning, people=[rested, on_duty("tom", present=False)]) == {"a": "tess"}


def test_the_visitors_language_is_preferred_and_never_a_wall() -> None:
    people = [on_duty("tess"), on_duty("tom", languages=frozenset({"de"}), last_offered=NOW)]
    assert routed(case("a", 2, language="de"), people=people) == {"a": "tom"}
    assert routed(case("a", 2, language="fr"), people=people) == {"a": "tess"}


waits = st.lists(st.integers(0, 36_000).map(lambda seconds: timedelta(seconds=seconds)), max_size=40)


@CALM
@given(waits)
def test_the_expected_wait_is_one_that_half_of_them_had_at_most(lately: list[timedelta]) -> None:
    expected = expected_wait(lately)
    if len(lately) < LEAST:
        assert expected is None
        return
    assert expected is not None
    assert sum(each <= expected for each in lately) * 2 >= len(lately)
    assert sum(each >= expected for each in lately) * 2 >= len(lately)


@CALM
@given(staff, teams)
def test_f18_a_team_is_unstaffed_only_while_it_is_open_and_none_of_it_is_here(
    people: list[OnDuty], by_team: dict[str, RoutedTeam]
) -> None:
    empty = unstaffed(by_team.values(), people)
    for team in by_team.values():
        here = [each for each in people if team.team in each.teams and each.here]
        assert (team.team in empty) == (team.open and not here)


@CALM
@given(st.integers(2, 4), st.integers(1, 30))
def test_round_robin_is_fair(size: int, rounds: int) -> None:
    """Whoever accepts at once and is done at once: nobody is rung twice more often than another."""
    people = {
        name: OnDuty(name, frozenset({"support"}), present=True, load=0, capacity=1) for name in NAMES[:size]
    }
    counts = dict.fromkeys(people, 0)
    for minute in range(rounds):
        at = NOW + timedelta(minutes=minute)
        team = {"support": RoutedTeam("support", open=True)}
        [made] = offers([WaitingCase(str(minute), "support", 1, at)], people.values(), team, at)
        people[made.teammate] = replace(people[made.teammate], last_offered=at)
        counts[made.teammate] += 1
    assert max(counts.values()) - min(counts.values()) <= 1
