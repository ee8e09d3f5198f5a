"""A line in the team's chat, over TLS to each service under its own name, and to nowhere else (F44)."""

import copy
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import apprise  # noqa: F401 - what it takes to load is not what is timed here
import pytest

from chatref.errors import BadInput
from chatref.outbound import chat
from chatref.outbound.chat import Chat
from chatref.outbound.destination import Delivered, Later, Refused, Result, Unknown
from chatref.outbound.kind import entered
from tests.outbound.kinds.chats_far import ROOMS, ChatService, Room, certified
from tests.outbound.kinds.far import (
    Far,
    Reply,
    answers_too_late,
    drops,
    far_side,
    instead,
    loses_the_answer,
    objects_in,
)
from tests.outbound.kinds.mail_far import AUTHORITY
from tests.outbound.kinds.packages import INBOX, LEAD, ORDINARY, hostile

KEY = "0192f7a0-0000-7000-8000-00000000000a"
SECONDS = 20.0


@dataclass
class Line:
    service: ChatService
    far: Far

    def opened(self, **other: str | bool) -> Chat:
        room = self.service.room
        given = {"service": room.service, "address": room.address, "chat": room.chat, **other}
        settings = chat.settings_from(entered(chat.ENTRIES, given))
        return Chat(settings, (f"{settings.host}:443",), SECONDS)

    async def sent(self) -> Result:
        return await self.opened().send(ORDINARY, KEY)


@pytest.fixture(params=ROOMS, ids=lambda room: room.service)
def line(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Line]:
    """Every name leads to loopback, and the certificate is the service's own."""
    room: Room = request.param
    service = ChatService(room)
    AUTHORITY.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
    with far_side(service.reply, certified(room.host)) as far:
        _lead(monkeypatch, int(far.address.rpartition(":")[2]))
        yield Line(service, far)


def _lead(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: there)


def _texts(plain: Any) -> str:  # noqa: ANN401 - whatever was taken
    if isinstance(plain, dict):
        return "\n".join(map(_texts, plain.values()))
    return "\n".join(map(_texts, plain)) if isinstance(plain, list) else str(plain)


async def test_a_service_refuses_what_its_reference_does_not_know(line: Line) -> None:
    """Of the far sides here: else they would prove nothing."""
    await line.sent()
    (asked,) = line.far.asked
    plain = asked.plain()
    for n, inside in enumerate(objects_in(plain)):
        for name in ("surely_unknown", *inside):
            other = copy.deepcopy(plain)
            [*objects_in(other)][n][name] = {"surely": 3.5}
            body = json.dumps(other).encode()
            assert line.service.reply(replace(asked, body=body)).status == 400, (inside, name)
    assert line.service.reply(replace(asked, path=f"{asked.path}x")).status == 404
    assert line.service.reply(replace(asked, query={**asked.query, "token": "another"})).status == 404


async def test_a_line_says_who_waits_and_leads_to_the_inbox(line: Line) -> None:
    assert await line.sent() == Delivered()
    assert line.service.refused == []
    (taken,) = line.service.taken
    text = _texts(taken).replace("\\", "")
    for each in ("Somebody waits: I bought the wrong licence", "A-10233", "refund", INBOX):
        assert each in text
    assert "money back" not in text


async def test_a_lead_is_a_line_for_which_nobody_waits(line: Line) -> None:
    assert await line.opened().send(LEAD, KEY) == Delivered()
    (taken,) = line.service.taken
    text = _texts(taken).replace("\\", "")
    for each in ("A lead: Demo: Can I see it?", "nobody waits for an answer", "A-10233", INBOX):
        assert each in text
    assert "Team:" not in text


async def test_nothing_of_a_visitors_calls_anybody_or_hides_an_address(line: Line) -> None:
    assert await line.opened().send(hostile(40, 100_000), KEY) == Delivered(), line.service.refused
    text = _texts(line.service.taken[0]).replace("&lt;", "<").replace("&gt;", ">")
    for each in ("@everyone", "@octocat", "<@", "<!channel", "](http", "<script", "\u202e", "\x00", "\x1b"):
        assert each not in text.replace(INBOX, ""), each
    assert "://evil" not in text
    assert len(json.dumps(line.service.taken[0])) < 28_000


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (instead(Reply(400, b"invalid_payload")), Refused),
        (instead(Reply(403)), Refused),
        (instead(Reply(404, b"no_service")), Refused),
        (instead(Reply(302, b"", {"location": "https://evil.example/"})), Refused),
        (instead(Reply(503)), Later),
        (instead(Reply(500)), Unknown),
        (drops, Unknown),
        (loses_the_answer, Unknown),
    ],
    ids=["400", "403", "404", "302", "503", "500", "drops", "lost"],
)
async def test_each_failure_means_what_it_means(line: Line, fault: Any, kind: type) -> None:  # noqa: ANN401
    line.far.befalls("POST", *[fault] * 4)
    result = await line.sent()
    assert isinstance(result, kind), result


async def test_an_answer_that_comes_too_late_is_unknown(line: Line) -> None:
    line.far.befalls("POST", answers_too_late(1.2))
    assert isinstance(await replace(line.opened(), seconds=0.6).send(ORDINARY, KEY), Unknown)


async def test_nobody_there_is_later(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    _lead(monkeypatch, 1)
    assert isinstance(await line.sent(), Later)


async def test_a_service_whose_name_leads_into_the_private_network_gets_nothing(line: Line) -> None:
    """F44"""
    assert isinstance(await replace(line.opened(), allowed=()).send(ORDINARY, KEY), Later)
    assert line.far.asked == []


async def test_another_ones_certificate_gets_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    with far_side(line.service.reply, certified("other.example")) as other:
        _lead(monkeypatch, int(other.address.rpartition(":")[2]))
        assert isinstance(await line.sent(), Later)
    assert line.service.taken == []


async def test_the_address_is_in_no_log(line: Line) -> None:
    heard = StringIO()
    root, handler = logging.getLogger(), logging.StreamHandler(heard)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    line.far.befalls("POST", instead(Reply(404)))
    try:
        result = await line.sent()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    room = line.service.room
    secrets = {room.address, room.path, *room.query.values()} - {"1.0"}
    told = heard.getvalue() + repr(result) + repr(line.opened())
    assert [each for each in secrets if each in told] == []


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("Slack", "json://127.0.0.1/"),
        ("Slack", "file:///etc/passwd"),
        ("Slack", "slack://T1JJ3T3L2/B1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"),
        ("Slack", "https://hooks.slack.com.evil.example/services/T1/B1/X1"),
        ("Slack", "https://hooks.slack.com/services/T1/B1/X1?verify=no"),
        ("Slack", "https://hooks.slack.com/services/T1/B1/X1/../../../x"),
        ("Slack", "http://hooks.slack.com/services/T1/B1/X1"),
        ("Discord", "https://discord.com/api/webhooks/1/x?template=/etc/passwd"),
        ("Discord", "https://discord.com@127.0.0.1/api/webhooks/1/x"),
        ("Teams", "https://127.0.0.1/workflows/1/triggers/manual/paths/invoke?sig=1"),
        ("Teams", "https://evil.example/x.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=1"),
        ("Teams", "https://a.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=1&template=x"),
        ("Google Chat", "https://chat.googleapis.com/v1/spaces/A/messages?key=1&token=2&redirect=yes"),
        ("Telegram", "https://api.telegram.org/bot1:x"),
        ("Telegram", "123456789:AAE/../../x?template=/etc/passwd#aaaaaaaaaaaa"),
    ],
)
def test_only_what_a_service_gives_out_can_be_entered(service: str, address: str) -> None:
    with pytest.raises(BadInput) as wrong:
        chat.settings_from(entered(chat.ENTRIES, {"service": service, "address": address, "chat": "-1001"}))
    assert wrong.value.field == "address"


def test_telegram_needs_the_number_of_the_chat() -> None:
    given = {"service": "Telegram", "address": "123456789:AAEabcdefghij_klmnopqrstuv", "chat": "@foundry"}
    with pytest.raises(BadInput) as wrong:
        chat.settings_from(entered(chat.ENTRIES, given))
    assert wrong.value.field == "chat"
