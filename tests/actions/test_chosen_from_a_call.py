"""A choice whose options the business's own endpoint gave, corrected afterwards in the visitor's words (P5, P7)."""

import pytest

from chatref.actions.schema import actions_from
from chatref.actions.store import save as save_actions
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.escalation.conditions import Phrase
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.store import save as save_rules
from tests.actions.endpoint import Endpoint, Reply
from tests.escalation.house import House

STUDIOS = ["Small studio", "Large studio", "Press"]


async def _plans(house: House, far: Endpoint, **more: object) -> None:
    """An action with a plan to choose, and a rule that collects it first; beside an action that has no part in it."""
    far.answer = lambda _: Reply.of({"options": STUDIOS})
    called = {"address": far.address, "allow_private": True}
    plan = {"id": "plan", "label": "Plan", "kind": "choice", "options": called}
    colour = {**plan, "id": "colour", "options": {**called, "address": f"{far.address}/colours"}}
    seats = {"id": "seats", "label": "Seats", "kind": "number"}
    rule = Rule("Upgrade", Phrase(("upgrade",)), "Upgrade", action="Plans")
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        action = {"name": "Plans", "field": [plan, seats], **more}
        await save_actions(
            connection,
            house.foundry.workspace,
            actions_from([{"name": "Colours", "field": [colour]}, action]),
        )
        await save_rules(connection, house.foundry.workspace, Rules((rule,)))


async def _plan(house: House, conversation: str) -> str:
    return (await house.read(conversation))[0].details["plan"].value


@pytest.mark.parametrize("text", ["No, the large studio!", "Large studio"])
async def test_p5_while_the_form_stands_and_in_the_queue_it_is_one_of_those_that_were_offered(
    house: House, far: Endpoint, text: str
) -> None:
    """Without a call: what was offered stands in the conversation, also when nobody answers any more."""
    await _plans(house, far)
    conversation = await house.begin("I want to upgrade.")
    asked = await house.awaits(conversation, e.DetailsAsked)
    assert asked.fields[0].choices == tuple(STUDIOS)
    far.answer = lambda _: Reply(500)
    calls = len(far.asked)
    await house.write(conversation, "Small studio, please")
    await house.awaits(conversation, e.DetailGiven)
    await house.write(conversation, text)
    await house.awaits(conversation, e.DetailGiven, 2)
    assert await _plan(house, conversation) == "Large studio"
    await house.write(conversation, "Seats: 12")
    await house.awaits(conversation, e.Queued)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.Claim(state.epoch))
    await house.write(conversation, "Sorry, I meant Press.")
    assert await _plan(house, conversation) == "Press"
    await house.write(conversation, "Is the small studio cheaper?")
    await house.write(conversation, "No, not the huge one.")
    assert await _plan(house, conversation) == "Press"
    assert len(far.asked) == calls


async def test_p5_where_no_form_offered_it_the_call_is_asked_again(house: House, far: Endpoint) -> None:
    """A lead that is complete: only words that correct something ask, and only of such a detail."""
    await _plans(house, far, starts={"phrases": ["book a demo"]}, thanks={"": "Thank you."})
    conversation = await house.begin("Can I book a demo? Seats: 12. Small studio.")
    await house.awaits(conversation, e.AssistantAnswered)
    assert await _plan(house, conversation) == "Small studio"
    house.rooms.requests.looking_up._options.clear()  # type: ignore[attr-defined]  # a minute later
    calls = len(far.asked)
    await house.write(conversation, "Thank you!")
    assert len(far.asked) == calls
    await house.write(conversation, "Oh sorry, it's the large studio.")
    assert await _plan(house, conversation) == "Large studio"
    assert [each["data"]["action"] for each in far.asked[calls:]] == ["Plans"]
