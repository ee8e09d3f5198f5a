"""What happens because time passes. The database's clock runs as it is; the owner's timers are short here."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import psycopg
import pytest

from chatref.accounts import sites, teammates
from chatref.conversation import commands as cmd
from chatref.conversation.model import DESK, Debt, Stage
from chatref.conversation.policy import Timers
from chatref.conversation.refusals import NotDue
from chatref.database.pool import Database
from chatref.desk.clock import ALERT_AT, Clock
from chatref.desk.handle import Desk
from chatref.desk.policy import Policies
from chatref.desk.presence import Presence
from chatref.desk.refused import CommandRefused
from tests.cast import Business, Foundry
from tests.desk.acts import Acts, new

SHORT = timedelta(milliseconds=150)
SOON = Timers(answer=SHORT, burst=SHORT)
STEEP = Timers(rungs=(SHORT,), rung=timedelta(hours=1))


@pytest.fixture
async def hurried(database: Database, foundry: Foundry) -> AsyncIterator[Acts]:
    made = Acts(database, foundry)
    async with Desk(database, made.news.append, Policies(SOON)) as desk:
        made.desk = desk
        yield made


async def test_an_answer_that_does_not_come_becomes_a_case(acts: Acts, hurried: Acts) -> None:
    """P13, F15: a worker that died costs the visitor nothing but time; and nobody is passed by too early."""
    clock = Clock(hurried.database, hurried.desk)
    early = await acts.begin(visitor=new())
    assert await clock.pass_deadlines() == 0
    conversation = await hurried.begin()
    await asyncio.sleep(0.2)
    assert await clock.pass_deadlines() == 1
    assert hurried.state(conversation).stage is Stage.WAITING
    assert acts.state(early).stage is Stage.ASSISTANT
    assert await clock.pass_deadlines() == 0


async def test_the_ladder_goes_on_by_itself(hurried: Acts) -> None:
    """F15, P15: nobody accepts, and the next step comes."""
    async with Desk(hurried.database, hurried.news.append, Policies(STEEP)) as hurried.desk:
        conversation = await hurried.case()
        await asyncio.sleep(0.2)
        await Clock(hurried.database, hurried.desk).pass_deadlines()
        handoff = hurried.state(conversation).handoff
        assert handoff is not None
        assert handoff.rungs == 1


async def test_one_clock_serves_every_workspace(hurried: Acts, rival: Business, foundry: Foundry) -> None:
    """The index of what is late crosses the walls with ids alone."""
    await hurried.begin()
    other = new()
    opening = cmd.Opening(other, rival.workspace, rival.site.id, new())
    await hurried.desk.handle(
        rival.workspace, other, cmd.Write(new(), "Hello?", opening=opening),
        actor=DESK, command_id=new(), sender="test",
    )  # fmt: skip
    await asyncio.sleep(0.2)
    assert await Clock(hurried.database, hurried.desk).pass_deadlines() == 2
    assert {news.workspace for news in hurried.news} == {foundry.workspace, rival.workspace}


async def test_what_is_due_in_one_moment_is_passed_in_one_tick(
    hurried: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F15: when a team opens, the whole night's line is due, and nobody in it waits for the next tick."""
    monkeypatch.setattr("chatref.desk.clock.MOST", 2)
    for _ in range(5):
        await hurried.begin(visitor=new())
    await asyncio.sleep(0.2)
    assert await Clock(hurried.database, hurried.desk).tick() == 5


async def test_two_clocks_share_the_work_and_nothing_happens_twice(hurried: Acts) -> None:
    conversations = [await hurried.begin(visitor=new()) for _ in range(12)]
    await asyncio.sleep(0.2)
    clocks = [Clock(hurried.database, hurried.desk) for _ in range(3)]
    moved = await asyncio.gather(*(clock.pass_deadlines() for clock in clocks))
    assert sum(moved) == 12
    for conversation in conversations:
        kinds = [type(each.recorded.event).__name__ for news in hurried.news for each in news.events
                 if news.state.id == conversation]  # fmt: skip
        assert kinds.count("HandoffOpened") == 1


async def test_a_deadline_that_moved_is_not_due_and_the_row_is_put_right(
    acts: Acts, database_url: str
) -> None:
    conversation = await acts.begin()
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("update conversations set due_at = clock_timestamp() - interval '1 hour'")
        assert await Clock(acts.database, acts.desk).pass_deadlines() == 0
        row = admin.execute("select due_at > clock_timestamp(), due_debt from conversations").fetchone()
        assert row == (True, "answer")
        failures = admin.execute("select count(*) from clock_failures").fetchone()
        assert failures == (0,)
    assert acts.state(conversation).seq == 2


async def test_a_row_that_cannot_be_decided_backs_off_by_itself_and_the_owner_is_told(
    hurried: Acts, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad row blocks nobody; at the third time its workspace's owner hears of it."""
    monkeypatch.setattr("chatref.desk.clock.PAUSE", timedelta(hours=1))  # longer than any step here
    bad, good = await hurried.begin(visitor=new()), await hurried.begin(visitor=new())
    clock = Clock(hurried.database, hurried.desk)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(
            "update conversations set state = '{\"broken\": 1}', seq = seq + 1 where id = %s", [bad]
        )
        await asyncio.sleep(0.2)
        for n in range(ALERT_AT):
            assert await clock.pass_deadlines() == (1 if n == 0 else 0)
            assert await clock.pass_deadlines() == 0, "it pauses"
            admin.execute("update clock_failures set until = clock_timestamp()")
        failed = admin.execute("select conversation::text, failures from clock_failures").fetchall()
        assert failed == [(bad, ALERT_AT)]
        told = admin.execute("select conversation::text from outbox where kind = 'clock_failed'").fetchall()
        assert told == [(bad,)]
    assert hurried.state(good).stage is Stage.WAITING


async def test_the_sweep_brings_every_open_row_under_the_new_policy(acts: Acts) -> None:
    """F6: the assistant is switched off, and its conversations move to the team by themselves."""
    conversation = await acts.begin("A question?")
    async with acts.database.workspace(acts.workspace) as connection:
        await sites.pause_assistant(connection, acts.foundry.site.id)
    clock = Clock(acts.database, acts.desk)
    assert await clock.apply_policies() == 1
    assert acts.state(conversation).stage is Stage.WAITING
    assert acts.state(conversation).policy == acts.news[-1].ruling.policy.version
    assert await clock.apply_policies() == 0


async def test_a_removed_teammates_case_goes_back_to_the_queue(acts: Acts) -> None:
    """F6, F22."""
    conversation = await acts.owned(acts.foundry.tom.id)
    async with acts.database.workspace(acts.workspace) as connection:
        await teammates.remove(connection, acts.foundry.tom.id)
    await Clock(acts.database, acts.desk).apply_policies()
    assert acts.state(conversation).owner is None
    assert acts.state(conversation).stage is Stage.WAITING


async def test_a_claim_made_over_a_socket_lapses_when_its_owner_is_gone(acts: Acts) -> None:
    """F21: a dead network makes no orphan; a claim made otherwise stays."""
    presence = Presence(acts.database, new())
    tess, tom = acts.foundry.tess.id, acts.foundry.tom.id
    socket = new()
    await presence.beat(acts.workspace, tess, socket)
    lapsing, staying = await acts.case(), await acts.case()
    await acts.teammate(lapsing, cmd.Claim(acts.state(lapsing).epoch, by_socket=True), tess)
    await acts.teammate(staying, cmd.Claim(acts.state(staying).epoch), tom)
    clock = Clock(acts.database, acts.desk, grace=timedelta(0))
    assert await clock.lapse_claims() == 0
    await presence.leave(acts.workspace, socket)
    assert await clock.lapse_claims() == 1
    assert acts.state(lapsing).stage is Stage.WAITING
    assert acts.state(staying).owner == tom


async def test_whoever_is_back_keeps_their_case(acts: Acts) -> None:
    """Absence is checked again in the command's own transaction."""
    presence, tess = Presence(acts.database, new()), acts.foundry.tess.id
    conversation = await acts.case()
    await acts.teammate(conversation, cmd.Claim(acts.state(conversation).epoch, by_socket=True), tess)
    await presence.beat(acts.workspace, tess, new())
    with pytest.raises(CommandRefused):
        await acts.assistant(conversation, cmd.PresenceLost(tess))
    assert acts.state(conversation).owner == tess


async def test_a_deadline_passed_too_early_is_refused(acts: Acts) -> None:
    conversation = await acts.begin()
    state = acts.state(conversation)
    with pytest.raises(CommandRefused) as refused:
        await acts.desk.handle(
            acts.workspace, conversation, cmd.DeadlinePassed(Debt.ANSWER, state.at, state.seq),
            actor=DESK, command_id=new(), sender="desk",
        )  # fmt: skip
    assert isinstance(refused.value.refusal, NotDue)


async def test_many_beats_and_a_leaving_among_them_come_out_in_their_order(acts: Acts) -> None:
    """F21: who has left is not brought back by a beat that was waiting."""
    presence, tess, tom = Presence(acts.database, new()), acts.foundry.tess.id, acts.foundry.tom.id
    left, stays = new(), new()
    beats = [presence.beat(acts.workspace, tess, left) for _ in range(5)]
    await asyncio.gather(
        *beats, presence.beat(acts.workspace, tom, stays), presence.leave(acts.workspace, left)
    )
    assert await presence.present(acts.workspace) == {tom}


async def test_connections_that_ended_long_ago_are_forgotten(acts: Acts) -> None:
    presence, tess, gone = Presence(acts.database, new()), acts.foundry.tess.id, new()
    await presence.beat(acts.workspace, tess, gone)
    await presence.beat(acts.workspace, tess, new())
    with psycopg.connect(acts.database.url, autocommit=True) as admin:
        admin.execute(
            "update presence set expires_at = now() - interval '61 minutes' where connection = %s", [gone]
        )
        await presence.forget_gone(acts.workspace)
        assert admin.execute("select count(*) from presence").fetchone() == (1,)
    assert await presence.present(acts.workspace) == {tess}


MANY = """
insert into conversations (workspace, id, site, visitor, seq, vseq, change, stage, by_socket, due_at, due_debt,
                           policy_version, evolve_version, started_at, changed_at, state, summary)
select w.id, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 1, 1, 'assistant', false,
       now() + interval '1 hour', 'next_word', w.policy_version, 1, now(), now(), '{}', '{}'
  from workspaces w, generate_series(1, 500)
"""


@pytest.mark.parametrize("look", ["chatref_due(100)", "chatref_outdated(100)", "chatref_unanswered(8)"])
async def test_a_look_does_not_walk_through_what_is_not_late(hurried: Acts, look: str) -> None:
    """Every process looks each second: what is open and owed later must cost nothing."""
    with psycopg.connect(hurried.database.url, autocommit=True) as admin:
        admin.execute(
            "insert into workspaces (id, name) select gen_random_uuid(), 'W' from generate_series(1, 20)"
        )
        admin.execute(MANY)
        admin.execute("analyze")
        admin.execute(f"select from {look}")
        told = admin.execute(f"explain (analyze, buffers, format json) select from {look}").fetchone()
        size = admin.execute("select pg_relation_size('conversations') / 8192").fetchone()
    assert told is not None
    assert size is not None
    assert size[0] > 100
    assert told[0][0]["Plan"]["Shared Hit Blocks"] < size[0] / 4
