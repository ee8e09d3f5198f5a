"""A visitor and a teammate who use the desk as their pages do: over HTTP, with ids of their own making."""

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from secrets import randbits
from typing import Any, Self
from uuid import uuid4

import httpx2 as httpx

from tests.cast import PASSWORD

Json = dict[str, Any]
PATIENCE = 60.0  # seconds, on a machine that has other things to do
TRUST = ssl.create_default_context()  # made once: each making reads all authorities


def anywhere() -> str:
    """An address for the doors that count how often one of them knocks: here all people sit at one machine."""
    return str(IPv6Address(0x20010DB8 << 96 | randbits(96)))


@dataclass
class VisitorClient:
    http: httpx.Client
    conversation: str = field(default_factory=lambda: str(uuid4()))
    session: Json = field(default_factory=dict)

    @classmethod
    def arriving(cls, base: str, site: str, token: str | None = None, address: str | None = None) -> Self:
        """`address` is where a trusted proxy says they come from."""
        http = httpx.Client(base_url=base, timeout=PATIENCE, verify=TRUST)
        if address is not None:
            http.headers["X-Forwarded-For"] = address
        asked = {"site": site, "token": token, "language": "en", "page": "/pricing"}
        came = {"X-Forwarded-For": address or anywhere()}
        session = http.post("/api/visitor/session", json=asked, headers=came).raise_for_status().json()
        http.headers["Authorization"] = f"Bearer {session['token']}"
        return cls(http, session=session)

    def ask(self, kind: str, *, command: str | None = None, **fields: object) -> httpx.Response:
        body = {"command": command or str(uuid4()), "kind": kind, **fields}
        return self.http.post(f"/api/visitor/conversations/{self.conversation}/commands", json=body)

    def write(self, text: str, *, command: str | None = None, message: str | None = None) -> httpx.Response:
        return self.ask("write", command=command, message=message or str(uuid4()), text=text)

    def events(self, after: int = 0) -> list[Json]:
        path = f"/api/visitor/conversations/{self.conversation}/events"
        found: list[Json] = self.http.get(path, params={"after": after}).raise_for_status().json()["events"]
        return found

    def all_events(self) -> list[Json]:
        found: list[Json] = []
        while more := self.events(found[-1]["vseq"] if found else 0):
            found += more
        return found

    def snapshot(self) -> Json:
        path = f"/api/visitor/conversations/{self.conversation}"
        found: Json = self.http.get(path).raise_for_status().json()
        return found

    def awaits(self, kind: str, after: int = 0, **fields: object) -> Json:
        return awaits(lambda: self.events(after), kind, fields)


@dataclass
class TeammateClient:
    http: httpx.Client
    me: Json

    @classmethod
    def signing_in(cls, base: str, email: str, password: str = PASSWORD) -> Self:
        http = httpx.Client(base_url=base, timeout=PATIENCE, headers={"X-Chatref": "1"}, verify=TRUST)
        form = {"email": email, "password": password}
        me = http.post("/api/inbox/sign-in", json=form, headers={"X-Forwarded-For": anywhere()})
        return cls(http, me.raise_for_status().json())

    def signed_in(self) -> list[Json]:
        found: list[Json] = self.http.get("/api/inbox/sessions").raise_for_status().json()["sessions"]
        return found

    def another_window(self) -> Self:
        """The same sign-in over a connection of its own."""
        http, mine = self.http, self.http.cookies
        window = httpx.Client(
            base_url=http.base_url, timeout=PATIENCE, headers=http.headers, cookies=mine, verify=TRUST
        )
        return type(self)(window, self.me)

    def ask(
        self, conversation: str, kind: str, *, command: str | None = None, **fields: object
    ) -> httpx.Response:
        body = {"command": command or str(uuid4()), "kind": kind, **fields}
        return self.http.post(f"/api/inbox/conversations/{conversation}/commands", json=body)

    def thread(self, conversation: str) -> Json:
        found: Json = self.http.get(f"/api/inbox/conversations/{conversation}").raise_for_status().json()
        return found

    def events(self, conversation: str, after: int = 0) -> list[Json]:
        path = f"/api/inbox/conversations/{conversation}/events"
        found: list[Json] = self.http.get(path, params={"after": after}).raise_for_status().json()["events"]
        return found

    def listed(self, view: str) -> list[Json]:
        found = self.http.get("/api/inbox/conversations", params={"view": view}).raise_for_status().json()
        rows: list[Json] = found["summaries"]
        return rows

    def seen(self, conversation: str) -> Json:
        """The numbers that a teammate's window sends along: everything that stands in the thread now."""
        number = self.thread(conversation)["seq"]
        return {"seen": number, "seen_colleague": number}

    def take_over(self, conversation: str) -> httpx.Response:
        epoch = self.thread(conversation)["summary"]["epoch"]
        return self.ask(conversation, "take_over", epoch=epoch, **{"from": None})

    def reply(self, conversation: str, text: str) -> httpx.Response:
        return self.ask(conversation, "reply", message=str(uuid4()), text=text, **self.seen(conversation))

    def awaits(self, conversation: str, kind: str, **fields: object) -> Json:
        return awaits(lambda: self.thread(conversation)["events"], kind, fields)


def awaits(
    read: Callable[[], list[Json]], kind: str, fields: Mapping[str, object], patience: float = PATIENCE
) -> Json:
    """The first event of this kind with these fields, as soon as it is there."""
    until = time.monotonic() + patience
    while True:
        events = read()
        for event in events:
            if event["kind"] == kind and all(event[name] == value for name, value in fields.items()):
                return event
        if time.monotonic() > until:
            raise AssertionError(f"no {kind} with {fields} among {[event['kind'] for event in events]}")
        time.sleep(0.15)
