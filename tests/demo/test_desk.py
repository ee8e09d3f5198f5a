"""The demo's desk is complete: every rule reaches a team and says something (S5, S11, S12, S13)."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import demo

DESK: dict[str, Any] = tomllib.loads((Path(demo.__file__ or "").parent / "desk.toml").read_text())
RULES = DESK["rule"]
TESTS = {
    "any",
    "all",
    "not",
    "event",
    "phrase",
    "intent",
    "asks_for_person",
    "unanswered",
    "frustration",
    "circles",
}


def test_every_rule_reaches_a_team_somebody_is_in() -> None:
    staffed = set(chain.from_iterable(teammate["teams"] for teammate in DESK["teammate"]))
    assert {rule["team"] for rule in RULES} <= staffed
    assert {team["name"] for team in DESK["team"]} == staffed


def test_every_rule_says_in_the_owners_words_who_takes_over_and_what_was_passed_on() -> None:
    lines = [rule[said] for rule in RULES for said in ("hand_over", "confirmation")]
    assert len(set(lines)) == 2 * len(RULES)
    assert all(line.endswith(".") for line in lines)


def test_every_reason_has_a_playbook_and_every_playbook_a_reason() -> None:
    assert {rule["reason"] for rule in RULES} == {playbook["reason"] for playbook in DESK["playbook"]}


def test_conditions_use_a_closed_set_of_tests() -> None:
    assert set(chain.from_iterable(_kinds(rule["when"]) for rule in RULES)) <= TESTS


def test_actions_that_rules_run_exist_and_their_examples_are_valid() -> None:
    actions = {action["name"]: action for action in DESK["action"]}
    assert {rule["run"] for rule in RULES if "run" in rule} == set(actions)
    for field in chain.from_iterable(action["field"] for action in actions.values()):
        assert re.fullmatch(field.get("pattern", ".+"), field["example"])
        assert field["example"] in field.get("choices", [field["example"]])


def test_a_return_asks_for_order_sku_and_reason() -> None:
    returned = next(action for action in DESK["action"] if action["name"] == "Return")
    assert {field["id"] for field in returned["field"] if field["required"]} == {"order", "sku", "reason"}


def test_each_team_keeps_hours_that_the_help_centre_promises(texts: dict[str, str]) -> None:
    hours = DESK["hours"]
    assert hours["Licences"]["monday"] == ["09:00-18:00"]
    assert "monday to thursday 9:00–18:00" in re.sub(r"\s+", " ", texts["support-hours"])
    assert hours["Billing"]["friday"] == ["09:00-12:00", "12:45-16:00"]
    assert "lunch from 12:00 to 12:45" in texts["support-hours"]


def _kinds(condition: dict[str, Any]) -> list[str]:
    inner = [
        *condition.get("any", []),
        *condition.get("all", []),
        *([condition["not"]] if "not" in condition else []),
    ]
    return [*condition, *chain.from_iterable(_kinds(each) for each in inner)]
