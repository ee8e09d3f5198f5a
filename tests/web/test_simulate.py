"""The owner tries a draft of the rules over the conversations that were (S11, P3)."""

import json
from typing import Any

import httpx2 as httpx
import pytest

from tests.clients import TeammateClient
from tests.web.conftest import Open

SIMULATE = "/api/admin/rules/simulate"
ZEBRAS = {"name": "Zebras", "when": {"phrase": ["zebras"]}, "reason": "Zebras"}


@pytest.fixture
def olga(open_desk: Open) -> TeammateClient:
    return open_desk.teammate("olga@foundry.example")


def _simulated(
    olga: TeammateClient, *rules: dict[str, Any], path: str = "", **more: object
) -> httpx.Response:
    return olga.http.post(SIMULATE + path, json={"rules": {"rules": list(rules)}, **more})


def test_a_draft_tells_whom_it_would_hand_over(open_desk: Open, olga: TeammateClient) -> None:
    """S11: the conversation, the turn, why, and in which hour; the rules of now stay as they are."""
    before = olga.http.get("/api/admin/rules").json()["version"]
    visitor = open_desk.visitor()
    visitor.write("Do you sell zebras?")
    open_desk.teammate().awaits(visitor.conversation, "verdict_reached", escalates=False)
    found = _simulated(olga, ZEBRAS).raise_for_status().json()
    (mine,) = [each for each in found["shown"] if each["conversation"] == visitor.conversation]
    assert (mine["change"], mine["now"], mine["turns"]) == ("new", None, 0)
    assert (mine["draft"]["turn"], mine["draft"]["by"]) == (1, "Zebras")
    assert mine["draft"]["why"] == "Because the visitor wrote “zebras”."
    assert found["draft"] == sum(each["draft"] for each in found["hours"]) >= 1
    assert olga.http.get("/api/admin/rules").json()["version"] == before

    steps = [*map(json.loads, _simulated(olga, ZEBRAS, path="/told").raise_for_status().text.splitlines())]
    (last,) = [step for step in steps if step["found"]]
    assert (steps[0]["done"], steps[-1], last["done"], last["of"]) == (0, last, *[found["conversations"]] * 2)
    assert last["found"] == found
    assert _simulated(olga, ZEBRAS, after=len(found["shown"])).json()["shown"] == []


def test_it_is_bounded_and_what_cannot_be_read_is_refused(open_desk: Open, olga: TeammateClient) -> None:
    """F47."""
    assert _simulated(olga, ZEBRAS, most=2_001).status_code == 422
    assert _simulated(olga, ZEBRAS, days=367).status_code == 422
    wrong = _simulated(olga, {**ZEBRAS, "when": {"pattern": "("}})
    assert (wrong.status_code, [*wrong.json()["fields"]]) == (422, ["rules[0].when.pattern"])


def test_only_who_keeps_the_rules_may(open_desk: Open) -> None:
    tess = open_desk.teammate()
    assert _simulated(tess, ZEBRAS).status_code == 403
