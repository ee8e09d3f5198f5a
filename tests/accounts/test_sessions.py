"""Signing in, and sessions that can be seen and revoked (F38, F48)."""

import asyncio

import psycopg
import pytest

from chatref.accounts import passwords, sessions, setup, teammates
from chatref.database.pool import Database
from chatref.errors import BadInput, Forbidden, NotFound
from tests.cast import PASSWORD, Business, Foundry

NEW = "another password of mine"


async def _sign_in(database: Database, email: str, password: str = PASSWORD) -> sessions.NewSession:
    return await sessions.sign_in(database, email, password, device="Firefox", address="192.0.2.1")


async def _known(database: Database, token: str) -> bool:
    return await sessions.authenticate(database, token) is not None


async def test_a_teammate_signs_in_and_is_known_by_the_token(database: Database, foundry: Foundry) -> None:
    new = await _sign_in(database, "  Tess@Foundry.example ")
    known = await sessions.authenticate(database, new.token)
    assert known is not None
    assert (known.workspace, known.session, known.teammate) == (foundry.workspace, new.session, foundry.tess)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("tess@foundry.example", "seven loud lanterns"),
        ("tess@foundry.example", ""),
        ("tess@foundry.example", "x" * 100_000),
        ("nobody@foundry.example", PASSWORD),
        ("", ""),
        ("tess@foundry.example\0", PASSWORD),
        ("\ud800@foundry.example", PASSWORD),
        ("' or 1=1 --", PASSWORD),
    ],
)
async def test_a_wrong_password_and_an_unknown_address_are_refused_with_the_same_words(
    database: Database, foundry: Foundry, email: str, password: str
) -> None:
    with pytest.raises(Forbidden) as refusal:
        await _sign_in(database, email, password)
    assert refusal.value.text == sessions.WRONG


async def test_an_unknown_address_costs_the_same_work(
    database: Database, foundry: Foundry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted rather than timed: each attempt is one argon2 verification with the same parameters."""
    verified: list[str] = []

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return hasher.verify(stored, password)

    passwords._nobodys()  # made once for a process, at the first unknown address
    hasher = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting())
    for email in ("tess@foundry.example", "nobody@foundry.example"):
        verified.clear()
        with pytest.raises(Forbidden):
            await _sign_in(database, email, "seven loud lanterns")
        assert len(verified) == 1
        assert verified[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_who_was_invited_and_has_no_password_cannot_sign_in(
    database: Database, foundry: Foundry
) -> None:
    """F48: an account without a password is closed, not open."""
    async with database.workspace(foundry.workspace) as connection:
        new = await teammates.create(connection, "Nina New", "nina@foundry.example")
    assert new.invited
    for password in ("", PASSWORD):
        with pytest.raises(Forbidden):
            await _sign_in(database, "nina@foundry.example", password)


async def test_one_address_in_two_workspaces_opens_the_one_whose_password_it_is(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    other = await passwords.hash_password("another password")
    async with database.workspace(rival.workspace) as connection:
        await teammates.create(connection, "Tess", foundry.tess.email, password_hash=other)
    assert (await _sign_in(database, foundry.tess.email)).workspace == foundry.workspace
    assert (await _sign_in(database, foundry.tess.email, "another password")).workspace == rival.workspace


async def test_sessions_are_listed_and_each_can_be_revoked(database: Database, foundry: Foundry) -> None:
    first, second = await _sign_in(database, foundry.tess.email), await _sign_in(database, foundry.tess.email)
    async with database.workspace(foundry.workspace) as connection:
        listed = await sessions.open_sessions(connection, foundry.tess.id)
        assert {session.id for session in listed} == {first.session, second.session}
        assert {(session.device, session.address) for session in listed} == {("Firefox", "192.0.2.1")}
        await sessions.revoke(connection, foundry.tess.id, first.session)
    assert not await _known(database, first.token)
    assert await _known(database, second.token)


async def test_nobody_revokes_another_persons_session(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39"""
    tess = await _sign_in(database, foundry.tess.email)
    for workspace, person in ((foundry.workspace, foundry.tom), (rival.workspace, rival.owner)):
        async with database.workspace(workspace) as connection:
            with pytest.raises(NotFound):
                await sessions.revoke(connection, person.id, tess.session)
    async with database.workspace(rival.workspace) as connection:
        with pytest.raises(NotFound):
            await sessions.revoke(connection, foundry.tess.id, tess.session)
    assert await _known(database, tess.token)


async def _changed(database: Database, token: str, present: str, password: str) -> None:
    who = await sessions.authenticate(database, token)
    assert who is not None
    await sessions.change_password(database, who, present, password)


async def test_with_ones_own_password_changed_every_other_session_ends(
    database: Database, foundry: Foundry
) -> None:
    """F48: and so does a link that somebody may have kept."""
    here, there = await _sign_in(database, foundry.tess.email), await _sign_in(database, foundry.tess.email)
    other = await _sign_in(database, foundry.tom.email)
    async with database.workspace(foundry.workspace) as connection:
        link = await setup.invite(connection, foundry.tess.id)
    await _changed(database, here.token, PASSWORD, NEW)
    assert [await _known(database, each.token) for each in (here, there, other)] == [True, False, True]
    with pytest.raises(Forbidden):
        await _sign_in(database, foundry.tess.email)
    assert (await _sign_in(database, foundry.tess.email, NEW)).teammate == foundry.tess.id
    with pytest.raises(NotFound):
        await setup.choose_password(database, link, "a third password")


@pytest.mark.parametrize(
    ("present", "password", "field"),
    [(NEW, NEW, "present"), ("", NEW, "present"), (PASSWORD, "short", "password")],
)
async def test_without_the_present_password_or_with_a_short_one_nothing_changes(
    database: Database, foundry: Foundry, present: str, password: str, field: str
) -> None:
    here, there = await _sign_in(database, foundry.tess.email), await _sign_in(database, foundry.tess.email)
    with pytest.raises(BadInput) as refusal:
        await _changed(database, here.token, present, password)
    assert refusal.value.field == field
    assert await _known(database, there.token)
    await _sign_in(database, foundry.tess.email)


async def test_f48_who_signs_in_while_the_password_is_changed_is_out_as_well(
    database: Database, foundry: Foundry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To look at a password takes a while, in which its owner may give it up."""
    here = await _sign_in(database, foundry.tess.email)

    async def changed_then(stored: str | None, password: str) -> bool:
        right = await passwords.verify_password(stored, password)
        monkeypatch.undo()
        await _changed(database, here.token, PASSWORD, NEW)
        return right

    monkeypatch.setattr(sessions, "verify_password", changed_then)
    with pytest.raises(Forbidden):
        await _sign_in(database, foundry.tess.email)
    async with database.workspace(foundry.workspace) as connection:
        [left] = await sessions.open_sessions(connection, foundry.tess.id)
    assert left.id == here.session


async def test_of_two_who_change_it_at_once_one_does(database: Database, foundry: Foundry) -> None:
    """Each knew the password that was; whoever comes second knows it no more, and is out."""
    both = [await _sign_in(database, foundry.tess.email) for _ in range(2)]
    words = ["one password of mine", "two passwords of mine"]
    asked = [_changed(database, each.token, PASSWORD, word) for each, word in zip(both, words, strict=True)]
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(each) for each in done if each is not None] == [BadInput]
    [winner] = [number for number, each in enumerate(done) if each is None]
    assert [await _known(database, each.token) for each in both] == [number == winner for number in range(2)]
    await _sign_in(database, foundry.tess.email, words[winner])


async def test_an_expired_session_is_nobody(database: Database, foundry: Foundry) -> None:
    new = await _sign_in(database, foundry.tess.email)
    async with database.workspace(foundry.workspace) as connection:
        await connection.execute("update sessions set expires_at = now() - interval '1 second'")
        assert await sessions.open_sessions(connection, foundry.tess.id) == ()
    assert not await _known(database, new.token)


async def test_a_session_in_use_goes_on(database: Database, foundry: Foundry) -> None:
    new = await _sign_in(database, foundry.tess.email)
    async with database.workspace(foundry.workspace) as connection:
        await connection.execute(
            "update sessions set last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 day'"
        )
    assert await _known(database, new.token)
    async with database.workspace(foundry.workspace) as connection:
        (session,) = await sessions.open_sessions(connection, foundry.tess.id)
    assert (session.expires_at - session.last_seen_at) == sessions.LIFE


@pytest.mark.parametrize("token", ["", "cs_", "cs_guess", "x" * 1_000_000, "\ud800", "\0"])
async def test_rubbish_is_nobody(database: Database, foundry: Foundry, token: str) -> None:
    await _sign_in(database, foundry.tess.email)
    assert not await _known(database, token)


async def test_a_browser_that_calls_itself_something_odd_is_signed_in(
    database: Database, foundry: Foundry
) -> None:
    email, device = foundry.tess.email, "Fire\0fox\ud800" + "x" * 10_000
    await sessions.sign_in(database, email, PASSWORD, device=device, address="x")
    async with database.workspace(foundry.workspace) as connection:
        (session,) = await sessions.open_sessions(connection, foundry.tess.id)
    assert session.device.startswith("Firefoxx")


async def test_no_secret_stands_in_the_database(database: Database, foundry: Foundry) -> None:
    """Who reads a backup can't sign in with what it holds."""
    new = await _sign_in(database, foundry.tess.email)
    secret = new.token.partition("_")[2]
    with psycopg.connect(database.url) as owner:
        for table in ("sessions", "teammates", "visitor_sessions", "setup_links"):
            rows = owner.execute(f"select t::text from {table} t").fetchall()
            for (row,) in rows:
                for word in (secret, new.token, PASSWORD, foundry.vera.token):
                    assert word not in row
                    assert word.encode().hex() not in row
