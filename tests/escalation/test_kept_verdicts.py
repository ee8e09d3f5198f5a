"""Every turn's verdict is kept with what it depended on, and comes out the same when it is judged again (P3)."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.app import open_rooms
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import DESK, AnswerKind
from chatref.desk import reading
from chatref.errors import NotFound
from chatref.escalation import conditions as when
from chatref.escalation import store
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.record import Facts, facts_from, facts_to, record_of, verdicts_of
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered
from chatref.escalation.trace import ROOM
from chatref.settings import Settings
from tests.cast import Foundry, open_foundry
from tests.conftest import furnished
from tests.databases import Databases
from tests.escalation.any_rules import ANSWERED, RULES, SIGNALS, STATES
from tests.escalation.house import House, learned_by_heart, new

Place = tuple[str, int]
FACTS = st.builds(Facts, st.integers(0, 9), SIGNALS, STATES, st.none() | ANSWERED, st.booleans())


@given(RULES, FACTS)
def test_what_a_verdict_depended_on_survives_being_stored(rules: Rules, facts: Facts) -> None:
    """P3: but for the answer's words, which stand in their own event."""
    read = facts_from(facts_to(facts))
    assert facts_to(read) == facts_to(facts)
    assert (read.signals, read.state, read.version) == (facts.signals, facts.state, facts.version)
    assert record_of(read, verdicts_of(rules, read)) == record_of(facts, verdicts_of(rules, facts))


def test_facts_as_they_usually_are_take_little_room() -> None:
    assert (
        len(facts_to(facts_from('{"version":1,"signals":{},"state":{},"answer":null,"failed":false}'))) < 100
    )


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
async def test_a_stored_turn_is_judged_the_same_in_another_process(house: House, seed: str) -> None:
    """P3: byte for byte, whatever order that process keeps its sets in; for a turn that was answered and for one that
    was not, with tags, details and several topics in it."""
    conversation = await house.begin("Which licence do I need for two computers?")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.teammate(conversation, ask.Tag(add=("vip", "beta", "again", "early")))
    await house.write(conversation, "I want to talk to a human, please")
    await house.awaits(conversation, e.HandoffOpened)
    kept = await _kept(house, conversation)
    assert [len(json.loads(each.trace)) for each in kept.values()] == [2, 1]
    again = await asyncio.to_thread(_in_another_process, house, [*kept], seed)
    assert again == [each.trace for each in kept.values()]


async def test_a_stored_turn_is_judged_the_same_after_a_restart_and_under_newer_rules(
    databases: Databases, models: Path, tmp_path: Path
) -> None:
    """P3: the desk is closed, opened anew, and its rules were replaced in between; each turn names its version."""
    settings = Settings(furnished(tmp_path, models))
    with databases.fresh() as url:
        async with open_rooms(settings, url) as rooms:
            house = House(await learned_by_heart(rooms), await open_foundry(rooms.database))
            await _save(house, READY_MADE)
            conversation = await house.begin("Which licence do I need for two computers?")
            await house.awaits(conversation, e.AssistantAnswered)
            kept = await _kept(house, conversation)
        async with open_rooms(settings, url) as rooms:
            house = House(rooms, house.foundry)
            await _save(house, Rules(()))
            assert await _kept(house, conversation) == kept
            again = await asyncio.to_thread(_in_another_process, house, [*kept], "7")
    assert again == [each.trace for each in kept.values()] != []


def _in_another_process(house: House, verdicts: list[Place], seed: str) -> list[str]:
    """From the database alone."""
    asked = {
        "database": house.rooms.database.url,
        "workspace": house.foundry.workspace,
        "teammate": house.foundry.tess.id,
        "verdicts": verdicts,
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.escalation.again"],
        input=json.dumps(asked),
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    traces: list[str] = json.loads(told)
    return traces


async def test_why_nothing_fired_can_be_read_as_well(house: House) -> None:
    """P3: every rule with every test, before the answer and after it."""
    conversation = await house.begin("Which licence do I need for two computers?")
    await house.awaits(conversation, e.AssistantAnswered)
    (kept,) = (await _kept(house, conversation)).values()
    before, after = json.loads(kept.trace)
    assert (before["moment"], after["moment"]) == ("before", "after")
    for trace in (before, after):
        assert trace["decided"] is None
        assert [rule["rule"] for rule in trace["rules"]] == [rule.name for rule in READY_MADE.rules]
        assert all(rule["tests"] for rule in trace["rules"])


async def test_of_very_many_rules_the_thread_shows_what_held_and_the_whole_is_kept_beside_it(
    house: House,
) -> None:
    """P3, P8: a thread stays light, and nothing of the trace is lost."""
    many = [Rule(f"Rule {n}", when.Phrase((f"word {n}",)), "Word") for n in range(400)]
    await _save(house, Rules(tuple(many)))
    conversation = await house.begin("word 7 and word 9, please")
    reached = await house.awaits(conversation, e.VerdictReached)
    shown = json.loads(reached.trace)
    assert len(reached.trace) <= ROOM
    assert ([rule["rule"] for rule in shown["rules"]], shown["left_out"]) == (["Rule 7", "Rule 9"], 398)
    (kept,) = (await _kept(house, conversation)).values()
    assert len(json.loads(kept.trace)[-1]["rules"]) == 400


async def test_what_was_measured_is_erased_with_the_conversation(house: House) -> None:
    """F40: and is nobody else's before."""
    conversation = await house.begin("My secret is xyzzy, which licence do I need?")
    await house.awaits(conversation, e.AssistantAnswered)
    (kept,) = (await _kept(house, conversation)).values()
    assert "xyzzy" in kept.measured
    await house.rooms.desk.handle(
        house.foundry.workspace, conversation, ask.Erase(), actor=DESK, command_id=new(), sender="desk"
    )
    assert await _kept(house, conversation) == {}


async def _save(house: House, rules: Rules) -> None:
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await store.save(connection, house.foundry.workspace, rules)


async def _kept(house: House, conversation: str) -> dict[Place, reading.Verdict]:
    foundry: Foundry = house.foundry
    reader = reading.Teammate(foundry.workspace, foundry.tess.id)
    _, stored, _ = await reading.history(house.rooms.database, foundry.workspace, conversation)
    found = {}
    for each in stored:
        if isinstance(each.recorded.event, e.VerdictReached):
            with suppress(NotFound):
                place = (conversation, each.recorded.seq)
                found[place] = await reading.verdict(house.rooms.database, reader, *place)
    return found


def test_an_answer_that_is_judged_again_needs_none_of_its_words() -> None:
    facts = facts_from('{"version":1,"signals":{},"state":{},"answer":{"kind":"answer"},"failed":false}')
    assert facts.answer == Answered(AnswerKind.ANSWER, "")
