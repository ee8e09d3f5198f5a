"""How soon a desk answers after it was started, and how much memory it holds once it has learned.

    .venv/bin/python bench/start.py [--starts 5]

A warm start: the home, its database and its model are there already. The request that counts is a visitor's first
one, with a row written. In the last of these runs the desk learns the demo's help centre over HTTP, answers a question
from it, and its memory is taken (PSS, all its processes; the database server's stands beside).
"""

import argparse
import asyncio
import http.client
import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from report import family, median, memory, table, verdict
from seed import Office, Serving, open_offices, serving

from chatref.database.cluster import cluster_in
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.database.postmaster import find
from chatref.knowledge.carrier.prepare import prepared_model
from demo import site

MOST_SECONDS, MOST_MB = 4.0, 350.0
LEARN_SECONDS = 300.0
QUESTION = "How do I get a refund?"


async def warm_up(home: Path) -> Office:
    with EmbeddedServer(home) as server:
        migrate(server.url)
        prepared_model(home)
        database = await Database.open(server.url, size=2)
        try:
            [office] = await open_offices(database, 1)
        finally:
            await database.close()
    return office


def ask(server: Serving, method: str, path: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        sent = json.dumps(body) if body is not None else None
        connection.request(
            method, path, sent, {"content-type": "application/json", "x-chatref": "1", **headers}
        )
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return json.loads(answer.read())
    finally:
        connection.close()


@contextmanager
def started(home: Path, office: Office) -> Iterator[tuple[Serving, float]]:
    """The server, and how long its first visitor waited."""
    began = time.perf_counter()
    with serving(home) as server:
        ask(server, "POST", "/api/visitor/session", {"site": office.key, "token": None, "language": "en"})
        yield server, time.perf_counter() - began


def learn(server: Serving, office: Office) -> int:
    """Pages learned. Also one question answered, so that all that answers is in memory, too."""
    cookie = f"chatref_session={office.colleagues[0][1]}"
    with socket.create_server(("127.0.0.1", 0)) as listening, site.served(listening) as shop:
        wanted = {"address": f"{shop}/help", "allow_private": True}
        ask(server, "POST", "/api/admin/sources", wanted, cookie=cookie)
        until = time.monotonic() + LEARN_SECONDS
        while (source := _only_source(server, cookie))["state"] != "learned":
            if time.monotonic() > until:
                raise RuntimeError(f"not learned: {source['state']}, {source['text']}")
            time.sleep(0.3)
    ask(server, "POST", "/api/admin/try", {"question": QUESTION}, cookie=cookie)
    return int(source["learned"])


def _only_source(server: Serving, cookie: str) -> dict[str, Any]:
    [source] = ask(server, "GET", "/api/admin/sources", cookie=cookie)["sources"]
    return dict(source)


def megabytes(first: int, *, databases: bool = False) -> float:
    return memory(family(first, databases=databases)) * 1024 * 1024 / 1e6


def run(starts: int) -> int:
    with TemporaryDirectory(prefix="chatref-bench-") as place:
        home = Path(place)
        office = asyncio.run(warm_up(home))
        times = []
        for _ in range(starts - 1):
            with started(home, office) as (_, seconds):
                times.append(seconds)
        with started(home, office) as (server, seconds):
            times.append(seconds)
            before = megabytes(server.pid)
            pages = learn(server, office)
            desk = megabytes(server.pid)
            postmaster = find(cluster_in(home))
            database = megabytes(postmaster.pid, databases=True) if postmaster else 0.0
    table(["", "measured", "limit"], [
        ["warm start to first answer, s (median)", median(times), MOST_SECONDS],
        ["the same, slowest", max(times), "-"],
        ["PSS of the desk when started, MB", before, "-"],
        [f"PSS after learning {pages} pages, MB", desk, MOST_MB],
        ["PSS of PostgreSQL, MB", database, "-"],
    ])  # fmt: skip
    met = median(times) <= MOST_SECONDS and desk <= MOST_MB
    return verdict(
        {"start_s": median(times), "rss_mb": desk, "postgres_mb": database, "pages": pages}, met=met
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--starts", type=int, default=5)
    sys.exit(run(parser.parse_args().starts))
