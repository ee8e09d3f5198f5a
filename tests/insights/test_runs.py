"""Test cases are tried again by themselves, and no result says more than it knows (P17, S18)."""

# ruff: noqa: ARG002 - nobody is to look anything up

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from chatref.accounts import teammates
from chatref.actions.fill import Action
from chatref.assistant.answers import answerer_for
from chatref.assistant.looking_up import Asking, Result
from chatref.assistant.models import Answer, Answerer, Question, Tell
from chatref.assistant.rehearsal import Said, Scene
from chatref.assistant.turn import Assistant
from chatref.database.pool import Database
from chatref.desk.leases import store as leases
from chatref.desk.policy import Policies
from chatref.errors import Refused
from chatref.escalation import store as rules_store
from chatref.escalation.conditions import AsksForPerson, Phrase
from chatref.escalation.rulebook import RuleBook
from chatref.escalation.rules import Rule, Rules
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, Stays, TestCase, run, store
from chatref.insights.transcript import Transcript
from chatref.knowledge import store as sources
from chatref.knowledge.content import Found, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from tests.cast import Foundry

QUESTION = "Can I get my money back for a font?"
REFUNDS = "# Refunds\n\nYou get your money back within 14 days of buying a font.\n"
NO_RULES = Rules(())
NO_MONEY = Rules((Rule(name="Money", when=Phrase(("money back",)), reason="Money"),))


class Nowhere:
    """Implements LookingUp: a rehearsal does nothing."""

    async def look_up(self, workspace: str, action: Action, asking: Asking) -> Result:
        raise AssertionError("a rehearsal asked somebody outside")

    async def with_options(self, workspace: str, book: RuleBook) -> RuleBook:
        raise AssertionError("a rehearsal asked somebody outside")


@dataclass
class Waiting:
    """Implements Answerer: answers when it is let."""

    inner: Answerer
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    let: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer:
        self.asked.set()
        await self.let.wait()
        return await self.inner.answer(question, found, tell)


@dataclass
class Desk:
    """A process that tries test cases, and the business whose they are."""

    database: Database
    embedder: Embedder
    foundry: Foundry
    folder: Path
    answerer: Waiting
    runs: run.TestRuns
    policies: Policies

    async def learn(self, page: str, text: str) -> None:
        (self.folder / page).write_text(text)
        workspace = self.foundry.workspace
        async with self.database.workspace(workspace) as connection:
            source = await sources.add_source(connection, workspace, SourceKind.FOLDER, str(self.folder))
        await Learner(self.database, self.embedder).learn(workspace, source)

    async def keep(self, expects: Expects, *, pressed: bool = False) -> str:
        async with self.database.workspace(self.foundry.workspace) as connection:
            return await store.add(
                connection,
                self.foundry.workspace,
                "Refund",
                Transcript(Scene((Said(QUESTION),), pressed=pressed)),
                expects,
                self.foundry.olga.id,
                None,
            )

    async def rule(self, rules: Rules) -> None:
        async with self.database.workspace(self.foundry.workspace) as connection:
            await rules_store.save(connection, self.foundry.workspace, rules)

    async def kept(self) -> list[TestCase]:
        book = (await self.policies.current(self.database, self.foundry.workspace)).book
        async with self.database.workspace(self.foundry.workspace) as connection:
            on = await store.grounds(connection, self.foundry.workspace, book.version)
            return await store.kept(connection, self.foundry.workspace, on)

    async def results(self) -> list[tuple[bool, str] | None]:
        return [
            (each.result.passed, each.result.found) if each.result else None for each in await self.kept()
        ]


@pytest.fixture
def desk(database: Database, embedder: Embedder, foundry: Foundry, tmp_path: Path) -> Desk:
    answerer = Waiting(answerer_for(None, embedder))
    answerer.let.set()
    policies = Policies()
    runs = run.TestRuns(database, policies, Assistant(database, embedder, answerer, Nowhere()))
    return Desk(database, embedder, foundry, tmp_path, answerer, runs, policies)


def _said(*texts: str) -> Transcript:
    return Transcript(Scene(tuple(map(Said, texts))))


async def test_a_result_is_of_these_rules_and_this_content_and_of_no_other(desk: Desk) -> None:
    """P17: after any change nothing is said until it was tried again; then what holds is said."""
    await desk.learn("refunds.md", REFUNDS)
    await desk.rule(NO_RULES)
    await desk.keep(AnswersFrom("refunds.md"))
    assert await desk.results() == [None]
    await desk.runs.look()
    assert await desk.results() == [(True, "Answered from “Refunds”.")]

    await desk.rule(NO_MONEY)
    assert await desk.results() == [None]
    await desk.runs.look()
    handed = "Handed over by the rule “Money” instead of answering from “Refunds”."
    assert await desk.results() == [(False, handed)]

    await desk.rule(NO_RULES)
    await desk.learn("refunds.md", "# Hours\n\nSomebody is here from nine to five.\n")
    assert await desk.results() == [None]
    await desk.runs.look()
    assert await desk.results() == [(False, "Found no answer instead of answering from “Hours”.")]
    (tried,) = await desk.kept()
    await desk.learn("refunds.md", "# Hours\n\nSomebody is here from nine to five.\n")
    await desk.runs.look()
    assert await desk.kept() == [tried], "what was read again and had not changed says nothing new"


async def test_p17_a_test_case_holds_the_team_and_what_decides_it_anew(desk: Desk) -> None:
    """Also a change of the teams themselves: the default one, and who is in which."""
    workspace, default = desk.foundry.workspace, desk.foundry.team
    async with desk.database.workspace(workspace) as connection:
        billing = (await teammates.create_team(connection, "Billing", {})).id
        default_name = (await teammates.read_team(connection, default)).name
    await desk.rule(NO_MONEY)
    await desk.keep(HandsOver(team=billing))
    await desk.runs.look()
    wrong = f"Handed over by the rule “Money” to {default_name} instead of to Billing."
    assert await desk.results() == [(False, wrong)]

    (money,) = NO_MONEY.rules
    await desk.rule(Rules((replace(money, team=billing),)))
    await desk.runs.look()
    assert await desk.results() == [(False, wrong)], "nobody is in it"
    async with desk.database.workspace(workspace) as connection:
        await teammates.set_members(connection, billing, [desk.foundry.tess.id])
    assert await desk.results() == [None]
    await desk.runs.look()
    assert await desk.results() == [(True, "Handed over by the rule “Money” to Billing.")]

    await desk.rule(NO_MONEY)
    async with desk.database.workspace(workspace) as connection:
        await teammates.make_default(connection, billing)
    await desk.runs.look()
    assert await desk.results() == [(True, "Handed over by the rule “Money” to Billing.")]
    async with desk.database.workspace(workspace) as connection:
        await teammates.make_default(connection, default)
    assert await desk.results() == [None]
    await desk.runs.look()
    assert await desk.results() == [(False, wrong)]


async def test_p17_a_press_is_tried_as_the_desk_takes_it(desk: Desk) -> None:
    """No rule is asked; the one that stands for the button says who gets it. What was said only sets the scene."""
    async with desk.database.workspace(desk.foundry.workspace) as connection:
        billing = (await teammates.create_team(connection, "Billing", {})).id
        await teammates.set_members(connection, billing, [desk.foundry.tess.id])
        default_name = (await teammates.read_team(connection, desk.foundry.team)).name
    person = Rule("Person", AsksForPerson(), "Asked for a person", team=billing)
    await desk.rule(Rules((*NO_MONEY.rules, person)))
    await desk.keep(HandsOver(team=billing), pressed=True)
    await desk.runs.look()
    pressed = "Handed over because the visitor pressed for a person"
    assert await desk.results() == [(True, f"{pressed} to Billing.")]
    await desk.rule(Rules((*NO_MONEY.rules, replace(person, team=None))))
    await desk.runs.look()
    assert await desk.results() == [(False, f"{pressed} to {default_name} instead of to Billing.")]


async def test_what_changes_while_it_is_tried_is_not_what_was_tried(desk: Desk) -> None:
    """A result comes late, and says nothing of the test, the rules or the content that are there by then."""
    await desk.learn("refunds.md", REFUNDS)
    await desk.rule(NO_RULES)
    test_case = await desk.keep(Stays())
    for change in ("test", "rules", "content", "gone"):
        desk.answerer.asked.clear()
        desk.answerer.let.clear()
        running = asyncio.create_task(desk.runs.run(desk.foundry.workspace))
        await desk.answerer.asked.wait()
        match change:
            case "test":
                async with desk.database.workspace(desk.foundry.workspace) as connection:
                    await store.change(
                        connection, desk.foundry.workspace, test_case, "Other", _said("Hm?"), Stays()
                    )
            case "rules":
                await desk.rule(NO_RULES)
            case "content":
                await desk.learn("more.md", "# More\n\nThere is more to say of fonts than this.\n")
            case _:
                async with desk.database.workspace(desk.foundry.workspace) as connection:
                    await store.remove(connection, desk.foundry.workspace, test_case)
        desk.answerer.let.set()
        await running
        assert await desk.results() == ([] if change == "gone" else [None]), change
        await desk.runs.look()
        assert None not in await desk.results(), change


async def test_one_process_at_a_time_tries_them_and_another_goes_on_for_one_that_died(desk: Desk) -> None:
    """What a crash cut short is not there, and is tried again."""
    await desk.rule(NO_RULES)
    await desk.keep(Stays())
    desk.answerer.let.clear()
    running = asyncio.create_task(desk.runs.run(desk.foundry.workspace))
    await desk.answerer.asked.wait()
    desk.answerer.asked.clear()
    await desk.runs.look()
    assert not desk.answerer.asked.is_set(), "a second one keeps out"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await desk.results() == [None]
    desk.answerer.let.set()
    await desk.runs.look()
    assert await desk.results() == [(True, "Found no answer.")]


async def test_who_waits_for_a_run_that_does_not_end_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.keep(Stays())
    workspace = desk.foundry.workspace
    async with desk.database.workspace(workspace) as connection:
        await leases.take(
            connection, workspace, [workspace], run.WORK, desk.foundry.olga.id, timedelta(minutes=1)
        )
    monkeypatch.setattr(run, "PATIENCE", 0.1)
    with pytest.raises(Refused, match="tried already"):
        await desk.runs.run(workspace)


async def test_while_a_source_is_learned_nothing_is_tried_that_will_be_old_at_once(desk: Desk) -> None:
    """But whoever asks for it gets what there is now."""
    await desk.keep(Stays())
    workspace = desk.foundry.workspace
    async with desk.database.workspace(workspace) as connection:
        source = await sources.add_source(connection, workspace, SourceKind.FOLDER, str(desk.folder))
        await sources.begin_learning(connection, source, desk.foundry.olga.id)
    await desk.runs.look()
    assert await desk.results() == [None]
    await desk.runs.run(workspace)
    assert await desk.results() == [(True, "Found no answer.")]


async def test_they_are_tried_by_themselves_soon_after_a_change(desk: Desk) -> None:
    """S18: nobody has to ask."""
    await desk.rule(NO_RULES)
    await desk.keep(Stays())
    async with desk.runs.running(), asyncio.timeout(60):
        await _come(desk, True, "Found no answer.")
        await desk.rule(NO_MONEY)
        desk.runs.wake()
        await _come(desk, False, "Handed over by the rule “Money” instead of staying with the assistant.")


async def _come(desk: Desk, passed: bool, found: str) -> None:
    results: list[tuple[bool, str] | None] = []
    while results != [(passed, found)]:
        await asyncio.sleep(0.05)
        results = await desk.results()
