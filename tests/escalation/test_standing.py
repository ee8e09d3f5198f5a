"""What is always on goes the way of the rule that stands for it, whichever door the visitor takes (P3, P12)."""

from dataclasses import replace

import pytest
from hypothesis import given

from chatref.conversation import commands as ask
from chatref.conversation.events import HandoffOpened
from chatref.conversation.model import Cause, Handoff, Priority
from chatref.conversation.standing import REASONS, Standing
from chatref.conversation.told import Told
from chatref.desk.encoding import decode_event, encode_event
from chatref.escalation import conditions as c
from chatref.escalation.evaluate import Escalation, State, evaluate
from chatref.escalation.playbooks import playbook
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.ready.sets import SETS
from chatref.escalation.record import Facts, verdicts_of
from chatref.escalation.rulebook import RuleBook, words
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Asks, Moment, Signals
from chatref.escalation.standing import standing_for, standing_on
from tests.escalation.any_rules import RULES
from tests.pure.scene import ASSISTANT, OPENING, VISITOR, Scene

PERSON = Rule(
    "Asks for a person",
    c.AsksForPerson(),
    "Asked for a person",
    team="billing",
    priority=Priority.HIGH,
    tags=("person", "money"),
    hand_over={"en": "Of course."},
)
FAILED = Rule("Failed", c.AssistantFails(), "It failed", team="billing", tags=("sorry",))
STEPS = playbook(["Greet"])
SITES = ("a", "b", "shop")


def _rules(*rules: Rule) -> Rules:
    return Rules(rules, playbooks={rule.reason: STEPS for rule in rules})


def _scene(rules: Rules) -> Scene:
    scene = Scene()
    scene.becomes(words=words(rules), playbooks=rules.playbooks, standing=standing_on(rules, ["shop"]))
    return scene


def _decided(rules: Rules, signals: Signals, state: State) -> Escalation:
    decided = evaluate(rules, 1, signals, state).escalation
    assert decided is not None
    return decided


def _opened(scene: Scene) -> Handoff:
    assert scene.state.handoff is not None
    return scene.state.handoff


def _by_button(rules: Rules) -> Scene:
    scene = _scene(rules)
    scene.do(VISITOR, ask.AskPerson(opening=OPENING))
    return scene


def _by_second_request(rules: Rules) -> Scene:
    """Found in the write path, where no rule is asked."""
    scene = _scene(rules)
    scene.writes("a person", asks=True)
    scene.writes("a person!", asks=True)
    return scene


def _by_verdict(rules: Rules, signals: Signals, requests: int = 0) -> Scene:
    scene = _scene(rules)
    scene.writes("hello")
    state = State(site="shop", earlier_requests=requests)
    signals = replace(signals, measured_on=scene.state.last_visitor)
    command = RuleBook(1, rules).escalate(evaluate(rules, 1, signals, state), Told(), ())
    assert command is not None
    scene.do(ASSISTANT, command)
    return scene


ASKED = Signals(asks=Asks.STRONG)
PROMISED = Signals(moment=Moment.AFTER, promised=True)


def _follows(scene: Scene) -> tuple[object, ...]:
    """All that a team and a visitor see of where it went."""
    case = _opened(scene)
    line = next(event.event.text for event in scene.history if hasattr(event.event, "line"))  # type: ignore[union-attr]
    return case.team, case.priority, scene.state.tags, case.playbook, line


def test_whichever_door_the_same_follows() -> None:
    """P3, P12: the button, words, words said again, and a promise of the assistant's."""
    rules = _rules(PERSON)
    by_words = _by_verdict(rules, ASKED)
    assert _opened(by_words).rule == PERSON.name
    others = (
        _by_button(rules),
        _by_second_request(rules),
        _by_verdict(_rules(replace(PERSON, when=c.AllOf((PERSON.when, c.Turns(9))))), ASKED, requests=1),
        _by_verdict(rules, PROMISED),
    )
    for each in others:
        assert _follows(each) == _follows(by_words)
        assert (_opened(each).rule, _opened(each).stands) == (None, PERSON.name)


@given(RULES)
def test_p17_a_press_that_is_rehearsed_comes_to_what_a_press_does(rules: Rules) -> None:
    """Whatever was measured of the words before it, and whatever rules would hold of them."""
    scene = _by_button(rules)
    case = _opened(scene)
    (verdict,) = verdicts_of(rules, Facts(1, ASKED, State(site=scene.state.site), pressed=True))
    decided = verdict.escalation
    assert decided is not None
    assert (decided.cause, decided.reason, decided.rule) == (case.cause, case.reason, case.rule)
    assert (scene.policy.team_for(decided.team), decided.priority) == (case.team, case.priority)
    assert (decided.standing.rule if decided.standing else None) == case.stands
    assert scene.state.tags == {*decided.tags}
    assert case.why.startswith(decided.why.rstrip("."))


def test_a_failure_goes_the_way_of_the_rule_for_failures() -> None:
    """P13: told by the worker, or found out by the clock."""
    by_worker, by_clock = _scene(_rules(PERSON, FAILED)), _scene(_rules(PERSON, FAILED))
    by_worker.writes("hello")
    state = by_worker.state
    by_worker.do(ASSISTANT, ask.AssistantFailed(state.epoch, state.turn.number, "quota"))
    by_clock.writes("hello")
    by_clock.wait(minutes=1)
    by_clock.do(ASSISTANT, ask.AssistantFailed(by_clock.state.epoch, by_clock.state.turn.number, "time-out"))
    for each in (by_worker, by_clock):
        assert (_opened(each).team, each.state.tags, _opened(each).playbook) == (
            "billing",
            frozenset({"sorry"}),
            STEPS,
        )
    why = "Because the assistant could not answer (quota); as the rule “Failed” says: team Billing."
    assert _opened(by_worker).why == why


def test_the_sentence_names_the_rule_and_what_it_says() -> None:
    """P3."""
    pressed = "Because the visitor pressed for a person; as the rule “Asks for a person” says"
    assert _opened(_by_button(_rules(PERSON))).why == f"{pressed}: team Billing, high priority."
    usual = replace(PERSON, team=None, priority=Priority.NORMAL)
    assert _opened(_by_button(_rules(usual))).why == f"{pressed}."
    decided = _decided(_rules(FAILED), Signals(failed=True), State(frozenset({"Failed"}), site="shop"))
    assert decided.sentence == "Because the assistant could not answer; as the rule “Failed” says."


def test_where_no_rule_stands_it_goes_as_ever() -> None:
    scene = _by_button(_rules())
    case = _opened(scene)
    assert (case.team, case.priority, case.playbook, case.stands) == ("support", Priority.NORMAL, (), None)
    assert scene.state.tags == frozenset()
    assert case.why == "Because the visitor pressed for a person."


def test_a_team_that_is_gone_leaves_the_case_to_the_default_one() -> None:
    """F11: and the sentence does not say that it has it."""
    case = _opened(_by_button(_rules(replace(PERSON, team="gone"))))
    assert case.team == "support"
    assert case.why.endswith("as the rule “Asks for a person” says: high priority.")


def test_no_always_on_case_waits_behind_all_others() -> None:
    assert _opened(_by_button(_rules(replace(PERSON, priority=Priority.LOW)))).priority is Priority.NORMAL


def test_a_rule_that_is_off_or_for_another_site_stands_for_nothing() -> None:
    off, elsewhere = replace(PERSON, name="off", on=False), replace(PERSON, name="elsewhere", sites=("b",))
    rules = _rules(off, elsewhere, PERSON)
    assert [_named(rules, site) for site in SITES] == [PERSON.name, "elsewhere", PERSON.name]
    assert _named(_rules(off, elsewhere), "shop") is None


def test_of_several_the_first_stands_that_a_request_alone_is_enough_for() -> None:
    """One that asks for more stands only where no other does; one that must not hold, never."""
    on_a_page = replace(PERSON, name="on a page", when=c.AllOf((c.AsksForPerson(), c.Page("/billing"))))
    not_asked = replace(PERSON, name="not asked", when=c.AllOf((c.Turns(1), c.Not(c.AsksForPerson()))))
    or_lost = replace(PERSON, name="or lost", when=c.AnyOf((c.Unanswered(2), c.AsksForPerson(Asks.WEAK))))
    assert _named(_rules(not_asked, on_a_page, or_lost, PERSON), "shop") == "or lost"
    assert _named(_rules(not_asked, on_a_page), "shop") == "on a page"
    assert _named(_rules(not_asked), "shop") is None


def _named(rules: Rules, site: str) -> str | None:
    found = standing_for(rules, Cause.BUTTON, site)
    return found.rule if found else None


@given(RULES)
def test_the_core_finds_what_the_rules_say(rules: Rules) -> None:
    """P3: one function, read by the core as a value and by a verdict directly."""
    scene = Scene()
    scene.becomes(standing=standing_on(rules, ["a", "b"]), sites={"a": None, "b": None})
    for cause in Cause:
        for site in ("a", "b"):
            assert scene.policy.standing_for(cause, site) == standing_for(rules, cause, site)
        gone = scene.policy.standing_for(cause, "gone")
        assert gone == standing_for(rules, cause, "gone")
        assert gone is None or cause in REASONS


@given(RULES)
def test_what_stands_is_on_for_this_site_and_never_less_urgent(rules: Rules) -> None:
    named = {rule.name: rule for rule in rules.rules}
    for cause in REASONS:
        found = standing_for(rules, cause, "a")
        if found is not None:
            rule = named[found.rule]
            assert rule.on
            assert rule.sites in {(), ("a",)}
            assert found.priority >= Priority.NORMAL
            assert (found.reason, found.action) == (rule.reason, rule.action)
            assert (found.team, found.tags) in {(rule.team, rule.tags), (None, ())}


@given(RULES)
def test_the_button_goes_where_words_said_again_go(rules: Rules) -> None:
    """P3: under any rules."""
    on_this_site = standing_for(rules, Cause.BUTTON, "a")
    assert all(
        standing_for(rules, each, "a") == on_this_site for each in (Cause.REQUEST, Cause.PROMISE)
    ) or any(rule.reason in REASONS.values() for rule in rules.rules)


@pytest.mark.parametrize("rules", [READY_MADE, *(ready.rules for ready in SETS)])
def test_under_ready_made_rules_a_request_in_words_and_a_press_are_one(rules: Rules) -> None:
    stands = standing_for(rules, Cause.BUTTON, "shop")
    decided = _decided(rules, ASKED, State(site="shop"))
    assert stands == Standing(
        decided.rule or "", decided.reason, decided.action, decided.team, decided.priority, decided.tags
    )


def test_a_case_of_before_is_read_as_one_for_which_nothing_stood() -> None:
    scene = _by_button(_rules(PERSON))
    opened = next(each for each in scene.history if isinstance(each.event, HandoffOpened))
    assert isinstance(opened.event, HandoffOpened)
    older = encode_event(opened).replace(f',"stands":"{PERSON.name}"', "")
    assert "stands" not in older
    found = decode_event(opened.seq, opened.vseq, opened.at, "handoff_opened", older)
    assert found == replace(opened, event=replace(opened.event, stands=None))


@pytest.mark.parametrize("cause", [Cause.BUTTON, Cause.REQUEST, Cause.PROMISE])
def test_a_rule_for_some_lends_everybody_its_words_and_action_alone(cause: Cause) -> None:
    """Else a stranger would be as urgent as whom the rule is for, by a press."""
    for_some = c.AllOf((c.AsksForPerson(), c.Attribute("plan", "enterprise")))
    found = standing_for(Rules((replace(PERSON, when=for_some, action="ask"),)), cause, "a")
    assert found == Standing(PERSON.name, PERSON.reason, "ask")
