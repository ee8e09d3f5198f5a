"""The owner tries a draft of the rules over the conversations that were (S11, P3)."""

import json
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from chatref.web.limits import MOST_SIMULATIONS
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


MULTIPLY = """
insert into verdicts (workspace, conversation, seq, at, measured, trace)
select workspace, gen_random_uuid(), seq, at, measured, trace
  from (select * from verdicts limit 1) one, generate_series(1, 500)
"""
HOLDING = (
    "select count(*) from pg_stat_activity where query like '%judged_turns%' and pid <> pg_backend_pid()"
)


@pytest.mark.parametrize("path", ["", "/told"])
def test_f47_an_owner_who_tries_many_drafts_at_once_keeps_nobody_waiting(
    open_desk: Open, olga: TeammateClient, path: str
) -> None:
    """Each holds a connection as long as it takes: ten would be all that the process has, for every workspace."""
    visitor = open_desk.visitor()
    visitor.write("Do you sell zebras?")
    open_desk.teammate().awaits(visitor.conversation, "verdict_reached", escalates=False)
    rules = [{**ZEBRAS, "name": f"{n}", "when": {"phrase": [f"quagga {n}"]}} for n in range(100)]
    with psycopg.connect(open_desk.database_url, autocommit=True) as look, ThreadPoolExecutor(12) as at_once:
        look.execute(MULTIPLY)
        windows = [olga.another_window() for _ in range(12)]
        going = [at_once.submit(_simulated, each, *rules, path=path) for each in windows]
        most = 0
        while wait(going, timeout=0.02).not_done:
            found = look.execute(HOLDING).fetchone()
            most = max(most, found[0] if found else 0)
    assert {each.result().status_code for each in going} == {200}
    assert 1 <= most <= MOST_SIMULATIONS


def test_only_who_keeps_the_rules_may(open_desk: Open) -> None:
    tess = open_desk.teammate()
    assert _simulated(tess, ZEBRAS).status_code == 403
