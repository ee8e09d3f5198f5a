"""A process dies between its commit and the wake-up for the others. Whoever watches in the other hears all the same."""

import http.client
import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2 as httpx
import psutil
import psycopg
import pytest

from tests.clients import Json, TeammateClient, VisitorClient
from tests.faults.listening import Listener
from tests.faults.site import Site
from tests.rounds import WAKE_UPS

VISITORS = 3
TABS = 3  # of each visitor, so that both processes serve some
CAUGHT_UP = 60.0  # seconds; nobody beats here, which would heal it after 20, too
SERVES_WITHIN = 30.0  # seconds, for a process that has just been made
UNTIL_DEATH = (0.0, 0.01)  # seconds after the last message was sent


@dataclass(frozen=True)
class Written:
    visitor: VisitorClient
    body: Json


@pytest.mark.timeout(600)
def test_whoever_watches_hears_what_a_dying_process_told_nobody(site: Site, tmp_path: Path) -> None:
    """F24, P11: every tab's number comes to be the server's, though no wake-up was sent and nobody writes any more."""
    chance = random.Random(20261122)
    visitors = [_with_a_teammate(site) for _ in range(VISITORS)]
    with _watched(visitors, tmp_path) as tabs:
        for _ in range(WAKE_UPS):
            _wait_until(lambda: len(site.desk.workers()) == 2)
            _wait_until(lambda: _in_step(site, tabs))
            written = _last_words(site, visitors, chance)
            _wait_until(lambda: _in_step(site, tabs))
            for each in written:  # sent again after silence, it counts once
                _wait_until(lambda each=each: _accepted(each))
        _wait_until(lambda: _in_step(site, tabs))  # also with what only the second sending brought
    for tab in tabs:
        heard, stored = tab.heard(), tab.client.all_events()
        assert heard == stored
    audited = site.audit()
    assert audited.returncode == 0, audited.stdout + audited.stderr


def _with_a_teammate(site: Site) -> VisitorClient:
    """Nobody but the visitor writes there: the assistant has no right to, and the teammate nothing to say."""
    visitor = VisitorClient.arriving(site.desk.base, site.foundry.site.public_key)
    visitor.ask("ask_person").raise_for_status()
    tess = TeammateClient.signing_in(site.desk.base, site.foundry.tess.email)
    tess.take_over(visitor.conversation).raise_for_status()
    return visitor


@contextmanager
def _watched(visitors: list[VisitorClient], books: Path) -> Iterator[list[Listener]]:
    ending = threading.Event()
    tabs = [
        Listener(visitor, books / f"tab-{number}-{tab}.jsonl", ending)
        for number, visitor in enumerate(visitors)
        for tab in range(TABS)
    ]
    for each in tabs:
        each.start()
    try:
        yield tabs
    finally:
        ending.set()
        for each in tabs:
            each.join(10)


def _last_words(site: Site, visitors: list[VisitorClient], chance: random.Random) -> list[Written]:
    """One process gets a message of each visitor, and is killed as it commits the last."""
    victim = chance.choice(site.desk.workers())
    written = [Written(each, _message()) for each in visitors]
    with closing(_wire_to(site, victim)) as wire:
        for each in written[:-1]:
            _post(wire, each)
            wire.getresponse().read()
        _post(wire, written[-1])
        time.sleep(chance.uniform(*UNTIL_DEATH))
        os.kill(victim, signal.SIGKILL)
    return written


def _message() -> Json:
    return {"command": str(uuid4()), "kind": "write", "message": str(uuid4()), "text": "Are you there?"}


def _wire_to(site: Site, process: int) -> http.client.HTTPConnection:
    """A connection that this process serves, once it does: it may have been made a moment ago."""
    address = urlsplit(site.desk.base)
    until = time.monotonic() + SERVES_WITHIN
    while time.monotonic() < until:
        wire = http.client.HTTPConnection(address.hostname or "", address.port, timeout=SERVES_WITHIN)
        wire.connect()
        wire.request("GET", "/healthz")
        wire.getresponse().read()
        mine = wire.sock.getsockname()[1]
        if any(each.raddr[1:] == (mine,) for each in psutil.Process(process).net_connections()):
            return wire
        wire.close()
        time.sleep(0.02)
    raise AssertionError("one of the processes never gets a connection")


def _post(wire: http.client.HTTPConnection, written: Written) -> None:
    path = f"/api/visitor/conversations/{written.visitor.conversation}/commands"
    token = {"Authorization": f"Bearer {written.visitor.session['token']}"}
    wire.request("POST", path, json.dumps(written.body), {"Content-Type": "application/json", **token})


def _accepted(written: Written) -> bool:
    path = f"/api/visitor/conversations/{written.visitor.conversation}/commands"
    try:
        return written.visitor.http.post(path, json=written.body).is_success
    except httpx.HTTPError:
        return False


def _in_step(site: Site, tabs: list[Listener]) -> bool:
    with psycopg.connect(site.database.url, autocommit=True) as admin:
        stored = {str(each): vseq for each, vseq in admin.execute("select id, vseq from conversations")}
    return all(tab.cursor == stored[tab.client.conversation] for tab in tabs)


def _wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + CAUGHT_UP
    while not condition():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.05)
