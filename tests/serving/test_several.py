"""Several processes are one desk: on one home, on one port, and while the database dies under them."""

import os
import signal
import threading
import time
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx

from chatref.database import postmaster
from chatref.database.cluster import cluster_in
from tests.clients import PATIENCE, TeammateClient, VisitorClient
from tests.serving.desks import OWNER, PASSWORD, Desk, alive_in, both_serve, desk, eventually, set_up
from tests.serving.sockets import Tab, on_every_worker, teammate_tab, visitor_tab

BACK_WITHIN = 45.0  # seconds


def test_two_desks_on_one_home_are_one_and_either_may_leave(home: Path) -> None:
    """The second link is worth nothing once the first was followed; the database stays with who is left."""
    with desk(home) as first, desk(home) as second:
        shop = set_up(first)
        assert first.port != second.port
        assert _setup_is_over(second)
        visitor = shop.visitor(first.base)
        visitor.write("Is the web licence for one site?").raise_for_status()
        elsewhere = shop.visitor(second.base, visitor.session["token"])
        elsewhere.conversation = visitor.conversation
        assert elsewhere.events()[1]["text"] == "Is the web licence for one site?"
        assert first.stop(signal.SIGTERM) == 0
        elsewhere.write("And still there?").raise_for_status()
        assert _database(home) is not None
        os.kill(_database(home) or 0, signal.SIGKILL)  # who was left now looks after it
        eventually(lambda: _writes(elsewhere, "And now?"), BACK_WITHIN)
    assert alive_in(home) == []


def _setup_is_over(opened: Desk) -> bool:
    asked = {"token": opened.token()}
    answer = httpx.post(f"{opened.base}/api/setup/link", json=asked, headers={"X-Chatref": "1"})
    return answer.status_code == 404


def _database(home: Path) -> int | None:
    found = postmaster.find(cluster_in(home))
    return found.pid if found else None


def _writes(visitor: VisitorClient, text: str) -> bool:
    try:
        return visitor.write(text).is_success
    except httpx.TransportError:
        return False


def test_after_kill_9_of_the_database_nothing_acknowledged_is_lost(home: Path) -> None:
    """P13: writers go on over two deaths; whoever got a yes finds the message once, and the desk is back soon."""
    with desk(home) as opened:
        shop = set_up(opened)
        writers = [_Writer(shop.visitor(opened.base)) for _ in range(3)]
        for _ in range(2):
            begun = time.monotonic()
            eventually(lambda begun=begun: all(each.latest > begun for each in writers))
            before = _database(home)
            assert before is not None
            os.kill(before, signal.SIGKILL)
            killed = time.monotonic()
            eventually(lambda killed=killed: all(each.latest > killed for each in writers), BACK_WITHIN)
        for writer in writers:
            writer.end()
        for writer in writers:
            events = writer.visitor.all_events()
            stored = [each["message"] for each in events if each["kind"] == "visitor_wrote"]
            assert len(stored) == len(set(stored))
            assert set(writer.acknowledged) <= set(stored)
            assert len(writer.acknowledged) >= 3


class _Writer:
    """Writes without pause; keeps the id of each message that was acknowledged."""

    def __init__(self, visitor: VisitorClient) -> None:
        self.visitor = visitor
        self.acknowledged: list[str] = []
        self.latest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write_on, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join(2 * PATIENCE)
        assert not self._thread.is_alive()

    def _write_on(self) -> None:
        while not self._over.wait(0.2):
            message, begun = str(uuid4()), time.monotonic()
            try:
                answer = self.visitor.write("A question about the licence", message=message)
            except httpx.TransportError:
                continue
            if answer.is_success:
                self.acknowledged.append(message)
                self.latest = begun


def test_with_two_workers_a_socket_hears_what_came_in_through_the_other(home: Path) -> None:
    """F24, P8: messages and typing reach every tab, whichever process serves it."""
    with desk(home, "--workers", "2") as opened:
        shop, workers = set_up(opened), both_serve(opened)
        visitor = shop.visitor(opened.base)
        visitor.write("I would like a person please").raise_for_status()
        olga = TeammateClient.signing_in(opened.base, OWNER, PASSWORD)
        with (
            on_every_worker(lambda: visitor_tab(opened.base, visitor), workers) as visitors,
            on_every_worker(lambda: teammate_tab(opened.base, olga, visitor.conversation), workers) as team,
        ):
            visitor.write("It is about my order").raise_for_status()
            eventually(lambda: all("It is about my order" in each.texts() for each in [*visitors, *team]))
            olga.take_over(visitor.conversation).raise_for_status()
            olga.reply(visitor.conversation, "Good morning, Olga here").raise_for_status()
            eventually(lambda: all("Good morning, Olga here" in each.texts() for each in [*visitors, *team]))
            _everybody_sees_typing(visitor.conversation, visitors, team)


def _everybody_sees_typing(conversation: str, visitors: list[Tab], team: list[Tab]) -> None:
    """A hint may be lost, so it is given again; nobody sees their own side typing who should not."""

    def heard() -> bool:
        visitors[0].say(t="typing", conversation=conversation)
        team[0].say(t="typing", conversation=conversation)
        time.sleep(1.2)
        seen = [any(each.hints("typing")) for each in [*visitors, *team]]
        return all(seen)

    eventually(heard)
