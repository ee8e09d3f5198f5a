"""A draft of the rules over what a desk has stored: in the desk, on the command line (S11, P3)."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chatref.app import open_rooms
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import Outcome
from chatref.desk import past
from chatref.escalation import conditions as when
from chatref.escalation.book import rules_to
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.simulate import Change, Simulated
from chatref.settings import Settings
from tests.cast import open_foundry, open_rival
from tests.conftest import furnished
from tests.databases import Databases
from tests.escalation.house import House, learned_by_heart
from tests.serving.desks import told

FONTS = Rule("Fonts", when.Phrase(("font",)), "Fonts", hand_over={"en": "A moment, please."})
DRAFT = Rules((FONTS,))


@pytest.fixture(scope="module")
async def judged(
    databases: Databases, models: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Three conversations under the ready-made rules; the first of them in two episodes."""
    with databases.fresh() as url:
        async with open_rooms(Settings(furnished(tmp_path_factory.mktemp("judged"), models)), url) as rooms:
            house = House(await learned_by_heart(rooms), await open_foundry(rooms.database))
            await _in_two_episodes(house)
            await house.awaits(await house.begin("Good morning!"), e.AssistantAnswered)
            await house.awaits(await house.begin("I want to talk to a human"), e.HandoffOpened)
            yield house


async def _in_two_episodes(house: House) -> None:
    conversation = await house.begin("Hello!")
    await house.awaits(conversation, e.AssistantAnswered)
    await house.write(conversation, "Which font is for posters?")
    await house.awaits(conversation, e.AssistantAnswered, times=2)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.TakeOver(state.epoch))
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.Resolve(state.seq, state.seq, Outcome.ELSEWHERE))
    await house.write(conversation, "And which font for a logo?")
    await house.awaits(conversation, e.AssistantAnswered, times=3)
    assert [each for each in (await house.read(conversation))[1] if isinstance(each, e.Reopened)]


async def _simulated(
    house: House, draft: Rules, most: int = 100, days: int = 1, workspace: str = ""
) -> Simulated:
    database, workspace = house.rooms.database, workspace or house.foundry.workspace
    books = past.books_of(await house.rooms.policies.current(database, workspace), draft)
    return await past.simulated(database, workspace, books, datetime.now(UTC) - timedelta(days=days), most)


async def test_the_stored_turns_are_judged_by_episodes(judged: House) -> None:
    """S11, F10: newly in both episodes of one, no longer in another; nothing at all under the rules of now."""
    found = await _simulated(judged, DRAFT)
    assert (found.conversations, found.turns, found.now, found.draft) == (3, 5, 1, 2)
    assert found.changes == {Change.NEW: 2, Change.GONE: 1}
    assert sorted(each.draft.turn for each in found.shown if each.draft) == [1, 2]
    assert {each.draft.why for each in found.shown if each.draft} == {"Because the visitor wrote “font”."}
    assert found.by["Fonts"] == (0, 2)
    assert (await _simulated(judged, READY_MADE)).changes == {}


async def test_only_so_many_and_so_far_back(judged: House) -> None:
    assert (await _simulated(judged, DRAFT, most=1)).conversations == 1
    assert (await _simulated(judged, DRAFT, days=0)).conversations == 0


async def test_what_holds_is_as_it_was_and_no_other_business_is_looked_at(judged: House) -> None:
    """F39: a simulation writes nothing, and sees one workspace."""
    before = await judged.rooms.policies.current(judged.rooms.database, judged.foundry.workspace)
    await _simulated(judged, DRAFT)
    after = await judged.rooms.policies.current(judged.rooms.database, judged.foundry.workspace)
    assert after is before
    rival = await open_rival(judged.rooms.database)
    assert (await _simulated(judged, DRAFT, workspace=rival.workspace)).conversations == 0


async def test_pieces_never_tear_a_conversation(judged: House, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await _simulated(judged, DRAFT)
    monkeypatch.setattr(past, "AT_ONCE", 1)
    assert await _simulated(judged, DRAFT) == whole


async def test_the_operator_simulates_on_the_command_line(judged: House, tmp_path: Path) -> None:
    """S11, F47: what can't be read is named, and nothing else is said."""
    draft, broken = tmp_path / "draft.json", tmp_path / "broken.json"
    draft.write_text(json.dumps(rules_to(DRAFT)))
    broken.write_text(json.dumps({"rules": [{"name": "x", "when": {"phrase": []}, "reason": "x"}]}))
    settings = {"CHATREF_HOME": str(judged.rooms.settings.home), "DATABASE_URL": judged.rooms.database.url}
    asked = ("simulate", "--email", "olga@foundry.example", "--rules")
    found = await asyncio.to_thread(told, *asked, str(draft), **settings)
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert lines[:2] == [
        "3 conversations, 5 turns, 1.0 weeks.",
        "Handed over: 1 by the rules of now, 2 by the draft.",
    ]
    assert "       2 newly handed over" in lines
    assert "       1 no longer handed over" in lines
    wrong = await asyncio.to_thread(told, *asked, str(broken), **settings)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "rules[0].when.phrase" in wrong.stderr
