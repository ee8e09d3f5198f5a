"""How an owner writes a playbook, and what becomes of one written before there were parts (P16)."""

import json

import pytest
from hypothesis import given

from chatref.conversation import commands as ask
from chatref.conversation.model import Part
from chatref.conversation.playbook import Step
from chatref.errors import BadInput
from chatref.escalation.book import from_plain, readable, rules_from, rules_kept, rules_to
from chatref.escalation.conditions import AsksForPerson
from chatref.escalation.playbooks import MOST_STEPS, Playbook, playbook, playbook_from, playbook_to
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.ready.sets import SETS
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.standing import standing_on
from tests.escalation.any_rules import PLAYBOOK
from tests.pure.calm import CALM
from tests.pure.scene import OPENING, VISITOR, Scene


@CALM
@given(PLAYBOOK)
def test_a_playbook_is_read_as_it_was_stored(steps: tuple[Step, ...]) -> None:
    stored = json.loads(json.dumps(playbook_to(steps)))
    assert playbook_from(stored, "here") == steps
    assert len({step.id for step in steps}) == len(steps)


def test_steps_have_their_part_and_some_are_to_confirm() -> None:
    written = {"close": [{"text": "Say when", "confirm": True}, {"text": "Ask on"}], "acknowledge": ["Greet"]}
    assert playbook_from(written, "here") == (
        Step("acknowledge-1", Part.ACKNOWLEDGE, "Greet"),
        Step("close-1", Part.CLOSE, "Say when", confirm=True),
        Step("close-2", Part.CLOSE, "Ask on"),
    )
    assert playbook(["Greet"], told=["Say when"], close=["Ask on"])[-1].confirm


def test_a_plain_list_of_before_there_were_parts_is_all_work() -> None:
    steps = playbook_from(["Look at it", "Answer"], "here")
    assert [(step.id, step.part, step.text) for step in steps] == [
        ("work-1", Part.WORK, "Look at it"),
        ("work-2", Part.WORK, "Answer"),
    ]


def test_what_was_saved_once_is_read_for_ever_and_no_more_is_saved() -> None:
    """A desk whose rules can't be read any more stands still, and nobody can mend them (F47)."""
    rule = {"name": "R", "reason": "X", "when": {"event": "a"}, "tags": ["long" * 11] * 21}
    saved: dict[str, object] = {"rules": [rule], "playbooks": {"Refund": ["Step"] * (MOST_STEPS + 1)}}
    stored = json.loads(json.dumps(rules_to(rules_kept(saved))))
    assert len(rules_kept(stored).playbooks["Refund"]) == MOST_STEPS + 1
    with pytest.raises(BadInput, match="at most"):
        rules_from({**stored, "rules": []})


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"after": ["Rest"]}, "playbooks.Refund.after"),
        ({"work": ["Look", " "]}, "playbooks.Refund.work[1]"),
        ({"work": [{"confirm": True}]}, "playbooks.Refund.work[0].text"),
        ({"close": [{"text": "Say when", "confirm": "yes"}]}, "playbooks.Refund.close[0].confirm"),
        ({"close": [{"text": "Say when", "by": "Tess"}]}, "playbooks.Refund.close[0].by"),
        ({"work": "Look"}, "playbooks.Refund.work"),
        ({"work": ["Look"] * (MOST_STEPS + 1)}, "playbooks.Refund.work"),
        (["Look"] * (MOST_STEPS + 1), "playbooks.Refund.work"),
        ("Look", "playbooks.Refund"),
    ],
)
def test_what_cant_be_read_is_refused_with_its_field(written: object, field: str) -> None:
    """F47."""
    book: dict[str, object] = {"rules": [], "playbooks": {"Refund": written}}
    with pytest.raises(BadInput) as refused:
        rules_from(book)
    assert refused.value.field == field
    assert [wrong.field for wrong in readable(book).wrong][:1] == [field]


def test_an_owners_file_has_parts_or_plain_steps() -> None:
    parts = {"reason": "Refund", "acknowledge": ["Greet"], "close": [{"text": "Say when", "confirm": True}]}
    rules = from_plain({"playbook": [parts, {"reason": "Legal", "steps": ["Thank"]}]}, {}, "en")
    assert rules.playbooks == {
        "Refund": playbook(["Greet"], told=["Say when"]),
        "Legal": playbook(work=["Thank"]),
    }
    assert rules_from(rules_to(rules)) == rules
    with pytest.raises(BadInput, match="text"):
        from_plain({"playbook": [{"acknowledge": ["Greet"]}]}, {}, "en")


def test_a_reason_of_the_cores_has_the_steps_of_the_rule_that_stands_for_it() -> None:
    """A press of the button is worked on as the request that it is."""
    rule = Rule("Person", AsksForPerson(), reason="Asked for a person")
    own, for_button = playbook(["Greet"]), playbook(["Hello"])
    assert _of_the_button(Rules((rule,), playbooks={rule.reason: own})) == own
    both = Rules((rule,), playbooks={rule.reason: own, "person_asked": for_button})
    assert _of_the_button(both) == for_button


def _of_the_button(rules: Rules) -> Playbook:
    scene = Scene()
    scene.becomes(playbooks=rules.playbooks, standing=standing_on(rules, ["shop"]))
    scene.do(VISITOR, ask.AskPerson(opening=OPENING))
    assert scene.state.handoff is not None
    return scene.state.handoff.playbook


@pytest.mark.parametrize("rules", [READY_MADE, *(ready.rules for ready in SETS)])
def test_ready_made_playbooks_have_work_in_them_and_some_ask_to_tell_the_visitor(rules: Rules) -> None:
    assert all(any(step.part is Part.WORK for step in steps) for steps in rules.playbooks.values())
    assert any(step.confirm for steps in rules.playbooks.values() for step in steps)
