"""What keeps the desk from starting is one line that its owner can act on, never a traceback."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from chatref.database.embedded import EmbeddedServer
from tests.serving.desks import alive_in, told

WRONG = {
    "a port that is none": ({"CHATREF_PORT": "80x"}, "CHATREF_PORT: must be a whole number"),
    "no workers": ({"CHATREF_WORKERS": "0"}, "CHATREF_WORKERS: must be a whole number from 1 to 64"),
    "an address of another machine": (
        {"CHATREF_HOST": "192.0.2.1"},
        "192.0.2.1 is no address of this machine",
    ),
    "a public address with a path": ({"CHATREF_PUBLIC_URL": "https://a.example/help"}, "without a path"),
    "a proxy by name": ({"CHATREF_TRUSTED_PROXIES": "caddy"}, "takes addresses or networks"),
    "a model without provider": ({"CHATREF_MODEL": "clever"}, "must be provider:model"),
    "a model of a provider that is none": ({"CHATREF_MODEL": "clever:one"}, "no model is known as"),
    "another kind of database": ({"DATABASE_URL": "mysql://x/y"}, "must begin with postgresql://"),
    "a database that is not there": ({"DATABASE_URL": "postgresql://a@127.0.0.1:1/b"}, "does not answer"),
    "a database address that is none": ({"DATABASE_URL": "postgresql://h?nonsense=1"}, "is not understood"),
    "a home that is a file": ({"CHATREF_HOME": "/etc/passwd"}, "CHATREF_HOME: /etc/passwd is a file"),
    "a home that cannot be": ({"CHATREF_HOME": "/proc/desk"}, "CHATREF_HOME: /proc/desk can't be written"),
}


@pytest.mark.parametrize(("settings", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_is_set_wrong_is_said_in_one_line(home: Path, settings: dict[str, str], words: str) -> None:
    done = told("serve", **{"CHATREF_HOME": str(home), **settings})
    _is_one_line(done.returncode, done.stderr, words)
    assert alive_in(home) == []


def test_what_is_typed_wrong_is_said_like_what_is_set_wrong(home: Path) -> None:
    done = told("serve", "--port", "99999", CHATREF_HOME=str(home))
    _is_one_line(done.returncode, done.stderr, "must be a whole number from 1 to 65535")


def test_a_database_without_pgvector_is_named_with_what_is_missing(
    home: Path, server: EmbeddedServer
) -> None:
    """An account that may not create the extension: what an administrator has to run stands there."""
    name = f"plain_{os.getpid()}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"create role {name} login createrole password 'secret'".encode())
        connection.execute(f"create database {name} owner {name}".encode())
        try:
            url = urlsplit(server.url)._replace(netloc=f"{name}:secret@", path=f"/{name}").geturl()
            done = told("serve", CHATREF_HOME=str(home), DATABASE_URL=url)
        finally:
            connection.execute(f"drop database {name} with (force)".encode())
            connection.execute(f"drop role {name}".encode())
    _is_one_line(done.returncode, done.stderr, "create extension vector")


def test_a_wrong_password_is_said(home: Path, server: EmbeddedServer) -> None:
    url = urlsplit(server.url)._replace(netloc="chatref:wrong@").geturl()
    done = told("serve", CHATREF_HOME=str(home), DATABASE_URL=url)
    assert done.returncode == 1
    assert "password authentication failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_owner_there_is_nobody_to_reset(home: Path, database_url: str) -> None:
    asked = ("owner", "reset", "--email", "olga@foundry.example")
    done = told(*asked, CHATREF_HOME=str(home), DATABASE_URL=database_url)
    _is_one_line(done.returncode, done.stderr, "There is no such owner.")


def test_an_ipv6_address_that_is_not_ours_is_said_like_any_other(home: Path) -> None:
    done = told("serve", CHATREF_HOME=str(home), CHATREF_HOST="2001:db8::1")
    _is_one_line(done.returncode, done.stderr, "2001:db8::1 is no address of this machine")


def _is_one_line(status: int, said: str, words: str) -> None:
    assert status == 1
    assert said.startswith("chatref: ")
    assert words in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 2  # the second, if any, is the database's own hint
