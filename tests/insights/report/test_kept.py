"""What is kept for reports on a desk that goes on."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from chatref.conversation import commands as cmd
from chatref.insights import report
from chatref.insights.report.counting import Report
from chatref.insights.report.figures import By, Figure
from chatref.insights.report.items import Scope
from tests.desk.acts import Acts

OF_A_REQUEST = "asked for a person"
"""What the rule of a new workspace tags with that stands for a press of the button."""


async def _today(acts: Acts) -> Report:
    now = await report.now(acts.database, acts.workspace)
    day = timedelta(days=1)
    return await report.read(acts.database, acts.workspace, Scope(now - day, now + day, ZoneInfo("UTC"), now))


async def _kept(acts: Acts) -> int:
    async with acts.database.workspace(acts.workspace) as connection:
        found = await connection.execute("select count(*)::int from conversation_facts")
        row = await found.fetchone()
    assert row is not None
    return int(row[0])


async def test_what_happens_after_a_report_is_in_the_next_one(acts: Acts) -> None:
    conversation = await acts.case()
    assert (await _today(acts)).whole.figures[Figure.FIRST_WAITING] == 1
    await acts.teammate(conversation, acts.reply(conversation))
    found = (await _today(acts)).whole.figures
    assert (found[Figure.FIRST_WAITING], found[Figure.FIRST_ANSWERED]) == (0, 1)
    await acts.teammate(conversation, acts.resolve(conversation))
    assert (await _today(acts)).whole.figures[Figure.ANSWERED] == 1
    assert await _kept(acts) == 1


async def test_an_erased_conversation_leaves_its_numbers_and_nothing_of_its_tags(acts: Acts) -> None:
    conversation = await acts.owned()
    await acts.teammate(conversation, cmd.Tag(("Vera's divorce",)))
    assert {*(await _today(acts)).by[By.TAG]} == {"Vera's divorce", OF_A_REQUEST}
    await acts.assistant(conversation, cmd.Erase())
    assert await _kept(acts) == 0
    found = await _today(acts)
    assert (found.whole.figures[Figure.ERASED], [*found.by[By.TAG]]) == (1, [])


async def test_tags_in_use_are_those_of_now_and_the_most_used_first(acts: Acts) -> None:
    first, second = await acts.owned(), await acts.owned()
    await acts.teammate(first, cmd.Tag(("refund", "vip")))
    await acts.teammate(second, cmd.Tag(("refund", "late")))
    await acts.teammate(second, cmd.Tag((), ("late",)))
    assert [*await report.tags(acts.database, acts.workspace)] == [
        (OF_A_REQUEST, 2), ("refund", 2), ("vip", 1),
    ]  # fmt: skip
