"""The doors of mail: the owner's account, the team's bin, and what stands under a thread (F16, F32, F38)."""

from typing import Any
from urllib.parse import quote_from_bytes
from uuid import uuid4

import httpx2 as httpx
import psycopg
import pytest

from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.mail.filing.room import FULL, MOST_WAITING
from chatref.mail.incoming import LARGEST
from tests.clients import TeammateClient, VisitorClient
from tests.web.conftest import Open
from tests.web.walls.mailed import MAIL_IN, mail_of

ACCOUNT, BIN = "/api/admin/mail", "/api/inbox/mail-bin"
SENDER = "desk@foundry.example"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> httpx.Client:
    return open_desk.teammate("olga@foundry.example").http


@pytest.fixture(scope="module")
def tess(open_desk: Open) -> TeammateClient:
    return open_desk.teammate()


@pytest.fixture
def waiting(open_desk: Open) -> VisitorClient:
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    return visitor


@pytest.fixture
def mail(open_desk: Open, waiting: VisitorClient) -> str:
    """One in the bin, which names the waiting conversation."""
    one, workspace = str(uuid4()), open_desk.foundry.workspace
    with psycopg.connect(open_desk.database_url, autocommit=True) as connection:
        connection.execute(MAIL_IN, mail_of(workspace, one, waiting.conversation, "foundry"))
    return one


def _account(olga: httpx.Client, **other: object) -> Json:
    version = olga.get(ACCOUNT).raise_for_status().json()["version"]
    smtp = {"host": "smtp.foundry.invalid", "user": "desk", "password": "a secret word"}
    return {"on": False, "sender": SENDER, "smtp": smtp, "based_on": version, **other}


def test_an_account_is_kept_and_its_password_never_told(olga: httpx.Client) -> None:
    """F48: what is secret goes in and never comes out, stays where it is left out, and goes to no other server."""
    olga.put(ACCOUNT, json=_account(olga)).raise_for_status()
    answer = olga.get(ACCOUNT)
    assert "a secret word" not in answer.text
    assert answer.json()["smtp"]["kept"] is True
    changed = {"host": "smtp.foundry.invalid", "user": "front-desk"}
    olga.put(ACCOUNT, json=_account(olga, smtp=changed)).raise_for_status()
    moved = olga.put(ACCOUNT, json=_account(olga, smtp={**changed, "host": "smtp2.foundry.invalid"}))
    assert (moved.status_code, list(moved.json()["fields"])) == (422, ["smtp.password"])
    found = olga.get(ACCOUNT).json()
    assert (found["smtp"]["host"], found["smtp"]["user"]) == ("smtp.foundry.invalid", "front-desk")
    assert found["smtp"]["kept"] is True


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sender": "nobody"}, "sender"),
        ({"reply": "nobody"}, "reply"),
        ({"sender": f"{'a' * 22}@foundry.example"}, "reply"),
        ({"smtp": {"host": "no server!"}}, "smtp.host"),
        ({"smtp": {"host": "smtp.foundry.invalid", "security": "none"}}, "smtp.security"),
        ({"way_in": "imap", "imap": {"host": "no server!"}}, "imap.host"),
        ({"smtp": {"host": "smtp.foundry.invalid", "port": 70_000}}, "smtp.port"),
    ],
)
def test_what_is_wrong_is_said_where_it_was_entered(olga: httpx.Client, wrong: Json, field: str) -> None:
    answer = olga.put(ACCOUNT, json=_account(olga, **wrong))
    assert answer.status_code == 422, answer.text
    assert list(answer.json()["fields"]) == [field]


def test_who_saves_what_somebody_else_changed_meanwhile_is_told(olga: httpx.Client) -> None:
    before = _account(olga)
    olga.put(ACCOUNT, json=before).raise_for_status()
    answer = olga.put(ACCOUNT, json=before)
    assert (answer.status_code, answer.json()["code"]) == (409, "saved_meanwhile")


def test_the_account_is_the_owners_alone(tess: TeammateClient) -> None:
    """A teammate sorts mails, and sets nothing up."""
    for method, path in (("GET", ""), ("PUT", ""), ("POST", "/test"), ("POST", "/address")):
        answer = tess.http.request(method, ACCOUNT + path, json={"based_on": 0} if method == "PUT" else None)
        assert answer.status_code == 403, (method, path)


def test_a_mail_is_read_and_its_original_only_downloaded(
    tess: TeammateClient, waiting: VisitorClient, mail: str
) -> None:
    listed = tess.http.get(BIN).raise_for_status().json()["mails"]
    assert mail in [each["id"] for each in listed]
    assert tess.http.get(f"{BIN}/count").json()["waiting"] == len(listed)
    found = tess.http.get(f"{BIN}/{mail}").raise_for_status().json()
    assert found["suggested"]["conversation"] == waiting.conversation
    assert found["files"] == [{"name": "foundry.png", "size": 1}]
    original = tess.http.get(f"{BIN}/{mail}/original").raise_for_status()
    assert original.content.startswith(b"Subject: ")
    assert original.headers["content-type"] == "message/rfc822"
    assert original.headers["content-disposition"].startswith("attachment")
    assert original.headers["x-content-type-options"] == "nosniff"


def test_a_mail_is_filed_once_and_stands_in_its_thread(
    tess: TeammateClient, waiting: VisitorClient, mail: str
) -> None:
    """F32: as the visitor's own words, with a way to the original; whoever comes second is told."""
    body = {"conversation": waiting.conversation}
    there = tess.http.post(f"{BIN}/{mail}/file", json=body).raise_for_status().json()["conversation"]
    assert there == waiting.conversation
    written = tess.awaits(waiting.conversation, "visitor_wrote", route="email")
    assert "Where is the invoice" in written["text"]
    [arrived] = _of_thread(tess, waiting.conversation)["arrived"]
    assert arrived == {"seq": written["seq"], "mail": mail, "attachments": 1}
    assert waiting.awaits("visitor_wrote")["route"] == "email"
    again = tess.http.post(f"{BIN}/{mail}/discard")
    assert (again.status_code, again.json()["code"]) == (409, "handled")


def test_a_mail_opens_a_conversation_that_waits_for_a_person(tess: TeammateClient, mail: str) -> None:
    """F16, P13."""
    made = tess.http.post(f"{BIN}/{mail}/open").raise_for_status().json()["conversation"]
    thread = tess.thread(made)
    assert thread["visitor"]["contact"] == "sam@foundry.example"
    assert thread["summary"]["stage"] in {"waiting", "offered", "assigned"}
    assert mail not in [each["id"] for each in tess.http.get(BIN).json()["mails"]]


def test_a_mail_is_filed_in_no_conversation_that_is_not_there(tess: TeammateClient, mail: str) -> None:
    answer = tess.http.post(f"{BIN}/{mail}/file", json={"conversation": str(uuid4())})
    assert answer.status_code == 404
    assert mail in [each["id"] for each in tess.http.get(BIN).json()["mails"]]


def test_under_a_thread_stands_how_far_it_was_seen(tess: TeammateClient, waiting: VisitorClient) -> None:
    """F2: a teammate sees whether their answer was read."""
    tess.take_over(waiting.conversation).raise_for_status()
    tess.reply(waiting.conversation, "Good day").raise_for_status()
    assert _of_thread(tess, waiting.conversation)["seen"] is None
    latest = waiting.events()[-1]["vseq"]
    seen = f"/api/visitor/conversations/{waiting.conversation}/seen"
    waiting.http.post(seen, json={"vseq": 2**31 - 1}).raise_for_status()
    assert _of_thread(tess, waiting.conversation)["seen"]["vseq"] == latest


def _of_thread(tess: TeammateClient, conversation: str) -> Json:
    found: Json = tess.http.get(f"/api/inbox/conversations/{conversation}/mail").raise_for_status().json()
    return found


FORM = {"content-type": "application/x-www-form-urlencoded"}


def _hook(open_desk: Open) -> str:
    """As an owner renews it; the secret is told this once."""
    secret = new_token(TokenKind.MAIL_HOOK)
    row = [open_desk.foundry.workspace, token_hash(secret)]
    with psycopg.connect(open_desk.database_url, autocommit=True) as connection:
        connection.execute("delete from mail_hooks")
        connection.execute("insert into mail_hooks (workspace, token_hash) values (%s, %s)", row)
    return f"{open_desk.desk.base}/hooks/mail/{secret}"


def _lying(open_desk: Open, subject: str) -> list[tuple[bytes, int]]:
    with psycopg.connect(open_desk.database_url) as connection:
        asked = "select raw, size from mails_in where subject = %s and via = 'webhook'"
        return [(raw, size) for raw, size in connection.execute(asked, [subject])]


def test_f32_a_mail_system_hands_mails_over_as_they_are_or_in_a_form(open_desk: Open) -> None:
    """Each is stored before it hears so, and one handed over twice is there once."""
    hook, raw = _hook(open_desk), b"From: a@b.example\r\nSubject: %s\r\n\r\nGr\xfc\xdfe = & +\r\n"
    kinds: dict[str, Json] = {
        "plain": {"content": raw % b"plain", "headers": {"content-type": "message/rfc822"}},
        "named": {"content": f"to=x&email={quote_from_bytes(raw % b'named')}", "headers": FORM},
        "sent": {"files": {"body-mime": ("mail.eml", raw % b"sent"), "to": (None, b"x")}},
        "whole": {"json": {"From": "a@b.example", "RawEmail": (raw % b"whole").decode("latin-1")}},
    }
    for subject, request in kinds.items():
        answers = [httpx.post(hook, **request).raise_for_status().json() for _ in range(2)]
        assert answers == [{"again": False}, {"again": True}]
        [(lies, size)] = _lying(open_desk, subject)
        sent = raw % subject.encode()
        assert lies == (sent.decode("latin-1").encode() if subject == "whole" else sent)
        assert size == len(lies)


FILL = """
insert into mails_in (workspace, id, key, via, state, message_id, sender, sender_name, subject, language, text,
                      attachments, raw, size)
select workspace, gen_random_uuid(), 'large ' || n, via, state, '', '', '', '', '', '', '[]', '', %s
  from mails_in, generate_series(1, %s) n where id = %s
"""


def test_f32_where_the_bin_is_full_the_mail_system_keeps_what_comes_and_the_owner_hears_of_it(
    open_desk: Open, olga: httpx.Client, mail: str
) -> None:
    hook = _hook(open_desk)
    with psycopg.connect(open_desk.database_url, autocommit=True) as connection:
        connection.execute(FILL, [LARGEST, MOST_WAITING // LARGEST + 1, mail])
        answer = httpx.post(hook, content=b"Subject: late\r\n\r\nHello")
        told = olga.get(ACCOUNT).json()["receiving"]
        connection.execute("delete from mails_in where size = %s", [LARGEST])
    assert (answer.status_code, _lying(open_desk, "late")) == (503, [])
    assert told["why"] == FULL
    httpx.post(hook, content=b"Subject: late\r\n\r\nHello").raise_for_status()
    assert olga.get(ACCOUNT).json()["receiving"] is None


def test_of_a_longer_mail_the_beginning_is_kept_and_what_is_no_mail_is_refused(open_desk: Open) -> None:
    hook, raw = _hook(open_desk), b"Subject: long\r\n\r\n" + b"x" * 9_000_000
    httpx.post(hook, content=raw).raise_for_status()
    [(kept, size)] = _lying(open_desk, "long")
    assert (len(kept), size) == (5 * 1024 * 1024, len(raw))
    assert httpx.post(hook, content=b"").status_code == 422
    assert httpx.post(hook, data={"to": "x"}).status_code == 422
    for wrong in (hook[:-3] + "abc", hook.rpartition("/")[0] + "/" + "a" * 300):
        assert httpx.post(wrong, content=b"Subject: wrong\r\n\r\n").status_code in (404, 422)
    assert _lying(open_desk, "wrong") == []
