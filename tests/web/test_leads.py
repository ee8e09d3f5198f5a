"""An owner chooses where a lead goes; it is there, its log is read, and the go-live check says if not (P5, P6)."""

from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest

from tests.outbound.receiver import Receiver
from tests.serving.desks import eventually
from tests.web.conftest import Open

ACTIONS, DESTINATIONS = "/api/admin/actions", "/api/admin/destinations"
Json = dict[str, Any]
DEMO: Json = {
    "name": "Demo",
    "field": [{"id": "email", "label": "E-mail", "kind": "email"}],
    "starts": {"events": ["demo_requested"]},
}


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> httpx.Client:
    return open_desk.teammate("olga@foundry.example").http


@pytest.fixture
def made(olga: httpx.Client, far: Receiver) -> str:
    settings = {"address": far.hook, "allow_private": True}
    asked = {"kind": "webhook", "name": "Our CRM", "settings": settings, "takes": {"reasons": ["none"]}}
    one: str = olga.post(DESTINATIONS, json=asked).raise_for_status().json()["id"]
    return one


def _save(olga: httpx.Client, **more: object) -> httpx.Response:
    version = olga.get(ACTIONS).raise_for_status().json()["version"]
    return olga.put(ACTIONS, json={"based_on": version, "actions": [{**DEMO, **more}]})


def _findings(olga: httpx.Client) -> list[str]:
    checked = olga.post("/api/admin/rules/check", json={"rules": []}).raise_for_status().json()
    return [each["text"] for each in checked["findings"] if "Demo" in each["text"]]


def test_it_goes_where_its_action_says_and_nobody_resolves_a_case_with_it(
    open_desk: Open, olga: httpx.Client, far: Receiver, made: str
) -> None:
    _save(olga, destination=made).raise_for_status()
    book = olga.get(ACTIONS).json()
    assert (book["actions"][0]["destination"], book["destinations"]) == (
        made,
        [{"value": made, "label": "Our CRM"}],
    )
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("Hello!").raise_for_status()
    visitor.ask("report_event", name="demo_requested", facts={"email": "nora@example.com"}).raise_for_status()
    log = f"/api/inbox/conversations/{visitor.conversation}/deliveries"
    eventually(lambda: [each["state"] for each in tess.http.get(log).json()["deliveries"]] == ["delivered"])
    [(key, body)] = far.bodies.items()
    assert (body["type"], body["data"]["conversation"]) == ("lead.noted", visitor.conversation)
    [email] = body["data"]["details"]
    assert (email["value"], email["verified"]) == ("nora@example.com", False)
    token = olga.post("/api/admin/tokens", json={"name": "crm"}).raise_for_status().json()["secret"]
    here = httpx.Client(base_url=open_desk.desk.base, headers={"Authorization": f"Bearer {token}"})
    closed = here.post("/api/tickets/closed", json={"delivery": key}).raise_for_status().json()
    assert closed == {"resolved": False, "why": "It was a lead: nobody waits."}
    assert _findings(olga) == []


def test_a_destination_that_is_not_there_is_refused_and_one_that_is_removed_is_named(
    olga: httpx.Client, made: str
) -> None:
    refused = _save(olga, destination=str(uuid4()))
    assert (refused.status_code, refused.json()["fields"]) == (
        422,
        {"action[0].destination": "This destination is not there. Choose another one."},
    )
    assert _save(olga, destination="inbox").status_code == 200
    _save(olga, destination=made).raise_for_status()
    off = {"name": "Our CRM", "settings": {"address": "https://crm.example/hook"}, "on": False}
    olga.put(f"{DESTINATIONS}/{made}", json=off).raise_for_status()
    assert olga.get(ACTIONS).json()["destinations"][-1] == {"value": made, "label": "Our CRM (off)"}
    assert _findings(olga) == ["What “Demo” notes is meant for “Our CRM”, which is off; the inbox has it."]
    olga.delete(f"{DESTINATIONS}/{made}").raise_for_status()
    assert _findings(olga) == [
        "What “Demo” notes is meant for a destination that is not there; the inbox has it."
    ]
    assert _save(olga, destination=made, offer="Gladly!").status_code == 200
    assert _save(olga, destination="").status_code == 200
    assert _findings(olga) == []
