"""The owner reads and changes actions over the wire (P5, F47)."""

from copy import deepcopy
from typing import Any

import httpx2 as httpx
import pytest

from tests.clients import TeammateClient
from tests.web.conftest import Open

ACTIONS = "/api/admin/actions"
Json = dict[str, Any]
FULL: Json = {
    "name": "Order status",
    "offer": "I can look that up.",
    "destination": "inbox",
    "field": [
        {
            "id": "order",
            "label": "Order number",
            "kind": "order_number",
            "mask": "A-00000",
            "example": "A-10233",
        },
        {
            "id": "plan",
            "label": "Plan",
            "kind": "choice",
            "options": {"address": "https://shop.example/plans"},
        },
        {"id": "seats", "label": "Seats", "kind": "number", "least": 1, "most": 9, "required": False},
        {"id": "mail", "label": "E-mail", "kind": "email", "attribute": "email"},
    ],
    "starts": {"phrases": ["where is my order"], "intents": ["order status"], "events": ["order_asked"]},
    "look_up": {
        "address": "https://shop.example/orders",
        "returns": [{"id": "status", "label": "Status", "kind": "text"}],
        "say": {"": "Order {order} is {status}.", "de": "Bestellung {order}: {status}."},
        "not_found": "No order {order}.",
        "hands_over": False,
    },
    "thanks": "Thank you.",
    "tags": ["order"],
}


def _read(olga: TeammateClient) -> Json:
    found: Json = olga.http.get(ACTIONS).raise_for_status().json()
    return found


def _save(olga: TeammateClient, *actions: Json, based_on: int | None = None) -> httpx.Response:
    version = _read(olga)["version"] if based_on is None else based_on
    return olga.http.put(ACTIONS, json={"based_on": version, "actions": list(actions)})


def test_what_is_saved_is_read_whole_and_can_be_saved_as_it_is(olga: TeammateClient) -> None:
    before = _read(olga)
    assert _save(olga, FULL).json() == {"version": before["version"] + 1}
    after = _read(olga)
    (action,) = after["actions"]
    assert (action["look_up"]["say"], action["starts"]) == (FULL["look_up"]["say"], FULL["starts"])
    assert action["field"][1]["options"] == {"address": "https://shop.example/plans", "allow_private": False}
    assert (after["saved_by"]["name"], after["used_by"]) == ("Olga Owner", {"Order status": []})
    assert set(after["kinds"]) == {
        "text", "number", "email", "phone", "choice", "date", "order_number", "file",
    }  # fmt: skip
    assert _save(olga, action).status_code == 200
    assert _read(olga)["actions"] == after["actions"]


def test_of_two_owners_the_later_one_hears_of_the_earlier(olga: TeammateClient) -> None:
    version = _read(olga)["version"]
    assert _save(olga, FULL, based_on=version).status_code == 200
    late = _save(olga, FULL, based_on=version)
    assert (late.status_code, late.json()["by"], late.json()["version"]) == (409, "Olga Owner", version + 1)
    assert _save(olga, FULL, based_on=version + 9).status_code == 422


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("name",), " ", "action[0]"),
        (("field",), [], "action[0]"),
        (("field", 0, "mask"), "", "action[0].field[0].pattern"),
        (("field", 0, "example"), "banana", "action[0].field[0].example"),
        (("field", 0, "kind"), "telepathy", "action[0].field[0].kind"),
        (("field", 1, "options", "address"), "http://shop.example", "action[0].field[1].options.address"),
        (("field", 1, "options", "address"), "shop", "action[0].field[1].options.address"),
        (("field", 3, "id"), "order", "action[0].field[3]"),
        (("look_up", "address"), "https://a:b@shop.example/", "action[0].look_up.address"),
        (("look_up", "say"), {}, "action[0].look_up.say"),
        (("look_up", "say", "de"), "{colour}", "action[0].look_up.say.de"),
        (("look_up", "not_found"), "{status}", "action[0].look_up.not_found"),
        (("look_up", "returns"), [], "action[0].look_up.returns"),
        (("colour",), "red", "action[0]"),
    ],
)
def test_what_cannot_be_read_is_answered_with_its_field_and_nothing_is_kept(
    olga: TeammateClient, path: tuple[Any, ...], value: object, field: str
) -> None:
    """F47."""
    before = _read(olga)
    answer = _save(olga, _changed(FULL, path, value))
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert _read(olga) == before


def test_the_signing_secret_is_the_owners_alone(olga: TeammateClient, open_desk: Open) -> None:
    """F48."""
    first = olga.http.get(f"{ACTIONS}/secret").raise_for_status().json()["secret"]
    assert first == olga.http.get(f"{ACTIONS}/secret").json()["secret"]
    assert first.startswith("whsec_")
    renewed = olga.http.post(f"{ACTIONS}/secret").raise_for_status().json()["secret"]
    assert first != renewed == olga.http.get(f"{ACTIONS}/secret").json()["secret"]
    tess = open_desk.teammate("tess@foundry.example")
    assert tess.http.get(f"{ACTIONS}/secret").status_code == 403
    assert tess.http.get(ACTIONS).status_code == 403


def _changed(plain: Json, path: tuple[Any, ...], value: object) -> Json:
    copy: Json = deepcopy(plain)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy
