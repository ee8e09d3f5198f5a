"""What the assistant says to who waits for a person."""

from chatref.conversation import events as e
from chatref.conversation.model import Stage
from tests.escalation.house import House


async def test_who_asks_again_while_they_wait_is_served_sooner_and_not_answered_from_the_content(
    house: House,
) -> None:
    """P4, P11: an article is no answer to "I want to talk to someone"."""
    conversation = await house.begin("My card was charged twice!")
    await house.awaits(conversation, e.HandoffOpened)
    await house.write(conversation, "that does not help, I want to talk to a person")
    await house.awaits(conversation, e.TurnGivenUp)
    state, events = await house.read(conversation)
    assert not [event for event in events if isinstance(event, e.AssistantAnswered)]
    assert [event for event in events if isinstance(event, e.PriorityRaised)]
    assert state.stage is Stage.WAITING
