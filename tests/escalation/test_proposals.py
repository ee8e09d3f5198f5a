"""From a turn that should have been decided otherwise to rules that an owner may want (P17, P3)."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatref.conversation.model import AnswerKind
from chatref.escalation import conditions as c
from chatref.escalation.book import rules_from, rules_to
from chatref.escalation.evaluate import State
from chatref.escalation.evidence import rare_phrase
from chatref.escalation.phrases.stems import stems
from chatref.escalation.proposals import Beside, Proposal, ProposalKind, Wish, decision, proposed, why_none
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.record import Facts
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered, Asks, BusinessEvent, Near, Signals
from chatref.escalation.topics import Cited, Mark, What
from tests.escalation.any_rules import ANSWERED, NAMES, RULES, SIGNALS, STATES

SOONER, STAY = Wish(hand_over=True), Wish(hand_over=False)
NOTHING = Beside()
FACTS = st.builds(Facts, st.just(1), SIGNALS, STATES, st.none() | ANSWERED, st.booleans())
TEAMS = st.frozensets(st.none() | NAMES, max_size=3)
WISHES = st.builds(Wish, st.just(True), st.none() | NAMES, st.none() | NAMES, TEAMS) | st.just(STAY)
BESIDES = st.builds(
    Beside,
    others=st.lists(NAMES.map(stems), max_size=4),
    rule=st.none() | NAMES,
    team=st.none() | NAMES,
    site=st.none() | st.sampled_from(["a", "b"]),
)


@given(RULES, FACTS, WISHES, BESIDES)
@example(Rules(()), Facts(1, Signals(events=(BusinessEvent(" ", True, 1),)), State()), SOONER, NOTHING)
def test_p17_a_proposed_rule_makes_the_turn_what_it_should_have_been_and_can_be_saved(
    rules: Rules, facts: Facts, wish: Wish, beside: Beside
) -> None:
    found = proposed(rules, facts, wish, beside)
    for each in found:
        book = each.put_into(rules)
        assert rules_from(rules_to(book)) == book
        assert wish.met(decision(book, facts))
    assert not (found and wish.met(decision(rules, facts)))
    assert found or why_none(rules, facts, wish)


@given(RULES, FACTS, WISHES, BESIDES)
def test_p17_none_is_proposed_twice_and_none_that_is_there(
    rules: Rules, facts: Facts, wish: Wish, beside: Beside
) -> None:
    found = proposed(rules, facts, wish, beside)
    conditions = [(each.rule.when, each.rule.on) for each in found]
    assert len(set(conditions)) == len(conditions) <= 3
    for each in found:
        assert each.put_into(rules).rules != rules.rules
        assert (each.kind(rules) is ProposalKind.NEW) is (each.replaces is None)
        others = [rule for rule in rules.rules if rule.name != each.replaces]
        assert [rule for rule in each.put_into(rules).rules if rule is not each.rule] == others
        assert all(rule.when != each.rule.when or not rule.on for rule in others) or each.replaces
    assert found == proposed(rules, facts, wish, beside)


def _facts(text: str, answer: AnswerKind | None = AnswerKind.ANSWER, **signals: object) -> Facts:
    measured = replace(Signals(text=text, stems=stems(text), turns=1, measured_on=1), **signals)  # type: ignore[arg-type]
    cited = (Cited("Fonts", "https://shop.example/fonts"),) if answer is AnswerKind.ANSWER else ()
    given = Answered(answer, "", 0.5, tuple(page.address for page in cited), cited) if answer else None
    return Facts(1, measured, State(), given)


def _conditions(found: tuple[Proposal, ...]) -> list[c.Condition]:
    return [each.rule.when for each in found]


BROKEN = "My parcel came torn"


def test_p17_the_most_particular_comes_first() -> None:
    facts = _facts(
        BROKEN,
        events=(BusinessEvent("parcel_lost", True, 1),),
        intents=(Near("refund", 0.62, 0.7), Near("complaint", 0.2, 0.6)),
    )
    first, second, third = proposed(READY_MADE, facts, SOONER, NOTHING)
    assert first == Proposal(
        Rule("Parcel lost", c.Event("parcel_lost", verified=True), "Parcel lost"), "Asks for a person"
    )
    assert (second.rule.when, second.rule.reason) == (c.Intent("refund", 0.62), "Refund")
    assert third.rule.when == c.Topic("https://shop.example/fonts")


def test_what_a_person_decides_by_tag_and_where_the_visitor_was_are_evidence() -> None:
    tagged = replace(READY_MADE, marks=(Mark(What.FOLDER, "https://shop.example", ("licences",)),))
    found = proposed(tagged, _facts(BROKEN, page="https://shop.example/orders/A-1/print"), SOONER, NOTHING)
    assert _conditions(found) == [
        c.Topic("licences"),
        c.Page("/orders"),
        c.Topic("https://shop.example/fonts"),
    ]


def test_p17_what_nobody_else_wrote_is_one_sentence_and_no_rule() -> None:
    facts = _facts(BROKEN, AnswerKind.SMALL_TALK)
    assert proposed(READY_MADE, facts, SOONER, Beside([stems("Where is my font?")])) == ()
    assert "this one sentence" in why_none(READY_MADE, facts, SOONER)
    (found,) = proposed(READY_MADE, facts, SOONER, Beside([stems("It came torn."), stems("A font")]))
    assert found.rule.when == c.Phrase(("came torn",))


def test_a_phrase_is_short_and_few_wrote_it() -> None:
    others = [stems("a parcel")] * 30 + [stems("torn, again")]
    assert rare_phrase("A parcel! Torn! 12345", others) == "torn"
    assert rare_phrase("the the what", [stems("the what")]) is None
    assert rare_phrase("torn", others, stems("Torn parcels")) is None  # a page is about it


def test_how_it_went_is_proposed_where_nothing_else_is_and_a_rule_of_that_kind_is_widened() -> None:
    (found,) = proposed(READY_MADE, _facts(BROKEN, AnswerKind.NOT_FOUND), SOONER, NOTHING)
    assert (found.replaces, found.rule.when, found.before) == (
        "No answer found",
        c.Unanswered(1),
        "Assistant failed",
    )


def test_a_rule_that_asks_for_more_than_the_like_is_left_alone() -> None:
    """The new one stands behind it."""
    meant = Rule("Refund", c.AllOf((c.Intent("refund"), c.Unanswered(1))), "Refund")
    facts = _facts(BROKEN, AnswerKind.NOT_FOUND)
    (found,) = proposed(Rules((meant,)), facts, SOONER, NOTHING)
    assert (found.replaces, found.rule.name, found.rule.when) == (None, "No answer found", c.Unanswered(1))


def test_a_rule_that_is_off_is_switched_on_before_another_is_made() -> None:
    off = Rule("Torn", c.Phrase(("torn",)), "Torn", on=False)
    first = proposed(Rules((off,)), _facts(BROKEN), SOONER, NOTHING)[0]
    assert first == Proposal(replace(off, on=True), None, "Torn")
    assert first.kind(Rules((off,))) is ProposalKind.ON


def test_what_follows_is_that_of_the_rule_it_came_to_a_person_by_and_the_team_that_it_was_given_to() -> None:
    billing = Rule("Money", c.Phrase(("money",)), "Money", action="Return", team="billing", tags=("money",))
    beside = Beside([stems("it came torn")], "Money", "print")
    first = proposed(Rules((billing,)), _facts(BROKEN, None), SOONER, beside)[0].rule
    assert (first.name, first.reason, first.team, first.action) == ("Came torn", "Money", "print", "Return")


def test_for_another_reason_it_stands_before_the_rule_that_decides() -> None:
    """Another team: by the reason whose rule hands over to it."""
    parcel = Rule("Parcels", c.Phrase(("parcel",)), "Parcel")
    torn = Rule("Torn", c.Phrase(("torn",)), "Torn", team="print")
    first = proposed(Rules((parcel, torn)), _facts(BROKEN), Wish(hand_over=True, reason="Torn"), NOTHING)[0]
    assert first == Proposal(torn, "Parcels", "Torn")
    assert first.kind(Rules((parcel, torn))) is ProposalKind.MOVED
    second = proposed(
        Rules((parcel, replace(torn, when=c.Event("torn")))),
        _facts(BROKEN),
        Wish(hand_over=True, reason="Torn"),
        Beside([stems("it came torn")]),
    )[-1]
    assert (second.rule.team, second.rule.reason, second.before) == ("print", "Torn", "Parcels")


FOR_SOME = Rule("Zebras", c.AllOf((c.AsksForPerson(Asks.WEAK), c.Phrase(("zebra",)))), "Zebras")


@given(RULES, FACTS, NAMES, BESIDES)
@example(
    Rules((FOR_SOME,)),
    Facts(1, Signals(), State(), Answered(AnswerKind.ANSWER, "", promises=True)),
    "post",
    NOTHING,
)
def test_p17_for_another_team_the_rule_that_sent_it_can_always_send_it_there(
    rules: Rules, facts: Facts, team: str, beside: Beside
) -> None:
    """Whatever else is drafted before; but for one that stands for what is always on, and whose team is not
    everybody's."""
    wish = Wish(hand_over=True, team=team)
    decided = decision(rules, facts)
    found = proposed(rules, facts, wish, beside)
    by = decided and (decided.standing.rule if decided.standing else decided.rule)
    sent = Rules(
        tuple(replace(each, team=team) if each.name == by else each for each in rules.rules),
        marks=rules.marks,
    )
    held = [each for each in found if each.rule.team == team and each.kind(rules) is not ProposalKind.NEW]
    assert held or by is None or wish.met(decided) or not wish.met(decision(sent, facts))


ANY_BREAK = c.AnyOf((c.Phrase(("torn",)), c.Intent("refund")))
BROKEN_ONES = Rules((Rule("Broken", ANY_BREAK, "Broken", action="Return", team="post"),))


def test_p17_the_rule_goes_to_the_other_team_or_one_before_it_for_what_it_was_about() -> None:
    """With its action, its words, its reason; and none before it for what it goes by itself."""
    (broken,) = BROKEN_ONES.rules
    wish = Wish(hand_over=True, team="print")
    facts = _facts(BROKEN, None, intents=(Near("refund", 0.8, 0.7),))
    first, second = proposed(BROKEN_ONES, facts, wish, Beside([stems("A parcel")]))
    assert first == Proposal(replace(broken, team="print"), None, "Broken")
    assert first.kind(BROKEN_ONES) is ProposalKind.CHANGED
    assert (second.before, second.rule.when, second.rule.team) == ("Broken", c.Phrase(("parcel",)), "print")


def test_p17_a_rule_for_whatever_it_is_about_changes_its_team_only_after_what_is_more_particular() -> None:
    rules = Rules((Rule("No answer", c.Unanswered(1), "No answer"),))
    wish = Wish(hand_over=True, team="print")
    facts = _facts(BROKEN, AnswerKind.NOT_FOUND, page="/orders/1")
    found = proposed(rules, facts, wish, Beside([stems("torn"), stems("parcel")]))
    assert [(each.rule.when, each.rule.team) for each in found] == [
        (c.Page("/orders"), "print"),
        (c.Phrase(("parcel",)), "print"),
        (c.Unanswered(1), "print"),
    ]


def test_p17_a_rule_of_the_other_team_that_holds_too_is_moved_before_the_one_that_decides() -> None:
    parcel = Rule("Parcels", c.Phrase(("parcel",)), "Parcel", team="post")
    torn = Rule("Torn", c.Phrase(("torn",)), "Torn", team="print")
    rules = Rules((parcel, torn))
    first = proposed(rules, _facts(BROKEN, None), Wish(hand_over=True, team="print"), NOTHING)[0]
    assert (first, first.kind(rules)) == (Proposal(torn, "Parcels", "Torn"), ProposalKind.MOVED)


def test_p17_a_rule_that_names_no_team_leads_to_the_default_one() -> None:
    rules = Rules((Rule("Torn", c.Phrase(("torn",)), "Torn"),))
    default = Wish(hand_over=True, team="first", same=frozenset({None}))
    assert proposed(rules, _facts(BROKEN, None), default, NOTHING) == ()
    assert why_none(rules, _facts(BROKEN, None), default) == "The rules do this already."
    assert proposed(rules, _facts(BROKEN, None), Wish(hand_over=True, team="first"), NOTHING)


def test_p17_where_a_rule_stands_for_what_is_always_on_it_is_the_one_that_changes() -> None:
    """A second request is taken as one in words, and goes where the rule for that says."""
    asked = Rule("Asked", c.AllOf((c.AsksForPerson(), c.Turns(9))), "Asked", team="post")
    rules = Rules((asked,))
    facts = replace(_facts("A human, now", None, asks=Asks.STRONG), state=State(earlier_requests=1))
    decided = decision(rules, facts)
    assert decided
    assert (decided.rule, decided.team) == (None, "post")
    found = proposed(rules, facts, Wish(hand_over=True, team="print"), NOTHING)
    assert [(each.replaces, each.rule.team) for each in found] == [("Asked", "print")]


@pytest.mark.parametrize(
    ("when", "stricter"),
    [
        (c.Phrase(("torn", "broken")), c.Phrase(("broken",))),
        (c.AnyOf((c.Phrase(("torn",)), c.Circles(2))), c.Circles(2)),
        (c.AllOf((c.Phrase(("torn",)), c.Turns(1))), c.AllOf((c.Phrase(("torn",)), c.Turns(2)))),
        (c.Intent("refund"), c.Intent("refund", 0.82)),
        (c.Event("parcel_lost"), c.Event("parcel_lost", verified=True)),
    ],
)
def test_p17_a_rule_that_should_have_let_it_be_is_made_stricter(
    when: c.Condition, stricter: c.Condition
) -> None:
    facts = _facts(
        BROKEN,
        None,
        intents=(Near("refund", 0.815, 0.7),),
        events=(BusinessEvent("parcel_lost", False, 1),),
    )
    rule = Rule("R", when, "R")
    assert Proposal(replace(rule, when=stricter), None, "R") in proposed(Rules((rule,)), facts, STAY, NOTHING)


def test_an_exception_is_made_for_what_it_was_about_and_never_for_what_the_rule_goes_by() -> None:
    rule = Rule("Torn", c.Phrase(("torn",)), "Torn")
    beside = Beside([stems("torn"), stems("parcel")])
    found = proposed(Rules((rule,)), _facts(BROKEN, None, page="/orders"), STAY, beside)
    assert _conditions(found) == [
        c.AllOf((rule.when, c.Not(c.Page("/orders")))),
        c.AllOf((rule.when, c.Not(c.Phrase(("parcel",))))),
        rule.when,
    ]
    assert [each.kind(Rules((rule,))) for each in found] == [
        ProposalKind.CHANGED,
        ProposalKind.CHANGED,
        ProposalKind.OFF,
    ]


def test_p4_who_asks_for_a_person_gets_one_under_every_proposal() -> None:
    facts = _facts("I want a human", None, asks=Asks.STRONG)
    assert proposed(READY_MADE, facts, STAY, NOTHING) == ()
    assert "plain words" in why_none(READY_MADE, facts, STAY)


def test_what_no_rule_decides_is_said_plainly() -> None:
    decides = replace(READY_MADE, marks=(Mark(What.FOLDER, "https://shop.example", (), person_decides=True),))
    assert "Content" in why_none(decides, _facts(BROKEN), STAY)
    two = Rules(tuple(Rule(word, c.Phrase((word,)), word) for word in ("torn", "parcel")))
    assert proposed(two, _facts(BROKEN, None), STAY, NOTHING) == ()
    assert "More than one rule" in why_none(two, _facts(BROKEN, None), STAY)
    assert why_none(two, _facts(BROKEN, None), SOONER) == "The rules do this already."
