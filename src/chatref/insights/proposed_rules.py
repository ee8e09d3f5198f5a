"""Rules that would make a failing wish come true, each with what it would have done. Computed when somebody asks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from chatref.assistant.rehearsal import NOBODY
from chatref.assistant.turn import Considered
from chatref.conversation.events import HandoffEnded, HandoffOpened, Recorded, Transferred
from chatref.database.pool import Connection, Database
from chatref.desk import past, reading
from chatref.desk.policy import Ruling
from chatref.escalation.proposals import Beside, Proposal, Wish, decision, proposed, why_none
from chatref.escalation.rules import Rules
from chatref.escalation.simulate import Simulated, Simulation, Turn
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, TestCase, store
from chatref.insights.test_cases.judge import judged, routed
from chatref.insights.test_cases.run import TestRuns
from chatref.insights.transcript import Transcript

BACK = timedelta(days=90)
MOST = 300  # conversations that they are tried on: a second or two


@dataclass(frozen=True, slots=True)
class Asked:
    """What should have come of these words. `test_case` says so, or nobody yet; `handoff` is the one it is about, or
    the last there was."""

    transcript: Transcript
    expects: Expects
    conversation: str | None
    test_case: str | None = None
    handoff: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Of one proposal, over conversations that were; `passes`: what is wanted comes of it; `breaks`: what passes now
    and then would not."""

    proposal: Proposal
    simulated: Simulated
    passes: bool
    breaks: tuple[TestCase, ...]


@dataclass(frozen=True, slots=True)
class ProposedRules:
    """The most particular first. Where there are none it is said why."""

    effects: tuple[Effect, ...]
    none: str


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a draft is judged on: what is wanted, all else that is, each with what was measured, and turns that were."""

    asked: Asked
    came: Considered
    others: Sequence[tuple[TestCase, Considered]]
    turns: Sequence[Turn]
    beside: Beside


async def rules_for(
    database: Database, runs: TestRuns, ruling: Ruling, workspace: str, asked: Asked
) -> ProposedRules:
    """Nothing is stored, and nothing holds."""
    async with database.workspace(workspace) as connection:
        on = await store.grounds(connection, workspace, ruling.book.version)
        kept = await store.kept(connection, workspace, on)
        rule, team = await _came(connection, workspace, asked)
    others = [each for each in kept if each.id != asked.test_case]
    transcripts = [asked.transcript, *(each.transcript for each in others)]
    came, *rest = await runs.measured(workspace, ruling.book, transcripts)
    turns = await past.turns(database, workspace, datetime.now(UTC) - BACK, MOST)
    site = asked.transcript.scene.site
    beside = Beside(
        others=_written(turns, asked.conversation),
        rule=rule,
        team=team if team in ruling.policy.teams else None,
        site=None if site == NOBODY else site,
    )
    measured = _Measured(asked, came, list(zip(others, rest, strict=True)), turns, beside)
    return await asyncio.to_thread(_proposed, ruling, measured)


def _proposed(ruling: Ruling, measured: _Measured) -> ProposedRules:
    rules, facts, expects = ruling.book.rules, measured.came.facts, measured.asked.expects
    wish = _wish(expects, ruling)
    if wish.team is not None and ruling.policy.team_for(wish.team) != wish.team:
        return ProposedRules((), "Nobody is in the team that is wanted, so no case goes to it.")
    found = proposed(rules, facts, wish, measured.beside)
    if not found and isinstance(expects, AnswersFrom) and decision(rules, facts) is None:
        return ProposedRules((), "No rule is in the way: it is the content that lacks something.")
    effects = tuple(_effect(each, ruling, measured) for each in found)
    return ProposedRules(effects, "" if effects else why_none(rules, facts, wish))


def _wish(expects: Expects, ruling: Ruling) -> Wish:
    if not isinstance(expects, HandsOver):
        return Wish(hand_over=False)
    named = {None, *(rule.team for rule in ruling.book.rules.rules)}
    same = frozenset(each for each in named if ruling.policy.team_for(each) == expects.team)
    return Wish(hand_over=True, reason=expects.reason, team=expects.team, same=same)


def _effect(proposal: Proposal, ruling: Ruling, measured: _Measured) -> Effect:
    now = ruling.book.rules
    draft = proposal.put_into(now)
    simulation = Simulation(past.books_of(ruling, draft))
    simulation.take(measured.turns)
    breaks = tuple(
        each
        for each, came in measured.others
        if _passes(now, each.expects, came, ruling) and not _passes(draft, each.expects, came, ruling)
    )
    passes = _passes(draft, measured.asked.expects, measured.came, ruling)
    return Effect(proposal, simulation.result(), passes, breaks)


def _passes(rules: Rules, expects: Expects, came: Considered, ruling: Ruling) -> bool:
    return judged(expects, routed(decision(rules, came.facts), ruling.policy), came.answer, {})[0]


async def _came(connection: Connection, workspace: str, asked: Asked) -> tuple[str | None, str | None]:
    """By which rule its conversation came to a person, and which team it was given to by one."""
    if asked.conversation is None:
        return None, None
    found = await reading.as_of(connection, workspace, asked.conversation)
    return came_to(found.events, asked.handoff)


def came_to(events: Sequence[Recorded], handoff: str | None) -> tuple[str | None, str | None]:
    """Of this handoff, or of the last one. A team that the rules chose says nothing: only what people did does."""
    rule = team = None
    inside = False
    for each in events:
        match each.event:
            case HandoffOpened() as opened if handoff in {None, opened.handoff}:
                rule, team, inside = opened.rule or opened.stands, None, True
            case Transferred(team=chosen, teammate=None) if inside:
                team = chosen
            case HandoffEnded():
                inside = False
            case _:
                pass
    return rule, team


def _written(turns: Sequence[Turn], but: str | None) -> list[str]:
    """In each conversation, as stems."""
    by_conversation = groupby(turns, key=lambda turn: turn.conversation)
    return [
        " ".join(turn.facts.signals.stems for turn in each)
        for conversation, each in by_conversation
        if conversation != but
    ]
