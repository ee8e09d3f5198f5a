"""A draft of the rules over turns that were: who would come to a person, who not, who sooner or later (P3, S11)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation.model import AnswerKind
from chatref.conversation.policy import Team
from chatref.escalation import conditions as when
from chatref.escalation.evaluate import State
from chatref.escalation.phrases.stems import stems
from chatref.escalation.record import Facts
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered, Asks, Near, Signals
from chatref.escalation.simulate import MOST_SHOWN, Books, Change, Simulated, Simulation, Turn
from chatref.hours import Hours, Interval
from tests.escalation.any_rules import ANSWERED, RULES, SIGNALS, STATES

MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = Hours(BERLIN, (*[(Interval(9 * 60, 17 * 60),)] * 5, (), ()))
TEAMS = {
    "first": Team("first", "First", NINE_TO_FIVE, frozenset({"tess", "tom"}), zone=BERLIN),
    "second": Team("second", "Second", NINE_TO_FIVE, frozenset({"tina"}), zone=BERLIN),
    "empty": Team("empty", "Empty", NINE_TO_FIVE, frozenset(), zone=BERLIN),
}
REFUND = Rule("Refund", when.Phrase(("refund",)), "Refund", team="second")
LOST = Rule("Lost", when.Unanswered(2), "Lost")
PERSON = Rule("Person", when.AsksForPerson(), "Asked for a person")


def _turn(
    text: str,
    *,
    conversation: str = "a",
    episode: int = 0,
    at: datetime = MONDAY,
    unanswered: int = 0,
    answer: AnswerKind | None = AnswerKind.ANSWER,
    asks: Asks = Asks.NO,
    fired: frozenset[str] = frozenset(),
) -> Turn:
    signals = Signals(text=text, stems=stems(text), unanswered=unanswered, asks=asks, measured_on=1)
    given = None if answer is None else Answered(answer, "")
    return Turn(conversation, episode, at, Facts(1, signals, State(fired), given))


def _simulated(now: Sequence[Rule], draft: Sequence[Rule], *turns: Turn) -> Simulated:
    simulation = Simulation(Books(Rules(tuple(now)), Rules(tuple(draft)), TEAMS, "first"))
    simulation.take(turns)
    return simulation.result()


REFUND_LATER = (
    _turn("hello"),
    _turn("about a font", answer=AnswerKind.NOT_FOUND),
    _turn("and a refund?", unanswered=1, answer=AnswerKind.NOT_FOUND),
)


@pytest.mark.parametrize(
    ("now", "draft", "turns", "change", "by"),
    [
        ((LOST,), (LOST, REFUND), (_turn("a refund please"),), Change.NEW, 0),
        ((LOST, REFUND), (LOST,), (_turn("a refund please", answer=None),), Change.GONE, 0),
        ((PERSON,), (Rule("Any", when.Turns(1), "x"), PERSON), REFUND_LATER, None, 0),
        ((LOST,), (Rule("Font", when.Phrase(("font",)), "x"), LOST), REFUND_LATER, Change.SOONER, 1),
        ((Rule("Hello", when.Phrase(("hello",)), "x"),), (LOST,), REFUND_LATER, Change.LATER, 2),
        ((REFUND,), (Rule("Money", when.Phrase(("refund",)), "x"),), REFUND_LATER, Change.OTHERWISE, 0),
        ((REFUND,), (REFUND, LOST), REFUND_LATER, None, 0),
    ],
)
def test_each_change_is_told_with_its_turns(
    now: Sequence[Rule], draft: Sequence[Rule], turns: Sequence[Turn], change: Change | None, by: int
) -> None:
    found = _simulated(now, draft, *turns)
    assert found.changes == ({} if change is None else {change: 1})
    assert [(each.change, each.turns, each.conversation) for each in found.shown] == (
        [] if change is None else [(change, by, "a")]
    )
    assert (found.conversations, found.turns) == (1, len(turns))


def test_an_episode_is_followed_to_its_first_handoff_and_the_next_one_begins_anew() -> None:
    """F10: what fired then is not what a draft fires, and an episode is judged for itself."""
    turns = (
        _turn("a refund", fired=frozenset({"Refund"})),
        _turn("a refund"),
        _turn("another refund", episode=1),
    )
    found = _simulated((), (REFUND,), *turns)
    assert (found.now, found.draft, found.changes) == (0, 2, {Change.NEW: 2})
    assert [each.draft.turn for each in found.shown if each.draft] == [1, 1]


def test_handoffs_stand_in_the_hour_of_the_teams_own_week_and_beside_who_is_there() -> None:
    """Against opening hours and staff."""
    evening = MONDAY + timedelta(days=1, hours=9)
    found = _simulated(
        (PERSON,),
        (PERSON, REFUND),
        _turn("a human", asks=Asks.STRONG, conversation="a"),
        _turn("a refund", conversation="b", at=evening),
        _turn("a refund", conversation="c", at=evening + timedelta(days=14)),
    )
    busy = [(each.day, each.hour, each.now, each.draft, each.shut) for each in found.hours if each.draft]
    assert len(found.hours) == 7 * 24
    assert busy == [(0, 10, 1, 1, 0), (1, 19, 0, 2, 2)]
    teams = [(each.team, each.people, each.now, each.draft, each.shut) for each in found.teams]
    assert teams == [("first", 2, 1, 1, 0), ("second", 1, 0, 2, 2), ("empty", 0, 0, 0, 0)]
    assert found.by == {"Person": (1, 1), "Refund": (0, 2)}
    assert 2 < found.weeks < 2.5


def test_what_is_always_on_hands_over_under_any_draft() -> None:
    """P4: and stands under its cause."""
    turn = _turn("a human", asks=Asks.STRONG)
    again = Turn("a", 0, MONDAY, Facts(1, turn.facts.signals, State(earlier_requests=1)))
    found = _simulated((), (), turn, again)
    assert (found.by, found.changes) == ({"request": (1, 1)}, {})


def test_what_is_always_on_goes_to_the_team_of_the_rule_that_stands_for_it() -> None:
    """P3, F11: as on the desk, where a team that nobody is in leaves its cases to the default one."""
    patient = Rule("Patient", when.AllOf((when.AsksForPerson(), when.Turns(9))), "Asked", team="second")
    facts = Facts(1, Signals(asks=Asks.STRONG), State(earlier_requests=1))
    for team, led_to in (("second", "second"), ("empty", "first"), ("gone", "first"), (None, "first")):
        found = _simulated((), (replace(patient, team=team),), Turn("a", 0, MONDAY, facts))
        assert found.by == {"Patient": (0, 0), "request": (1, 1)}
        assert [each.team for each in found.teams if each.draft] == [led_to]


def test_an_intent_that_nobody_measured_is_named() -> None:
    near = Signals(text="x", intents=(Near("refund", 0.9, 0.5),))
    meant = Rule("Custom", when.AnyOf((when.Intent("custom work"), when.Intent("refund"))), "Custom")
    turn = Turn("a", 0, MONDAY, Facts(1, near, State()))
    found = _simulated((), (meant,), turn, turn, _turn(""))
    assert found.unmeasured == {"custom work": 2}
    assert found.draft == 1


TURNS = st.lists(
    st.builds(
        Turn,
        st.sampled_from("abc"),
        st.integers(0, 1),
        st.just(MONDAY),
        st.builds(Facts, st.just(1), SIGNALS, STATES, st.none() | ANSWERED, st.booleans()),
    ),
    max_size=8,
).map(lambda turns: sorted(turns, key=lambda turn: (turn.conversation, turn.episode)))


@given(RULES, TURNS)
def test_rules_beside_themselves_change_nothing(rules: Rules, turns: list[Turn]) -> None:
    simulation = Simulation(Books(rules, rules, TEAMS, "first"))
    simulation.take(turns)
    found = simulation.result()
    assert (found.changes, found.shown) == ({}, ())
    assert found.now == found.draft


@given(RULES, RULES, TURNS)
def test_every_difference_is_counted_once_and_none_is_lost(
    now: Rules, draft: Rules, turns: list[Turn]
) -> None:
    """Also if the conversations come one by one."""
    at_once, one_by_one = (Simulation(Books(now, draft, TEAMS, "first")) for _ in range(2))
    at_once.take(turns)
    for name in "abc":
        if some := [turn for turn in turns if turn.conversation == name]:
            one_by_one.take(some)
    found = at_once.result()
    assert found == one_by_one.result()
    changes = found.changes
    assert found.draft - found.now == changes.get(Change.NEW, 0) - changes.get(Change.GONE, 0)
    assert sum(each.draft for each in found.hours) == sum(each.draft for each in found.teams) == found.draft
    assert sum(each for _, each in found.by.values()) == found.draft


def test_an_hour_in_which_no_team_is_there_is_closed_whether_or_not_anything_comes() -> None:
    found = _simulated((LOST,), (LOST, REFUND), _turn("a refund please"))
    closed = {(each.day, each.hour) for each in found.hours if each.closed}
    assert closed == {(d, h) for d in range(7) for h in range(24) if d > 4 or not 9 <= h < 17}
    assert [each.open_hours for each in found.teams] == [40.0, 40.0, 40.0]


def test_what_changes_is_shown_page_by_page_none_twice_and_none_left_out() -> None:
    turns = [_turn("a refund please", conversation=f"{number:03}") for number in range(2 * MOST_SHOWN + 1)]
    pages = []
    for after in range(0, len(turns), MOST_SHOWN):
        simulation = Simulation(Books(Rules((LOST,)), Rules((REFUND,)), TEAMS, "first"), after)
        simulation.take(turns)
        pages.append([each.conversation for each in simulation.result().shown])
    assert [len(page) for page in pages] == [MOST_SHOWN, MOST_SHOWN, 1]
    assert [one for page in pages for one in page] == [turn.conversation for turn in turns]
