"""What became of a conversation says who should have had it (P17)."""

from dataclasses import replace
from datetime import UTC, datetime

from chatref.conversation import events as e
from chatref.conversation.model import (
    Actor,
    ActorKind,
    Cause,
    Outcome,
    Priority,
    Stage,
)
from chatref.insights.proposed_rules import came_to

TESS = Actor(ActorKind.TEAMMATE, "tess")


def _opened(handoff: str, rule: str | None) -> e.HandoffOpened:
    return e.HandoffOpened(handoff, "Money", Cause.RULE, "first", Priority.NORMAL, Stage.WAITING, rule=rule)


def _recorded(*events: e.Event) -> list[e.Recorded]:
    at = datetime.now(UTC)
    return [e.Recorded(number, None, at, TESS, event) for number, event in enumerate(events, start=1)]


def test_a_team_counts_that_a_person_gave_the_case_to_and_not_one_that_a_rule_chose() -> None:
    """Nor one for a colleague's sake, nor after the end."""
    given = e.Transferred("tess", "billing")
    ended = e.HandoffEnded("one", Outcome.ANSWERED)
    assert came_to(_recorded(_opened("one", "Money")), None) == ("Money", None)
    assert came_to(_recorded(_opened("one", "Money"), given, ended), None) == ("Money", "billing")
    assert came_to(
        _recorded(_opened("one", None), e.Transferred("tess", "print", "tom"), ended, given), None
    ) == (
        None,
        None,
    )


def test_of_several_handoffs_it_is_the_one_that_is_meant_or_the_last() -> None:
    one, two = _opened("one", "Money"), _opened("two", "Torn")
    thread = _recorded(one, e.Transferred("tess", "billing"), e.HandoffEnded("one", Outcome.ANSWERED), two)
    assert came_to(thread, "one") == ("Money", "billing")
    assert came_to(thread, None) == ("Torn", None)
    assert came_to([], None) == (None, None)


def test_a_rule_that_stands_for_what_is_always_on_is_the_one_it_came_by() -> None:
    pressed = replace(_opened("one", None), cause=Cause.BUTTON, stands="Asked")
    assert came_to(_recorded(pressed), None) == ("Asked", None)
