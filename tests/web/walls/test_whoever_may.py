"""The same calls by those who may: a refusal elsewhere is a wall, and no typing error of the tests."""

import random
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from chatref.accounts import setup
from chatref.database.pool import Database
from tests.cast import PASSWORD
from tests.clients import PATIENCE, TeammateClient
from tests.running import beside
from tests.ui.served import served
from tests.web.walls.calls import Door, call, doors, fresh
from tests.web.walls.conftest import World
from tests.web.walls.holdings import Holding, content_of

# So that each finds the conversation in a state in which it is possible.
KINDS = (
    "note", "tag", "tick_step", "review", "reply", "send_again", "snooze", "wake", "release", "claim", "hand_back",
    "pause_assistant", "resume_assistant", "take_over", "transfer", "decline", "resolve", "rate", "write",
    "report_event", "leave_contact", "give_details", "ask_person", "skip_details", "withdraw",
)  # fmt: skip
LAST = (
    "DELETE /api/admin/teams/{team}",
    "DELETE /api/admin/teammates/{teammate}",
    "POST /api/inbox/visitors/{visitor}/block",
    "POST /api/inbox/visitors/{visitor}/unblock",
    "POST /api/inbox/sessions/{session}/revoke",
    "PUT /api/inbox/password",
    "POST /api/inbox/sign-out",
    "POST /api/admin/tokens/{token}/revoke",
    "DELETE /api/admin/answers/{answer}",
    "DELETE /api/admin/test-cases/{test_case}",
    "DELETE /api/admin/sources/{source}",
    "POST /api/admin/deliveries/{delivery}/again",
    "POST /api/admin/destinations/{destination}/again",
    "DELETE /api/admin/destinations/{destination}",
    "DELETE /api/admin/conversations/{conversation}",
    "DELETE /api/admin/visitors/{visitor}",
    "POST /api/setup/password",
)
SPARE = (
    "POST /api/admin/teammates/{teammate}/invite",
    "DELETE /api/admin/teams/{team}",
    "DELETE /api/admin/teammates/{teammate}",
)
THE_SAME_FILE = "PUT /api/visitor/files/{conversation}/{file}"
ONLY_ON_AN_EMPTY_DESK = {"POST /api/setup"}
OFTEN_POSSIBLE = 17  # of the kinds of commands; the others are refused by the conversation itself


NO_RULES: Mapping[str, Any] = {"rules": [], "intents": [], "playbooks": {}}
HELLO = [{"who": "visitor", "text": "Hello."}]
WEBHOOK: Mapping[str, Any] = {"settings": {"address": "https://unreachable.invalid/"}, "on": False}
MAIL: Mapping[str, Any] = {
    "sender": "desk@foundry.example",
    "reply": "",
    "way_in": "none",
    "imap": {},
    "on": True,
}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "PUT /api/admin/mail": {**MAIL, "smtp": {"host": "unreachable.invalid"}, "based_on": 1},
    "POST /api/visitor/known": {"identity": None},
    "POST /api/admin/rules/check": NO_RULES,
    "POST /api/admin/rules/try": {"rules": NO_RULES, "language": "de"},
    "POST /api/admin/rules/simulate": {"rules": NO_RULES},
    "POST /api/admin/rules/simulate/told": {"rules": NO_RULES},
    "POST /api/admin/destinations": {"kind": "webhook", **WEBHOOK},
    "PUT /api/admin/destinations/{destination}": WEBHOOK,
    "POST /api/inbox/conversations/{conversation}/corrections": {
        "kind": "answer",
        "answer": "Yes.",
        "up_to": None,
    },
    "POST /api/admin/test-cases": {"expects": {"hand_over": True}, "up_to": None},
    "PATCH /api/admin/test-cases/{test_case}": {
        "expects": {"hand_over": False},
        "said": HELLO,
        "language": "de",
    },
}
WITH_A_TOKEN = {"/api/events", "/api/tickets/closed"}


def test_whoever_may_gets_through_every_door(world: World) -> None:
    """The control of everything that is refused to others: past every wall, and through."""
    found = {door.name: _done(world, door) for door in sorted(doors(served()), key=_turn)}
    refused = {
        name: answer.text for name, answer in found.items() if answer.status_code == HTTPStatus.CONFLICT
    }
    through = {door.operation for door in doors(served()) if found[door.name].is_success}
    kinds = {door.name for door in doors(served()) if door.kind and found[door.name].is_success}
    assert {
        name: answer.text for name, answer in found.items() if not answer.is_success
    }.keys() <= refused.keys() | (ONLY_ON_AN_EMPTY_DESK), {
        name: answer.text for name, answer in found.items() if not answer.is_success
    }
    assert {door.operation for door in doors(served())} - through == ONLY_ON_AN_EMPTY_DESK
    assert len(kinds) >= OFTEN_POSSIBLE, refused


def _turn(door: Door) -> tuple[int, int]:
    return (
        LAST.index(door.operation) + 1 if door.operation in LAST else 0,
        KINDS.index(door.kind) + 1 if door.kind else 0,
    )


def _done(world: World, door: Door) -> httpx.Response:
    holding = world.foundry
    made = call(
        door,
        {**fresh(holding), "conversation": holding.ids["conversation"][:1], **_theirs(holding, door)},
        _now(holding),
        random.Random(7),
    )
    body = None if made.body is None else {**made.body, **_rights(world, door)}
    http = _whose(holding, door)
    if door.operation == THE_SAME_FILE:
        return http.put(made.path, params=made.query, content=content_of(holding.word))
    return http.request(door.method, made.path, params=made.query, json=body)


def _theirs(holding: Holding, door: Door) -> Mapping[str, tuple[str, ...]]:
    """Who goes on with the case; of who and what may be removed, or has not come yet, the other one; and of what
    is decided each way, one of its own."""
    part = slice(-1, None) if door.operation in SPARE else slice(1)
    people = {name: holding.ids[name][part] for name in ("teammate", "team", "members", "teams")}
    accepted, dismissed = holding.ids["correction"]
    ways = [each for each in ("file", "open", "discard") if door.path.endswith(f"/{each}")]
    mail = holding.ids["mail"][["file", "open", "discard"].index(ways[0]) if ways else -1]
    return {
        **people,
        "correction": (dismissed if door.operation.endswith("dismiss") else accepted,),
        "mail": (mail,),
    }


def _whose(holding: Holding, door: Door) -> httpx.Client:
    if door.path.startswith("/api/visitor"):
        return holding.visitor.http
    if door.path in WITH_A_TOKEN:
        base, bearer = str(holding.visitor.http.base_url), f"Bearer {holding.secret}"
        return httpx.Client(base_url=base, headers={"Authorization": bearer}, timeout=PATIENCE)
    return holding.owner.http if door.path.startswith("/api/admin") else holding.teammate.http


def _rights(world: World, door: Door) -> Mapping[str, Any]:
    """What only the right person knows, or what is possible just then."""
    match door.operation, door.kind:
        case "POST /api/visitor/session", _:
            key = world.foundry.business.site.public_key
            return {"site": key, "token": world.foundry.visitor.session["token"]}
        case "POST /api/inbox/sign-in", _:
            return {"email": "tess@foundry.example", "password": PASSWORD}
        case "PUT /api/inbox/password", _:
            return {"present": PASSWORD}
        case (("POST /api/setup/link" | "POST /api/setup/password"), _):
            return {"token": beside(_link(world))}
        case "PUT /api/admin/rules", _:
            return {**NO_RULES, "based_on": _now(world.foundry)["rules"]}
        case "PUT /api/admin/actions", _:
            found = world.foundry.owner.http.get("/api/admin/actions").json()
            return {"actions": found["actions"], "based_on": found["version"]}
        case "PUT /api/admin/topics", _:
            return {"marks": [], "based_on": _now(world.foundry)["rules"]}
        case "PUT /api/admin/teams/{team}", _:
            return {"name": "Support, renamed"}
        case _, "take_over":
            return {"from": None}
        case operation, _:
            return BODIES.get(operation, {})


async def _link(world: World) -> str:
    database = await Database.open(world.database_url, size=1)
    try:
        return await setup.reset_owner(database, "olga@foundry.example")
    finally:
        await database.close()


def _now(holding: Holding) -> Mapping[str, int]:
    client = TeammateClient(holding.owner.http, {})
    thread = client.thread(holding.ids["conversation"][0])
    return {
        **holding.numbers,
        "rules": holding.owner.http.get("/api/admin/rules").json()["version"],
        "epoch": thread["summary"]["epoch"],
        "seen": thread["seq"],
        "seen_colleague": thread["seq"],
    }
