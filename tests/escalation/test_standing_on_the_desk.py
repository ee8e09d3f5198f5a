"""Whichever door leads to a person, the case goes where the owner's rule says, and the simulator says so (P3, P12)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chatref.accounts import teammates
from chatref.assistant.models import Answer, AssistantFailed
from chatref.conversation import events as e
from chatref.conversation.model import AnswerKind, Cause, Conversation, Priority, Stage
from chatref.desk import past
from chatref.desk.audit import audit
from chatref.escalation import conditions as when
from chatref.escalation import store
from chatref.escalation.playbooks import playbook
from chatref.escalation.rules import Rule, Rules
from tests.escalation.house import House

STEPS = playbook(["Greet"])
PATIENT = Rule(
    "Asks for a person",
    when.AllOf((when.AsksForPerson(), when.Turns(9))),
    "Asked for a person",
    priority=Priority.HIGH,
    tags=("person", "money"),
    hand_over={"": "Of course, our bookkeepers."},
)
"""After one helpful try, as an owner may have it."""
FAILURES = Rule(
    "Out of order",
    when.AllOf((when.AssistantFails(), when.Turns(9))),
    "Out of order",
    priority=Priority.URGENT,
    tags=("sorry",),
    hand_over={"": "We are sorry."},
)


@pytest.fixture
async def money(house: House) -> str:
    """A team beside the default one, with Tess in it; the rules lead there."""
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        team = await teammates.create_team(connection, "Money", {}, [house.foundry.tess.id])
    await _save(house, replace(PATIENT, team=team.id), replace(FAILURES, team=team.id))
    return team.id


async def _save(house: House, *rules: Rule) -> None:
    kept = Rules(rules, playbooks={rule.reason: STEPS for rule in rules})
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        await store.save(connection, house.foundry.workspace, kept)


async def _went(house: House, conversation: str) -> tuple[e.HandoffOpened, Conversation, str]:
    opened = await house.awaits(conversation, e.HandoffOpened)
    line = await house.awaits(conversation, e.DeskSaid)
    return opened, (await house.read(conversation))[0], line.text


async def _pressed(house: House) -> str:
    conversation = await house.begin("Good morning!")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.press(conversation)
    return conversation


async def _asked_twice(house: House) -> str:
    conversation = await house.begin("a human please")
    await house.awaits(conversation, e.AssistantAnswered)
    assert (await house.read(conversation))[0].stage is Stage.ASSISTANT
    await house.write(conversation, "I said a human!")
    return conversation


class Promising:
    """Implements Answerer: a model that says more than it may."""

    async def answer(self, *_: object) -> Answer:
        return Answer("I will connect you with a colleague.", (), AnswerKind.ANSWER)


class Failing:
    """Implements Answerer: the far end is away."""

    async def answer(self, *_: object) -> Answer:
        raise AssistantFailed("the model is away", retryable=False)


async def _promised(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(house.rooms.assistant, "_answerer", Promising())
    return await house.begin("How long does a refund take?")


async def test_button_second_request_and_promise_go_where_the_rule_for_requests_says(
    house: House, money: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors = {
        Cause.BUTTON: (await _pressed(house), "the visitor pressed for a person"),
        Cause.REQUEST: (await _asked_twice(house), "the visitor asked for a person again"),
        Cause.PROMISE: (
            await _promised(house, monkeypatch),
            "the assistant promised that a person takes over",
        ),
    }
    for cause, (conversation, because) in doors.items():
        opened, state, line = await _went(house, conversation)
        assert (opened.cause, opened.rule, opened.stands) == (cause, None, PATIENT.name)
        assert (opened.team, opened.priority, opened.playbook) == (money, Priority.HIGH, STEPS)
        assert state.tags == {"person", "money"}
        assert line.startswith("Of course, our bookkeepers.")
        says = f"as the rule “{PATIENT.name}” says: team Money, high priority."
        assert opened.why == f"Because {because}; {says}"
    assert await audit(house.rooms.database) == ()


async def test_a_failure_goes_where_the_rule_for_failures_says(
    house: House, money: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.rooms.assistant, "_answerer", Failing())
    opened, state, line = await _went(house, await house.begin("How long does a refund take?"))
    assert (opened.cause, opened.stands, opened.team) == (Cause.FAILED, FAILURES.name, money)
    assert (opened.priority, state.tags) == (Priority.URGENT, frozenset({"sorry"}))
    assert line.startswith("We are sorry.")
    assert opened.why.endswith("as the rule “Out of order” says: team Money, urgent priority.")


async def test_a_rule_for_another_site_stands_for_nothing_here(house: House, money: str) -> None:
    elsewhere = replace(PATIENT, team=money, sites=(str(uuid4()),))
    here = replace(PATIENT, name="Here", reason="Here", tags=("here",), sites=(house.foundry.site.id,))
    await _save(house, elsewhere)
    opened, state, _ = await _went(house, await _pressed(house))
    assert (opened.stands, opened.priority, state.tags) == (None, Priority.NORMAL, frozenset())
    assert opened.team != money
    await _save(house, elsewhere, here)
    opened, state, _ = await _went(house, await _pressed(house))
    assert (opened.stands, state.tags) == ("Here", frozenset({"here"}))


async def test_what_a_case_got_when_it_opened_stays(house: House, money: str) -> None:
    conversation = await _pressed(house)
    opened, _, _ = await _went(house, conversation)
    await _save(house)
    await house.write(conversation, "Are you there?")
    _, state, _ = await _went(house, conversation)
    case = state.handoff
    assert case is not None
    assert (case.team, case.priority, case.stands, case.playbook) == (
        money,
        opened.priority,
        PATIENT.name,
        STEPS,
    )
    assert state.tags == {"person", "money"}


async def test_the_simulator_leads_the_same_turns_where_the_desk_led_them(
    house: House, money: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S11: and to the default team under a draft in which no rule stands for them."""
    promised = await _promised(house, monkeypatch)
    await house.awaits(promised, e.HandoffOpened)
    monkeypatch.setattr(house.rooms.assistant, "_answerer", Failing())
    failed = await house.begin("How long does a refund take?")
    await house.awaits(failed, e.HandoffOpened)
    database, workspace = house.rooms.database, house.foundry.workspace
    ruling = await house.rooms.policies.current(database, workspace)
    books = past.books_of(ruling, Rules(()))
    found = await past.simulated(database, workspace, books, datetime.now(UTC) - timedelta(days=1), 100)
    assert found.by["promise"] == found.by["failed"] == (1, 1)
    led = {each.team: (each.now, each.draft) for each in found.teams}
    assert led == {money: (2, 0), ruling.policy.default_team: (0, 2)}
    same = past.books_of(ruling, ruling.book.rules)
    again = await past.simulated(database, workspace, same, datetime.now(UTC) - timedelta(days=1), 100)
    assert again.changes == {}


async def test_the_trace_says_whose_rule_is_followed(
    house: House, money: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: in a trace, which the rules alone decide, without the team's name."""
    verdict = await house.awaits(await _promised(house, monkeypatch), e.VerdictReached)
    assert f"takes over; as the rule “{PATIENT.name}” says." in verdict.trace
    assert "Money" not in verdict.trace
