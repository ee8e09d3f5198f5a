"""From what a visitor writes to a case with its reason, its words and its trace, on the real desk (S1, S3, S12)."""

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

import demo
from chatref.accounts import workspaces
from chatref.actions import schema as actions
from chatref.actions.store import save as save_actions
from chatref.conversation import commands as ask
from chatref.conversation.events import DeskSaid, DetailsAsked, HandoffOpened, VerdictReached, VisitorWrote
from chatref.conversation.model import Actor, ActorKind, Stage
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.policy import Policies
from chatref.escalation.book import from_plain
from chatref.escalation.evaluate import state_of
from chatref.escalation.explain import rows_of
from chatref.escalation.measure import About, burst_of, episode_of, signals_of
from chatref.escalation.phrases import asks_for_person
from chatref.escalation.rules import Rules
from chatref.escalation.store import save
from tests.cast import Foundry
from tests.desk.acts import Acts, new

Kind = TypeVar("Kind")
DESK: dict[str, Any] = tomllib.loads((Path(demo.__file__ or "").parent / "desk.toml").read_text())


@pytest.fixture
async def acts(database: Database, foundry: Foundry) -> AsyncIterator[Acts]:
    made = Acts(database, foundry)
    async with made.desk:
        yield made


@pytest.fixture
async def ruled(database: Database, foundry: Foundry) -> Policies:
    """Foundry under the demo's rules; its one team takes both names."""
    async with database.workspace(foundry.workspace) as connection:
        inputs = await workspaces.policy_inputs(connection)
        teams = dict.fromkeys(("Licences", "Billing"), inputs.default_team)
        await save(connection, foundry.workspace, from_plain(DESK, teams, "en"))
        await save_actions(connection, foundry.workspace, actions.from_plain(DESK))
    return Policies()


async def _turn(acts: Acts, policies: Policies, conversation: str) -> list[object]:
    """The rules before the answer, as the assistant's turn asks them; what happened on the desk."""
    state, stored, now = await reading.history(acts.database, acts.workspace, conversation)
    events = [each.recorded for each in stored]
    book = (await policies.current(acts.database, acts.workspace)).book
    signals = signals_of(state, events, (), About(now))
    said = [each.event.text for each in episode_of(events) if isinstance(each.event, VisitorWrote)]
    verdict = book.gate(state_of(state, burst_of(state, events).first)).before(signals)
    command = book.escalate(verdict, said, signals.collected)
    if command is None:
        return []
    known = book.known(command.reason, said, signals.collected)
    if known:
        await acts.assistant(conversation, ask.GiveDetails(known))
    return list((await acts.assistant(conversation, command)).events)


def _only(happened: list[object], kind: type[Kind]) -> Kind:
    (found,) = (event for event in happened if isinstance(event, kind))
    return found


async def test_a_return_with_its_numbers_said_is_asked_for_its_reason_alone(
    acts: Acts, ruled: Policies
) -> None:
    """S1, S5, S6, P5, P7, P12: the demo's own visitor."""
    text = "I want to return order A-10233, SKU 5521, it's the wrong licence, can I talk to someone?"
    conversation = await acts.begin(text)
    happened = await _turn(acts, ruled, conversation)
    opened = _only(happened, HandoffOpened)
    assert (opened.reason, opened.rule, opened.rule_version) == ("Refund", "Refund or licence return", 1)
    line = _only(happened, DeskSaid)
    assert line.text.startswith("Let me connect you with a licence specialist who can help further.")
    (field,) = _only(happened, DetailsAsked).fields
    assert (field.field, field.value, field.inferred) == ("reason", "Wrong licence", True)
    details = acts.state(conversation).details
    assert (details["order"].value, details["sku"].value) == ("A-10233", "5521")
    assert rows_of(_only(happened, VerdictReached).trace)[0] == {
        "test": "phrase",
        "value": "return order",
        "limit": ", ".join(DESK["rule"][5]["when"]["any"][0]["phrase"]),
        "fired": True,
    }


async def test_a_refund_collects_what_was_not_said(acts: Acts, ruled: Policies) -> None:
    """S5, P5, P7."""
    conversation = await acts.begin("I want a refund for A-10188, the file crashes")
    happened = await _turn(acts, ruled, conversation)
    assert [field.field for field in _only(happened, DetailsAsked).fields] == ["sku", "reason"]
    state = acts.state(conversation)
    assert state.stage is Stage.COLLECTING
    assert state.details["order"].value == "A-10188"
    assert state.tags == {"refund"}


async def test_a_failed_payment_reported_by_a_page_hands_over(acts: Acts, ruled: Policies) -> None:
    """S3, P2."""
    conversation = await acts.begin("hi")
    await acts.visitor(conversation, ask.ReportEvent("payment_failed", (("order", "A-10291"),)))
    opened = _only(await _turn(acts, ruled, conversation), HandoffOpened)
    assert (opened.reason, opened.why) == ("Failed payment", "Because the page reported payment_failed.")
    assert acts.state(conversation).stage is Stage.WAITING


async def test_a_plain_question_hands_nothing_over(acts: Acts, ruled: Policies) -> None:
    """S11."""
    conversation = await acts.begin("Is the desktop licence enough for my website?")
    assert await _turn(acts, ruled, conversation) == []
    assert acts.state(conversation).stage is Stage.ASSISTANT


async def test_the_button_speaks_the_owners_words_for_a_request(acts: Acts, ruled: Policies) -> None:
    """P12."""
    conversation = await acts.begin("hello")
    result = await acts.visitor(conversation, ask.AskPerson())
    assert _only(list(result.events), DeskSaid).text.startswith("Of course. I'm getting a person for you.")


async def test_the_second_request_needs_no_rule(acts: Acts, database: Database) -> None:
    """P4, S4: with every rule of the owner's deleted."""
    async with database.workspace(acts.workspace) as connection:
        await save(connection, acts.workspace, Rules(()))
    conversation, policies = await acts.begin(), Policies()
    for text, stage in (("a human please", Stage.ASSISTANT), ("I said a human!", Stage.WAITING)):
        asked = ask.Write(new(), text, asks=asks_for_person(text, "en"))
        await acts.visitor(conversation, asked)
        await _turn(acts, policies, conversation)
        assert acts.state(conversation).stage is stage
        if stage is Stage.ASSISTANT:
            await acts.assistant(conversation, acts.answer(conversation))


async def test_a_servers_event_is_verified(acts: Acts, ruled: Policies) -> None:
    """S3: claimed by a page, verified by a server."""
    conversation = await acts.begin("hi")
    await acts.desk.handle(
        acts.workspace,
        conversation,
        ask.ReportEvent("payment_failed"),
        actor=Actor(ActorKind.SERVER),
        command_id=new(),
        sender="server:shop",
    )
    opened = _only(await _turn(acts, ruled, conversation), HandoffOpened)
    assert opened.why == "Because the site's server reported payment_failed."
