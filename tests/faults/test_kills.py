"""Under load, processes are killed as the power does it. The clients' own books are the judge."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.clients import PATIENCE, Json, TeammateClient, VisitorClient
from tests.faults.journal import Book, Clerk, Scribe
from tests.faults.listening import Listener
from tests.faults.site import Site
from tests.rounds import KILLS

SCRIBES = 8
CLERKS = 2  # of the scribes are answered by a teammate
ACKNOWLEDGED = 3  # at least, of each
BETWEEN = (0.3, 1.2)  # seconds of load before the next kill
UP_AGAIN = 60.0
CAUGHT_UP = 60.0  # seconds until every tab knows what is stored
SETTLED = 90.0  # seconds until every debt of a desk that was killed is met or handed on


@dataclass(frozen=True)
class Load:
    """Who works on the desk meanwhile, each with a book of their own."""

    scribes: list[Scribe]
    clerks: list[Clerk]
    listeners: list[Listener]

    @property
    def books(self) -> list[Book]:
        return [*self.scribes, *self.clerks]


@contextmanager
def under_load(site: Site, books: Path) -> Iterator[Load]:
    """Visitors who write and watch, and teammates who answer some; afterwards everybody is answered again."""
    working, watching = threading.Event(), threading.Event()
    load = _load(site, books, working, watching)
    for each in (*load.books, *load.listeners):
        each.start()
    try:
        yield load
        _wait_for_more(load.books)
        _end(working, load.books)
        _wait_until_heard(load.listeners)
    finally:
        _end(working, load.books)
        _end(watching, load.listeners)


def _load(site: Site, books: Path, working: threading.Event, watching: threading.Event) -> Load:
    visitors = [VisitorClient.arriving(site.desk.base, site.foundry.site.public_key) for _ in range(SCRIBES)]
    tess = TeammateClient.signing_in(site.desk.base, site.foundry.tess.email)
    return Load(
        [Scribe(books / f"visitor-{n}.jsonl", working, client=each) for n, each in enumerate(visitors)],
        [
            Clerk(
                books / f"clerk-{n}.jsonl",
                working,
                client=tess.another_window(),
                conversation=each.conversation,
            )
            for n, each in enumerate(visitors[:CLERKS])
        ],
        [Listener(each, books / f"heard-{n}.jsonl", watching) for n, each in enumerate(visitors)],
    )


def _wait_for_more(books: list[Book]) -> None:
    """Everybody is answered again after the last kill, and often enough to be judged."""
    wanted = [max(len(each.acknowledged()) + 1, ACKNOWLEDGED) for each in books]
    until = time.monotonic() + UP_AGAIN
    while any(len(each.acknowledged()) < count for each, count in zip(books, wanted, strict=True)):
        assert time.monotonic() < until, "somebody is not answered any more"
        time.sleep(0.1)


@pytest.mark.timeout(1500)
def test_nothing_acknowledged_is_lost_or_doubled_whatever_is_killed(site: Site, tmp_path: Path) -> None:
    """S15, P13: every acknowledged command is there once and in order, and every debt is met or handed on."""
    chance = random.Random(20261122)
    kills = [site.kill_desk, site.kill_child, site.kill_database, site.kill_backend, site.kill_both]
    order = [kill for _ in range(KILLS // len(kills)) for kill in chance.sample(kills, len(kills))]
    with under_load(site, tmp_path) as load:
        for kill in order:
            time.sleep(chance.uniform(*BETWEEN))
            kill()
    for scribe in load.scribes:
        _judge(scribe, scribe.client.all_events(), "visitor_wrote", "vseq")
    for clerk in load.clerks:
        _judge(clerk, _whole(clerk), "teammate_replied", "seq")
    _wait_until_settled(site.database.url)
    audited = site.audit()
    assert audited.returncode == 0, audited.stdout + audited.stderr


def _judge(book: Book, stored: list[Json], kind: str, number: str) -> None:
    """The book against a fresh read."""
    seen = {event["command"]: event[number] for event in stored if event["kind"] == kind}
    assert len(seen) == sum(event["kind"] == kind for event in stored), "a command was stored twice"
    assert set(seen) <= set(book.sent), "something is stored that nobody sent"
    acknowledged = book.acknowledged()
    assert len(acknowledged) >= ACKNOWLEDGED
    assert [command for command in seen if command in acknowledged] == list(acknowledged)
    assert all(seen[command] <= acknowledged[command] for command in acknowledged)


def _whole(clerk: Clerk) -> list[Json]:
    found: list[Json] = []
    while more := clerk.client.events(clerk.conversation, found[-1]["seq"] if found else 0):
        found += more
    return found


def _end(ending: threading.Event, people: Sequence[threading.Thread]) -> None:
    ending.set()
    for each in people:
        each.join(2 * PATIENCE)
        assert not each.is_alive()


def _wait_until_heard(listeners: Sequence[Listener]) -> None:
    """Every tab's own book comes to be what is stored, each event once and in order."""
    until = time.monotonic() + CAUGHT_UP
    for listener in listeners:
        while listener.heard() != (stored := listener.client.all_events()):
            assert time.monotonic() < until, f"{len(listener.heard())} heard, {len(stored)} stored"
            time.sleep(0.3)


def _wait_until_settled(url: str) -> None:
    """No deadline passes unheard: what is owed is in the future, and no answer is missing."""
    until = time.monotonic() + SETTLED
    late = (
        "select count(*) from conversations where due_at < clock_timestamp() or assistant_due_at is not null"
    )
    while True:
        with psycopg.connect(url, autocommit=True) as admin:
            row = admin.execute(late).fetchone()
        if row == (0,):
            return
        assert time.monotonic() < until, f"{row} conversations are owed something that nobody does"
        time.sleep(0.5)
