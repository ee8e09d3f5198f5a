"""What a thread teaches, in the real database: what is kept of it, and that erasing it leaves nothing (P17, F40)."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from chatref.accounts import teammates
from chatref.conversation import commands as cmd
from chatref.desk.policy import Policies
from chatref.errors import BadInput, NotFound, Overtaken, Refused
from chatref.insights.corrections import Correction, Proposal, State, Wanted
from chatref.insights.corrections import store as corrections
from chatref.insights.corrections.decide import accept, dismiss
from chatref.insights.corrections.propose import propose
from chatref.insights.taken import thread, transcript_to
from chatref.insights.test_cases import MOST, Grounds, HandsOver, Stays
from chatref.insights.test_cases import store as test_cases
from chatref.knowledge.embed import Embedder
from chatref.knowledge.written import store as written
from tests.desk.acts import Acts, new

SECRET = "My password is porcupine"


async def _case(acts: Acts, text: str = SECRET) -> tuple[str, str]:
    """A visitor who wrote this and pressed the button; and the handoff's id."""
    conversation = await acts.begin(text, visitor=new())
    await acts.visitor(conversation, cmd.AskPerson())
    handoff = acts.state(conversation).handoff
    assert handoff
    return conversation, handoff.id


async def _proposed(acts: Acts, conversation: str, proposal: Proposal) -> Correction:
    tess = acts.foundry.tess.id
    return await propose(acts.database, Policies(), acts.workspace, conversation, proposal, tess)


async def test_nothing_of_an_erased_conversation_is_left_in_any_table(
    acts: Acts, embedder: Embedder, database_url: str
) -> None:
    """F40: not in what was proposed, nor in test cases; what the owner published stays, and says no longer whence."""
    conversation, handoff = await _case(acts)
    answer = Proposal(handoff, f"{SECRET}? Never tell it.", question="Do I tell my password?", note=SECRET)
    said = await _proposed(acts, conversation, replace(answer, answer="Never tell it to anybody."))
    await accept(acts.database, embedder, acts.workspace, said, acts.foundry.olga.id)
    await _proposed(acts, conversation, answer)
    rule = await _proposed(acts, conversation, Proposal(handoff, wanted=Wanted.STAY, note=SECRET))
    assert (rule.question, rule.transcript.tried) == (SECRET, SECRET)
    async with acts.database.workspace(acts.workspace) as connection:
        found = await thread(connection, acts.workspace, conversation)
        ruling = await Policies().current(acts.database, acts.workspace)
        kept = transcript_to(found, None, ruling)
        await test_cases.add(
            connection, acts.workspace, SECRET, kept, Stays(), acts.foundry.olga.id, conversation
        )
    assert _tables_with(database_url, "porcupine") >= {"corrections", "test_cases", "events"}
    await acts.assistant(conversation, cmd.Erase())
    assert _tables_with(database_url, "porcupine") == set()
    async with acts.database.workspace(acts.workspace) as connection:
        (left,) = await written.answers(connection, acts.workspace)
        assert (left.answer, left.conversation) == ("Never tell it to anybody.", None)
    with pytest.raises(Refused, match="erased"):
        await _proposed(acts, conversation, answer)


async def test_of_two_who_accept_at_once_one_makes_all_of_it(acts: Acts, embedder: Embedder) -> None:
    """P17: many times, one answer and one test case for each."""
    conversation, handoff = await _case(acts)
    olga, tom = acts.foundry.olga.id, acts.foundry.tom.id
    for number in range(1, 6):
        said = await _proposed(acts, conversation, Proposal(handoff, f"Answer {number}.", question="What?"))
        both = await asyncio.gather(
            *(accept(acts.database, embedder, acts.workspace, said, who) for who in (olga, tom)),
            return_exceptions=True,
        )
        (won,) = [each for each in both if isinstance(each, Correction)]
        (lost,) = [each for each in both if isinstance(each, Overtaken)]
        assert lost.who == won.decided_by
        assert "Vera has accepted" in lost.told("Vera").text
        async with acts.database.workspace(acts.workspace) as connection:
            assert len(await written.answers(connection, acts.workspace)) == number
            assert len(await test_cases.kept(connection, acts.workspace, Grounds(0, ""))) == number
        with pytest.raises(Overtaken):
            await dismiss(acts.database, acts.workspace, said.id, won.decided_by or "")


async def test_what_cannot_become_a_test_case_becomes_nothing(acts: Acts, embedder: Embedder) -> None:
    """Of accepting, all is there or nothing is."""
    conversation, handoff = await _case(acts)
    said = await _proposed(acts, conversation, Proposal(handoff, "Yes.", question="What?"))
    async with acts.database.workspace(acts.workspace) as connection:
        for _ in range(MOST):
            await test_cases.add(
                connection, acts.workspace, "One", said.transcript, Stays(), acts.foundry.olga.id, None
            )
    with pytest.raises(Refused, match="200 test cases"):
        await accept(acts.database, embedder, acts.workspace, said, acts.foundry.olga.id)
    async with acts.database.workspace(acts.workspace) as connection:
        assert await written.answers(connection, acts.workspace) == []
        assert (await corrections.correction(connection, acts.workspace, said.id)).state is State.PROPOSED
    done = await accept(acts.database, embedder, acts.workspace, said, acts.foundry.olga.id, tested=False)
    assert (done.state, done.test_case) == (State.ACCEPTED, None)
    async with acts.database.workspace(acts.workspace) as connection:
        assert [each.id for each in await written.answers(connection, acts.workspace)] == [done.written]


@pytest.mark.parametrize("text", ["I want to talk to a person", "Hm. Can I speak with a human, please?"])
async def test_p4_nobody_proposes_that_the_assistant_keeps_who_asked_for_a_person(
    acts: Acts, embedder: Embedder, text: str
) -> None:
    """A test of it could never pass. What was proposed before is not accepted either."""
    conversation, handoff = await _case(acts, text)
    with pytest.raises(Refused, match="plain words"):
        await _proposed(acts, conversation, Proposal(handoff, wanted=Wanted.STAY))
    sooner = await _proposed(acts, conversation, Proposal(handoff, wanted=Wanted.HAND_OVER))
    with pytest.raises(Refused, match="plain words"):
        await accept(
            acts.database,
            embedder,
            acts.workspace,
            replace(sooner, wanted=Wanted.STAY),
            acts.foundry.olga.id,
        )


async def test_p17_another_team_is_one_that_takes_cases_and_its_test_case_names_it(
    acts: Acts, embedder: Embedder
) -> None:
    """No team of nobody, nor another business's; and an owner may want something else, with no team left over."""
    conversation, handoff = await _case(acts, "My invoice is wrong.")
    wish = Proposal(handoff, wanted=Wanted.OTHER_TEAM)
    async with acts.database.workspace(acts.workspace) as connection:
        billing = (await teammates.create_team(connection, "Billing", {})).id
    for team, why in ((None, "choose"), (new(), "choose"), (billing, "Nobody is in")):
        with pytest.raises(BadInput, match=why):
            await _proposed(acts, conversation, replace(wish, team=team))
    async with acts.database.workspace(acts.workspace) as connection:
        await teammates.set_members(connection, billing, [acts.foundry.tom.id])
    said = await _proposed(acts, conversation, replace(wish, team=billing))
    assert (said.team, said.transcript.tried) == (billing, "My invoice is wrong.")
    assert said.rule == "Asks for a person"  # it stands for the button, and chose the team
    sooner = replace(wish, wanted=Wanted.HAND_OVER, team=billing)
    instead = await _proposed(acts, conversation, sooner)
    assert (instead.id, instead.team, instead.rule) == (said.id, None, None)
    said = await _proposed(acts, conversation, replace(wish, team=billing))
    assert said.rule == "Asks for a person"
    done = await accept(acts.database, embedder, acts.workspace, said, acts.foundry.olga.id)
    async with acts.database.workspace(acts.workspace) as connection:
        (kept,) = await test_cases.kept(connection, acts.workspace, Grounds(0, ""))
    assert (done.test_case, kept.expects) == (kept.id, HandsOver(team=billing))
    async with acts.database.workspace(acts.workspace) as connection:
        await teammates.remove_team(connection, billing)
        assert (await test_cases.kept(connection, acts.workspace, Grounds(0, "")))[0] == kept


async def test_the_thread_fills_in_what_the_teammate_need_not_say(acts: Acts) -> None:
    """The words, and the rule: for somebody who pressed the button at once there are none."""
    conversation, handoff = await _case(acts, "Hello?")
    await acts.teammate(conversation, acts.claim(conversation))
    await acts.teammate(conversation, acts.reply(conversation))
    said = await _proposed(acts, conversation, Proposal(handoff, wanted=Wanted.HAND_OVER))
    assert (said.question, said.rule, len(said.transcript.scene.said)) == ("Hello?", None, 1)
    with pytest.raises(NotFound):
        await _proposed(acts, conversation, Proposal(new(), "Yes."))
    with pytest.raises(NotFound):
        await _proposed(acts, new(), Proposal(handoff, "Yes."))
    with pytest.raises(BadInput):
        await _proposed(acts, conversation, Proposal(handoff, "Yes.", up_to=1))
    wordless = new()
    opening = cmd.Opening(wordless, acts.workspace, acts.foundry.site.id, acts.foundry.vic.id)
    await acts.visitor(wordless, cmd.AskPerson(opening=opening), acts.foundry.vic.id)
    pressed = acts.state(wordless).handoff
    assert pressed
    with pytest.raises(BadInput):
        await _proposed(acts, wordless, Proposal(pressed.id, "Yes."))
    asked = await _proposed(acts, wordless, Proposal(pressed.id, "Yes.", question="Are you there?"))
    assert asked.transcript.tried == "Are you there?"


def _tables_with(url: str, word: str) -> set[str]:
    """All tables in whose rows this word stands, seen with the eyes of their owner."""
    with psycopg.connect(url) as look:
        names = look.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        return {
            name
            for (name,) in names
            if look.execute(
                psycopg.sql.SQL("select from {} t where t::text ~* %s limit 1").format(
                    psycopg.sql.Identifier(name)
                ),
                [word],
            ).rowcount
        }
