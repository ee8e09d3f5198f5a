"""What came later stands under its ticket once, in each ticket system, whatever fails; and says what is new.

P6, F44: as in test_tickets, against systems that refuse what their references don't know.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.outbound.calls import CallFailed
from chatref.outbound.destination import Delivered, Following, Later, Refused, There, Unknown
from chatref.outbound.kinds import KINDS
from tests.outbound.kinds.conftest import Wire
from tests.outbound.kinds.far import Fault, Reply, System, drops, instead, loses_the_answer
from tests.outbound.kinds.jira_far import Jira
from tests.outbound.kinds.packages import EVIL, INBOX, LATER, ORDINARY, hostile_later

KEY, NEXT = "0192f7a0-0000-7000-8000-00000000000a", "0192f7a0-0000-7000-8000-00000000000b"


async def _there(wire: Wire, **other: str | bool) -> tuple[Following, There]:
    """A ticket, and where it is."""
    destination = wire.opened(**other)
    assert isinstance(destination, Following)
    made = await destination.send(ORDINARY, KEY)
    assert isinstance(made, Delivered)
    return destination, There(KEY, made.reference, made.address)


async def test_a_note_says_what_is_new_under_its_ticket(wire: Wire) -> None:
    assert KINDS[wire.system.kind.name].follows
    destination, there = await _there(wire)
    result = await destination.follow(LATER, there, NEXT)
    assert wire.system.refused == []
    assert isinstance(result, Delivered)
    assert result.reference == there.reference
    assert result.address
    (note,) = wire.system.notes
    assert note["ticket"] == (there.reference or "").removeprefix("#")
    assert note.get("public", "False") == "False"
    for text in ("A-10234", "A-10233", "DE-1?", "unverified", "Billing", "answered", "Tess Type", INBOX):
        assert text in note["text"]
    assert len(wire.system.made) == 1


async def test_a_second_try_makes_no_second_note_and_another_follow_up_does(wire: Wire) -> None:
    """Found among many, too: a list may come in several pages, the oldest first or the newest."""
    destination, there = await _there(wire)
    first = await destination.follow(LATER, there, NEXT)
    assert await destination.follow(hostile_later(), there, NEXT) == first
    assert len(wire.system.notes) == 1
    _others_write(wire.system)
    last = await destination.follow(LATER, there, f"{NEXT[:-1]}c")
    assert len(wire.system.notes) == 103
    assert await destination.find_follow_up(there, NEXT) == first
    assert await destination.find_follow_up(there, f"{NEXT[:-1]}c") == last
    assert await destination.find_follow_up(there, f"{NEXT[:-1]}d") is None


async def test_what_was_cut_off_is_unknown_and_then_looked_for(wire: Wire) -> None:
    """Before anything was noted, and after."""
    destination, there = await _there(wire)
    wire.far.befalls("POST", drops, loses_the_answer)
    assert isinstance(await destination.follow(LATER, there, NEXT), Unknown)
    assert await destination.find_follow_up(there, NEXT) is None
    assert isinstance(await destination.follow(LATER, there, NEXT), Unknown)
    assert isinstance(await destination.find_follow_up(there, NEXT), Delivered)
    assert len(wire.system.notes) == 1


def _others_write(system: System) -> None:
    for kept in (system.notes, system.comments if isinstance(system, Jira) else []):
        kept.extend({**each, "text": "another", "body": "another"} for each in kept[:1] * 101)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, Refused),
        (502, Unknown),
    ],
)
async def test_each_status_means_what_it_means(wire: Wire, status: int, kind: type) -> None:
    destination, there = await _there(wire)
    words = f"<b>Server words</b>{EVIL}"
    plain = {"error": words, "description": words, "message": words, "errors": [{"message": words}]}
    wire.far.befalls("POST", instead(Reply(status, plain, {"location": "http://127.0.0.1:1/"})))
    result = await destination.follow(LATER, there, NEXT)
    assert isinstance(result, kind), result
    assert not isinstance(result, Delivered)
    assert len(result.why) < 500
    assert result.why.isprintable()
    assert wire.system.notes == []


async def test_too_much_at_once_waits_as_long_as_was_said(wire: Wire) -> None:
    destination, there = await _there(wire)
    wire.far.befalls("POST", instead(Reply(429, {}, {"retry-after": "93"})))
    result = await destination.follow(LATER, there, NEXT)
    assert isinstance(result, Later)
    assert result.after == timedelta(seconds=93)


@pytest.mark.parametrize("fault", [drops, instead(Reply(200, b"<html>"))])
async def test_a_look_that_fails_notes_nothing_and_is_not_taken_for_an_absence(
    wire: Wire, fault: Fault
) -> None:
    destination, there = await _there(wire)
    wire.far.befalls("GET", fault, fault)
    assert isinstance(await destination.follow(LATER, there, NEXT), Later)
    assert wire.system.notes == []
    with pytest.raises(CallFailed):
        await destination.find_follow_up(there, NEXT)


@pytest.mark.parametrize("plain", [b"<html>", {"ticket": {"id": "<b>"}, "id": None}])
async def test_a_success_without_a_note_is_no_success(wire: Wire, plain: object) -> None:
    destination, there = await _there(wire)
    wire.far.befalls("POST", instead(Reply(200, plain)))
    assert isinstance(await destination.follow(LATER, there, NEXT), Unknown)


async def test_a_ticket_that_is_gone_over_there_is_said_in_words(wire: Wire) -> None:
    destination, there = await _there(wire)
    gone = There(f"{KEY[:-1]}f", _nobodys(there.reference), _nobodys(there.address))
    result = await destination.follow(LATER, gone, NEXT)
    assert isinstance(result, Refused)
    assert "there any more" in result.why or "not found" in result.why


def _nobodys(name: str | None) -> str:
    return re.sub(r"\d+$", "9999", str(name))


async def test_a_number_of_another_place_is_left_alone(wire: Wire) -> None:
    """F39: an owner entered another system since; there the same number is somebody else's."""
    destination, there = await _there(wire)
    elsewhere = replace(there, key=f"{KEY[:-1]}f", address="https://elsewhere.example/1")
    result = await destination.follow(LATER, elsewhere, NEXT)
    assert isinstance(result, Refused)
    assert wire.system.notes == []
    if wire.system.kind.name != "linear":  # which goes by the key
        wire.far.asked.clear()
        assert await destination.find_follow_up(elsewhere, NEXT) is None
        assert wire.far.asked == []


@pytest.mark.parametrize("long", [0, 100_000])
async def test_what_a_visitor_makes_up_arrives_as_words_and_never_too_long(wire: Wire, long: int) -> None:
    destination, there = await _there(wire)
    result = await destination.follow(hostile_later(long), there, NEXT)
    assert isinstance(result, Delivered), wire.system.refused
    assert await destination.find_follow_up(there, NEXT) == result
    (note,) = wire.system.notes
    assert INBOX in note["text"]
    assert not {"\x00", "\x1b", "\u202e", "\r"} & set(note["text"])
