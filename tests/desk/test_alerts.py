"""Who is told outside the inbox: whoever is not there, once for all there is, and nothing stale (F29 to F31)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.accounts import duty
from chatref.conversation.policy import Timers
from chatref.desk.alerts import AGAIN, SETTLES, AlertKind, Alerts, Cause, concerned, to_tell
from chatref.desk.alerts.store import Person
from chatref.desk.policy import Policies
from chatref.desk.presence import Presence
from chatref.desk.staffing import Staffing
from chatref.routing import Availability
from tests.desk.acts import Acts, new
from tests.pure.calm import CALM

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ABSENT = Person(here=False, availability=Availability.AVAILABLE, mail=True)
WAITS = Cause(AlertKind.WAITING, NOW - SETTLES, frozenset({"tess"}))
TESS = ("tess", AlertKind.WAITING)


def test_f29_who_is_not_here_is_told_and_who_is_here_hears_it_in_the_inbox() -> None:
    for person, wanted in (
        (ABSENT, {TESS}),
        (replace(ABSENT, here=True), set()),
        (replace(ABSENT, mail=False), set()),
        (replace(ABSENT, availability=Availability.BUSY), {TESS}),
        (replace(ABSENT, availability=Availability.AWAY), set()),
    ):
        assert to_tell([WAITS], {"tess": person}, {}, NOW) == wanted


def test_f29_who_leads_is_told_even_while_they_are_away() -> None:
    away = {"tess": replace(ABSENT, availability=Availability.AWAY)}
    assert to_tell([replace(WAITS, leads=frozenset({"tess"}))], away, {}, NOW) == {TESS}


def test_f31_who_is_here_has_a_minute_to_take_it_before_anybody_else_is_told() -> None:
    fresh = replace(WAITS, at=WAITS.at + SECOND)
    assert to_tell([fresh], {"tess": ABSENT}, {}, NOW) == set()
    assert concerned([fresh], {"tess": ABSENT}) == {TESS}


def test_f31_nobody_is_told_again_of_what_has_not_moved_or_before_a_while() -> None:
    people, told = {"tess": ABSENT}, {TESS: NOW - AGAIN}
    assert to_tell([replace(WAITS, at=told[TESS])], people, told, NOW) == set()
    assert to_tell([replace(WAITS, at=told[TESS] + SECOND)], people, told, NOW) == {TESS}
    assert to_tell([WAITS], people, {TESS: NOW - AGAIN + SECOND}, NOW) == set()
    assert to_tell([WAITS], people, {("tess", AlertKind.UNSTAFFED): NOW}, NOW) == {TESS}


causes = st.lists(
    st.builds(
        Cause,
        st.sampled_from(AlertKind),
        st.integers(0, 40).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        st.frozensets(st.sampled_from(["tess", "tom", "gone"])),
    ),
    max_size=300,
)


@CALM
@given(causes)
def test_f31_however_much_there_is_to_tell_each_is_told_once_of_each_kind(many: list[Cause]) -> None:
    people = {"tess": ABSENT, "tom": replace(ABSENT, here=True)}
    wanted = to_tell(many, people, {}, NOW)
    assert wanted <= {("tess", kind) for kind in AlertKind}
    assert to_tell(many, people, dict.fromkeys(wanted, NOW), NOW + AGAIN) <= concerned(many, people)


@pytest.fixture
def look(acts: Acts) -> Alerts:
    return Alerts(acts.database, Policies())


def alerts(url: str) -> list[tuple[str, str, str]]:
    with psycopg.connect(url) as admin:
        found = admin.execute(
            "select teammate::text, kind, state from alerts order by teammate, at"
        ).fetchall()
    return [(who, kind, state) for who, kind, state in found]


def settled(url: str) -> None:
    """As if what there is to tell had been there for a while."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            "update conversations set summary = jsonb_set(summary::jsonb, '{alert,at}', to_jsonb(now() - interval "
            "'2 minutes')) where summary::jsonb #> '{alert,at}' is not null"
        )


async def test_f29_f30_a_case_that_waits_tells_the_absent_of_the_team_and_ends_with_it(
    acts: Acts, look: Alerts, database_url: str
) -> None:
    """Three wait, one row each; whoever comes is told no more, and a claim that ends it takes back the rest."""
    tess, tom, olga = acts.foundry.tess.id, acts.foundry.tom.id, acts.foundry.olga.id
    cases = [await acts.case() for _ in range(3)]
    await look.look(acts.workspace)
    assert alerts(database_url) == [], "who is here has a minute"
    settled(database_url)
    for _ in range(2):
        await look.look(acts.workspace)
    assert alerts(database_url) == sorted((who, "waiting", "due") for who in (tess, tom, olga))
    await Presence(acts.database, new()).beat(acts.workspace, tess, new())
    async with acts.database.workspace(acts.workspace) as connection:
        await duty.set_takes_alerts(connection, tom, mail=False)
    await look.look(acts.workspace)
    assert {who: state for who, _, state in alerts(database_url)} == {
        tess: "over",
        tom: "over",
        olga: "due",
    }
    for each in cases:
        await acts.teammate(each, acts.claim(each))
        await acts.teammate(each, acts.reply(each))
    await look.look(acts.workspace)
    assert {state for _, _, state in alerts(database_url)} == {"over"}
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("update alerts set at = at - interval '31 days'")
    await look.look(acts.workspace)
    assert alerts(database_url) == [], "none is kept for ever"


async def test_p15_an_empty_desk_is_told_to_who_leads_case_or_no_case(
    acts: Acts, look: Alerts, database_url: str
) -> None:
    await Staffing(acts.database, Policies(Timers(unstaffed=timedelta(0)))).look(acts.workspace)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("update unstaffed set alerted_at = alerted_at - interval '2 minutes'")
    await look.look(acts.workspace)
    assert alerts(database_url) == [(acts.foundry.olga.id, "unstaffed", "due")]
