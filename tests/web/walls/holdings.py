"""Two businesses with a row in every table, and what each of their things is called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_bytes
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import psycopg
from psycopg.types.json import Jsonb

from chatref.accounts import teammates
from chatref.actions import schema as actions
from chatref.actions.store import save as save_actions
from chatref.database.pool import Database
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.store import save as save_rules
from tests.cast import PASSWORD, PASSWORD_HASH, Business
from tests.clients import PATIENCE, Json, TeammateClient, VisitorClient
from tests.knowledge.site import Reply, serve
from tests.running import beside
from tests.serving.desks import eventually
from tests.web.walls.mailed import mailed


@dataclass(frozen=True)
class Holding:
    """`ids` by the name that a path or a body gives them. The clients are the people who may."""

    business: Business
    word: str
    ids: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    visitor: VisitorClient
    teammate: TeammateClient
    owner: TeammateClient
    secret: str

    @property
    def of_visitors(self) -> tuple[str, ...]:
        """What only the rows of its visitors name."""
        return self.ids["visitor"] + self.ids["conversation"]


def hold(base: str, url: str, business: Business, word: str, emails: tuple[str, str]) -> Holding:
    """`word` stands in everything that people of this business wrote."""
    teammate, owner = (_signed_in(base, email, word) for email in emails)
    other = _signed_in(base, emails[0], word)
    site = business.site
    look = {
        "greeting": f"Welcome to {word}",
        "name": f"Site of {word}",
        "origins": [f"https://{word}.example"],
    }
    owner.http.put(f"/api/admin/sites/{site.id}", json=look).raise_for_status()
    secret = owner.http.post("/api/admin/tokens", json={"name": f"till of {word}"}).json()["secret"]
    source = _learned(owner, word)
    spare, spare_team = _spare(owner, word)
    resolved, open_one = _resolved(base, business, teammate, word), _open(base, business, teammate, word)
    _beside(url, business, open_one.session["visitor"], word)
    conversations = (open_one.conversation, resolved.conversation)
    teammate.http.get("/api/insights/report").raise_for_status()
    thread = teammate.thread(open_one.conversation)
    destination, delivery = _sent(owner, url, open_one.conversation, word)
    written = [event for event in thread["events"] if event.get("message")]
    ids = {
        "conversation": conversations,
        "visitor": (open_one.session["visitor"], resolved.session["visitor"]),
        "site": (site.id,),
        "source": (source,),
        "session": tuple(row["id"] for row in _rows(other, "/api/inbox/sessions") if row["current"]),
        "token": tuple(row["id"] for row in _rows(owner, "/api/admin/tokens")),
        "message": tuple(event["message"] for event in written),
        "command": tuple(event["command"] for event in written if event.get("command")),
        "id": tuple(event["command"] for event in written if event.get("command")),
        "teammate": (teammate.me["teammate"]["id"], spare),
        "members": (teammate.me["teammate"]["id"], spare),
        "team": (business.team, spare_team),
        "teams": (business.team, spare_team),
        "from": (teammate.me["teammate"]["id"],),
        "destination": (destination,),
        "delivery": (delivery,),
        "handoff": (thread["handoff"]["id"],),
        **_beside_events(url, business, open_one, word),
        **_taught(teammate, owner, thread, word),
    }
    numbers = {
        "epoch": thread["summary"]["epoch"],
        "seen": thread["seq"],
        "seen_colleague": thread["seq"],
        "number": 1,
        "seq": next(event["seq"] for event in thread["events"] if event["kind"] == "verdict_reached"),
    }
    return Holding(business, word, ids, numbers, open_one, teammate, owner, secret)


def _rows(who: TeammateClient, path: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = who.http.get(path).json()[path.rpartition("/")[2]]
    return rows


def _signed_in(base: str, email: str, word: str) -> TeammateClient:
    """In a browser whose name is this business's own too."""
    http = httpx.Client(
        base_url=base, timeout=PATIENCE, headers={"X-Chatref": "1", "User-Agent": f"Browser of {word}"}
    )
    me = http.post("/api/inbox/sign-in", json={"email": email, "password": PASSWORD})
    return TeammateClient(http, me.raise_for_status().json())


def _spare(owner: TeammateClient, word: str) -> tuple[str, str]:
    """A teammate and a team that may be removed: the last of their kind in `ids`."""
    person = {"name": f"Spare {word}", "email": f"spare@{word}.example"}
    made = owner.http.post("/api/admin/teammates", json=person).raise_for_status().json()["teammate"]
    team = owner.http.post("/api/admin/teams", json={"name": f"Team of {word}"}).raise_for_status().json()
    return str(made), str(team["id"])


def _learned(owner: TeammateClient, word: str) -> str:
    with serve() as site:
        site.put("/", f"Help of {word}", f"A licence of {word} costs 40 euros.", links=("/broken",))
        site.pages["/broken"] = Reply(status=500)
        asked = {"address": site.at("/"), "allow_private": True}
        source = str(owner.http.post("/api/admin/sources", json=asked).raise_for_status().json()["source"])

        def done() -> bool:
            [row] = owner.http.get("/api/admin/sources").json()["sources"]
            return row["state"] not in {"new", "learning"} and row["learned"] > 0

        eventually(done)
    return source


def _sent(owner: TeammateClient, url: str, conversation: str, word: str) -> tuple[str, str]:
    """Where nothing is sent to, so that the worker of deliveries keeps still; and a dead letter of it."""
    asked = {
        "kind": "webhook",
        "name": f"Server of {word}",
        "settings": {"address": f"https://{word}.invalid/handoffs"},
        "takes": {"reasons": [f"reason of {word}"]},
        "on": False,
    }
    made = owner.http.post("/api/admin/destinations", json=asked).raise_for_status().json()["id"]
    delivery = str(uuid4())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """insert into deliveries
                      (workspace, id, destination, conversation, handoff, seq, state, made_at, due_at, why)
               select workspace, %s, id, %s, %s, 1, 'dead', now(), now(), %s from destinations where id = %s""",
            [delivery, conversation, str(uuid4()), f"failure of {word}", made],
        )
        connection.execute(
            """insert into delivery_tries (workspace, delivery, number, at, took, outcome, said)
               select workspace, id, 1, now(), '1 second', 'refused', %s from deliveries where id = %s""",
            [f"answer of {word}", delivery],
        )
    return str(made), delivery


def _beside_events(
    url: str, business: Business, visitor: VisitorClient, word: str
) -> Mapping[str, tuple[str, ...]]:
    return {
        "mail": mailed(url, business.workspace, visitor, word),
        "file": (_file(url, business, visitor.conversation, word),),
    }


def _file(url: str, business: Business, conversation: str, word: str) -> str:
    """As it lies there once its visitor gave it."""
    file, content = str(uuid4()), content_of(word)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """insert into files (workspace, conversation, id, field, name, type, size, content, digest, given)
               values (%s, %s, %s, 'shot', %s, 'text', %s, %s, %s, true)""",
            [
                business.workspace,
                conversation,
                file,
                f"{word}.txt",
                len(content),
                content,
                sha256(content).digest(),
            ],
        )
    return file


def content_of(word: str) -> bytes:
    return f"what {word} attached".encode()


def _taught(
    teammate: TeammateClient, owner: TeammateClient, thread: Json, word: str
) -> Mapping[str, tuple[str, ...]]:
    """An answer of the team's own with its test case; and two corrections that nobody has decided yet."""
    door = f"/api/inbox/conversations/{thread['summary']['conversation']}/corrections"
    said = {"handoff": thread["handoff"]["id"], "note": f"correction of {word}"}
    written = {**said, "kind": "answer", "question": f"What is {word}?", "answer": f"{word} is a font."}
    first = teammate.http.post(door, json=written).raise_for_status().json()["id"]
    accepted = owner.http.post(f"/api/admin/corrections/{first}/accept", json={}).raise_for_status().json()
    second = teammate.http.post(door, json={**written, "answer": f"{word} is a template."}).json()["id"]
    third = teammate.http.post(door, json={**said, "kind": "rule", "wanted": "stay"}).json()["id"]
    owner.http.post("/api/admin/test-cases/run").raise_for_status()
    return {
        "correction": (second, third),
        "test_case": (accepted["test_case"],),
        "answer": (accepted["page"].rpartition("/")[2],),
    }


def _resolved(base: str, business: Business, teammate: TeammateClient, word: str) -> VisitorClient:
    visitor = VisitorClient.arriving(base, business.site.public_key)
    visitor.ask("ask_person").raise_for_status()
    teammate.take_over(visitor.conversation).raise_for_status()
    teammate.reply(visitor.conversation, f"It was nothing, says {word}").raise_for_status()
    seen = teammate.seen(visitor.conversation)
    teammate.ask(visitor.conversation, "resolve", outcome="answered", **seen).raise_for_status()
    return visitor


def _open(base: str, business: Business, teammate: TeammateClient, word: str) -> VisitorClient:
    """Answered by a person, so that for hours nobody owes anything and the clock keeps still."""
    visitor = VisitorClient.arriving(base, business.site.public_key)
    visitor.write(f"What does a licence of {word} cost?").raise_for_status()
    conversation = visitor.conversation
    # By a teammate: how often a visitor may look is bounded.
    eventually(lambda: _kinds(teammate.thread(conversation)) & {"assistant_answered", "desk_said"})
    visitor.ask("report_event", name="payment_failed", facts={"order": f"order of {word}"}).raise_for_status()
    visitor.ask("leave_contact", address=f"visitor@{word}.example").raise_for_status()
    visitor.ask("ask_person")
    teammate.take_over(conversation).raise_for_status()
    teammate.ask(conversation, "note", message=str(uuid4()), text=f"note of {word}").raise_for_status()
    teammate.ask(conversation, "tag", add=[f"tag of {word}"], remove=[]).raise_for_status()
    teammate.reply(conversation, f"{word} says hello").raise_for_status()
    return visitor


def _kinds(thread: Json) -> set[str]:
    return {event["kind"] for event in thread["events"]}


def _beside(url: str, business: Business, visitor: str, word: str) -> None:
    """What no door writes yet, or what is gone again before anybody could steal it."""
    beside(_through_rooms(url, business, word))
    far, ids = "now() + interval '1 day'", [str(uuid4()) for _ in range(6)]
    with psycopg.connect(url, autocommit=True) as connection:
        here = business.workspace
        connection.execute(f"insert into leases values (%s, %s, 'clock', %s, {far})", [here, *ids[:2]])
        connection.execute(
            f"insert into presence values (%s, %s, %s, %s, {far})", [here, business.owner.id, *ids[2:4]]
        )
        connection.execute(
            f"insert into clock_failures values (%s, %s, 1, {far}, %s)", [here, ids[4], f"failure of {word}"]
        )
        connection.execute(
            f"insert into alerts (workspace, teammate, kind, expires_at, state, why)"
            f" values (%s, %s, 'waiting', {far}, 'dead', %s)",
            [here, business.owner.id, f"no mail for {word}"],
        )
        connection.execute(
            "insert into signing_keys values (%s, %s) on conflict do nothing", [here, token_bytes(32)]
        )
        connection.execute(
            "insert into erasures values (%s, '2026-01-31', %s, %s, 1, 1, now())",
            [here, business.owner.id, ids[5]],
        )
        connection.execute(
            "update visitors set claimed = %s, verified = %s, contact_name = %s where id = %s",
            [
                Jsonb({"plan": f"claimed plan of {word}"}),
                Jsonb({"plan": f"verified plan of {word}"}),
                f"Name {word}",
                visitor,
            ],
        )


async def _through_rooms(url: str, business: Business, word: str) -> None:
    database = await Database.open(url, size=1)
    try:
        async with database.workspace(business.workspace) as connection:
            rules = tuple(replace(rule, name=f"{rule.name} of {word}") for rule in READY_MADE.rules)
            await save_rules(connection, business.workspace, replace(READY_MADE, rules=rules))
            await save_actions(connection, business.workspace, actions.from_plain(_action(word)))
    finally:
        await database.close()


def _action(word: str) -> dict[str, Any]:
    field = {"id": "order_number", "label": f"Order number of {word}", "kind": "text"}
    return {"action": [{"name": "refund", "field": [field]}]}


async def hire(url: str, business: Business, name: str, email: str) -> None:
    """A teammate more."""
    database = await Database.open(url, size=1)
    try:
        async with database.workspace(business.workspace) as connection:
            await teammates.create(connection, name, email, password_hash=PASSWORD_HASH)
    finally:
        await database.close()
