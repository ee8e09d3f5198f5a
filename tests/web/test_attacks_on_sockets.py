"""Whose right has ended hears no more, and whose right was never there hears nothing. F39, docs/security.md."""

import asyncio
from contextlib import suppress
from uuid import uuid4

import httpx2 as httpx
import pytest
from websockets.exceptions import ConnectionClosed

from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.errors import NotFound
from chatref.live.follower import Follower, Side
from chatref.live.hints import Piece
from chatref.live.hub import Hub
from chatref.live.mailbox import Mailbox
from chatref.web.sockets import FORBIDDEN, NOT_UNDERSTOOD, RESUME, SIGNED_OUT
from tests.cast import PASSWORD, Foundry
from tests.clients import TeammateClient, VisitorClient
from tests.serving.desks import eventually
from tests.serving.sockets import Tab, tab, teammate_tab, visitor_tab
from tests.web.conftest import Open

SECRET = "The code of my card is 4711."


@pytest.fixture
def vera(open_desk: Open) -> VisitorClient:
    visitor = open_desk.visitor()
    visitor.write(SECRET).raise_for_status()
    return visitor


@pytest.fixture(scope="module")
def tess(open_desk: Open) -> TeammateClient:
    """Signed in once: how often an address may sign in is limited."""
    return open_desk.teammate()


def sign_in_at(open_desk: Open, email: str) -> tuple[TeammateClient, TeammateClient]:
    return open_desk.teammate(email), open_desk.teammate(email)


def _is_cut_off(window: Tab) -> None:
    """As the hub does it, at once; who is only found out at the next look is told to sign in."""
    eventually(lambda: window.code is not None)
    assert window.code == RESUME


def test_a_window_signed_out_elsewhere_hears_no_more(open_desk: Open, vera: VisitorClient) -> None:
    here, there = sign_in_at(open_desk, "tom@foundry.example")
    with teammate_tab(open_desk.desk.base, there, vera.conversation) as window:
        eventually(window.events)
        rows = here.http.get("/api/inbox/sessions").json()["sessions"]
        for row in rows:
            if not row["current"]:
                here.http.post(f"/api/inbox/sessions/{row['id']}/revoke").raise_for_status()
        _is_cut_off(window)
    with teammate_tab(open_desk.desk.base, there, vera.conversation) as window:
        eventually(lambda: window.code == SIGNED_OUT)
    with teammate_tab(open_desk.desk.base, here, vera.conversation) as window:
        eventually(window.events)


def test_a_new_password_ends_the_windows_of_every_other_browser(open_desk: Open, vera: VisitorClient) -> None:
    here, there = sign_in_at(open_desk, "tom@foundry.example")
    with teammate_tab(open_desk.desk.base, there, vera.conversation) as window:
        eventually(window.events)
        changed = {"present": PASSWORD, "password": PASSWORD}
        here.http.put("/api/inbox/password", json=changed).raise_for_status()
        _is_cut_off(window)
    with teammate_tab(open_desk.desk.base, there, vera.conversation) as window:
        eventually(lambda: window.code == SIGNED_OUT)
    with teammate_tab(open_desk.desk.base, here, vera.conversation) as window:
        eventually(window.events)


def test_who_signs_out_in_one_tab_is_out_in_the_next(open_desk: Open, vera: VisitorClient) -> None:
    tom = open_desk.teammate("tom@foundry.example")
    with teammate_tab(open_desk.desk.base, tom, vera.conversation) as window:
        eventually(window.events)
        cookies = dict(tom.http.cookies)
        tom.http.post("/api/inbox/sign-out").raise_for_status()
        _is_cut_off(window)
    again = httpx.get(f"{open_desk.desk.base}/api/inbox/me", cookies=cookies)
    assert again.status_code == 401


def test_a_blocked_visitors_window_hears_no_more(
    open_desk: Open, tess: TeammateClient, vera: VisitorClient
) -> None:
    with visitor_tab(open_desk.desk.base, vera) as window:
        eventually(window.events)
        tess.http.post(f"/api/inbox/visitors/{vera.session['visitor']}/block", json={}).raise_for_status()
        _is_cut_off(window)
    with visitor_tab(open_desk.desk.base, vera) as window:
        eventually(lambda: window.code == FORBIDDEN)


def test_a_session_that_ends_unannounced_ends_its_window_too(open_desk: Open, vera: VisitorClient) -> None:
    """As after a lost wake-up between processes."""
    tom = open_desk.teammate("tom@foundry.example")
    with teammate_tab(open_desk.desk.base, tom, vera.conversation) as window:
        eventually(window.events)
        asyncio.run(_end_all_sessions(open_desk.database_url, open_desk.foundry))
        eventually(lambda: window.code == SIGNED_OUT)


async def _end_all_sessions(url: str, foundry: Foundry) -> None:
    database = await Database.open(url, size=1)
    try:
        async with database.workspace(foundry.workspace) as connection:
            await connection.execute(
                "update sessions set revoked_at = now() where revoked_at is null and teammate = %s",
                [foundry.tom.id],
            )
    finally:
        await database.close()


@pytest.mark.parametrize("kind", ["hello", "follow"])
def test_anothers_conversation_cannot_be_followed(open_desk: Open, vera: VisitorClient, kind: str) -> None:
    vic = open_desk.visitor()
    vic.write("Hello, what is a web licence?").raise_for_status()
    own = vera.conversation if kind == "hello" else vic.conversation
    with tab(open_desk.desk.base, "/api/visitor/socket") as window:
        window.say(t="hello", token=vic.session["token"], conversation=own, after=0)
        if kind == "follow":
            eventually(window.events)
            window.say(t="follow", conversation=vera.conversation, after=0)
        eventually(lambda: window.code == FORBIDDEN)
        assert "4711" not in str(window.frames)


def test_another_business_opens_and_types_nowhere(open_desk: Open, vera: VisitorClient) -> None:
    rosa = open_desk.teammate("rosa@rival.example")
    with visitor_tab(open_desk.desk.base, vera) as theirs:
        eventually(theirs.events)
        with teammate_tab(open_desk.desk.base, rosa, vera.conversation) as window:
            window.say(t="typing", conversation=vera.conversation)
            eventually(lambda: window.code == FORBIDDEN)
            assert "4711" not in str(window.frames)
            assert open_desk.foundry.workspace not in str(window.frames)
        assert not [who for who in theirs.hints("typing") if who["who"] != "assistant"]


def test_a_visitors_secret_opens_no_inbox_and_a_cookie_no_visitors_socket(
    open_desk: Open, tess: TeammateClient, vera: VisitorClient
) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in tess.http.cookies.items())
    stolen = f"chatref_session={vera.session['token']}"
    with tab(open_desk.desk.base, "/api/inbox/socket", Cookie=stolen) as window:
        eventually(lambda: window.code == SIGNED_OUT)
    with tab(open_desk.desk.base, "/api/visitor/socket", Cookie=cookie) as window:
        window.say(t="hello", conversation=vera.conversation, after=0)
        eventually(lambda: window.code == SIGNED_OUT)


@pytest.mark.parametrize(
    "frame",
    [
        {"t": "hello", "change": 10**400},
        {"t": "hello", "change": ["x"]},
        {"t": "open", "conversation": 7, "after": 0},
        {"t": "open", "conversation": None},
        {"t": "beat", "seq": -1},
        {"t": "beat", "seq": 1.5},
    ],
)
def test_a_teammates_junk_ends_their_socket_politely(
    open_desk: Open, tess: TeammateClient, frame: dict[str, object]
) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in tess.http.cookies.items())
    with tab(open_desk.desk.base, "/api/inbox/socket", Cookie=cookie) as window:
        if frame["t"] != "hello":
            window.say(t="hello", change=0)
            eventually(lambda: window.frames)
        with suppress(ConnectionClosed):
            window.say(**frame)
        eventually(lambda: window.code is not None)
        assert window.code == NOT_UNDERSTOOD


async def test_nothing_is_whispered_before_the_right_is_found(database: Database, foundry: Foundry) -> None:
    """What the assistant is writing to Vera is not Vic's, even for the moment that the look-up takes."""
    async with Hub(database, str(uuid4())) as hub, Desk(database, hub.announce):
        conversation, mailbox = str(uuid4()), Mailbox()
        stranger = Follower(Side.VISITOR, foundry.workspace, foundry.vic.id, conversation, 0, mailbox)
        following = asyncio.create_task(hub.follow(stranger))
        while not following.done():
            hub.piece(foundry.workspace, conversation, Piece(1, 1, 1, SECRET))
            await asyncio.sleep(0)
        with pytest.raises(NotFound):
            await following
        hub.piece(foundry.workspace, conversation, Piece(1, 1, 1, SECRET))
        assert mailbox.empty
        await hub.leave(stranger)
