"""A rule is data with a schema: what can't be read is refused, never silently false (F47, S11, S12)."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import demo
from chatref.actions import schema as actions
from chatref.actions.store import save as save_actions
from chatref.assistant.rulebook import load
from chatref.conversation.model import Cause, Line, Priority
from chatref.conversation.told import Told
from chatref.database.pool import Database
from chatref.errors import BadInput
from chatref.escalation import conditions as c
from chatref.escalation.book import from_plain, rules_from, rules_to
from chatref.escalation.evaluate import State
from chatref.escalation.lint import House, brought_in, findings
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rulebook import Gate, RuleBook, words
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Asks, BusinessEvent, Signals
from chatref.escalation.standing import standing_for
from chatref.escalation.store import save, version
from tests.cast import Business, Foundry
from tests.escalation.any_rules import RULES

DESK: dict[str, Any] = tomllib.loads((Path(demo.__file__ or "").parent / "desk.toml").read_text())
TEAMS = {"Licences": "team-licences", "Billing": "team-billing"}


def _book(**changes: object) -> dict[str, object]:
    rule = {"name": "R", "when": {"event": "payment_failed"}, "reason": "Failed payment", **changes}
    return {"rules": [{key: value for key, value in rule.items() if value is not None}]}


@given(RULES)
def test_rules_survive_being_written_and_read(rules: Rules) -> None:
    assert rules_from(rules_to(rules)) == rules


def test_the_ready_made_rules_survive_too() -> None:
    assert rules_from(rules_to(READY_MADE)) == READY_MADE


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ([], ""),
        ({}, "rules"),
        ({"rules": {}}, "rules"),
        ({"rules": ["x"]}, "rules[0]"),
        (_book(name=""), "rules[0].name"),
        (_book(reason=None), "rules[0].reason"),
        (_book(colour="red"), "rules[0].colour"),
        (_book(priority="very"), "rules[0].priority"),
        (_book(tags="refund"), "rules[0].tags"),
        (_book(tags=["a" * 41]), "rules[0].tags[0]"),
        (_book(tags=["two\nlines"]), "rules[0].tags[0]"),
        (_book(tags=["a"] * 21), "rules[0].tags"),
        (_book(hand_over={"en": 5}), "rules[0].hand_over.en"),
        (_book(when={}), "rules[0].when"),
        (_book(when={"event": "a", "circles": 2}), "rules[0].when"),
        (_book(when={"evnt": "a"}), "rules[0].when.evnt"),
        (_book(when={"any": []}), "rules[0].when.any"),
        (_book(when={"any": [{"unanswered": 0}]}), "rules[0].when.any[0].unanswered"),
        (_book(when={"unanswered": True}), "rules[0].when.unanswered"),
        (_book(when={"unanswered": "2"}), "rules[0].when.unanswered"),
        (_book(when={"not": {"asks_for_person": "loudly"}}), "rules[0].when.not.asks_for_person"),
        (_book(when={"phrase": ["ok", ""]}), "rules[0].when.phrase[1]"),
        (_book(when={"pattern": "A-[0-9"}), "rules[0].when.pattern"),
        (_book(when={"pattern": "(?=x)"}), "rules[0].when.pattern"),
        (_book(when={"intent": "no such intent"}), "rules[0].when.intent"),
        (_book(when={"answerability_below": 1.5}), "rules[0].when.answerability_below"),
        ({"rules": _book()["rules"] * 2}, "rules[1].name"),  # type: ignore[operator]
    ],
)
def test_what_cannot_be_read_is_refused_with_the_field(plain: object, field: str) -> None:
    """F47."""
    with pytest.raises(BadInput) as refused:
        rules_from(plain)
    assert refused.value.field == field


def test_a_condition_nested_without_end_is_refused() -> None:
    deep: dict[str, object] = {"turns": 1}
    for _ in range(50):
        deep = {"not": deep}
    with pytest.raises(BadInput, match="deeply"):
        rules_from(_book(when=deep))


def _demo() -> RuleBook:
    rules = from_plain(DESK, TEAMS, "en")
    return RuleBook(1, rules, actions.from_plain(DESK))


def test_the_demos_rules_are_read_as_its_owner_wrote_them() -> None:
    """S11."""
    rules = _demo().rules.rules
    assert [rule.name for rule in rules] == [rule["name"] for rule in DESK["rule"]]
    assert rules[0] == Rule(
        "Payment failed",
        c.Event("payment_failed"),
        "Failed payment",
        team="team-billing",
        priority=Priority.HIGH,
        tags=("failed payment",),
        hand_over={"en": DESK["rule"][0]["hand_over"]},
        confirmation={"en": DESK["rule"][0]["confirmation"]},
    )
    with pytest.raises(BadInput, match="Licences"):
        from_plain({"rule": [{**DESK["rule"][0], "team": "Nobody"}]}, TEAMS, "en")


def test_a_failed_payment_becomes_a_command_for_billing_in_the_owners_words() -> None:
    """S3, P12."""
    book = _demo()
    event = BusinessEvent("payment_failed", verified=True, number=7)
    verdict = Gate(book, State()).before(Signals(events=(event,), measured_on=7))
    command = book.escalate(verdict, Told(), ())
    assert command is not None
    assert (command.rule, command.rule_version, command.team) == ("Payment failed", 1, "team-billing")
    assert command.why == "Because the site's server reported payment_failed."
    assert command.measured_on == 7
    assert words(book.rules).texts[Line.HAND_OVER, "Failed payment", "en"] == DESK["rule"][0]["hand_over"]


def test_a_return_with_its_numbers_said_asks_only_for_the_reason() -> None:
    """S5, S6, P5, P7."""
    book = _demo()
    said = "I want to return order A-10233, SKU 5521, I think it's the wrong licence, can I talk to someone?"
    rule = next(each for each in book.rules.rules if each.reason == "Refund")
    due = book.actions[rule.action or ""].due(Told((said,)), ())
    assert {field.field: (field.value, field.inferred) for field in due.fields} == {
        "order": ("A-10233", False),
        "sku": ("5521", False),
        "reason": ("Wrong licence", True),
    }


def test_the_button_speaks_in_the_words_for_a_request() -> None:
    """P12: the core's own reasons have the owner's words too."""
    texts = words(READY_MADE).texts
    asked, failed = (standing_for(READY_MADE, cause, "shop") for cause in (Cause.BUTTON, Cause.FAILED))
    assert asked is not None
    assert failed is not None
    assert texts[Line.HAND_OVER, asked.reason, "de"].startswith("Natürlich")
    assert texts[Line.HAND_OVER, failed.reason, "en"].startswith("Something went wrong")
    assert words(Rules(())).texts == {}


def test_a_rule_that_is_off_has_the_word_only_where_no_other_with_its_reason_has() -> None:
    """P12: a case that it opened before it was switched off is still confirmed in its words."""
    off = Rule("Old", c.AsksForPerson(), "Asked", hand_over={"en": "Old.", "de": "Alt."}, on=False)
    on = Rule("New", c.AsksForPerson(), "Asked", hand_over={"en": "New."})
    texts = words(Rules((off, on))).texts
    assert texts == {(Line.HAND_OVER, "Asked", "en"): "New.", (Line.HAND_OVER, "Asked", "de"): "Alt."}
    house = House({"t": True}, "t", (), ("en",))
    assert not [each for each in findings(Rules((off, on)), house) if "shares" in each.text]
    assert [
        each.rule for each in findings(Rules((replace(off, on=True), on)), house) if "shares" in each.text
    ] == ["New"]


HOUSE = House({"team-licences": True, "team-billing": False}, "team-licences", {"Return"}, {"en", "de"})


def test_the_go_live_check_names_the_rule_and_the_mend() -> None:
    """F11."""
    found = findings(_demo().rules, HOUSE)
    fatal = {(each.rule, each.text) for each in found if each.fatal}
    assert ("Payment failed", "It hands over to a team that nobody is in.") in fatal
    assert ("Account recovery", "It runs 'Recover an account', which is no action.") in fatal
    assert {each.rule for each in found if "'de'" in each.text} == {rule.name for rule in _demo().rules.rules}
    assert all(each.mend for each in found)


def test_words_that_are_missing_in_one_language_are_named_confirmations_too() -> None:
    """P12: a rule that confirms nothing in words of its own lacks none."""
    said = Rule("x", c.AsksForPerson(), "x", hand_over={"": "Yes."}, confirmation={"en": "Passed on."})
    (found,) = findings(Rules((said,)), HOUSE)
    assert (found.text, found.fatal) == ("It has no confirmation in 'de'; a fixed text is said.", False)
    assert findings(Rules((replace(said, confirmation={}),)), HOUSE) == ()


def test_f11_no_rule_goes_live_without_a_team_that_is_there_staffed_and_opens() -> None:
    """P14 beside it: what no team ever opens for is found before a visitor waits."""
    house = replace(
        HOUSE, teams={"open": True, "empty": False, "shut": True}, default_team="open", shut={"shut"}
    )
    rules = [Rule(team or "any", c.AsksForPerson(), team or "any", team=team)
             for team in (None, "open", "gone", "empty", "shut")]  # fmt: skip
    found = [(each.rule, each.text) for each in findings(Rules(tuple(rules)), house) if each.fatal]
    assert found == [
        ("gone", "It hands over to a team that is not there."),
        ("empty", "It hands over to a team that nobody is in."),
        ("shut", "It hands over to a team that does not open in sight."),
    ]


def test_a_destination_where_nothing_arrives_is_told_of_with_what_collects_for_it() -> None:
    """P6: it may go live, since the inbox has what is collected."""
    rule = Rule("Returns", c.AsksForPerson(), "Return", action="Return", hand_over={"": "Yes."})
    house = replace(HOUSE, silent={"Returns": ["The shop's server"]})
    (found,) = findings(Rules((rule,)), house)
    assert (found.rule, found.fatal, "“The shop's server”" in found.text) == ("Returns", False, True)
    assert findings(Rules((rule,)), HOUSE) == ()


def test_p14_where_nobody_answers_who_left_an_address_it_is_told_before() -> None:
    """It may go live: the team sees the address, and may write by other means."""
    rule = Rule("Person", c.AsksForPerson(), "Person", hand_over={"": "Yes."})
    (found,) = findings(Rules((rule,)), replace(HOUSE, unmailed={"team-licences"}))
    assert (found.rule, found.fatal, "Mail with visitors" in found.mend) == ("", False, True)
    assert findings(Rules((rule,)), replace(HOUSE, unmailed={"team-billing"})) == ()


def test_f11_what_is_wrong_already_holds_up_no_other_change() -> None:
    """A team that everybody left must not keep an owner from switching a rule off."""
    lost = Rule("lost", c.AsksForPerson(), "lost", team="team-billing")
    fresh = replace(lost, name="fresh", reason="fresh")
    off = replace(fresh, on=False)
    now = Rules((lost,))
    assert [each.rule for each in brought_in(now, Rules((lost, fresh)), HOUSE)] == ["fresh"]
    assert brought_in(now, Rules((lost, off)), HOUSE) == brought_in(now, Rules(()), HOUSE) == ()


def test_the_go_live_check_reports_rules_that_make_visitors_ask_twice() -> None:
    """P4."""
    only_lost = Rule("x", c.AllOf((c.AsksForPerson(), c.Unanswered(1))), "x", hand_over={"": "Yes."})
    assert [each.rule for each in findings(Rules((only_lost,)), HOUSE)] == [""]
    assert not [each for each in findings(READY_MADE, HOUSE) if each.fatal or not each.rule]


async def test_a_workspace_begins_with_the_ready_made_rules(database: Database, foundry: Foundry) -> None:
    """P4."""
    async with database.workspace(foundry.workspace) as connection:
        book = await load(connection)
    assert book == RuleBook()
    assert Gate(book, State()).before(Signals(asks=Asks.STRONG)).escalates


async def test_saved_rules_are_versioned_and_nobody_elses(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """P3: a stored verdict's version can still be read."""
    rules = from_plain(DESK, TEAMS, "en")
    async with database.workspace(foundry.workspace) as connection:
        assert await save(connection, foundry.workspace, READY_MADE, foundry.olga.id) == 1
        assert await save(connection, foundry.workspace, rules) == 2
        await save_actions(connection, foundry.workspace, actions.from_plain(DESK))
    async with database.workspace(foundry.workspace) as connection:
        book = await load(connection)
        assert (book.version, book.rules) == (2, rules)
        assert book.actions == actions.from_plain(DESK)
        assert await version(connection, 1) == READY_MADE
        assert await version(connection, 3) is None
    async with database.workspace(rival.workspace) as connection:
        assert await load(connection) == RuleBook()


async def test_saving_rules_raises_the_policys_version(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        before = await (await connection.execute("select policy_version from workspaces")).fetchone()
        await save(connection, foundry.workspace, READY_MADE)
        after = await (await connection.execute("select policy_version from workspaces")).fetchone()
    assert before
    assert after
    assert after[0] == before[0] + 1
