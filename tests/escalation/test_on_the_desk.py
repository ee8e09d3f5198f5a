"""From what a visitor writes to a case with its reason, its words and its trace, on the real desk (S1, S3, S12)."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chatref.assistant.models import Answer, AssistantFailed
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import DESK as BY_DESK
from chatref.conversation.model import Actor, ActorKind, AnswerKind, CollectingEnd, Debt, Line, Stage
from chatref.conversation.policy import Timers
from chatref.desk.handle import Desk
from chatref.desk.policy import Policies
from chatref.escalation import conditions as when
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.store import save
from tests.escalation.conftest import WRITTEN
from tests.escalation.house import House
from tests.escalation.requests import REQUESTS
from tests.escalation.traces import rows_of

OTHER = {"en": "de", "de": "en", "fr": "es", "es": "pt", "pt": "it", "it": "fr"}
AT_ONCE = 8
HURRIED = Timers(detail=timedelta(milliseconds=300))


async def _rules(house: House, *rules: Rule) -> None:
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await save(connection, house.foundry.workspace, Rules(rules))


def _spoken(events: Sequence[e.Event]) -> list[AnswerKind]:
    return [event.answer for event in events if isinstance(event, e.AssistantAnswered)]


async def test_strong_phrases_of_every_language_escalate_as_the_very_first_message(house: House) -> None:
    """P4, F9, S4: in six languages, under the ready-made rules, on a page in another; nothing is answered before."""
    places = asyncio.Semaphore(AT_ONCE)

    async def escalates(text: str, page: str) -> None:
        async with places:
            conversation = await house.begin(text, page)
            opened = await house.awaits(conversation, e.HandoffOpened)
            state, events = await house.read(conversation)
        assert _spoken(events) == [], text
        assert (opened.reason, state.stage) == ("Asked for a person", Stage.WAITING), text

    said = [(text, OTHER[language]) for language, texts in REQUESTS.items() for text in texts]
    await asyncio.gather(*(escalates(text, page) for text, page in said))


async def test_a_return_with_its_numbers_said_is_asked_for_its_reason_alone(ruled: House) -> None:
    """S1, S5, S6, P5, P7, P12: the demo's own visitor."""
    conversation = await ruled.begin(
        "I want to return order A-10233, SKU 5521, I think it's the wrong licence, can I talk to someone?"
    )
    (field,) = (await ruled.awaits(conversation, e.DetailsAsked)).fields
    assert (field.field, field.value, field.inferred) == ("reason", "Wrong licence", True)
    opened = await ruled.awaits(conversation, e.HandoffOpened)
    assert (opened.reason, opened.rule, opened.rule_version) == ("Refund", "Refund or licence return", 1)
    line = await ruled.awaits(conversation, e.DeskSaid)
    assert line.text.startswith("Let me connect you with a licence specialist who can help further.")
    details = (await ruled.read(conversation))[0].details
    assert (details["order"].value, details["sku"].value) == ("A-10233", "5521")
    assert rows_of((await ruled.awaits(conversation, e.VerdictReached)).trace)[0] == {
        "test": "phrase",
        "value": "return order",
        "limit": ", ".join(WRITTEN["rule"][5]["when"]["any"][0]["phrase"]),
        "fired": True,
    }


async def test_a_refund_takes_what_was_said_in_an_earlier_message(ruled: House) -> None:
    """S5, S6, P5, P7."""
    conversation = await ruled.begin("Hello! My order number is A-10188.")
    await ruled.awaits(conversation, e.AssistantAnswered)
    await ruled.write(conversation, "I want a refund, the file crashes.")
    asked = await ruled.awaits(conversation, e.DetailsAsked)
    assert [field.field for field in asked.fields] == ["sku", "reason"]
    state, _ = await ruled.read(conversation)
    assert state.stage is Stage.COLLECTING
    assert state.details["order"].value == "A-10188"
    assert state.tags == {"refund"}


async def test_what_was_given_before_the_silence_reaches_the_team(ruled: House) -> None:
    """S5, P5, P13, F15: two of three details, then nothing more; the case waits with the two."""
    conversation = await ruled.begin("I want a refund for A-10188, the file crashes.")
    await ruled.awaits(conversation, e.DetailsAsked)
    rooms, workspace = ruled.rooms, ruled.foundry.workspace
    async with Desk(rooms.database, rooms.hub.announce, Policies(HURRIED)) as hurried:
        state, _ = await ruled.read(conversation)
        await hurried.handle(
            workspace, conversation, ask.GiveDetails((ask.Value("sku", "5521"),)),
            actor=Actor(ActorKind.VISITOR, state.visitor), command_id=conversation, sender="visitor:vera",
        )  # fmt: skip
        assert (await ruled.read(conversation))[0].stage is Stage.COLLECTING
        await asyncio.sleep(0.4)
        passed = ask.DeadlinePassed(Debt.DETAIL, datetime.now(UTC), state.seq)
        await hurried.handle(
            workspace, conversation, passed, actor=BY_DESK, command_id=str(uuid4()), sender="clock"
        )
    ended = await ruled.awaits(conversation, e.CollectingEnded)
    assert (ended.reason, ended.missing) == (CollectingEnd.SILENCE, ("reason",))
    state, events = await ruled.read(conversation)
    assert state.stage is Stage.WAITING
    assert {name: detail.value for name, detail in state.details.items()} == {
        "order": "A-10188",
        "sku": "5521",
    }
    told = [
        event.text for event in events if isinstance(event, e.DeskSaid) and event.line is Line.CONFIRMATION
    ]
    assert [text.startswith("Your details were passed on to our licence team.") for text in told] == [True]


async def test_a_failed_payment_reported_by_a_page_hands_over(ruled: House) -> None:
    """S3, P2."""
    conversation = await ruled.begin("hi")
    await ruled.report(conversation, "payment_failed")
    opened = await ruled.awaits(conversation, e.HandoffOpened)
    assert (opened.reason, opened.why) == ("Failed payment", "Because the page reported payment_failed.")


async def test_a_servers_event_is_verified(ruled: House) -> None:
    """S3: claimed by a page, verified by a server."""
    conversation = await ruled.begin("hi")
    await ruled.report(conversation, "payment_failed", Actor(ActorKind.SERVER))
    opened = await ruled.awaits(conversation, e.HandoffOpened)
    assert opened.why == "Because the site's server reported payment_failed."


async def test_a_greeting_hands_nothing_over(ruled: House) -> None:
    """S11."""
    conversation = await ruled.begin("Good morning!")
    await ruled.awaits(conversation, e.AssistantAnswered)
    state, events = await ruled.read(conversation)
    assert state.stage is Stage.ASSISTANT
    assert not [event for event in events if isinstance(event, e.HandoffOpened)]


async def test_the_button_speaks_the_owners_words_for_a_request(ruled: House) -> None:
    """P12."""
    conversation = await ruled.begin("Good morning!")
    await ruled.press(conversation)
    line = await ruled.awaits(conversation, e.DeskSaid)
    assert line.text.startswith("Of course. A person takes over from here.")


async def test_the_second_request_needs_no_rule(house: House) -> None:
    """P4, S4: with every rule of the owner's deleted."""
    await _rules(house)
    conversation = await house.begin("a human please")
    await house.awaits(conversation, e.AssistantAnswered)
    assert (await house.read(conversation))[0].stage is Stage.ASSISTANT
    await house.write(conversation, "I said a human!")
    await house.awaits(conversation, e.HandoffOpened)


async def test_a_stage_of_the_conversation_hands_over_before_another_answer(house: House) -> None:
    """S11, P2: at the third turn of an episode, as its owner wished."""
    await _rules(house, Rule("Long", when.Turns(3), "Going on for long"))
    conversation = await house.begin("Good morning!")
    for turn, text in enumerate(("Hello again!", "Good evening!"), start=1):
        await house.awaits(conversation, e.AssistantAnswered, turn)
        await house.write(conversation, text)
    opened = await house.awaits(conversation, e.HandoffOpened)
    assert (opened.rule, opened.why) == ("Long", "Because it has gone on for 3 turns.")
    assert len(_spoken((await house.read(conversation))[1])) == 2


async def test_a_rule_that_is_off_or_for_another_site_leaves_visitors_to_the_assistant(house: House) -> None:
    """S11: the third of these rules is for this site, and holds."""
    here = house.foundry.site.id
    await _rules(
        house,
        Rule("Off", when.Phrase(("hello",)), "Hello", on=False),
        Rule("Elsewhere", when.Phrase(("hello",)), "Hello", sites=(str(uuid4()),)),
        Rule("Here", when.Phrase(("good evening",)), "Evening", sites=(here,)),
    )
    conversation = await house.begin("Hello!")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.write(conversation, "Good evening!")
    assert (await house.awaits(conversation, e.HandoffOpened)).rule == "Here"


async def test_two_questions_in_a_row_without_an_answer_bring_a_person(house: House) -> None:
    """P1, P2, S3: one miss is said honestly, the second one is not even said."""
    conversation = await house.begin("Which fonts are left-handed?")
    honest = await house.awaits(conversation, e.AssistantAnswered)
    assert (honest.answer, honest.citations) == (AnswerKind.NOT_FOUND, ())
    assert "Would you like to talk to a person?" in honest.text
    await house.write(conversation, "And do you sell umbrellas in green?")
    opened = await house.awaits(conversation, e.HandoffOpened)
    assert opened.reason == "No answer found"
    assert _spoken((await house.read(conversation))[1]) == [AnswerKind.NOT_FOUND]


class Failing:
    """Implements Answerer: the far end is away."""

    async def answer(self, *_: object) -> Answer:
        raise AssistantFailed("the model is away", retryable=False)


async def test_an_assistant_that_fails_hands_over_in_the_owners_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P2, P12, P20."""
    monkeypatch.setattr(house.rooms.assistant, "_answerer", Failing())
    conversation = await house.begin("How long does a refund take?")
    opened = await house.awaits(conversation, e.HandoffOpened)
    assert (opened.reason, opened.rule) == ("Assistant failed", "Assistant failed")
    line = await house.awaits(conversation, e.DeskSaid)
    assert line.text.startswith(
        next(rule for rule in READY_MADE.rules if rule.name == "Assistant failed").hand_over["en"]
    )
