"""A mailbox on a real server is read without a gap, without a repeat and without a change, whatever dies (F32, F33)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chatref.mail import bin as mail_bin
from chatref.mail.filing import room
from chatref.mail.filing.store import LEAST
from chatref.mail.incoming import LARGEST
from chatref.mail.ways_in.imap import Failed, Mailbox
from chatref.mail.ways_in.mailboxes import AT_ONCE, NOT_GIVEN
from chatref.outbound.smtp import MailServer, Security
from tests.mail.imap_far import ImapFar, imap_server
from tests.mail.letters import letter
from tests.mail.reading import Reading, mailboxes_of
from tests.mail.receiving import VERA, Receiving, receiving_at
from tests.mail.scripted import Script, literal, scripted


@pytest.fixture
def reading(desk: Receiving) -> Reading:
    return Reading(desk, mailboxes_of(desk))


@pytest.fixture
async def far() -> AsyncIterator[ImapFar]:
    async with imap_server() as opened:
        yield opened


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_f32_an_answer_in_the_mailbox_stands_in_its_thread_once_and_stays_unread_there(
    reading: Reading, far: ImapFar, security: str
) -> None:
    case = await reading.desk.asked()
    await reading.entered(far.tls_port if security == "tls" else far.port, security)
    await far.deliver(reading.desk.answer(case))
    await reading.look()
    await reading.look()
    assert await reading.desk.said(case) == [("Hello?", "chat"), ("It still fails.", "email")]
    assert (await far.unread(), len(reading.desk.rows())) == (1, 1)
    found = await reading.health()
    assert (found.why, found.failing_since, found.read_at is not None) == ("", None, True)


async def test_f32_where_the_bin_is_full_what_comes_waits_in_the_mailbox(
    reading: Reading, far: ImapFar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that somebody has yet to look at makes room for it, and nothing is passed over."""
    await reading.entered(far.tls_port)
    await reading.look()
    for text in ("first", "second", "third"):
        await far.deliver(letter(text))
    monkeypatch.setattr(room, "MOST_WAITING", LEAST)
    assert await reading.look() == ["first", "second"]
    found = await reading.health()
    assert (found.why, found.failing_since is not None) == (room.FULL, True)
    assert await reading.look() == ["first", "second"]
    await reading.desk.bin.discard(
        reading.desk.workspace, reading.desk.rows()[0]["id"], reading.desk.acts.foundry.tess.id
    )
    assert await reading.look() == ["first", "second", "third"]
    assert (await reading.health()).why == ""


async def test_what_nobody_has_to_look_at_makes_room_for_what_is_later(
    reading: Reading, far: ImapFar, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reading.entered(far.tls_port)
    await reading.look()
    monkeypatch.setattr(room, "MOST_APART", 2 * LEAST)
    for text in ("1", "2", "3"):
        await far.deliver(letter(text, headers="Auto-Submitted: auto-replied"))
        await reading.look()
    await far.deliver(letter("4"))
    assert await reading.look() == ["3", "4"]


async def test_what_lay_there_before_is_no_answer_to_the_desk(reading: Reading, far: ImapFar) -> None:
    for days in (400, 2, 1):
        await far.deliver(letter(f"{days} days ago"), at=datetime.now(UTC) - timedelta(days=days))
    await reading.entered(far.tls_port)
    assert await reading.look() == []
    await far.deliver(letter("now"))
    assert await reading.look() == ["now"]


async def test_f33_who_died_between_the_mail_and_the_cursor_reads_it_again_and_stores_it_once(
    reading: Reading, far: ImapFar
) -> None:
    case = await reading.desk.asked()
    await reading.entered(far.tls_port)
    raw = reading.desk.answer(case)
    await far.deliver(raw)
    await reading.desk.filing.take_in(reading.desk.workspace, raw, "imap")  # and here it died
    await far.deliver(reading.desk.answer(case, "and more", message_id="<2@x>"))
    assert await reading.look() == ["It still fails.", "and more"]
    assert len(await reading.desk.said(case)) == 3


async def test_f32_a_mail_that_can_not_be_read_stops_none_after_it(reading: Reading, far: ImapFar) -> None:
    case = await reading.desk.asked()
    await reading.entered(far.tls_port)
    for raw in (
        b"\0\xff\xfebroken",
        b"",
        b"Content-Type: multipart/mixed; boundary=\xff\r\n\r\n--",
        reading.desk.answer(case),
    ):
        await far.deliver(raw)
    await reading.look()
    assert (await reading.desk.said(case))[-1] == ("It still fails.", "email")
    assert sorted(row["state"] for row in reading.desk.rows()) == ["bin", "bin", "bin", "filed"]


async def test_f33_where_all_numbers_are_new_nothing_is_missed_and_nothing_there_twice(
    reading: Reading, far: ImapFar
) -> None:
    await reading.entered(far.tls_port)
    first, second = letter("first"), letter("second", message_id="<2@x>")
    await far.deliver(first)
    assert await reading.look() == ["first"]
    await far.lose()
    for raw in (second, first):
        await far.deliver(raw)
    await far.deliver(letter("long ago", message_id="<3@x>"), at=datetime.now(UTC) - timedelta(days=30))
    assert await reading.look() == ["first", "second"]


async def test_another_mailbox_begins_anew(reading: Reading, far: ImapFar) -> None:
    await reading.entered(far.tls_port)
    await far.deliver(letter("inbox"))
    await reading.look()
    await far.deliver(
        letter("old", message_id="<2@x>"), "Désk & more", datetime.now(UTC) - timedelta(hours=3)
    )
    await reading.entered(far.tls_port, imap_folder="Désk & more")
    await far.deliver(letter("new", message_id="<3@x>"), "Désk & more")
    assert await reading.look() == ["inbox", "new"]


async def test_a_wrong_password_is_said_and_the_right_one_read_with_at_once(
    reading: Reading, far: ImapFar
) -> None:
    await reading.entered(far.tls_port, imap_password="wrong")
    await far.deliver(letter("here"))
    assert await reading.look() == []
    found = await reading.health()
    assert ("does not take this user name and password" in found.why, found.failing_since is None) == (
        True,
        False,
    )
    await reading.entered(far.tls_port)
    await reading.boxes.look(reading.desk.workspace)  # before it would be due
    assert (len(reading.desk.rows()), (await reading.health()).why) == (1, "")


async def test_f33_a_server_that_dies_is_read_on_where_it_stopped(reading: Reading, far: ImapFar) -> None:
    await reading.entered(far.tls_port)
    await far.deliver(letter("before"))
    assert await reading.look() == ["before"]
    sockets = [each.sockets[0] for each in far._servers]
    await far.stop()
    assert sockets
    assert await reading.look() == ["before"]
    assert (await reading.health()).why == "localhost could not be reached, or broke off."
    [row] = reading.desk.select("select failures, due_at - clock_timestamp() as pause from mail_cursor")
    assert (row["failures"], row["pause"] > timedelta(seconds=10)) == (1, True)
    async with imap_server() as again:
        again.config.set_cache.update(far.config.set_cache)
        await again.deliver(letter("after", message_id="<2@x>"))
        reading.desk.change(
            "update mail_accounts set settings = settings || jsonb_build_object('imap_port', %s::text),"
            " version = version + 1",
            str(again.tls_port),
        )
        assert await reading.look() == ["before", "after"]


async def test_two_processes_do_not_look_at_once(reading: Reading, far: ImapFar) -> None:
    await reading.entered(far.tls_port)
    await far.deliver(letter("once"))
    await asyncio.gather(*(reading.boxes.look(reading.desk.workspace) for _ in range(3)))
    assert len(reading.desk.rows()) == 1


async def test_the_loop_reads_each_mailbox_and_rests_where_there_is_none(
    reading: Reading, far: ImapFar
) -> None:
    await reading.entered(far.tls_port)
    await far.deliver(letter("by itself"))
    async with reading.boxes.running(), asyncio.timeout(60):
        while not reading.desk.rows():  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.05)
    await reading.entered(far.tls_port, way_in="webhook")
    await reading.boxes.look(reading.desk.workspace)
    [row] = reading.desk.select(
        "select due_at > clock_timestamp() + interval '30 minutes' as rests from mail_cursor"
    )
    assert row["rests"]


async def test_a_mailbox_that_takes_long_keeps_no_other_waiting(
    reading: Reading, far: ImapFar, shared_url: str, tmp_path: Path
) -> None:
    reading.boxes.step = 60.0
    async with (
        scripted(lambda silent: silent.answers.update({"UID SEARCH": None}), tls=True) as silent,
        receiving_at(shared_url, tmp_path / "other") as other,
    ):
        await reading.entered(silent.port)
        await Reading(other, reading.boxes).entered(far.tls_port)
        await far.deliver(letter("meanwhile"))
        async with reading.boxes.running(), asyncio.timeout(60):
            while not (other.rows() and any(each.startswith("UID SEARCH") for each in silent.heard)):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)


async def test_f44_a_mailbox_in_a_private_network_has_to_be_allowed(reading: Reading, far: ImapFar) -> None:
    await reading.entered(far.tls_port, imap_allow_private=False)
    await far.deliver(letter("secret"))
    assert await reading.look() == []
    assert "is in a private network" in (await reading.health()).why


async def test_a_certificate_for_another_name_is_not_trusted(reading: Reading) -> None:
    async with imap_server("elsewhere.example") as far:
        await reading.entered(far.tls_port)
        assert await reading.look() == []
    assert "can't be trusted" in (await reading.health()).why


async def test_of_a_mail_larger_than_is_kept_the_beginning_is_read_and_the_rest_named(
    reading: Reading, far: ImapFar
) -> None:
    await reading.entered(far.tls_port)
    await far.deliver(letter("words\n" + "x" * 70 + "\n") + b"y" * LARGEST)
    await reading.look()
    row = reading.desk.row()
    async with reading.desk.acts.database.workspace(reading.desk.workspace) as connection:
        found = await mail_bin.read(connection, str(row["id"]))
    assert (len(row["raw"]), found.cut, found.size > LARGEST) == (LARGEST, True, True)
    assert row["text"].startswith("words")


async def test_f32_a_mail_that_the_server_does_not_give_is_said_in_its_place(reading: Reading) -> None:
    def script(far: Script) -> None:
        far.answers |= {
            "UID FETCH 1 ": b"",
            "UID FETCH 2 (I": b"* 2 FETCH (UID 2)\r\n",
            "UID FETCH 2 (R": literal(2, letter("second")),
        }
        far.no["UID FETCH 1 "] = b"NO [UNAVAILABLE] Broken message"

    async with scripted(script, tls=True) as far:
        await reading.entered(far.port)
        assert (await reading.look(), await reading.look()) == ([], [])
        assert "does not give the mail number 1" in (await reading.health()).why
        said, second = await reading.look()
    assert ("Broken message" in said, second) == (True, "second")
    assert (reading.desk.rows()[0]["subject"], reading.desk.rows()[0]["state"]) == (NOT_GIVEN, "bin")
    assert (await reading.health()).why == ""


async def test_servers_that_say_nothing_any_more_hold_up_nobody(reading: Reading, far: ImapFar) -> None:
    reading.boxes.step = 0.3
    async with scripted(lambda silent: silent.answers.update({"UID SEARCH": None}), tls=True) as silent:
        await reading.entered(silent.port)
        for _ in range(AT_ONCE + 1):
            assert await reading.look() == []
        assert (await reading.health()).why == "localhost takes too long to answer."
    reading.boxes.step = 30.0
    await reading.entered(far.tls_port)
    await far.deliver(letter("all threads are free"))
    assert await reading.look() == ["all threads are free"]


ENDLESS = b"* 1 FETCH (FLAGS ())\r\n" * 400_000
HOSTILE = {
    "no greeting": lambda far: setattr(far, "greeting", b"HTTP/1.1 400 Bad\r\n\r\n"),
    "a goodbye": lambda far: setattr(far, "greeting", b"* BYE go away\r\n"),
    "a line without end": lambda far: setattr(far, "greeting", b"* OK " + b"a" * 3_000_000 + b"\r\n"),
    "a literal without end": lambda far: far.answers.update({"UID SEARCH": b"* SEARCH {99999999999}\r\n"}),
    "answers without end": lambda far: far.answers.update({"UID SEARCH": ENDLESS}),
    "no numbering": lambda far: far.answers.update({"EXAMINE": b"* 2 EXISTS\r\n"}),
    "numbers beyond numbers": lambda far: far.answers.update(
        {"EXAMINE": b"* OK [UIDVALIDITY " + b"9" * 5_000 + b"] UIDs valid\r\n"}
    ),
    "no folder": lambda far: far.no.update({"EXAMINE": b"NO no such"}),
    "no search": lambda far: far.no.update({"UID SEARCH": b"NO"}),
    "bad search": lambda far: far.no.update({"UID SEARCH": b"BAD what"}),
    "no sign-in": lambda far: far.no.update({"LOGIN": b"NO \xff\0 never"}),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
async def test_whatever_a_server_says_the_owner_is_told_and_nothing_raises(change: object) -> None:
    assert callable(change)
    async with scripted(change) as far:
        server = MailServer("localhost", far.port, Security.NONE, 'us"er\r\nx LOGOUT', "p\\w")
        box = Mailbox(server, "127.0.0.1", 'IN"BOX')

        def read() -> list[int]:
            box.open()
            return box.after(0, datetime.now(UTC))

        try:
            with pytest.raises(Failed) as told:
                await asyncio.to_thread(read)
        finally:
            box.cut()
    assert "\n" not in str(told.value)
    assert str(told.value).endswith(".")
    assert len(str(told.value)) < 400
    assert not any(each.startswith("LOGOUT") for each in far.heard)


async def test_numbers_that_nobody_asked_for_are_passed_over() -> None:
    async with scripted(
        lambda far: far.answers.update(
            {"UID SEARCH": b"* SEARCH 5 x 3 9 " + b"9" * 5_000 + b"\r\n* SEARCH\r\n"}
        )
    ) as far:
        box = Mailbox(MailServer("localhost", far.port, Security.NONE, VERA, "p"), "127.0.0.1", "INBOX")
        try:
            assert await asyncio.to_thread(box.open) == 7
            assert await asyncio.to_thread(box.after, 3, datetime(2026, 1, 2, tzinfo=UTC)) == [5, 9]
            await asyncio.to_thread(box.close)
        finally:
            box.cut()
    assert any("SINCE 01-Jan-2026" in each for each in far.heard)
