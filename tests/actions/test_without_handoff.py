"""Actions without a handoff: something looked up and told, a lead noted (S3, P2, P5, P7)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

import pytest

from chatref.accounts import sites
from chatref.actions.fields import Call
from chatref.actions.schema import actions_from
from chatref.actions.store import save
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.lead import LeadNoted
from chatref.conversation.model import Actor, ActorKind, AnswerKind, Outcome, Stage
from chatref.conversation.told import Told
from chatref.database.pool import Connection, Database
from chatref.outbound.calls import Called, Caller
from tests.actions.endpoint import Endpoint, Reply
from tests.escalation.house import House

ORDER = {
    "id": "order",
    "label": "Order number",
    "kind": "order_number",
    "mask": "A-00000",
    "example": "A-10233",
}
LEAD: dict[str, Any] = {
    "name": "Demo",
    "offer": "Gladly!",
    "field": [
        {"id": "email", "label": "E-mail", "kind": "email", "example": "nora@example.com"},
        {"id": "seats", "label": "Seats", "kind": "number", "least": 1},
    ],
    "starts": {"phrases": ["book a demo"], "events": ["demo_requested"]},
    "thanks": {"": "Thank you, we will write to you."},
    "tags": ["lead"],
}
SHIPPED = {"status": "shipped", "shipped_on": "2026-11-20"}


def _status(far: Endpoint, **more: object) -> dict[str, Any]:
    return {
        "name": "Order status",
        "offer": "I can look that up.",
        "field": [ORDER],
        "starts": {"phrases": ["where is my order", "track my order"]},
        "look_up": {
            "address": far.address,
            "allow_private": True,
            "returns": [
                {"id": "status", "label": "Status", "kind": "choice", "choices": ["shipped", "packed"]},
                {"id": "shipped_on", "label": "Shipped on", "kind": "date", "required": False},
            ],
            "say": {"": "Order {order} is {status}. It left us on {shipped_on}."},
            "not_found": {"": "I find no order {order}."},
            **more,
        },
        "tags": ["order status"],
    }


async def _act(house: House, *actions: dict[str, Any]) -> None:
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await save(connection, house.foundry.workspace, actions_from(list(actions)))


async def test_an_order_is_looked_up_at_the_businesss_endpoint_and_told(house: House, far: Endpoint) -> None:
    """P1, P5: signed, with the conversation and what is known of the visitor; no handoff, no form."""
    await _act(house, _status(far))
    far.answer = lambda _: Reply.of(SHIPPED)
    conversation = await house.begin("Hello! Where is my order A-10233?")
    said = await house.awaits(conversation, e.AssistantAnswered)
    assert said.text == "Order A-10233 is shipped. It left us on 2026-11-20."
    state, events = await house.read(conversation)
    assert state.stage is Stage.ASSISTANT
    assert (state.details["order"].value, set(state.tags)) == ("A-10233", {"order status"})
    assert not [each for each in events if isinstance(each, e.HandoffOpened | e.DetailsAsked | LeadNoted)]
    (asked,) = far.asked
    assert (asked["type"], asked["data"]["action"], asked["data"]["conversation"]) == (
        "action.look_up",
        "Order status",
        conversation,
    )
    assert asked["data"]["details"] == {"order": "A-10233"}
    assert asked["data"]["visitor"] == {"id": state.visitor, "identified": False, "attributes": {}}


async def test_what_is_missing_is_asked_for_in_the_chat_and_the_answer_completes_it(
    house: House, far: Endpoint
) -> None:
    """P5: a bad value is named, the next message goes on where the last one stood."""
    await _act(house, _status(far))
    far.answer = lambda _: Reply.of({"status": "packed"})
    conversation = await house.begin("where is my order?")
    asked = await house.awaits(conversation, e.AssistantAnswered)
    assert (
        asked.text == "I can look that up. One detail is still missing: Order number (for example A-10233)."
    )
    await house.write(conversation, "It is B-77.")
    wrong = await house.awaits(conversation, e.AssistantAnswered, 2)
    assert (wrong.text, wrong.answer) == (
        "“Order number” looks different. For example: A-10233",
        AnswerKind.QUESTION,
    )
    await house.write(conversation, "A-10300.")
    said = await house.awaits(conversation, e.AssistantAnswered, 3)
    assert said.text == "Order A-10300 is packed."


async def test_what_was_given_is_not_asked_again_and_a_newer_number_counts(
    house: House, far: Endpoint
) -> None:
    """P7, F37."""
    await _act(house, _status(far))
    far.answer = lambda asked: (
        Reply.of(SHIPPED) if asked["data"]["details"]["order"] == "A-10233" else Reply(404)
    )
    conversation = await house.begin("My order number is A-10234. Where is my order?")
    none = await house.awaits(conversation, e.AssistantAnswered)
    assert none.text == "I find no order A-10234."
    await house.write(conversation, "Sorry, it is A-10233!")
    said = await house.awaits(conversation, e.AssistantAnswered, 2)
    assert said.text.startswith("Order A-10233 is shipped.")
    await house.write(conversation, "Could you track my order once more?")
    again = await house.awaits(conversation, e.AssistantAnswered, 3)
    assert again.text == said.text
    assert (await house.read(conversation))[0].details["order"].value == "A-10233"


async def test_a_failed_look_up_brings_a_person_who_knows_why(house: House, far: Endpoint) -> None:
    """P2, P13: and what was given is there."""
    await _act(house, _status(far))
    far.answer = lambda _: Reply.of({"status": "eaten"})
    conversation = await house.begin("Where is my order A-10233?")
    opened = await house.awaits(conversation, e.HandoffOpened)
    assert opened.cause.value in {"rule", "failed"}
    state, _ = await house.read(conversation)
    assert state.stage is Stage.WAITING


async def test_or_it_is_said_honestly(house: House, far: Endpoint) -> None:
    """P1."""
    await _act(house, _status(far, hands_over=False))
    far.answer = lambda _: Reply(503)
    conversation = await house.begin("Where is my order A-10233?")
    said = await house.awaits(conversation, e.AssistantAnswered)
    assert (said.answer, said.text) == (
        AnswerKind.NOT_FOUND,
        "I can't look this up at the moment. Would you like to talk to a person?",
    )


async def test_a_lead_is_noted_in_the_chat_with_its_details_and_its_tag(house: House) -> None:
    """P5: several at once, in any order."""
    await _act(house, LEAD)
    conversation = await house.begin("Can I book a demo?")
    asked = await house.awaits(conversation, e.AssistantAnswered)
    assert asked.text == (
        "Gladly! These details are still missing: E-mail (for example nora@example.com); Seats."
    )
    await house.write(conversation, "We have seats 12, write to nora@example.com please.")
    said = await house.awaits(conversation, e.AssistantAnswered, 2)
    assert said.text == "Thank you, we will write to you."
    state, _ = await house.read(conversation)
    assert {name: each.value for name, each in state.details.items()} == {
        "seats": "12",
        "email": "nora@example.com",
    }
    assert (state.stage, set(state.tags)) == (Stage.ASSISTANT, {"lead"})
    assert [(each.action, each.fields) for each in state.leads] == [("Demo", ("email", "seats"))]
    await house.write(conversation, "Can I book a demo for 13 seats 13?")
    await house.awaits(conversation, e.AssistantAnswered, 3)
    state, _ = await house.read(conversation)
    assert (state.details["seats"].value, len(state.leads)) == ("13", 1)


async def test_who_does_not_want_to_say_is_answered_as_ever(house: House) -> None:
    """P5."""
    await _act(house, LEAD)
    conversation = await house.begin("I'd like to book a demo please.")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.write(conversation, "rather not")
    after = await house.awaits(conversation, e.AssistantAnswered, 2)
    assert after.answer is not AnswerKind.QUESTION
    state, _ = await house.read(conversation)
    assert (state.tags, state.leads) == (frozenset(), ())


async def test_a_pages_call_notes_a_lead_without_a_word(house: House) -> None:
    """S3: what a page claims is unverified, what a server says is not."""
    await _act(house, LEAD)
    for actor, verified in ((ActorKind.VISITOR, False), (ActorKind.SERVER, True)):
        conversation = await house.begin("Good morning!")
        await house.awaits(conversation, e.AssistantAnswered)
        state, _ = await house.read(conversation)
        who = Actor(actor, state.visitor if actor is ActorKind.VISITOR else "")
        facts = (("email", "nora@example.com"), ("seats", "12"), ("colour", "red"))
        await house.tell(conversation, ask.ReportEvent("demo_requested", facts), who)
        await house.awaits(conversation, e.Tagged)
        state, events = await house.read(conversation)
        assert {name: (each.value, each.verified) for name, each in state.details.items()} == {
            "email": ("nora@example.com", verified),
            "seats": ("12", verified),
        }
        assert len([each for each in events if isinstance(each, e.AssistantAnswered)]) == 1
        await house.awaits(conversation, LeadNoted)


FULL = ask.ReportEvent("demo_requested", (("email", "nora@example.com"), ("seats", "12")))


async def _press(house: House) -> str:
    conversation = await house.begin("Good morning!")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.press(conversation)
    return conversation


async def _take(house: House, conversation: str) -> None:
    await house.awaits(conversation, e.Queued)
    await house.teammate(conversation, ask.Claim((await house.read(conversation))[0].epoch))


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.ASSIGNED])
async def test_a_pages_call_notes_a_lead_whoever_has_the_conversation(house: House, stage: Stage) -> None:
    """S3: a lead is the business's, and waits for no person."""
    await _act(house, LEAD)
    conversation = await _press(house)
    if stage is Stage.ASSIGNED:
        await _take(house, conversation)
    state, before = await house.read(conversation)
    assert state.stage is stage
    await house.tell(conversation, FULL, Actor(ActorKind.VISITOR, state.visitor))
    after, events = await house.read(conversation)
    assert {name: each.value for name, each in after.details.items()} == {
        "email": "nora@example.com",
        "seats": "12",
    }
    assert [type(each) for each in events[len(before) :]] == [
        e.BusinessEventReceived,
        e.DetailGiven,
        e.DetailGiven,
        e.Tagged,
        LeadNoted,
    ]
    assert (after.stage, after.owner, after.person_owed) == (stage, state.owner, state.person_owed)


async def test_a_pages_call_for_which_a_rule_hands_over_notes_its_lead_too(ruled: House) -> None:
    """S3: the rule has its case, and asks for nothing that the call said."""
    await _act(ruled, {**LEAD, "starts": {"events": ["payment_failed"]}})
    conversation = await ruled.begin("Good morning!")
    await ruled.awaits(conversation, e.AssistantAnswered)
    state, before = await ruled.read(conversation)
    failed = replace(FULL, name="payment_failed")
    await ruled.tell(conversation, failed, Actor(ActorKind.VISITOR, state.visitor))
    after, events = await ruled.read(conversation)
    assert [each.action for each in after.leads] == ["Demo"]
    assert after.handoff is not None
    assert (after.handoff.reason, after.handoff.rule) == ("Failed payment", "Payment failed")
    opened = [type(each) for each in events].index(e.HandoffOpened)
    assert [
        type(each) for each in events[len(before) : opened] if not isinstance(each, e.VerdictReached)
    ] == [
        e.BusinessEventReceived,
        e.DetailGiven,
        e.DetailGiven,
        e.Tagged,
        LeadNoted,
    ]


async def test_a_pages_call_notes_a_lead_also_where_the_assistant_is_off(house: House) -> None:
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await sites.pause_assistant(connection, house.foundry.site.id)
    await _act(house, LEAD)
    conversation = await house.begin("Good morning!")
    state, _ = await house.read(conversation)
    await house.tell(conversation, FULL, Actor(ActorKind.VISITOR, state.visitor))
    assert [each.action for each in (await house.read(conversation))[0].leads] == ["Demo"]


async def test_after_the_end_a_pages_call_notes_nothing(house: House) -> None:
    await _act(house, LEAD)
    conversation = await _press(house)
    await _take(house, conversation)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.Resolve(state.last_visitor, state.last_reply, Outcome.ELSEWHERE))
    await house.tell(conversation, FULL, Actor(ActorKind.VISITOR, state.visitor))
    after, events = await house.read(conversation)
    assert (after.stage, after.leads, after.details) == (Stage.RESOLVED, (), {})
    assert isinstance(events[-1], e.BusinessEventReceived)


async def test_the_choices_of_a_field_come_from_a_call_and_a_dead_endpoint_stops_nobody(
    house: House, far: Endpoint
) -> None:
    """P5, P13: then any text is taken."""
    field: dict[str, Any] = {
        "id": "plan",
        "label": "Plan",
        "kind": "choice",
        "options": {"address": far.address, "allow_private": True},
    }
    plans = {"name": "Plan", "field": [field]}
    await _act(house, plans)
    far.answer = lambda _: Reply.of({"options": ["Small studio", "Large studio"]})
    looking_up = house.rooms.requests.looking_up
    book = (await house.rooms.policies.current(house.rooms.database, house.foundry.workspace)).book
    filled = await looking_up.with_options(house.foundry.workspace, book)
    (asked,) = filled.actions["Plan"].due(Told(), ()).fields
    assert (asked.kind, asked.choices) == ("choice", ("Small studio", "Large studio"))
    assert (
        filled.actions["Plan"].check({"plan": "small STUDIO"}, {}, "en", (asked,))[0][0].value
        == "Small studio"
    )
    assert filled.actions["Plan"].check({"plan": "huge"}, {}, "en", (asked,))[1]
    again = await looking_up.with_options(house.foundry.workspace, book)
    assert (again.actions, len(far.asked)) == (filled.actions, 1)
    far.answer = lambda _: Reply(500)
    await _act(
        house, {**plans, "field": [{**field, "options": {**field["options"], "address": far.address + "/x"}}]}
    )
    book = (await house.rooms.policies.current(house.rooms.database, house.foundry.workspace)).book
    dead = await looking_up.with_options(house.foundry.workspace, book)
    (asked,) = dead.actions["Plan"].due(Told(), ()).fields
    assert (asked.kind, asked.choices) == ("text", ())
    assert book.actions["Plan"].check({"plan": "any"}, {}, "en", (asked,))[0][0].value == "any"


async def test_in_the_chat_too_one_chooses_from_what_the_call_brought(house: House, far: Endpoint) -> None:
    """P5: what there is to choose from is said, and something else is not taken for it."""
    plan = {
        "id": "plan",
        "label": "Plan",
        "kind": "choice",
        "options": {"address": far.address, "allow_private": True},
    }
    await _act(house, {**LEAD, "field": [plan]})
    far.answer = lambda _: Reply.of({"options": ["Small studio", "Large studio"]})
    conversation = await house.begin("Can I book a demo?")
    asked = await house.awaits(conversation, e.AssistantAnswered)
    assert asked.text == "Gladly! One detail is still missing: Plan (Small studio / Large studio)."
    await house.write(conversation, "huge")
    wrong = await house.awaits(conversation, e.AssistantAnswered, 2)
    assert wrong.text == "Please choose one of these: Small studio / Large studio"
    await house.write(conversation, "small STUDIO")
    await house.awaits(conversation, e.Tagged)
    plan_given = (await house.read(conversation))[0].details["plan"]
    assert (plan_given.value, plan_given.verified) == ("Small studio", True)


async def test_no_call_leaves_while_a_connection_is_held(
    house: House, far: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F46: a slow endpoint keeps nobody from the database."""
    held = ContextVar("connections held", default=0)
    seen: list[int] = []
    holding, posting = Database._connection, Caller.post

    @asynccontextmanager
    async def noted(self: Database) -> AsyncIterator[Connection]:
        async with holding(self) as connection:
            before = held.set(held.get() + 1)
            try:
                yield connection
            finally:
                held.reset(before)

    async def counted(
        self: Caller, call: Call, secret: str, message: str, asked: Mapping[str, object]
    ) -> Called:
        seen.append(held.get())
        return await posting(self, call, secret, message, asked)

    monkeypatch.setattr(Database, "_connection", noted)
    monkeypatch.setattr(Caller, "post", counted)
    await _act(house, _status(far))
    far.answer = lambda _: Reply.of(SHIPPED)
    conversation = await house.begin("Where is my order A-10233?")
    await house.awaits(conversation, e.AssistantAnswered)
    assert seen == [0]
