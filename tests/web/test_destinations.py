"""The owner registers where handoffs go, sees whether they arrive, and sends again what did not (P6, F48)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import psycopg
import pytest

from tests.clients import TeammateClient, VisitorClient
from tests.outbound.kinds.far import far_side
from tests.outbound.kinds.freshdesk_far import Freshdesk
from tests.outbound.receiver import Mood, Receiver
from tests.serving.desks import eventually
from tests.web.conftest import Open

DESTINATIONS = "/api/admin/destinations"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> httpx.Client:
    return open_desk.teammate("olga@foundry.example").http


def _body(far: Receiver, **other: object) -> Json:
    settings = {"address": far.hook, "allow_private": True}
    return {"name": "The shop's server", "settings": settings, **other}


@pytest.fixture
def made(olga: httpx.Client, far: Receiver) -> Iterator[str]:
    asked = {"kind": "webhook", **_body(far)}
    one = olga.post(DESTINATIONS, json=asked).raise_for_status().json()["id"]
    yield one
    olga.delete(f"{DESTINATIONS}/{one}")


def _row(olga: httpx.Client, one: str) -> Json:
    rows: list[Json] = olga.get(DESTINATIONS).raise_for_status().json()["destinations"]
    return next(row for row in rows if row["id"] == one)


def test_a_case_goes_there_and_its_log_is_read_beside_it(
    open_desk: Open, olga: httpx.Client, far: Receiver, made: str
) -> None:
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.ask("ask_person").raise_for_status()
    log = f"/api/inbox/conversations/{visitor.conversation}/deliveries"

    def arrived() -> bool:
        [found] = tess.http.get(log).raise_for_status().json()["deliveries"]
        return bool(found["state"] == "delivered")

    eventually(arrived)
    [found] = tess.http.get(log).json()["deliveries"]
    assert (found["destination"], found["name"], found["kind"]) == (made, "The shop's server", "webhook")
    assert [each["outcome"] for each in found["tries"]] == ["delivered"]
    assert far.bodies[found["id"]]["data"]["conversation"] == visitor.conversation
    visitor.ask("leave_contact", address="vera@shop.example").raise_for_status()
    olga.put(f"{DESTINATIONS}/{made}", json=_body(far)).raise_for_status()  # which leaves nothing waiting
    eventually(lambda: [each["state"] for each in _log(tess, log)] == ["delivered"] * 2)
    assert [each["follows"] for each in _log(tess, log)] == [None, found["id"]]
    told = far.bodies[_log(tess, log)[1]["id"]]
    assert (told["type"], told["data"]["contact"]) == ("handoff.details", "vera@shop.example")
    row = _row(olga, made)
    assert (row["delivered"], row["dead"], row["failing_since"]) == (2, 0, None)
    assert olga.get("/api/inbox/conversations/" + str(uuid4()) + "/deliveries").status_code == 404


def _log(tess: TeammateClient, log: str) -> list[Json]:
    rows: list[Json] = tess.http.get(log).raise_for_status().json()["deliveries"]
    return rows


def test_what_was_refused_is_seen_mended_and_sent_again(
    open_desk: Open, olga: httpx.Client, far: Receiver, made: str
) -> None:
    far.moods = [Mood.REFUSING, Mood.REFUSING]
    for _ in range(2):
        open_desk.visitor().ask("ask_person").raise_for_status()
    eventually(lambda: _row(olga, made)["dead"] == 2)
    row = _row(olga, made)
    assert (row["why"], row["due"]) == ("It answered 422: it does not take what was sent.", 0)
    assert row["failing_since"]
    assert any("“The shop's server”" in each["text"] for each in _findings_of_what_collects(olga))
    dead = olga.get(f"{DESTINATIONS}/{made}/deliveries", params={"state": "dead"}).json()["deliveries"]
    assert olga.post(f"/api/admin/deliveries/{dead[0]['id']}/again").json() == {"again": 1}
    eventually(lambda: _row(olga, made)["delivered"] == 1)
    assert olga.post(f"/api/admin/deliveries/{dead[0]['id']}/again").status_code == 404
    assert olga.post(f"{DESTINATIONS}/{made}/again").json() == {"again": 1}
    eventually(lambda: _row(olga, made)["delivered"] == 2)
    assert not any("“The shop's server”" in each["text"] for each in _findings_of_what_collects(olga))
    assert sorted(far.made.values()) == [1, 1]


def _findings_of_what_collects(olga: httpx.Client) -> list[Json]:
    """By the go-live check."""
    rule = {"name": "Returns", "when": {"phrase": ["return"]}, "reason": "Return", "action": "Return"}
    found = olga.post("/api/admin/rules/check", json={"rules": [rule]}).raise_for_status().json()
    findings: list[Json] = found["findings"]
    return findings


def test_a_test_message_says_whether_it_arrived(olga: httpx.Client, far: Receiver, made: str) -> None:
    found = olga.post(f"{DESTINATIONS}/{made}/test").raise_for_status().json()
    assert (found["arrived"], found["why"]) == (True, "")
    [body] = far.bodies.values()
    assert (body["type"], body["data"]["test"]) == ("handoff.test", True)
    far.mood = Mood.BROKEN
    found = olga.post(f"{DESTINATIONS}/{made}/test").raise_for_status().json()
    assert (found["arrived"], found["why"]) == (False, "It answered 500: it broke.")


def test_what_is_changed_holds_and_what_is_removed_takes_nothing(
    open_desk: Open, olga: httpx.Client, far: Receiver, made: str
) -> None:
    takes = {"actions": [], "teams": [open_desk.foundry.team], "reasons": ["refund"]}
    changed = _body(far, name="Refunds", takes=takes, follow_up=False)
    olga.put(f"{DESTINATIONS}/{made}", json=changed).raise_for_status()
    row = _row(olga, made)
    assert (row["name"], row["takes"], row["settings"]["address"]) == ("Refunds", takes, far.hook)
    assert row["follow_up"] is False
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    olga.delete(f"{DESTINATIONS}/{made}").raise_for_status()
    assert olga.put(f"{DESTINATIONS}/{made}", json=_body(far)).status_code == 404
    log = f"/api/inbox/conversations/{visitor.conversation}/deliveries"
    assert olga.get(log).json() == {"deliveries": []}


def test_what_it_signs_in_with_is_sealed_and_never_told(open_desk: Open, olga: httpx.Client) -> None:
    """F48: kept from whoever reads the tables, and from the page itself."""
    kinds = olga.get(DESTINATIONS).json()["kinds"]
    assert [kind["kind"] for kind in kinds if not kind["follows"]] == ["chat"]
    zendesk = next(kind for kind in kinds if kind["kind"] == "zendesk")
    secret_entries = [entry["id"] for entry in zendesk["entries"] if entry["secret"]]
    examples = {entry["id"]: entry["example"] for entry in zendesk["entries"] if entry["required"]}
    secrets = dict.fromkeys(secret_entries, "quagga-7731")
    asked = {"kind": "zendesk", "name": "Tickets", "settings": {**examples, **secrets}, "on": False}
    answer = olga.post(DESTINATIONS, json=asked)
    one = answer.raise_for_status().json()["id"]
    assert "quagga" not in olga.get(DESTINATIONS).text
    assert _row(olga, one)["secrets"] == sorted(secret_entries)
    with psycopg.connect(open_desk.database_url) as look:
        [(row, sealed)] = look.execute(
            "select to_jsonb(d)::text, sealed from destinations d where id = %s", [one]
        ).fetchall()
    assert "quagga" not in row
    assert b"quagga" not in bytes(sealed)
    kept = {"name": "Tickets, renamed", "settings": examples, "on": False}
    olga.put(f"{DESTINATIONS}/{one}", json=kept).raise_for_status()
    assert _row(olga, one)["secrets"] == sorted(secret_entries)
    thief = {**kept, "settings": {**examples, "address": "https://thief.zendesk.com"}}
    refused = olga.put(f"{DESTINATIONS}/{one}", json=thief)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["settings.token"])
    assert _row(olga, one)["settings"]["address"] == examples["address"]
    olga.delete(f"{DESTINATIONS}/{one}").raise_for_status()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"settings": {}}, "settings.address"),
        ({"settings": {"address": "http://shop.example/"}}, "settings.address"),
        ({"settings": {"address": "https://shop.example/", "port": "1"}}, "settings.port"),
        (
            {"settings": {"address": "https://shop.example/", "allow_private": "yes"}},
            "settings.allow_private",
        ),
        ({"settings": {"address": "https://shop\x00.example/"}}, "settings.address"),
        ({"kind": "pigeon"}, "kind"),
        ({"name": ""}, "name"),
        ({"takes": {"teams": ["x"]}}, "takes.teams.0"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(
    olga: httpx.Client, far: Receiver, wrong: Json, field: str
) -> None:
    answer = olga.post(DESTINATIONS, json={"kind": "webhook", **_body(far), **wrong})
    assert answer.status_code == 422
    assert field in answer.json()["fields"], answer.text


def test_only_the_owner_may(open_desk: Open, made: str) -> None:
    tess = open_desk.teammate().http
    for method, path in (
        ("GET", ""),
        ("DELETE", f"/{made}"),
        ("POST", f"/{made}/test"),
        ("POST", f"/{made}/again"),
    ):
        assert tess.request(method, DESTINATIONS + path).status_code == 403


def test_a_ticket_that_is_closed_over_there_resolves_the_case(
    open_desk: Open, olga: httpx.Client, far: Receiver, made: str
) -> None:
    """By the key that came with it, or the number that it has over there; unless something was said here since."""
    token = olga.post("/api/admin/tokens", json={"name": "tickets"}).raise_for_status().json()["secret"]
    here = httpx.Client(base_url=open_desk.desk.base, headers={"Authorization": f"Bearer {token}"})
    calm, talking = open_desk.visitor(), open_desk.visitor()
    for visitor in (calm, talking):
        visitor.ask("ask_person").raise_for_status()
    eventually(lambda: _row(olga, made)["delivered"] == 2)
    keys = {body["data"]["conversation"]: key for key, body in far.bodies.items()}
    talking.write("Are you there?").raise_for_status()
    refused = here.post("/api/tickets/closed", json={"delivery": keys[talking.conversation]})
    assert refused.raise_for_status().json()["resolved"] is False
    assert refused.json()["why"]
    for _ in range(2):
        answer = here.post("/api/tickets/closed", json={"delivery": keys[calm.conversation]})
        assert answer.raise_for_status().json() == {"resolved": True, "why": ""}
    ended = open_desk.teammate().awaits(calm.conversation, "resolved", outcome="elsewhere")
    assert ended["actor"]["kind"] == "server"
    assert here.post("/api/tickets/closed", json={"delivery": str(uuid4())}).status_code == 404
    unknown = {"destination": made, "reference": "17"}
    assert here.post("/api/tickets/closed", json=unknown).status_code == 404
    assert here.post("/api/tickets/closed", json={}).status_code == 422


def test_a_ticket_is_named_by_the_number_that_it_has_over_there(open_desk: Open, olga: httpx.Client) -> None:
    """P6: as an automation of Freshdesk says it; the case of another number stays open."""
    freshdesk, tess = Freshdesk(), open_desk.teammate()
    with far_side(freshdesk.reply) as far:
        asked = {"kind": "freshdesk", "name": "Tickets", "settings": freshdesk.entered(far.address)}
        one = olga.post(DESTINATIONS, json=asked).raise_for_status().json()["id"]
        solved, open_still = open_desk.visitor(), open_desk.visitor()
        numbers = [_number_over_there(tess, visitor) for visitor in (solved, open_still)]
        token = olga.post("/api/admin/tokens", json={"name": "freshdesk"}).raise_for_status().json()["secret"]
        here = httpx.Client(base_url=open_desk.desk.base, headers={"Authorization": f"Bearer {token}"})
        elsewhere = {"destination": str(uuid4()), "reference": numbers[0]}
        assert here.post("/api/tickets/closed", json=elsewhere).status_code == 404
        for _ in range(2):
            answer = here.post("/api/tickets/closed", json={"destination": one, "reference": numbers[0]})
            assert answer.raise_for_status().json() == {"resolved": True, "why": ""}
        tess.awaits(solved.conversation, "resolved", outcome="elsewhere")
        assert tess.thread(open_still.conversation)["summary"]["stage"] == "waiting"
        olga.delete(f"{DESTINATIONS}/{one}").raise_for_status()
    assert (len(set(numbers)), freshdesk.refused) == (2, [])


def _number_over_there(tess: TeammateClient, visitor: VisitorClient) -> str:
    """As it stands beside the case that this visitor brings."""
    visitor.ask("ask_person").raise_for_status()
    log = f"/api/inbox/conversations/{visitor.conversation}/deliveries"
    eventually(lambda: [each["state"] for each in _log(tess, log)] == ["delivered"])
    return str(_log(tess, log)[0]["reference"])
