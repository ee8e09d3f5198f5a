"""What the owner marks as a person's to decide is not answered by the assistant (P2)."""

import asyncio
from pathlib import Path

import pytest

from chatref.actions import schema as actions
from chatref.actions.store import save as save_actions
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import AnswerKind, Cause, Stage
from chatref.escalation import conditions as when
from chatref.escalation import store
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.topics import Mark, What
from chatref.knowledge import store as knowledge
from chatref.knowledge.content import SourceKind, SourceState
from tests.escalation.house import PATIENCE, House, new

QUESTION = "Can I get my money back for a font?"
PAGE = "refunds.md"


@pytest.fixture
async def learned(house: House, tmp_path: Path) -> House:
    """Its help centre has one page, which answers the question while nothing is marked."""
    (tmp_path / PAGE).write_text("# Refunds\n\nYou get your money back within 14 days of buying a font.\n")
    workspace = house.foundry.workspace
    async with house.rooms.database.workspace(workspace) as connection:
        source = await knowledge.add_source(connection, workspace, SourceKind.FOLDER, str(tmp_path))
    house.rooms.learning.start(workspace, source)
    async with asyncio.timeout(PATIENCE):
        await _is_learned(house, source)
    conversation = await house.begin(QUESTION)
    answered = await house.awaits(conversation, e.AssistantAnswered)
    assert [each.address for each in answered.citations] == [PAGE]
    return house


async def _is_learned(house: House, source: str) -> None:
    state = SourceState.NEW
    while state is not SourceState.LEARNED:
        await asyncio.sleep(0.05)
        async with house.rooms.database.workspace(house.foundry.workspace) as connection:
            state = (await knowledge.source(connection, source)).state


async def _mark(house: House, *marks: Mark, ruled: tuple[Rule, ...] = READY_MADE.rules) -> None:
    rules = Rules(ruled, playbooks=READY_MADE.playbooks, marks=marks)
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await store.save(connection, house.foundry.workspace, rules)


async def test_a_question_that_a_marked_page_would_answer_goes_to_a_person_instead(learned: House) -> None:
    house = learned
    await _mark(house, Mark(What.PAGE, PAGE, person_decides=True))
    conversation = await house.begin(QUESTION)
    opened = await house.awaits(conversation, e.HandoffOpened)
    _, events = await house.read(conversation)
    assert opened.cause is Cause.TOPIC
    assert opened.why == "Because the answer would come from “Refunds”, and a person decides that."
    assert not [each for each in events if isinstance(each, e.AssistantAnswered)]


async def test_what_a_person_handed_back_is_answered_and_new_words_come_to_a_person_again(
    learned: House,
) -> None:
    """F10: no loop between the team and the assistant, and no way around the mark either."""
    house = learned
    await _mark(house, Mark(What.PAGE, PAGE, person_decides=True))
    conversation = await house.begin(QUESTION)
    await house.awaits(conversation, e.HandoffOpened)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.TakeOver(state.epoch))
    state, _ = await house.read(conversation)
    await house.teammate(
        conversation, ask.HandBack(state.seq, state.seq, ask.Word(new(), "The assistant may tell you."))
    )
    await house.awaits(conversation, e.AssistantAnswered)
    await house.write(conversation, f"And again: {QUESTION}")
    await house.awaits(conversation, e.HandoffOpened, times=2)
    state, _ = await house.read(conversation)
    assert state.stage is Stage.WAITING


async def test_a_whole_source_may_be_a_persons_though_its_files_are_named_within_it(
    learned: House, tmp_path: Path
) -> None:
    """S2: as the owner's page marks it, by itself or by a tag of its own."""
    house, source = learned, str(tmp_path)
    by_itself = Mark(What.SOURCE, source, person_decides=True)
    tagged = (Mark(What.SOURCE, source, tags=("Law",)), Mark(What.TAG, "law", person_decides=True))
    for marks in ((by_itself,), tagged):
        await _mark(house, *marks)
        conversation = await house.begin(QUESTION)
        assert (await house.awaits(conversation, e.HandoffOpened)).cause is Cause.TOPIC
    await _mark(house, Mark(What.SOURCE, f"{source}-of-others", person_decides=True))
    await house.awaits(await house.begin(QUESTION), e.AssistantAnswered)


async def test_who_waits_for_a_person_is_not_told_what_a_person_decides_meanwhile(learned: House) -> None:
    """P2: else whoever asks for somebody first gets the answer that was to be a person's."""
    house = learned
    conversation = await house.begin("I want to talk to a person")
    await house.awaits(conversation, e.HandoffOpened)
    await house.write(conversation, QUESTION)
    await house.awaits(conversation, e.AssistantAnswered)
    await _mark(house, Mark(What.PAGE, PAGE, person_decides=True))
    await house.write(conversation, f"And again: {QUESTION}")
    await house.awaits(conversation, e.TurnGivenUp)
    _, events = await house.read(conversation)
    assert len([each for each in events if isinstance(each, e.AssistantAnswered)]) == 1


async def test_nor_is_who_is_asked_for_details(learned: House) -> None:
    house = learned
    person = Rule("Person", when.AsksForPerson(), "Asked for a person", action="Return")
    order = {
        "id": "order",
        "label": "Order number",
        "kind": "order_number",
        "mask": "A-00000",
        "example": "A-10233",
    }
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await save_actions(
            connection, house.foundry.workspace, actions.actions_from([{"name": "Return", "field": [order]}])
        )
    await _mark(house, Mark(What.PAGE, PAGE, person_decides=True), ruled=(person,))
    conversation = await house.begin("I want to talk to a person")
    await house.awaits(conversation, e.DetailsAsked)
    await house.write(conversation, QUESTION)
    said = await house.awaits(conversation, e.AssistantAnswered)
    assert (said.answer, said.citations) == (AnswerKind.QUESTION, ())
