"""Files that visitors give as details: who sends, sees and fetches them, and what becomes of them (P5, F38)."""

import http.client
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import httpx2 as httpx
import psycopg
import pytest

from chatref.actions.files import LARGEST
from chatref.database.pool import Database
from chatref.desk.files.store import FULL_DAY, MOST, sweep
from chatref.web.bounds import BODY_SECONDS
from chatref.web.limits import MOST_UPLOADS, MOST_UPLOADS_PER_ADDRESS
from tests.clients import PATIENCE, Json, TeammateClient, VisitorClient
from tests.running import beside
from tests.web.conftest import Open

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
ACTION: Json = {
    "name": "Show it",
    "field": [
        {"id": "note", "label": "What happened", "kind": "text", "required": False},
        {"id": "shot", "label": "Screenshot", "kind": "file"},
    ],
}
RULE: Json = {
    "name": "Asked",
    "when": {"phrase": ["nobody ever says this"]},
    "reason": "person_asked",
    "action": "Show it",
}


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> httpx.Client:
    """She asks for a screenshot where somebody asks for a person."""
    http = open_desk.teammate("olga@foundry.example").http
    http.put("/api/admin/actions", json={"based_on": 0, "actions": [ACTION]}).raise_for_status()
    rules = http.get("/api/admin/rules").json()
    book = {"rules": [RULE], "intents": [], "playbooks": {}, "based_on": rules["version"]}
    http.put("/api/admin/rules", json=book).raise_for_status()
    return http


@pytest.fixture(scope="module")
def tess(open_desk: Open, olga: httpx.Client) -> TeammateClient:
    return open_desk.teammate()


@pytest.fixture
def nora(open_desk: Open, olga: httpx.Client) -> VisitorClient:
    """She is asked for a screenshot."""
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    assert [each["kind"] for each in visitor.snapshot()["head"]["form"]["fields"]] == ["text", "file"]
    return visitor


@pytest.fixture
def rows(open_desk: Open) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(open_desk.database_url, autocommit=True) as connection:
        yield connection


def _send(
    who: VisitorClient,
    content: bytes = PNG,
    file: str | None = None,
    *,
    name: str = "shot.png",
    field: str = "shot",
) -> httpx.Response:
    path = f"/api/visitor/files/{who.conversation}/{file or uuid4()}"
    return who.http.put(path, params={"field": field, "name": name}, content=content)


def _kept(rows: psycopg.Connection[Any], conversation: str) -> int:
    found = rows.execute("select count(*) from files where conversation = %s", [conversation]).fetchone()
    return int(found[0]) if found else 0


def test_what_is_picked_reaches_the_teammate_with_the_form_and_is_fetched_as_it_was(
    nora: VisitorClient, tess: TeammateClient
) -> None:
    """S5, P5, P6: the detail is its name and size, and opens what was sent; nothing in it can run here."""
    file = str(uuid4())
    sent = _send(nora, file=file, name="..\\my \u202eshot.PNG").raise_for_status()
    assert sent.json() == {"file": file, "shown": "my shot.png (10 KB)"}
    nora.ask("give_details", values={"shot": file, "note": "It is grey."}).raise_for_status()
    assert nora.snapshot()["head"]["form"] is None
    [detail] = [each for each in tess.thread(nora.conversation)["details"] if each["field"] == "shot"]
    assert (detail["value"], detail["verified"]) == ("my shot.png (10 KB)", True)
    assert detail["file"] == {"id": file, "type": "png"}
    for client, path in (
        (tess.http, f"/api/inbox/conversations/{nora.conversation}/files/{file}"),
        (nora.http, f"/api/visitor/files/{nora.conversation}/{file}"),
    ):
        fetched = client.get(path).raise_for_status()
        assert (fetched.content, fetched.headers["content-type"]) == (PNG, "image/png")
        assert fetched.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in fetched.headers["content-security-policy"]
        assert fetched.headers["content-disposition"].startswith('attachment; filename="file.png"')


def test_f38_f39_it_is_there_for_nobody_else(
    open_desk: Open, nora: VisitorClient, tess: TeammateClient
) -> None:
    file = str(uuid4())
    _send(nora, file=file).raise_for_status()
    other, rival = open_desk.visitor(), open_desk.rivals_visitor()
    other.ask("ask_person").raise_for_status()
    ours, theirs = nora.conversation, other.conversation
    for client, path in (
        (other.http, f"/api/visitor/files/{ours}/{file}"),
        (other.http, f"/api/visitor/files/{theirs}/{file}"),
        (rival.http, f"/api/visitor/files/{ours}/{file}"),
        (tess.http, f"/api/inbox/conversations/{theirs}/files/{file}"),
        (tess.http, f"/api/inbox/conversations/{ours}/files/{uuid4()}"),
        (open_desk.teammate("rosa@rival.example").http, f"/api/inbox/conversations/{ours}/files/{file}"),
    ):
        assert client.get(path).status_code == 404, path
    nobody = httpx.Client(base_url=open_desk.desk.base)
    assert nobody.get(f"/api/inbox/conversations/{ours}/files/{file}").status_code == 401
    assert nobody.get(f"/api/visitor/files/{ours}/{file}").status_code == 401
    other.conversation = ours
    assert _send(other).status_code == _send(rival).status_code == 404
    assert other.ask("give_details", values={"shot": file}).status_code == 404
    stolen = open_desk.visitor()
    stolen.ask("ask_person").raise_for_status()
    assert stolen.ask("give_details", values={"shot": file}).status_code == 422


def test_the_same_file_sent_again_is_one_and_only_while_one_is_asked_for(
    open_desk: Open, nora: VisitorClient, rows: psycopg.Connection[Any]
) -> None:
    """P6: also at once, and after the answer got lost and the form was passed on."""
    file = str(uuid4())
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(_send(_again(open_desk, nora), file=file).status_code))
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (answers, _kept(rows, nora.conversation)) == ([200] * 4, 1)
    assert _send(nora, PNG + b"more", file).json()["code"] == "id_reused"
    assert _send(nora, field="note").json()["code"] == "not_allowed"
    command = str(uuid4())
    for _ in range(2):
        nora.ask("give_details", command=command, values={"shot": file}).raise_for_status()
    assert [each["kind"] for each in nora.all_events()].count("detail_given") == 1
    assert _send(nora, file=file).status_code == 200
    assert _send(nora).json()["code"] == "not_allowed"
    assert _kept(rows, nora.conversation) == 1


def _again(open_desk: Open, who: VisitorClient) -> VisitorClient:
    """In another tab."""
    other = open_desk.visitor(who.session["token"])
    other.conversation = who.conversation
    return other


def test_p7_what_is_no_such_file_is_said_and_after_two_bad_tries_it_goes_on_without(
    nora: VisitorClient, tess: TeammateClient, rows: psycopg.Connection[Any]
) -> None:
    for content in (b"<svg onload='x()'/>", b"MZ\x90\x00"):
        refused = _send(nora, content, name="shot.png")
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["shot"])
    assert _kept(rows, nora.conversation) == 0
    nora.ask("give_details", values={"shot": "shot.png"}).raise_for_status()
    assert nora.snapshot()["head"]["form"] is None
    [detail] = [each for each in tess.thread(nora.conversation)["details"] if each["field"] == "shot"]
    assert (detail["value"], detail["verified"], detail["file"]) == ("shot.png", False, None)


def test_p7_what_another_process_refused_counts_as_well(nora: VisitorClient, tess: TeammateClient) -> None:
    """Two bad tries are two, however many processes share the work."""
    assert nora.ask("give_details", values={"shot": "shot.png"}).status_code == 422
    nora.ask("give_details", values={"shot": "shot.png"}, tried={"shot": 2}).raise_for_status()
    [detail] = [each for each in tess.thread(nora.conversation)["details"] if each["field"] == "shot"]
    assert (detail["value"], detail["verified"]) == ("shot.png", False)


def test_the_body_is_bounded_while_it_comes_and_so_is_what_one_conversation_holds_and_a_day(
    nora: VisitorClient, olga: httpx.Client, open_desk: Open, rows: psycopg.Connection[Any]
) -> None:
    declared = _send(nora, PNG + bytes(LARGEST))
    path = f"/api/visitor/files/{nora.conversation}/{uuid4()}"
    chunks = (bytes(1_000_000) for _ in range(11))
    streamed = nora.http.put(path, params={"field": "shot", "name": "x"}, content=chunks)
    assert (declared.status_code, streamed.status_code) == (413, 413)
    assert _send(nora, PNG + bytes(LARGEST - len(PNG))).status_code == 200
    for _ in range(MOST - 1):
        _send(nora).raise_for_status()
    assert "enough" in _send(nora).json()["detail"]
    assert _kept(rows, nora.conversation) == MOST
    other = open_desk.visitor()
    other.ask("ask_person").raise_for_status()
    rows.execute("update files set size = %s where conversation = %s", [FULL_DAY // MOST, nora.conversation])
    assert _send(other).status_code == 429
    # Erasing takes them away, and with them what was counted.
    _send(nora, file=str(uuid4()))
    olga.delete(f"/api/admin/conversations/{nora.conversation}").raise_for_status()
    assert _kept(rows, nora.conversation) == 0
    _send(other).raise_for_status()


@pytest.mark.parametrize("refused", ["too_large", "signed_out", "not_allowed"])
def test_who_is_refused_before_all_is_sent_hears_why(
    open_desk: Open, nora: VisitorClient, refused: str
) -> None:
    """As behind a proxy, which sends to the end and reads then; a connection closed meanwhile is its bare 502."""
    content = PNG + bytes(LARGEST + (2_000_000 if refused == "too_large" else -len(PNG)))
    field = "note" if refused == "not_allowed" else "shot"
    headers = {"Connection": "close", "Authorization": nora.http.headers["Authorization"]}
    if refused == "signed_out":
        headers["Authorization"] = "Bearer nobody"
    port = urlsplit(open_desk.desk.base).port
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    wire.request("PUT", _address(nora, field), content, headers)
    assert f'"code":"{refused}"' in wire.getresponse().read().decode()
    wire.close()


def test_slow_files_from_a_few_addresses_leave_room_for_others_and_are_cut_off(
    open_desk: Open, nora: VisitorClient
) -> None:
    """Abuse: who has most of the places gives one up, and what drips is not waited for."""
    addresses = MOST_UPLOADS // MOST_UPLOADS_PER_ADDRESS
    slow = [_asked_for_a_file(open_desk) for _ in range(addresses)]
    with ExitStack() as until_the_end:
        begun = time.monotonic()
        wires = [
            until_the_end.enter_context(_taking_a_place(open_desk, who, f"127.0.0.{2 + number}"))
            for number, who in enumerate(slow)
            for _ in range(MOST_UPLOADS_PER_ADDRESS)
        ]
        _send(nora).raise_for_status()
        assert time.monotonic() - begun < BODY_SECONDS / 2
        assert sorted(_dripping(wires)) == [408] * (MOST_UPLOADS - 1) + [429]
        assert BODY_SECONDS - 1 < time.monotonic() - begun < BODY_SECONDS + 10


def _asked_for_a_file(open_desk: Open) -> VisitorClient:
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    return visitor


def _address(who: VisitorClient, field: str = "shot") -> str:
    return f"/api/visitor/files/{who.conversation}/{uuid4()}?{urlencode({'field': field, 'name': 'x.png'})}"


def _taking_a_place(open_desk: Open, who: VisitorClient, address: str) -> socket.socket:
    """Of a file of which nothing has come yet; the desk says that it begins to read."""
    there = urlsplit(open_desk.desk.base)
    wire = socket.create_connection((there.hostname or "", there.port or 0), 20, source_address=(address, 0))
    wire.sendall(
        f"PUT {_address(who)} HTTP/1.1\r\nHost: {there.netloc}\r\nContent-Length: {LARGEST}\r\n"
        f"Authorization: {who.http.headers['Authorization']}\r\nExpect: 100-continue\r\n\r\n".encode()
    )
    assert wire.recv(4096).startswith(b"HTTP/1.1 100")
    return wire


def _dripping(wires: list[socket.socket]) -> list[int]:
    """A byte now and then, until each has been answered."""
    codes, waiting = [], list(wires)
    while waiting:
        answered, _, _ = select.select(waiting, [], [], 0.5)
        for wire in answered:
            codes.append(int(wire.recv(4096).split()[1]))
            waiting.remove(wire)
        for wire in waiting:
            wire.sendall(b"x")
    return codes


def test_f40_what_was_never_given_is_swept_and_a_copy_names_the_rest(
    open_desk: Open, nora: VisitorClient, olga: httpx.Client, rows: psycopg.Connection[Any]
) -> None:
    given, left = str(uuid4()), str(uuid4())
    for file, name in ((given, "first"), (left, "second")):
        _send(nora, file=file, name=name).raise_for_status()
    # As a form says it that shows what an earlier episode had, to be confirmed.
    nora.ask("give_details", values={"shot": "first.png (10 KB)"}).raise_for_status()
    copy = olga.get(f"/api/admin/visitors/{nora.session['visitor']}/copy").raise_for_status().json()
    [conversation] = copy["conversations"]
    assert [each["name"] for each in conversation["files"]] == ["first.png", "second.png"]
    for each in conversation["files"]:
        assert olga.get(each["download"]).raise_for_status().content == PNG
    rows.execute(
        "update files set made_at = now() - interval '25 hours' where conversation = %s", [nora.conversation]
    )
    beside(_sweep(open_desk))
    found = rows.execute("select id::text from files where conversation = %s", [nora.conversation]).fetchall()
    assert found == [(given,)]


async def _sweep(open_desk: Open) -> None:
    """As in every round of the worker."""
    database = await Database.open(open_desk.database_url, size=1)
    try:
        async with database.workspace(open_desk.foundry.workspace) as connection:
            await sweep(connection, open_desk.foundry.workspace)
    finally:
        await database.close()
