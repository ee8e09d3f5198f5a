"""Open hours in which nobody is here, and how long people usually wait. The database's clock runs as it is."""

from datetime import timedelta

import psycopg
import pytest

from chatref.accounts import duty, teammates
from chatref.conversation import commands as cmd
from chatref.conversation.policy import Timers
from chatref.desk import reading, staffing
from chatref.desk.policy import Policies
from chatref.desk.presence import Presence
from chatref.desk.staffing import Staffing
from chatref.desk.staffing.store import Unstaffed
from chatref.desk.waiting import line
from chatref.routing import LEAST, Availability
from tests.desk.acts import Acts, new


@pytest.fixture
def watch(acts: Acts) -> Staffing:
    return Staffing(acts.database, Policies(Timers(unstaffed=timedelta(0))))


async def told(acts: Acts) -> list[str]:
    async with acts.database.workspace(acts.workspace) as connection:
        found: list[Unstaffed] = list(await staffing.told(connection, acts.workspace))
    return [each.name for each in found]


async def test_p15_an_empty_desk_is_told_without_any_case_and_until_somebody_comes(
    acts: Acts, watch: Staffing
) -> None:
    presence, connection = Presence(acts.database, new()), new()
    await watch.look(acts.workspace)
    assert await told(acts) == ["Support"]
    await presence.beat(acts.workspace, acts.foundry.tess.id, connection)
    await watch.look(acts.workspace)
    assert await told(acts) == []
    await presence.leave(acts.workspace, connection)
    await watch.look(acts.workspace)
    assert await told(acts) == ["Support"]


async def test_p15_it_is_told_only_after_some_minutes_and_counted_from_the_first(
    acts: Acts, database_url: str
) -> None:
    patient = Staffing(acts.database, Policies())
    await patient.look(acts.workspace)
    await patient.look(acts.workspace)
    assert await told(acts) == []
    with psycopg.connect(database_url, autocommit=True) as admin:
        rows = admin.execute(
            "update unstaffed set since = since - interval '6 minutes' returning 1"
        ).fetchall()
    assert len(rows) == 1, "one stretch, however often it was seen"
    await patient.look(acts.workspace)
    assert await told(acts) == ["Support"]


async def test_p14_who_is_away_is_not_here_and_outside_the_hours_nobody_has_to_be(
    acts: Acts, watch: Staffing
) -> None:
    tess = acts.foundry.tess.id
    await Presence(acts.database, new()).beat(acts.workspace, tess, new())
    for switch, empty in ((Availability.BUSY, []), (Availability.AWAY, ["Support"])):
        async with acts.database.workspace(acts.workspace) as connection:
            await duty.set_availability(connection, tess, switch)
        await watch.look(acts.workspace)
        assert await told(acts) == empty
    async with acts.database.workspace(acts.workspace) as connection:
        shut = {"zone": "UTC", "weekly": [[]] * 7}
        await teammates.set_team_hours(connection, acts.foundry.team, shut)
    await watch.look(acts.workspace)
    assert await told(acts) == []


async def test_p12_who_waits_is_told_how_long_others_waited_about_this_time(
    acts: Acts, database_url: str
) -> None:
    """The median of measured waits, on other days too; of too few nothing is said."""
    waiting = await acts.case()
    for n in range(LEAST):
        assert await _expected(acts, waiting) is None
        conversation = await acts.case()
        await acts.teammate(conversation, acts.claim(conversation))
        _waited(database_url, conversation, minutes=4 if n else 600, days_ago=n)
    assert await _expected(acts, waiting) == 240
    before_team = await line(acts.database, acts.workspace)
    assert before_team[waiting].expected == 240


async def test_a_wait_at_another_time_of_day_or_one_that_ended_otherwise_says_nothing(
    acts: Acts, database_url: str
) -> None:
    waiting = await acts.case()
    for _ in range(LEAST):
        at_night = await acts.case()
        await acts.teammate(at_night, acts.claim(at_night))
        _waited(database_url, at_night, minutes=4, days_ago=0.5)
        withdrawn = await acts.case()
        await acts.visitor(withdrawn, cmd.Withdraw())
    assert await _expected(acts, waiting) is None


async def _expected(acts: Acts, conversation: str) -> int | None:
    who = reading.Visitor(acts.workspace, acts.visitor_of(conversation))
    place = (await reading.visitor_snapshot(acts.database, who, conversation)).line
    assert place is not None
    return place.expected


def _waited(url: str, conversation: str, minutes: float, days_ago: float) -> None:
    """As if it had been then, and had taken so long."""
    with psycopg.connect(url, autocommit=True) as admin:
        for kind, later in (("queued", 0.0), ("claimed", minutes)):
            at = f"now() - interval '{days_ago} days' + interval '{later} minutes'"
            admin.execute(
                f"update events set at = {at} where conversation = %s and kind = %s", [conversation, kind]
            )
