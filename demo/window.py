"""A scripted visitor's window: what they do goes by HTTP, what happens comes by the socket, as in the widget."""

import asyncio
import json
from contextlib import suppress
from typing import Any, Self
from uuid import uuid4

import httpx2 as httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]

BEAT_SECONDS = 20.0
ANSWERS = frozenset({"assistant_answered", "turn_given_up", "desk_said", "teammate_replied"})
# How long somebody looks at the screen before they go on without an answer, in seconds: at a machine that is
# always quick, and at people, of whom nobody may be there.
ASSISTANT_PATIENCE = 20.0
PATIENCE = {
    "collecting": 4.0,
    "waiting": 12.0,
    "offered": 12.0,
    "assigned": 45.0,
    "resolved": 0.0,
}
TOO_MANY = 429


class Window:
    """One conversation, begun with the first thing that is sent."""

    def __init__(self, http: httpx.AsyncClient, token: str, page: str) -> None:
        self.conversation = str(uuid4())
        self.page = page
        self.events: list[Json] = []
        self._http = http
        self._token = token
        self._news = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def opened(cls, http: httpx.AsyncClient, site_key: str, page: str, language: str) -> Self:
        """On a page of the shop, by somebody who was never here before."""
        wanted = {"site": site_key, "token": None, "language": language, "page": page}
        session = (await _posted(http, "/api/visitor/session", wanted)).raise_for_status().json()
        http.headers.update({"Authorization": f"Bearer {session['token']}", "Accept-Language": language})
        return cls(http, session["token"], page)

    @property
    def seen(self) -> int:
        return self.events[-1]["vseq"] if self.events else 0

    @property
    def stage(self) -> str:
        return str(self.events[-1]["after"]["stage"]) if self.events else "assistant"

    @property
    def form(self) -> list[Json]:
        """The fields that are asked for at the moment."""
        if self.stage != "collecting":
            return []
        asked = (event["fields"] for event in reversed(self.events) if event["kind"] == "details_asked")
        return next(asked, [])

    async def ask(self, kind: str, **fields: object) -> bool:
        """False if the desk refuses it because of how the conversation stands; other refusals raise."""
        path = f"/api/visitor/conversations/{self.conversation}/commands"
        answer = await _posted(self._http, path, {"command": str(uuid4()), "kind": kind, **fields})
        if answer.status_code in {httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_CONTENT}:
            return False
        answer.raise_for_status()
        self._listening = self._listening or asyncio.create_task(self._listen())
        return True

    async def typing(self) -> None:
        """A hint, which may be lost."""
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(json.dumps({"t": "typing", "conversation": self.conversation}))

    async def hears(self, after: int, pace: float = 1.0) -> None:
        """Returns when something is said to the visitor after this number, or their patience is over.

        `pace` shortens how long they wait for people.
        """
        clock = asyncio.get_running_loop().time
        since = clock()
        while not self._heard(after):
            left = since + self._patience(pace) - clock()
            if left <= 0:
                return
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)

    async def close(self) -> None:
        """As a tab is closed. Raises what broke the connection, if something did."""
        if self._listening is None:
            return
        if not self._listening.done():
            self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening

    def _patience(self, pace: float) -> float:
        return ASSISTANT_PATIENCE if self.stage == "assistant" else PATIENCE[self.stage] * pace

    def _heard(self, after: int) -> bool:
        return any(event["vseq"] > after and event["kind"] in ANSWERS for event in self.events)

    async def _listen(self) -> None:
        """Goes on from where it was whenever the connection is lost."""
        base = self._http.base_url
        address = f"ws{str(base).removeprefix('http').rstrip('/')}/api/visitor/socket"
        origin = f"{base.scheme}://{base.netloc.decode()}"
        async for socket in connect(address, origin=origin, compression=None, proxy=None):  # type: ignore[arg-type]
            with suppress(ConnectionClosed):
                await self._follow(socket)

    async def _follow(self, socket: ClientConnection) -> None:
        hello = {"t": "hello", "token": self._token, "conversation": self.conversation, "after": self.seen}
        await socket.send(json.dumps(hello))
        self._socket = socket
        beating = asyncio.create_task(self._beat(socket))
        try:
            async for text in socket:
                self._take(json.loads(text))
        finally:
            beating.cancel()

    async def _beat(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(BEAT_SECONDS)
                await socket.send(json.dumps({"t": "beat", "after": self.seen}))

    def _take(self, frame: Json) -> None:
        if frame["t"] != "events":
            return
        for event in frame["events"]:
            if event["vseq"] == self.seen + 1:
                self.events.append(event)
        self._news.set()


async def _posted(http: httpx.AsyncClient, path: str, body: Json) -> httpx.Response:
    """Sent again, the very same, as long as the desk says that it was too much."""
    while True:
        answer = await http.post(path, json=body)
        if answer.status_code != TOO_MANY:
            return answer
        await asyncio.sleep(float(answer.json()["retry_after"]))
