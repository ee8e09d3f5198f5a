"""Each ticket system in turn: a ticket is there once, whatever fails, and what can't pass is said in the owner's words.

P6, F44: tested against systems that refuse what their references don't know.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.errors import BadInput
from chatref.outbound.calls import Caller, CallFailed
from chatref.outbound.destination import Delivered, Later, Matter, Refused, Unknown
from tests.outbound.kinds.conftest import Wire
from tests.outbound.kinds.far import Reply, answers_too_late, drops, instead, loses_the_answer
from tests.outbound.kinds.packages import EVIL, INBOX, LEAD, ORDINARY, hostile

KEY = "0192f7a0-0000-7000-8000-00000000000a"


async def test_a_ticket_says_what_the_team_needs_and_leads_back(wire: Wire) -> None:
    result = await wire.opened().send(ORDINARY, KEY)
    assert wire.system.refused == []
    (made,) = wire.system.made
    assert isinstance(result, Delivered)
    assert result.reference
    assert result.address
    assert made["title"] == ORDINARY.subject
    for text in (
        "Because the visitor asked for a refund",
        "A-10233",
        "5521?",
        "unverified",
        "not given",
        "refund",
        "web licence",
        "ada@visitor.example",
        "known to the site",
        "Firefox on Linux",
        "https://foundry.example/cart",
        "You can return a licence within 14 days.",
        "https://foundry.example/help/refunds",
        "Which licence do I need",
        "https://desk.foundry.example/inbox/3",
        "Refund or exchange",
    ):
        assert text in made["text"], text
    assert INBOX in made["text"]
    assert "money back" in made["text"]


async def test_a_second_try_of_the_same_delivery_makes_no_second_ticket(wire: Wire) -> None:
    destination = wire.opened()
    first = await destination.send(ORDINARY, KEY)
    assert await destination.send(hostile(), KEY) == first
    assert await destination.find(KEY) == first
    assert len(wire.system.made) == 1


async def test_what_was_never_made_is_not_found(wire: Wire) -> None:
    destination = wire.opened()
    await destination.send(ORDINARY, KEY)
    assert await destination.find(KEY[:-1] + "b") is None


async def test_an_answer_that_is_lost_is_unknown_and_then_found(wire: Wire) -> None:
    wire.far.befalls("POST", loses_the_answer)
    destination = wire.opened()
    assert isinstance(await destination.send(ORDINARY, KEY), Unknown)
    assert isinstance(await destination.find(KEY), Delivered)
    assert len(wire.system.made) == 1


async def test_an_answer_that_comes_too_late_is_unknown_and_then_found(zendesk: Wire) -> None:
    zendesk.far.befalls("POST", answers_too_late(10.0))
    async with Caller(5.0) as caller:
        hurried = replace(zendesk, means=replace(zendesk.means, caller=caller))
        assert isinstance(await hurried.opened().send(ORDINARY, KEY), Unknown)
    assert isinstance(await zendesk.opened().find(KEY), Delivered)
    assert len(zendesk.system.made) == 1


async def test_a_connection_that_ends_before_anything_is_made_is_unknown_and_then_made_once(
    wire: Wire,
) -> None:
    wire.far.befalls("POST", drops)
    destination = wire.opened()
    assert isinstance(await destination.send(ORDINARY, KEY), Unknown)
    assert await destination.find(KEY) is None
    assert isinstance(await destination.send(ORDINARY, KEY), Delivered)
    assert len(wire.system.made) == 1


async def test_nobody_there_is_later(wire: Wire) -> None:
    destination = wire.opened(address="http://127.0.0.1:1")
    assert isinstance(await destination.send(ORDINARY, KEY), Later)
    with pytest.raises(CallFailed) as failed:
        await destination.find(KEY)
    assert failed.value.retryable


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, Refused) for status in (302, 400, 401, 403, 404, 422)),
        *((status, Later) for status in (429, 503)),
        *((status, Unknown) for status in (500, 502, 504)),
    ],
)
async def test_each_status_means_what_it_means(wire: Wire, status: int, kind: type) -> None:
    words = f"<b>Server words</b>{EVIL}"
    plain = {"error": words, "description": words, "message": words, "errors": [{"message": words}]}
    wire.far.befalls("POST", instead(Reply(status, plain, {"location": "http://127.0.0.1:1/"})))
    result = await wire.opened().send(ORDINARY, KEY)
    assert isinstance(result, kind), result
    assert not isinstance(result, Delivered)
    assert len(result.why) < 500
    assert result.why.isprintable()
    assert wire.system.made == []


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_too_much_at_once_waits_as_long_as_was_said(wire: Wire, method: str) -> None:
    wire.far.befalls(method, instead(Reply(429, {}, {"retry-after": "93"})))
    result = await wire.opened().send(ORDINARY, KEY)
    assert isinstance(result, Later)
    assert result.after == timedelta(seconds=93)


@pytest.mark.parametrize("fault", [drops, instead(Reply(500)), instead(Reply(200, b"<html>"))])
async def test_a_look_that_fails_makes_nothing_and_is_not_taken_for_an_absence(
    wire: Wire, fault: object
) -> None:
    wire.far.befalls("GET", fault, fault)  # type: ignore[arg-type]
    destination = wire.opened()
    assert isinstance(await destination.send(ORDINARY, KEY), Later)
    assert wire.system.made == []
    with pytest.raises(CallFailed):
        await destination.find(KEY)


@pytest.mark.parametrize("plain", [b"<html>", {}, [], {"ticket": {"id": "<b>"}}, {"number": None}])
async def test_a_success_without_a_ticket_is_no_success(wire: Wire, plain: object) -> None:
    wire.far.befalls("POST", instead(Reply(200, plain)))
    assert isinstance(await wire.opened().send(ORDINARY, KEY), Unknown)


async def test_a_wrong_token_says_what_to_mend_and_not_the_token(wire: Wire) -> None:
    result = await wire.opened(token="t0p-secret").send(ORDINARY, KEY)
    assert isinstance(result, Refused)
    assert "token" in result.why.lower() or "key" in result.why.lower()
    assert "t0p-secret" not in result.why


@pytest.mark.parametrize("long", [0, 5_000, 100_000])
async def test_what_a_visitor_makes_up_arrives_as_words_and_never_too_long(wire: Wire, long: int) -> None:
    destination = wire.opened()
    result = await destination.send(hostile(lines=40, long=long), KEY)
    assert isinstance(result, Delivered), wire.system.refused
    assert await destination.find(KEY) == result
    (made,) = wire.system.made
    assert INBOX in made["text"]
    assert not {"\x00", "\x1b", "\u202e", "\r"} & set(made["title"] + made["text"])
    assert "\n" not in made["title"]
    assert "alert(1)" in made["text"]


async def test_private_addresses_need_the_owners_leave(wire: Wire) -> None:
    """F44"""
    address = wire.far.address
    with pytest.raises(BadInput, match="Details leave only over https"):
        wire.opened(allow_private=False)
    destination = wire.opened(allow_private=False, address=address.replace("http://", "https://"))
    result = await destination.send(ORDINARY, KEY)
    assert isinstance(result, Refused)
    assert wire.far.asked == []


async def test_a_test_of_the_owners_says_that_nobody_waits(wire: Wire) -> None:
    await wire.opened().send(replace(ORDINARY, matter=Matter.TEST), KEY)
    (made,) = wire.system.made
    assert made["title"].startswith("Test: ")
    assert "Nobody waits" in made["text"]


async def test_a_lead_is_a_ticket_that_says_that_nobody_waits(wire: Wire) -> None:
    assert isinstance(await wire.opened().send(LEAD, KEY), Delivered)
    assert wire.system.refused == []
    (made,) = wire.system.made
    assert made["title"] == "Demo: Can I see it?"
    for text in ("nobody waits for an answer", "Noted", "A-10233", "ada@visitor.example", INBOX):
        assert text in made["text"]
    assert not any(text in made["text"] for text in ("Waiting since", "Team", "not given"))


@pytest.mark.parametrize("entry", ["token", "address"])
def test_what_is_missing_or_wrong_is_said_by_its_entry(wire: Wire, entry: str) -> None:
    with pytest.raises(BadInput) as wrong:
        wire.opened(**{entry: "ftp://x" if entry == "address" else ""})
    assert wrong.value.field == entry
