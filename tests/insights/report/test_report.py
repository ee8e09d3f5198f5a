"""P18, S14: every figure of the report equals an independent calculation over the stored events (tests' naive.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest

from chatref.conversation.events import HandoffOpened, Recorded, Reopened, Started
from chatref.conversation.model import Lesson, Outcome
from chatref.conversation.policy import Timers
from chatref.database.pool import Database
from chatref.desk.policy import compose
from chatref.escalation.rulebook import RuleBook
from chatref.insights import report
from chatref.insights.report.counting import Chosen, Counting, Report, Waited, waited
from chatref.insights.report.facts import facts
from chatref.insights.report.figures import By, Ending, Figure
from chatref.insights.report.items import Scope, items
from tests.cast import foundry_at, open_rival
from tests.databases import Databases
from tests.insights.report import naive
from tests.insights.report.stored import BERLIN, SITES, Story, store, stories
from tests.running import beside

TOLD = 240
WEEKEND = (date(2026, 3, 28), date(2026, 3, 29))
"""In which Berlin's clocks go forward."""
LATER = datetime(2026, 6, 1, tzinfo=UTC)
NEVER = {Figure.ABANDONED, Figure.ALONE_WITHDRAWN}
"""What a person answered does not end as abandoned, what no person answered not by time; and to withdraw takes a
handoff."""
OF_A_STEP = {Figure.STEP_TICKED, Figure.STEP_LEFT_OUT}


def scope_of(asked: naive.Asked) -> Scope:
    midnight = datetime.min.time()
    start = datetime.combine(asked.first_day, midnight, asked.zone).astimezone(UTC)
    end = datetime.combine(asked.last_day + timedelta(days=1), midnight, asked.zone).astimezone(UTC)
    return Scope(start, end, asked.zone, asked.now, asked.site, asked.team)


@pytest.fixture(scope="module")
def desk(databases: Databases) -> Iterator[tuple[str, str]]:
    """A database with the conversations of a workspace, and the workspace."""
    with databases.fresh() as url:
        foundry = beside(foundry_at(url))
        store(url, foundry.workspace, stories(4, TOLD, foundry.workspace))
        yield url, foundry.workspace


@pytest.fixture
async def database(desk: tuple[str, str]) -> AsyncIterator[Database]:
    opened = await Database.open(desk[0], size=2)
    yield opened
    await opened.close()


ASKED = {
    "the weekend, long after": {},
    "the weekend, while it goes on": {"now": datetime(2026, 3, 29, 9, 30, tzinfo=UTC)},
    "a week later": {"now": datetime(2026, 4, 4, 12, tzinfo=UTC)},
    "all days": {"first_day": date(2026, 3, 20), "last_day": date(2026, 4, 30)},
    "one site": {"site": SITES[0]},
    "one team": {"team": "billing", "last_day": date(2026, 4, 30)},
    "by another clock": {"zone": ZoneInfo("America/New_York")},
    "before anything": {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 31)},
}  # fmt: skip


@pytest.mark.parametrize("changes", ASKED.values(), ids=ASKED.keys())
async def test_p18_s14_every_figure_equals_an_independent_calculation(
    desk: tuple[str, str], database: Database, changes: dict[str, Any]
) -> None:
    asked = replace(naive.Asked(desk[1], *WEEKEND, BERLIN, LATER), **changes)
    expected = naive.calculate(desk[0], asked)
    found = await report.read(database, desk[1], scope_of(asked))
    groups = {(by.value, name): group for by in By for name, group in found.by[by].items()}
    for place, group in {("", ""): found.whole, **groups}.items():
        assert _plain(group.figures) == _plain(expected.figures[place]), place
        for ours, theirs in ((group.first, expected.first), (group.later, expected.later)):
            assert _wait(waited(ours)) == _naive_wait(theirs[place]), place
    assert {place for place, figures in expected.figures.items() if figures} <= {("", ""), *groups}
    assert not any(found.cut.values())


@pytest.mark.parametrize("changes", [{}, {"team": "support"}, {"last_day": date(2026, 4, 30)}])
async def test_p17_how_often_an_answer_of_the_teams_own_was_cited_and_what_came_of_it(
    desk: tuple[str, str], database: Database, changes: dict[str, Any]
) -> None:
    asked = replace(naive.Asked(desk[1], *WEEKEND, BERLIN, LATER), **changes)
    expected = naive.calculate(desk[0], asked)
    found = await report.cited(database, desk[1], scope_of(asked))
    assert set(found) == {"/answers/1", "/answers/2", "/answers/3"}
    for answer, each in found.items():
        assert each.messages == expected.cited[answer] >= each.figures[Figure.EPISODES]
        assert _plain(each.figures) == _plain(expected.figures["answer", answer])


async def test_p18_every_kind_of_ending_is_among_what_is_compared(
    desk: tuple[str, str], database: Database
) -> None:
    """The comparison above is about something."""
    asked = naive.Asked(desk[1], date(2026, 3, 20), date(2026, 4, 30), BERLIN, LATER)
    long = (await report.read(database, desk[1], scope_of(asked))).whole.figures
    soon = (
        await report.read(
            database, desk[1], scope_of(replace(asked, now=datetime(2026, 3, 29, 9, 30, tzinfo=UTC)))
        )
    ).whole.figures
    assert {figure for figure in Figure if not (long[figure] or soon[figure])} == NEVER | OF_A_STEP


async def test_p16_each_step_of_a_playbook_was_ticked_or_left_out_by_the_end(
    desk: tuple[str, str], database: Database
) -> None:
    asked = naive.Asked(desk[1], date(2026, 3, 20), date(2026, 4, 30), BERLIN, LATER)
    found = (await report.read(database, desk[1], scope_of(asked))).by[By.STEP].values()
    assert {figure for group in found for figure in OF_A_STEP if group.figures[figure]} == OF_A_STEP
    for group in found:
        assert sum(group.figures[each] for each in OF_A_STEP) == group.figures[Figure.HANDOFFS]


async def test_each_figure_opens_what_it_counts(desk: tuple[str, str], database: Database) -> None:
    asked = naive.Asked(desk[1], *WEEKEND, BERLIN, LATER)
    expected = naive.calculate(desk[0], asked)
    some = sorted(expected.behind.items())[:: max(1, len(expected.behind) // 12)]
    for (figure, by, name), theirs in some:
        chosen = Chosen(Figure(figure), By(by) if by else None, name)
        rows: list[report.Row] = []
        after: int | None = 0
        while after is not None:
            page = await report.behind(database, desk[1], scope_of(asked), chosen, after)
            assert page.count == len(theirs)
            rows += page.rows
            after = page.after
        assert [(row.item.at, row.item.facts.conversation) for row in rows] == sorted(theirs, reverse=True)
        assert all(row.subject == f"About {row.item.facts.conversation}" for row in rows)


async def test_what_is_kept_says_what_the_events_say(desk: tuple[str, str], database: Database) -> None:
    """Kept facts are no second truth: gathered, kept, and gathered anew they are the same; older ones are not used."""
    asked = naive.Asked(desk[1], *WEEKEND, BERLIN, LATER)
    with psycopg.connect(desk[0], autocommit=True) as owner:
        owner.execute("delete from conversation_facts")
        gathered = _all(await report.read(database, desk[1], scope_of(asked)))
        kept = owner.execute("select count(*) from conversation_facts").fetchone()
        assert kept is not None
        assert kept[0] > 0
        assert _all(await report.read(database, desk[1], scope_of(asked))) == gathered
        owner.execute("update conversation_facts set facts = '{}', seq = seq - 1")
        assert _all(await report.read(database, desk[1], scope_of(asked))) == gathered
        owner.execute("update conversation_facts set facts = '{}', version = version - 1")
        assert _all(await report.read(database, desk[1], scope_of(asked))) == gathered


def test_a_conversation_of_other_days_changes_nothing() -> None:
    asked = naive.Asked(str(uuid4()), *WEEKEND, BERLIN, LATER)
    told = stories(2, 60, asked.workspace)
    inside = [each for each in told if any(_begins_in(asked, one) for one in each.history)]
    assert 0 < len(inside) < len(told)
    assert _all(_counted(asked, told)) == _all(_counted(asked, inside))


async def test_f44_another_business_counts_nothing_of_it(desk: tuple[str, str], database: Database) -> None:
    rival = await open_rival(database)
    asked = naive.Asked(rival.workspace, date(2026, 3, 1), date(2026, 4, 30), BERLIN, LATER)
    found = await report.read(database, rival.workspace, scope_of(asked))
    assert not found.whole.figures
    behind = await report.behind(database, rival.workspace, scope_of(asked), Chosen(Figure.HANDOFFS), 0)
    assert behind == report.Behind(0, (), None)


PARTS = {
    Figure.HANDOFFS: ("handoffs_open", *(f"handoffs_{each}" for each in Outcome)),
    Figure.ANSWERED: ("handoffs_solved", "handoffs_came_back", "handoffs_too_early"),
    Figure.EPISODES: tuple(f"episodes_{each}" for each in Ending),
    Figure.ALONE: tuple(f"alone_{each}" for each in Ending),
}
OTHER_PARTS = (
    (Figure.HANDOFFS, ("first_answered", "first_waiting", "first_unanswered")),
    (Figure.HANDOFFS, ("lesson_none", *(f"lesson_{each}" for each in Lesson))),
    (Figure.HANDOFFS, ("playbook_done", "playbook_some", "playbook_untouched", "playbook_none")),
    (Figure.EPISODES, ("episodes_handed_off", "episodes_alone")),
    (Figure.EPISODES, ("rated_good", "rated_middling", "rated_bad", "rated_none")),
)


async def test_p18_parts_add_up_to_their_whole(desk: tuple[str, str], database: Database) -> None:
    asked = naive.Asked(
        desk[1], date(2026, 3, 20), date(2026, 4, 30), BERLIN, datetime(2026, 4, 2, tzinfo=UTC)
    )
    found = await report.read(database, desk[1], scope_of(asked))
    groups = [found.whole, *(group for groups in found.by.values() for group in groups.values())]
    for group in groups:
        for whole, parts in (*PARTS.items(), *OTHER_PARTS):
            assert sum(group.figures[Figure(part)] for part in parts) == group.figures[whole], whole
        assert len(group.first) == group.figures[Figure.HANDOFFS]
        assert len(group.later) == group.figures[Figure.WAITED_AGAIN]
    for by in (By.SITE, By.DAY):
        summed: Counter[Figure] = Counter()
        for group in found.by[by].values():
            summed += group.figures
        assert summed == +found.whole.figures


def _counted(asked: naive.Asked, told: Iterable[Story]) -> Report:
    """Without a database."""
    scope = scope_of(asked)
    counting = Counting(scope)
    for each in told:
        policies = {version: compose(made, Timers(), RuleBook()) for version, made in each.inputs.items()}
        counting.take(items(facts(each.history, policies.__getitem__), scope, policies))
    return counting.result()


def _begins_in(asked: naive.Asked, one: Recorded) -> bool:
    return isinstance(one.event, Started | Reopened | HandoffOpened) and asked.covers(one.at)


def _plain(figures: Mapping[Any, int]) -> dict[str, int]:
    return {str(figure): number for figure, number in figures.items() if number}


def _wait(found: Waited) -> tuple[object, ...]:
    middle, long = (
        None if each is None else each.total_seconds() for each in (found.median, found.nine_of_ten)
    )
    return found.waits, middle, long, found.at_least


def _naive_wait(waits: list[tuple[float, bool]]) -> tuple[object, ...]:
    times = sorted(time for time, _ in waits)
    middle = median(times) if len(times) >= 5 else None
    long = (
        next((t for t in times if sum(s <= t for s in times) >= 0.9 * len(times)), None)
        if len(times) >= 10
        else None
    )
    shown = middle if long is None else long
    return len(times), middle, long, shown is not None and any(on and time <= shown for time, on in waits)


def _all(found: Report) -> object:
    groups = {(by, name): group for by, groups in found.by.items() for name, group in groups.items()}
    return {
        place: (group.figures, waited(group.first), waited(group.later)) for place, group in groups.items()
    }
