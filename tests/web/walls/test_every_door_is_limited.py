"""Abuse: how often anybody may knock at each door that needs no teammate, per visitor, address and workspace."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount
from starlette.types import Message

from chatref.app import ROUTERS, application, open_rooms
from chatref.settings import Settings
from chatref.visitors import identity
from chatref.web.limits import Allowance, Limit, Limits
from chatref.web.pages import asset_mounts, pages
from chatref.web.rooms import Rooms
from chatref.web.sockets import LATER
from tests.cast import PASSWORD, Business
from tests.ui.served import served
from tests.web.walls.calls import Door, Json, call, doors

FEW = 3
AGES = 1e9  # seconds: no window of the clock ends while we knock
DIMENSIONS = ("visitor", "address", "workspace")
# Nobody is a visitor there, and which business it is about is known only to who gets in.
OF_TEAMMATES = {"/api/inbox/sign-in", "/api/setup", "/api/setup/link", "/api/setup/password"}
WITH_A_SIGN_IN = ("/api/inbox/", "/api/admin/", "/api/insights/", "/api/tags")
WITH_A_TOKEN = {"/api/events", "/api/tickets/closed"}
PAGES = [
    "/", "/openapi.json", "/healthz", "/widget.js", "/widget/frame", "/answers/{answer}", "/inbox", "/inbox/{path}",
    "/sign-in", "/setup", "/settings", "/settings/{path}", "/report", "/mail", "/widget/assets", "/inbox/assets",
]  # fmt: skip

OPEN = [
    door
    for door in doors(served())
    if door.path in OF_TEAMMATES or not (door.path.startswith(WITH_A_SIGN_IN) or door.path in WITH_A_TOKEN)
]
CASES = [
    (door, dimension)
    for door in OPEN
    for dimension in (("address",) if door.path in OF_TEAMMATES else DIMENSIONS)
]


@dataclass
class Here:
    """A desk in this process, and one who knocks as anybody it likes."""

    app: FastAPI
    rooms: Rooms
    business: Business

    def allow_few(self, dimension: str) -> None:
        """To one visitor, address or workspace, and any number to all else."""
        ending = f"PER_{dimension.upper()}"
        few, any_number = Allowance(FEW, AGES), Allowance(10**9, AGES)
        allowed = {limit: few if limit.name.endswith(ending) else any_number for limit in Limit}
        self.app.state.rooms = replace(self.rooms, limits=Limits(allowed))

    async def somebody_new(self) -> str:
        async with self.rooms.database.workspace(self.business.workspace) as connection:
            return (await identity.meet(connection, self.business.site.id))[1]

    @asynccontextmanager
    async def client(self, address: str) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            yield client


@pytest.fixture
async def here(database_url: str, foundry: Business, furnished_home: Path) -> AsyncIterator[Here]:
    settings = Settings(home=furnished_home)

    @asynccontextmanager
    async def nothing(_: FastAPI) -> AsyncIterator[None]:
        yield

    app = application(settings, nothing)
    async with open_rooms(settings, database_url) as rooms:
        yield Here(app, rooms, foundry)


def test_every_page_is_known_here() -> None:
    found = [route.path for route in (*pages.routes, *asset_mounts()) if isinstance(route, APIRoute | Mount)]
    assert sorted(path.replace(":path", "") for path in found) == sorted(PAGES)


def test_no_other_door_is_left_out_of_the_schema() -> None:
    """What is generated from it would not reach that one."""
    left_out = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if router is not pages and isinstance(route, APIRoute) and not route.include_in_schema
    }
    assert left_out == {"/hooks/mail/{secret}"}


async def test_each_open_door_shuts_for_who_knocks_too_often(here: Here) -> None:
    """Generated from the served schema: per visitor, per address and per workspace, each with the others changing."""
    assert len(OPEN) >= 15
    for door, dimension in CASES:
        here.allow_few(dimension)
        one = await here.somebody_new()
        answers = []
        for number in range(FEW + 1):
            token = one if dimension == "visitor" else await here.somebody_new()
            address = "203.0.113.1" if dimension == "address" else f"203.0.113.{number + 2}"
            answers.append(await _knocked(here, door, token, address))
        told = (door.name, dimension, [answer.status_code for answer in answers])
        assert 429 not in {answer.status_code for answer in answers[:-1]}, told
        _judge(answers[-1], told)


async def _knocked(here: Here, door: Door, token: str, address: str) -> httpx.Response:
    made = call(door, {name: (str(uuid4()),) for name in door.slots}, {}, random.Random(1))
    body: Json | None = made.body
    if door.path == "/api/visitor/session":
        body = {"site": here.business.site.public_key, "token": token}
    headers = {"X-Chatref": "1", "Authorization": f"Bearer {token}"}
    async with here.client(address) as client:
        return await client.request(door.method, made.path, params=made.query, json=body, headers=headers)


def _judge(answer: httpx.Response, told: object) -> None:
    assert answer.status_code == 429, told
    problem = answer.json()
    assert problem["code"] == "too_many", told
    assert problem["retry_after"] > 0, told
    assert int(answer.headers["Retry-After"]) >= problem["retry_after"], told


async def test_each_page_shuts_for_an_address_that_asks_too_often(here: Here) -> None:
    for path in PAGES:
        here.allow_few("address")
        asked = path.replace("{path}", "x") + ("/x.js" if path.endswith("assets") else "")
        async with here.client("203.0.113.1") as client:
            answers = [await client.get(asked, params={"site": "none"}) for _ in range(FEW + 1)]
        assert 429 not in {answer.status_code for answer in answers[:-1]}, path
        _judge(answers[-1], path)


@pytest.mark.parametrize("path", [*sorted(WITH_A_TOKEN), "/hooks/mail/no-such-secret"])
async def test_who_guesses_a_secret_is_shut_out_by_address(here: Here, path: str) -> None:
    """Of the doors of servers: until the secret is right, nobody and no business is known there."""
    here.allow_few("address")
    async with here.client("203.0.113.1") as client:
        client.headers["Authorization"] = "Bearer no-such-secret"
        answers = [await client.post(path, json={}) for _ in range(FEW + 1)]
    assert {answer.status_code for answer in answers[:-1]} <= {401, 404}
    _judge(answers[-1], path)


async def test_who_guesses_a_present_password_is_counted_with_who_signs_in(here: Here) -> None:
    """A browser left open is no better place to guess from."""
    signing_in = {"email": here.business.owner.email, "password": PASSWORD}
    guess = {"present": "seven loud lanterns", "password": PASSWORD}
    here.allow_few("visitor")
    async with here.client("203.0.113.1") as client:
        client.headers["X-Chatref"] = "1"
        (await client.post("/api/inbox/sign-in", json=signing_in)).raise_for_status()
        here.allow_few("address")
        answers = [await client.put("/api/inbox/password", json=guess) for _ in range(FEW + 1)]
        assert [answer.status_code for answer in answers[:-1]] == [422] * FEW
        assert answers[0].json()["fields"] == {"present": "This is not your present password."}
        _judge(answers[-1], "password")
        _judge(await client.post("/api/inbox/sign-in", json=signing_in), "sign-in")


@pytest.mark.parametrize("dimension", DIMENSIONS)
async def test_a_visitors_socket_shuts_for_who_opens_it_too_often(here: Here, dimension: str) -> None:
    here.allow_few(dimension)
    one, codes = await here.somebody_new(), []
    for number in range(FEW + 1):
        token = one if dimension == "visitor" else await here.somebody_new()
        address = "203.0.113.1" if dimension == "address" else f"203.0.113.{number + 2}"
        codes.append(await _closed_with(here, token, address))
    assert codes == [*[None] * FEW, LATER]


async def test_a_widgets_frame_shuts_for_a_business_that_is_flooded(here: Here) -> None:
    here.allow_few("workspace")
    answers = []
    for number in range(FEW + 1):
        async with here.client(f"203.0.113.{number}") as client:
            asked = {"site": here.business.site.public_key}
            answers.append(await client.get("/widget/frame", params=asked))
    _judge(answers[-1], "/widget/frame")


async def _closed_with(here: Here, token: str, address: str) -> int | None:
    """The code with which the desk hangs up after the hello; None if it answers a beat."""
    hello = {"t": "hello", "token": token, "after": 0}
    said: list[Message] = [{"type": "websocket.connect"}]
    said += [
        {"type": "websocket.receive", "text": json.dumps(each)} for each in (hello, {"t": "beat", "after": 0})
    ]
    answered = asyncio.Event()
    heard: list[Message] = []

    async def receive() -> Message:
        if said:
            return said.pop(0)
        await answered.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        heard.append(message)
        if message["type"] == "websocket.close" or '"beat"' in message.get("text", ""):
            answered.set()

    scope = {
        "type": "websocket", "scheme": "ws", "path": "/api/visitor/socket", "query_string": b"", "root_path": "",
        "headers": [(b"host", b"desk"), (b"origin", b"http://desk")], "client": (address, 4711),
    }  # fmt: skip
    async with asyncio.timeout(60):
        await here.app(scope, receive, send)
    closed = [message["code"] for message in heard if message["type"] == "websocket.close"]
    return closed[0] if closed else None
