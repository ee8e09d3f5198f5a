"""The one way anything is written."""

import asyncio

import psycopg
import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.evolve import fold
from chatref.conversation.model import Actor, ActorKind
from chatref.conversation.refusals import AlreadyClaimed, Continued, Gone, IdReused, Stale
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.desk.outcome import Outcome as Result
from chatref.desk.presence import Presence
from chatref.desk.refused import CommandRefused
from chatref.errors import BadInput, NotFound
from tests.cast import Business, Foundry
from tests.desk.acts import Acts, kinds, new


async def test_a_case_goes_from_question_to_resolution_in_one_thread(acts: Acts) -> None:
    """S9, S10: the visitor, the assistant and the teammate write in the same conversation."""
    conversation = await acts.begin("How do I install a font?")
    await acts.assistant(conversation, acts.answer(conversation))
    await acts.visitor(conversation, cmd.AskPerson())
    await acts.teammate(conversation, acts.claim(conversation))
    await acts.teammate(conversation, acts.reply(conversation))
    resolved = await acts.teammate(conversation, acts.resolve(conversation))
    assert "Resolved" in kinds(resolved)
    history = await reading.team_events(
        acts.database, reading.Teammate(acts.workspace, acts.foundry.tess.id), conversation, 0
    )
    assert [stored.recorded.seq for stored in history.events] == list(range(1, resolved.seq + 1))
    assert history.number == resolved.seq


async def test_what_is_stored_is_what_was_announced(acts: Acts) -> None:
    """Invariant 1: the row of a conversation is the state that everybody was told."""
    conversation = await acts.owned()
    state, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert state == acts.state(conversation)
    announced = [each for news in acts.news for each in news.events]
    assert list(stored) == announced


async def test_the_same_command_again_changes_nothing_and_gives_its_first_result(acts: Acts) -> None:
    """Invariant 10, also when it comes after others, and through another process."""
    conversation, again = await acts.begin(), new()
    command = cmd.Write(new(), "Again?")
    first = await acts.visitor(conversation, command, again=again)
    await acts.write(conversation, "Something else")
    other = Acts(acts.database, acts.foundry)
    async with other.desk:
        assert await other.visitor(conversation, command, again=again) == first
    assert await acts.visitor(conversation, command, again=again) == first
    assert acts.state(conversation).seq == first.seq + 1


async def test_the_same_command_twice_at_once_is_one(acts: Acts) -> None:
    """Invariant 10: a repeat in the same batch sees the first."""
    conversation, again, command = await acts.begin(), new(), cmd.Write(new(), "Once")
    results = await asyncio.gather(*(acts.visitor(conversation, command, again=again) for _ in range(5)))
    assert len(set(results)) == 1
    assert acts.state(conversation).seq == results[0].seq


async def test_an_id_with_other_content_is_refused(acts: Acts) -> None:
    conversation, again = await acts.begin(), new()
    await acts.visitor(conversation, cmd.Write(new(), "One"), again=again)
    with pytest.raises(CommandRefused) as refused:
        await acts.visitor(conversation, cmd.Write(new(), "Two"), again=again)
    assert isinstance(refused.value.refusal, IdReused)


async def test_after_erasure_a_command_sent_again_is_gone(acts: Acts) -> None:
    """F40, invariant 10: erased is for good, and an old result is not given back."""
    conversation, again = await acts.begin(), new()
    command = cmd.Write(new(), "My secret")
    await acts.visitor(conversation, command, again=again)
    await acts.assistant(conversation, cmd.Erase())
    state, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert "secret" not in f"{state}{stored}{acts.news[-1].summary}"
    assert fold(each.recorded for each in stored) == state, "and what stays still folds to the same state"
    with pytest.raises(CommandRefused) as refused:
        await acts.visitor(conversation, command, again=again)
    assert isinstance(refused.value.refusal, Gone)


async def test_of_two_claims_one_wins_and_the_other_is_told_who(acts: Acts) -> None:
    """P10, invariant 4, by two processes at once, many times."""
    other = Acts(acts.database, acts.foundry)
    async with other.desk:
        for _ in range(20):
            conversation = await acts.case()
            claim = acts.claim(conversation)
            results = await asyncio.gather(
                acts.teammate(conversation, claim, acts.foundry.tess.id),
                other.teammate(conversation, claim, acts.foundry.tom.id),
                return_exceptions=True,
            )
            refused = [each for each in results if isinstance(each, CommandRefused)]
            assert len(refused) == 1
            loser = refused[0]
            assert isinstance(loser.refusal, AlreadyClaimed)
            winner = acts.foundry.tess if results[1] is loser else acts.foundry.tom
            assert loser.refusal.by == winner.id
            assert loser.text == f"{winner.name} took this conversation over."


async def test_an_answer_begun_before_a_takeover_is_never_stored(acts: Acts) -> None:
    """F1, P10: the model's late reply is fenced by epoch and turn in the transaction that would store it."""
    conversation = await acts.begin()
    late = acts.answer(conversation)
    await acts.teammate(conversation, cmd.TakeOver(acts.state(conversation).epoch))
    with pytest.raises(CommandRefused) as refused:
        await acts.assistant(conversation, late)
    assert isinstance(refused.value.refusal, Stale)
    _, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert "AssistantAnswered" not in [type(each.recorded.event).__name__ for each in stored]


async def test_one_refusal_fails_nobody_else_in_the_batch(acts: Acts) -> None:
    conversation = await acts.owned()
    results = await asyncio.gather(
        *[acts.write(conversation, f"{n}") for n in range(5)],
        acts.teammate(conversation, cmd.Claim(0), acts.foundry.tom.id),
        *[acts.write(conversation, f"{n}") for n in range(5)],
        return_exceptions=True,
    )
    assert [type(each).__name__ for each in results] == ["Outcome"] * 5 + ["CommandRefused"] + ["Outcome"] * 5
    assert len({news.change for news in acts.news[-10:]}) == 1, "they were one batch"


POISON = """
create function refuse_poison() returns trigger language plpgsql as $$
begin
    if new.payload::text like '%poison%' then raise exception 'poisoned'; end if;
    return new;
end $$;
create trigger poison before insert on events for each row execute function refuse_poison()
"""


async def test_two_businesses_share_a_batch_and_nothing_else(acts: Acts, rival: Business) -> None:
    """F39: each has its own numbers, and neither can write in the other's conversation."""
    ours = await acts.begin()

    async def of_rival(conversation: str) -> Result:
        opening = cmd.Opening(conversation, rival.workspace, rival.site.id, acts.foundry.vera.id)
        return await acts.desk.handle(
            rival.workspace, conversation, cmd.Write(new(), "Hello?", opening=opening),
            actor=Actor(ActorKind.VISITOR, acts.foundry.vera.id), command_id=new(), sender="test",
        )  # fmt: skip

    theirs = new()
    *heard, stranger = await asyncio.gather(
        acts.write(ours), acts.write(ours), of_rival(theirs), of_rival(theirs), of_rival(ours),
        return_exceptions=True,
    )  # fmt: skip
    assert [isinstance(each, Result) and each.seq for each in heard] == [3, 4, 2, 3]
    assert isinstance(stranger, CommandRefused)
    assert isinstance(stranger.refusal, Continued)
    assert [(news.workspace == acts.workspace, news.change) for news in acts.news] == [
        (True, 1), (True, 2), (True, 2), (False, 1), (False, 1)
    ]  # fmt: skip


async def test_a_database_error_fails_only_its_command(acts: Acts, database_url: str) -> None:
    """A batch that the database refuses runs again one by one, under the same ids."""
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(POISON)
    conversation = await acts.begin()
    results = await asyncio.gather(
        *(acts.write(conversation, text) for text in ("before", "poison", "after")), return_exceptions=True
    )
    assert [type(each).__name__ for each in results] == ["Outcome", "RaiseException", "Outcome"]
    state, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert [each.recorded.seq for each in stored] == [1, 2, 3, 4]
    assert state == acts.state(conversation)


async def test_a_second_conversation_is_continued_in_the_open_one(acts: Acts) -> None:
    """One open conversation per visitor and site, also for two that begin in the same batch."""
    first, second = new(), new()
    results = await asyncio.gather(acts.write(first), acts.write(second), return_exceptions=True)
    refused = results[1]
    assert isinstance(refused, CommandRefused)
    assert isinstance(refused.refusal, Continued)
    assert refused.details == {"conversation": first}
    with pytest.raises(CommandRefused, match="another conversation"):
        await acts.write(second)
    assert (await acts.write(new(), visitor=acts.foundry.vic.id)).seq > 0


async def test_a_resolved_conversation_reopens_only_if_none_is_open(acts: Acts) -> None:
    conversation = await acts.owned()
    await acts.teammate(conversation, acts.reply(conversation))
    await acts.teammate(conversation, acts.resolve(conversation))
    other = await acts.begin(visitor=acts.visitor_of(conversation))
    with pytest.raises(CommandRefused) as refused:
        await acts.teammate(conversation, acts.claim(conversation))
    assert isinstance(refused.value.refusal, Continued)
    assert refused.value.refusal.conversation == other


async def test_a_visitor_cannot_write_in_anothers_conversation(acts: Acts) -> None:
    """F39: that it exists is not told either."""
    conversation = await acts.begin()
    with pytest.raises(NotFound):
        await acts.visitor(conversation, cmd.Write(new(), "Let me in"), acts.foundry.vic.id)
    with pytest.raises(NotFound):
        await acts.visitor(new(), cmd.Write(new(), "Let me in"), acts.foundry.vic.id)


async def test_ids_are_ids(acts: Acts) -> None:
    with pytest.raises(BadInput):
        await acts.write("1\x1e2")
    with pytest.raises(BadInput):
        await acts.visitor(new(), cmd.SkipDetails(), again="not an id")
    with pytest.raises(BadInput):
        await acts.write(new(), "half a character: \ud800")


async def test_two_processes_never_skip_or_repeat_a_number(acts: Acts) -> None:
    """Invariant 1 under contention: each process keeps states, and uses none that another has moved."""
    conversation = await acts.begin()
    other = Acts(acts.database, acts.foundry)
    async with other.desk:
        await asyncio.gather(*(desk.write(conversation, f"{n}") for n in range(25) for desk in (acts, other)))
    _, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert [each.recorded.seq for each in stored] == list(range(1, 53))


async def test_change_numbers_grow_with_each_batch(acts: Acts) -> None:
    await asyncio.gather(*(acts.owned() for _ in range(4)))
    numbers = [news.change for news in acts.news]
    assert numbers == sorted(numbers)


async def test_a_lost_connection_leaves_the_command_open_and_the_same_id_settles_it(
    acts: Acts, database_url: str
) -> None:
    conversation, again, command = await acts.begin(), new(), cmd.Write(new(), "Still there?")
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(
            "select pg_terminate_backend(pid, 60000) from pg_stat_activity"
            " where application_name = 'chatref' and datname = current_database()"
        )
    first = await acts.visitor(conversation, command, again=again)
    assert await acts.visitor(conversation, command, again=again) == first


async def test_a_caller_who_leaves_takes_nothing_back(acts: Acts) -> None:
    conversation = await acts.begin()
    leaving = asyncio.create_task(acts.write(conversation, "Bye"))
    await asyncio.sleep(0)
    leaving.cancel()
    await acts.write(conversation, "next")
    assert acts.state(conversation).seq == 4


async def test_the_policy_is_the_one_of_the_transaction(
    acts: Acts, database: Database, foundry: Foundry
) -> None:
    """A new teammate can act in the very next command, without a restart."""
    from chatref.accounts import teammates

    conversation = await acts.case()
    before = acts.news[-1].ruling.policy.version
    async with database.workspace(foundry.workspace) as connection:
        nina = await teammates.create(connection, "Nina New", "nina@foundry.example")
    await acts.teammate(conversation, acts.claim(conversation), nina.id)
    assert acts.state(conversation).owner == nina.id
    assert acts.news[-1].ruling.policy.version > before
    assert acts.news[-1].ruling.faces[nina.id].name == "Nina New"


async def test_desks_without_listeners_work(database: Database, foundry: Foundry) -> None:
    async with Desk(database) as desk:
        quiet = Acts(database, foundry)
        quiet.desk = desk
        assert (await quiet.write(new())).seq == 2


async def test_a_state_of_an_older_evolve_is_folded_anew(acts: Acts, database_url: str) -> None:
    """Invariant 1: an update of the program that changes evolve needs no migration of states."""
    conversation = await acts.owned()
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute('update conversations set evolve_version = 0, state = \'{"of": "old"}\'')
    updated = Acts(acts.database, acts.foundry)
    async with updated.desk:
        await updated.teammate(conversation, acts.reply(conversation))
    state, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert fold(each.recorded for each in stored) == state


@pytest.mark.parametrize("here", [True, False])
async def test_f19_a_returning_visitor_comes_to_who_helped_them_if_they_are_here(
    acts: Acts, *, here: bool
) -> None:
    presence, tess, window = Presence(acts.database, new()), acts.foundry.tess.id, new()
    conversation = await acts.owned()
    await presence.beat(acts.workspace, tess, window)
    await acts.teammate(conversation, acts.reply(conversation))
    await acts.teammate(conversation, acts.resolve(conversation))
    if not here:
        await presence.leave(acts.workspace, window)
    await acts.write(conversation, "One more thing")
    assert acts.state(conversation).owner == (tess if here else None)


async def test_an_id_may_be_written_in_capitals(acts: Acts) -> None:
    """It is the same conversation and the same workspace, also within one batch."""
    conversation = await acts.begin()
    who = Actor(ActorKind.VISITOR, acts.foundry.vera.id)
    asked = [(acts.workspace, conversation), (acts.workspace.upper(), conversation.upper())]
    await asyncio.gather(*(
        acts.desk.handle(*place, cmd.Write(new(), "Hi"), actor=who, command_id=new(), sender="visitor")
        for place in asked
    ))  # fmt: skip
    state, stored, _ = await reading.history(acts.database, acts.workspace, conversation)
    assert [each.recorded.seq for each in stored] == [1, 2, 3, 4]
    assert fold(each.recorded for each in stored) == state
