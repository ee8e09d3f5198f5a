"""A call leaves signed, to an address that may be reached, and comes back in time, small and as declared (F44, F46)."""

import asyncio
import base64
import json
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.fields import Call, Date, Field, Number, Text
from chatref.actions.results import Unexpected, options_in, results_in, told
from chatref.database.pool import Database
from chatref.outbound.calls import Caller, CallFailed
from chatref.outbound.keys import Keys
from chatref.outbound.signing import signing_headers
from tests.actions.endpoint import Endpoint, Reply, endpoint
from tests.cast import Business, Foundry

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
SECONDS = 60.0  # on a machine that has other things to do
HURRIED = 2.0


@pytest.fixture
def far() -> Iterator[Endpoint]:
    with endpoint() as opened:
        opened.secret = SECRET
        yield opened


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    async with Caller(SECONDS) as made:
        yield made


async def _call(caller: Caller, far: Endpoint, secret: str = SECRET) -> object:
    call = Call(far.address, allow_private=True)
    return (await caller.post(call, secret, "msg_1", {"type": "action.look_up"})).plain


def test_the_signature_is_the_one_that_the_scheme_prints() -> None:
    """The example of the Standard Webhooks specification and of its libraries' tests."""
    headers = signing_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
    )


async def test_a_signed_call_is_believed_and_its_answer_comes_back(caller: Caller, far: Endpoint) -> None:
    far.answer = lambda asked: Reply.of({"type": asked["type"]})
    assert await _call(caller, far) == {"type": "action.look_up"}
    assert far.ids == ["msg_1"]


async def test_another_secret_is_not_believed(caller: Caller, far: Endpoint) -> None:
    other = "whsec_" + base64.b64encode(bytes(32)).decode()
    with pytest.raises(CallFailed, match="it answered 401"):
        await _call(caller, far, other)
    assert far.refused == ["the signature does not fit"]


@pytest.mark.parametrize(
    ("reply", "why", "retryable"),
    [
        (Reply(500), "it answered 500", True),
        (Reply(429), "it answered 429", True),
        (Reply(400), "it answered 400", False),
        (Reply(302, headers={"location": "http://127.0.0.1:1/"}), "it answered 302", False),
        (Reply(body=b"<html>"), "its answer is no JSON", False),
        (Reply(body=b"[" * 60_000), "its answer is no JSON", False),
        (Reply(body=b'"' + b"x" * 70_000 + b'"'), "its answer is larger than 64 kB", False),
        (Reply(body=b"{}" * 5, slowly=3.0), "it took too long to answer", True),
    ],
)
async def test_whatever_the_far_side_does_the_call_ends_in_time_and_says_why(
    far: Endpoint, reply: Reply, why: str, retryable: bool
) -> None:
    far.answer = lambda _: reply
    seconds = HURRIED if reply.slowly else SECONDS
    async with Caller(seconds) as caller, asyncio.timeout(seconds + 10):
        with pytest.raises(CallFailed) as failed:
            await _call(caller, far)
    assert (failed.value.why, failed.value.retryable) == (why, retryable)


@pytest.mark.parametrize(
    "call",
    [
        Call("http://127.0.0.1:9/"),
        Call("https://localhost/orders"),
        Call("https://[::ffff:10.0.0.1]/"),
        Call("https://169.254.169.254/latest/meta-data", allow_private=True),
        Call("https://2852039166/"),
    ],
)
async def test_an_address_that_must_not_be_reached_is_never_connected_to(caller: Caller, call: Call) -> None:
    """F44: without an owner's leave nothing private, and never where a machine keeps its secrets."""
    with pytest.raises(CallFailed, match="its address may not be called"):
        await caller.post(call, SECRET, "msg_1", {})


async def test_nobody_there_is_a_failure_that_may_pass(caller: Caller) -> None:
    with pytest.raises(CallFailed) as failed:
        await caller.post(Call("http://127.0.0.1:1/", allow_private=True), SECRET, "msg_1", {})
    assert failed.value.retryable


async def test_each_workspace_signs_with_its_own_and_no_table_holds_it(
    database: Database, foundry: Foundry, rival: Business, tmp_path: Path
) -> None:
    """F48, F39."""
    keys = Keys(database, tmp_path)
    mine, theirs = await keys.signing_secret(foundry.workspace), await keys.signing_secret(rival.workspace)
    assert mine != theirs
    assert await Keys(database, tmp_path).signing_secret(foundry.workspace) == mine
    assert await Keys(database, tmp_path / "other").signing_secret(foundry.workspace) != mine
    async with database.workspace(foundry.workspace) as connection:
        rows = await (await connection.execute("select salt from signing_keys")).fetchall()
    assert len(rows) == 1
    assert base64.b64decode(mine.removeprefix("whsec_")) not in rows[0]
    renewed = await keys.renew(foundry.workspace)
    assert renewed not in {mine, theirs}
    assert await keys.signing_secret(foundry.workspace) == renewed
    assert await keys.signing_secret(rival.workspace) == theirs


def test_the_desks_secret_is_made_once_and_only_its_owner_reads_it(
    database: Database, tmp_path: Path
) -> None:
    """F48."""
    Keys(database, tmp_path)
    file = tmp_path / "secret"
    made = file.read_bytes()
    Keys(database, tmp_path)
    assert (file.read_bytes(), len(made)) == (made, 64)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["secret"]


STATUS = Field("status", "Status", Text(20))
COUNT = Field("count", "Count", Number(), required=False)
SHIPPED = Field("shipped_on", "Shipped on", Date(), required=False)
DECLARED = (STATUS, COUNT, SHIPPED)


def test_what_was_declared_is_read_and_all_else_left() -> None:
    plain = {"status": " in\n transit ", "count": 3, "shipped_on": "22.11.2026", "card": "4111"}
    assert results_in(plain, DECLARED) == {"status": "in transit", "count": "3", "shipped_on": "2026-11-22"}
    assert results_in({"status": "lost", "count": None}, DECLARED) == {"status": "lost"}


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        ([], "the answer is no object"),
        ({}, "status is missing"),
        ({"status": {"a": 1}}, "status is missing"),
        ({"status": "x" * 21}, "status is not what was declared"),
        ({"status": "sent", "shipped_on": "soon"}, "shipped_on is not what was declared"),
    ],
)
def test_what_is_not_as_declared_is_refused(plain: object, why: str) -> None:
    with pytest.raises(Unexpected, match=why):
        results_in(plain, DECLARED)


def test_options_are_a_list_of_texts() -> None:
    assert options_in({"options": ["A", "B ", 3, "A", ""]}) == ("A", "B", "3")
    others: list[object] = [
        {},
        {"options": []},
        {"options": "abc"},
        {"options": [str(n) for n in range(101)]},
        None,
    ]
    for plain in others:
        with pytest.raises(Unexpected):
            options_in(plain)


def test_a_result_is_told_in_the_owners_sentences_without_those_that_would_stay_open() -> None:
    say = {
        "": "Order {order} is {status}. It was shipped on {shipped_on}.",
        "de": "Bestellung {order}: {status}.",
    }
    values = {"order": "A-1", "status": "on its way"}
    labels = {"order": "Order", "status": "Status"}
    assert told(say, "en", values, labels) == "Order A-1 is on its way."
    assert told(say, "de-AT", values, labels) == "Bestellung A-1: on its way."
    assert told({"en": "{shipped_on}"}, "en", values, labels) == "Order: A-1; Status: on its way"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_any_answer_is_read_or_refused(plain: object) -> None:
    for read in (lambda: results_in(plain, DECLARED), lambda: options_in(plain)):
        with suppress(Unexpected):
            assert read() is not None


def test_ids_of_calls_are_plain_text() -> None:
    headers = signing_headers(SECRET, str(uuid4()), datetime.now(UTC), json.dumps({"ä": 1}).encode())
    assert all(value.isascii() for value in headers.values())
