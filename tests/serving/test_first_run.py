"""From nothing to an owner, and back in after a forgotten password (P19, F48)."""

import re
import socket
from pathlib import Path

import httpx2 as httpx

from tests.clients import PATIENCE, TeammateClient
from tests.running import free_port
from tests.serving.desks import OWNER, PASSWORD, Desk, desk, eventually, set_up, told

NEW_PASSWORD = "eleven loud kettles"


def _ask(opened: Desk, path: str, **body: str) -> httpx.Response:
    return httpx.post(opened.base + path, json=body, headers={"X-Chatref": "1"}, timeout=PATIENCE)


def _leads(opened: Desk, path: str) -> str:
    found = httpx.get(opened.base + path, follow_redirects=True, timeout=PATIENCE)
    return str(found.url).removeprefix(opened.base)


def _signs_in(opened: Desk, password: str) -> bool:
    return _ask(opened, "/api/inbox/sign-in", email=OWNER, password=password).is_success


def _reset(home: Path) -> "re.Match[str]":
    done = told("owner", "reset", CHATREF_HOME=str(home))
    assert done.returncode == 0, done.stderr
    link = re.search(r"(http://\S+)/setup#(\S+)", done.stdout)
    assert link, done.stdout
    return link


def test_the_link_of_an_empty_home_makes_the_owner_once(home: Path) -> None:
    """P19, F48: the first start prints the one way in, and it ends with its use."""
    with desk(home) as opened:
        assert f"{opened.base}/setup#" in opened.said()
        assert _ask(opened, "/api/setup/link", token=opened.token()).json() == {"asks_for": "first_owner"}
        assert {_leads(opened, path) for path in ("/", "/sign-in", "/settings/teams")} == {"/setup?first"}
        assert _ask(opened, "/api/setup/link", token=_reset(home)[2]).json() == {"asks_for": "first_owner"}
        shop = set_up(opened)
        assert shop.owner.get("/api/inbox/me").json()["teammate"]["role"] == "owner"
        assert {_leads(opened, path) for path in ("/", "/setup?first")} == {"/inbox"}
        assert _ask(opened, "/api/setup/link", token=opened.token()).status_code == 404
        again = {"workspace": "Theirs", "name": "Eve", "email": "eve@evil.example", "password": NEW_PASSWORD}
        assert _ask(opened, "/api/setup", token=opened.token(), **again).status_code == 404
    with desk(home) as opened:
        assert "/setup#" not in opened.said()
        assert TeammateClient.signing_in(opened.base, OWNER, PASSWORD).me["workspace"]["name"] == "Foundry"


def test_a_forgotten_password_is_chosen_anew_while_the_desk_runs_and_while_it_rests(home: Path) -> None:
    """The link leads to where this desk really is, though its port was chosen on the command line."""
    with desk(home, "--port", str(free_port())) as opened:
        shop = set_up(opened)
        link = _reset(home)
        assert link[1] == opened.base
        assert _ask(opened, "/api/setup/link", token=link[2]).json() == {"asks_for": "password"}
        assert _ask(opened, "/api/setup/password", token=link[2], password=NEW_PASSWORD).is_success
        assert not _signs_in(opened, PASSWORD)
        assert _signs_in(opened, NEW_PASSWORD)
        assert shop.owner.get("/api/inbox/me").status_code == 401  # whoever had the old one is out
        assert _ask(opened, "/api/setup/password", token=link[2], password=PASSWORD).status_code == 404
    link = _reset(home)
    with desk(home) as opened:
        assert _ask(opened, "/api/setup/password", token=link[2], password=PASSWORD).is_success
        assert _signs_in(opened, PASSWORD)


def test_a_taken_port_gives_way_to_the_next_free_one(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wished = taken.getsockname()[1]
        with desk(home, port=wished) as opened:
            assert opened.port > wished
            assert f"Port {wished} is taken" in opened.said()
            assert f"Chatref is at http://127.0.0.1:{opened.port}" in opened.said()
            eventually(lambda: httpx.get(f"{opened.base}/healthz").text == "ok")


def test_a_start_without_a_free_port_ends_and_says_so(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 65535)):
        done = told("serve", CHATREF_HOME=str(home), CHATREF_PORT="65535")
    assert done.returncode == 1
    assert "no port from 65535 on is free" in done.stderr
