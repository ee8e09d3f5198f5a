"""Details on the real desk: said once, corrected, left out, never asked again (S5, S6, P5, P7, F37)."""

import pytest

from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import ActorKind, CollectingEnd, Stage
from tests.escalation.house import House

EVERYTHING = "I want to return order A-10233, SKU 5521, it's the wrong licence, let me talk to someone"


def _values(house_state: object) -> dict[str, str]:
    details = getattr(house_state, "details", {})
    return {name: detail.value for name, detail in details.items()}


async def test_who_says_everything_in_one_message_is_asked_nothing_and_waits_after_one_turn(
    ruled: House,
) -> None:
    """P4, P5, P7, S6: the bar of the issue, word for word."""
    conversation = await ruled.begin(EVERYTHING)
    await ruled.awaits(conversation, e.Queued)
    state, events = await ruled.read(conversation)
    assert state.stage is Stage.WAITING
    assert _values(state) == {"order": "A-10233", "sku": "5521", "reason": "Wrong licence"}
    assert all(detail.verified for detail in state.details.values())
    asked = [each for each in events if isinstance(each, e.DetailsAsked | e.AssistantAnswered)]
    assert (asked, state.turn.number) == ([], 1)


async def test_the_button_asks_for_nothing_that_was_said(ruled: House) -> None:
    """P7: not even for a look at it, where it is certain."""
    conversation = await ruled.begin("Good morning! I bought order A-10233.")
    await ruled.awaits(conversation, e.AssistantAnswered)
    await ruled.write(conversation, "It's the SKU 5521, the wrong licence, I want my money back")
    await ruled.awaits(conversation, e.Queued)
    state, _ = await ruled.read(conversation)
    assert set(_values(state)) == {"order", "sku", "reason"}


@pytest.fixture
async def collecting(ruled: House) -> str:
    """Vera wants a refund for A-10233; SKU and reason are asked for."""
    conversation = await ruled.begin("I want a refund for order A-10233.")
    await ruled.awaits(conversation, e.DetailsAsked)
    return conversation


async def test_several_details_in_one_plain_message_and_out_of_order_complete_the_form(
    ruled: House, collecting: str
) -> None:
    """P5."""
    await ruled.write(collecting, "Bought twice! And the SKU is 5521.")
    ended = await ruled.awaits(collecting, e.CollectingEnded)
    assert (ended.reason, ended.missing) == (CollectingEnd.COMPLETE, ())
    assert _values((await ruled.read(collecting))[0]) == {
        "order": "A-10233",
        "sku": "5521",
        "reason": "Bought twice",
    }


async def test_a_correction_before_the_form_is_complete_changes_the_detail_and_is_acknowledged(
    ruled: House, collecting: str
) -> None:
    """P5, I7."""
    await ruled.write(collecting, "No, the order is A-10234.")
    said = await ruled.awaits(collecting, e.AssistantAnswered)
    assert said.text.startswith("Noted: ")
    assert "A-10234" in said.text
    assert "SKU (for example 5521)" in said.text
    detail = (await ruled.read(collecting))[0].details["order"]
    assert (detail.value, detail.by, detail.verified) == ("A-10234", ActorKind.VISITOR, True)


async def test_a_correction_reaches_the_team_while_the_visitor_waits_and_afterwards(
    ruled: House, collecting: str
) -> None:
    """P5, S6: in the queue with an acknowledgement, and in a teammate's hands."""
    await ruled.write(collecting, "SKU 5521, bought twice")
    await ruled.awaits(collecting, e.CollectingEnded)
    await ruled.write(collecting, "Sorry, the SKU is 5522.")
    said = await ruled.awaits(collecting, e.AssistantAnswered)
    assert said.text == "Noted: SKU 5522."
    state, _ = await ruled.read(collecting)
    await ruled.teammate(collecting, ask.Claim(state.epoch))
    await ruled.write(collecting, "And no, the order was A-10235!")
    state, _ = await ruled.read(collecting)
    assert _values(state) == {"order": "A-10235", "sku": "5522", "reason": "Bought twice"}


async def test_skip_in_words_leads_to_a_person_with_what_is_there(ruled: House, collecting: str) -> None:
    """P5, P13."""
    await ruled.write(collecting, "I don't have it")
    ended = await ruled.awaits(collecting, e.CollectingEnded)
    assert (ended.reason, ended.missing) == (CollectingEnd.SKIPPED, ("sku", "reason"))


async def test_words_that_are_never_understood_end_with_a_person(ruled: House, collecting: str) -> None:
    """P5, P13: two bad tries for the last detail, and the third words stand, unverified."""
    await ruled.write(collecting, "bought twice")
    await ruled.awaits(collecting, e.AssistantAnswered)
    for times, text in enumerate(("blub blub", "blab blab"), start=2):
        await ruled.write(collecting, text)
        await ruled.awaits(collecting, e.AssistantAnswered, times)
    await ruled.write(collecting, "blob blob")
    await ruled.awaits(collecting, e.CollectingEnded)
    sku = (await ruled.read(collecting))[0].details["sku"]
    assert (sku.value, sku.verified) == ("blob blob", False)
