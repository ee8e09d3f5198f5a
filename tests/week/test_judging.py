"""The judge of the simulated week finds what is wrong: each doctored journal breaks its own bar, and no other."""

from collections.abc import Sequence
from typing import Any

import pytest
from week.company import CAPACITY
from week.duties import Bounds, judge_duties
from week.ideal import Case, ideal_waits
from week.judge import Findings, judge_journals, judge_rules
from week.line import judge_line
from week.stored import Event
from week.teammate import Diary
from week.texts import FOLLOW_UPS, THANKS
from week.visitor import Journal, Sent

Json = dict[str, Any]
DAY = ((0.0, 36_000.0), (86_400.0, 122_400.0))
HOURS = {"team": DAY}
BOUNDS = Bounds(usual=lambda _: 10, after_kill=60, kills=(), ended=3_600)


def wired(*events: Json) -> list[Json]:
    """As a visitor is sent them."""
    plain = {"actor": {"kind": "desk"}, "after": {"stage": "assistant"}}
    return [{**plain, **event, "vseq": number} for number, event in enumerate(events, 1)]


def wrote(text: str = "Hello?", command: str = "c1") -> Json:
    return {"kind": "visitor_wrote", "text": text, "command": command}


def journal(fresh: Sequence[Json], sent: Sequence[Sent] = ()) -> Journal:
    made = Journal(1, "question", "case", 0.0, list(sent), [(0.0, event) for event in fresh])
    made.fresh = list(fresh)
    return made


def broken(found: Findings) -> set[str]:
    return set(found.breaches)


ASKED = {"kind": "details_asked", "fields": [{"field": "order", "value": None}]}
OPENED: Json = {"kind": "handoff_opened"}
REPLIED: Json = {"kind": "teammate_replied"}
RESOLVED: Json = {"kind": "resolved"}
WHOLE = wired(wrote(), OPENED, ASKED, {"kind": "detail_given", "field": "order"}, REPLIED, RESOLVED)
ACKNOWLEDGED = Sent("c1", "write", 0.0, {}, (1, 0.0))


def test_a_good_journal_breaks_nothing() -> None:
    found = judge_journals([journal(WHOLE, [ACKNOWLEDGED])], {}, 3_600)
    assert broken(found) == set()
    assert found.counts["answered"] == found.counts["cases"] == 1


@pytest.mark.parametrize(
    ("fresh", "bar"),
    [
        (WHOLE[1:], "lost"),
        ([*WHOLE[:2], *WHOLE[3:]], "lost"),
        (wired(wrote(), wrote(), OPENED, REPLIED), "lost"),
        (wired(wrote(), OPENED, RESOLVED), "dropped"),
        (wired(wrote(), OPENED), "dropped"),
        (wired(wrote("my order is A-10200"), OPENED, ASKED, REPLIED), "asked twice"),
        (wired(wrote(), OPENED, {"kind": "detail_given", "field": "order"}, ASKED, REPLIED), "asked twice"),
        (wired(wrote(), OPENED, REPLIED, {"kind": "handed_back"}, OPENED, REPLIED), "loops"),
    ],
)
def test_a_doctored_journal_breaks_its_bar(fresh: list[Json], bar: str) -> None:
    """What a visitor was promised and did not get is found in their own journal."""
    assert bar in broken(judge_journals([journal(fresh, [ACKNOWLEDGED])], {}, 3_600))


def test_what_came_down_must_be_what_is_stored() -> None:
    made = journal(WHOLE, [ACKNOWLEDGED])
    made.heard[2] = (0.0, {**made.heard[2][1], "kind": "noted"})
    assert broken(judge_journals([made], {}, 3_600)) == {"lost"}


def test_a_button_that_opens_nothing_is_a_dropped_case() -> None:
    pressed = Sent("c2", "ask_person", 5.0, {}, (1, 5.0))
    found = judge_journals([journal(wired(wrote()), [ACKNOWLEDGED, pressed])], {}, 3_600)
    assert broken(found) == {"dropped"}


def test_a_case_that_waits_with_a_debt_ahead_is_not_dropped() -> None:
    waits = wired(wrote(), OPENED)
    assert broken(judge_journals([journal(waits)], {"case": 4_000.0}, 3_600)) == set()
    assert broken(judge_journals([journal(waits)], {"case": 3_000.0}, 3_600)) == {"dropped"}


def stored(case: str, *events: tuple[float, str, Json]) -> list[Event]:
    return [Event(case, seq, seq, at, kind, of) for seq, (at, kind, of) in enumerate(events, 1)]


def waiting(case: str, at: float, priority: int = 1) -> list[Event]:
    opened = {"team": "team", "priority": priority, "cause": "rule", "rule": "R"}
    return stored(case, (at, "handoff_opened", opened), (at, "queued", {"team": "team"}))


def offered(case: str, at: float, seq: int = 3) -> Event:
    return Event(case, seq, None, at, "offered", {"teammate": "tess"})


TEAMS = {"tess": ("team",), "tom": ("team",)}


def overtakings(events: list[Event]) -> int:
    found = Findings()
    judge_line(events, TEAMS, HOURS, found)
    return found.broken("overtakings")


def test_an_offer_of_a_younger_case_overtakes_the_older() -> None:
    """F17: by priority, then by how long somebody is owed."""
    first, second = waiting("first", 10), waiting("second", 20)
    assert overtakings([*first, *second, offered("first", 30)]) == 0
    assert overtakings([*first, *second, offered("second", 30)]) == 1
    assert overtakings([*first, *waiting("urgent", 20, priority=3), offered("first", 30)]) == 1
    assert overtakings([*first, *waiting("urgent", 20, priority=3), offered("urgent", 30)]) == 0


def test_who_declined_is_not_overtaken_by_the_next_case() -> None:
    """F17: not offered to the same before the next rung."""
    declined = [
        offered("first", 30),
        Event("first", 4, None, 35, "offer_ended", {"teammate": "tess", "reason": "declined"}),
    ]
    line = [*waiting("first", 10), *waiting("second", 20), *declined]
    assert overtakings([*line, offered("second", 40)]) == 0
    rung = Event("first", 5, None, 39, "rung_passed", {"step": 1})
    assert overtakings([*line, rung, offered("second", 40)]) == 1


def late(*events: tuple[float, str, Json]) -> int:
    found = Findings()
    judge_duties({"case": stored("case", *events)}, HOURS, BOUNDS, found)
    return found.broken("obligations")


CASE = (0.0, "handoff_opened", {"team": "team", "priority": 1, "cause": "rule", "rule": "R"})
QUEUED = (0.0, "queued", {"team": "team"})
REPLY = (110.0, "teammate_replied", {"seen": 9})
CLAIMED = (20.0, "claimed", {"teammate": "tess"})


def test_each_debt_that_passes_unnoticed_is_found() -> None:
    """P13: an answer, an acceptance, a rung, a reply; each is in time, then too late."""
    assert late((0.0, "visitor_wrote", {}), (60.0, "assistant_answered", {})) == 0
    assert late((0.0, "visitor_wrote", {}), (90.0, "assistant_answered", {})) == 1
    assert late((0.0, "visitor_wrote", {})) == 1
    rung = (10.0, "offered", {"teammate": "tess"})
    assert late(CASE, QUEUED, rung, (20.0, "claimed", {}), REPLY) == 0
    assert late(CASE, QUEUED, rung, (55.0, "claimed", {}), REPLY) == 1
    assert late(CASE, QUEUED, (140.0, "claimed", {}), (150.0, "teammate_replied", {"seen": 9})) == 1
    passed = (121.0, "rung_passed", {"step": 1})
    assert late(CASE, QUEUED, passed, (140.0, "claimed", {}), (150.0, "teammate_replied", {"seen": 9})) == 0
    again: tuple[float, str, Json] = (115.0, "visitor_wrote", {})
    claimed = (116.0, "claimed", {"teammate": "tom"})
    assert (
        late(CASE, QUEUED, CLAIMED, REPLY, again, claimed, (400.0, "reminded", {}), (401.0, "resolved", {}))
        == 0
    )
    assert late(CASE, QUEUED, CLAIMED, REPLY, again, claimed, (500.0, "resolved", {})) == 1


@pytest.mark.parametrize(
    ("said", "bars"),
    [
        ({"text": THANKS[0], "thanks": True}, set()),
        ({"text": THANKS[0], "thanks": False}, {"obligations"}),
        ({"text": FOLLOW_UPS[0], "thanks": True}, {"dropped"}),
    ],
)
def test_a_thanks_owes_nothing_and_nothing_else_is_taken_for_one(said: Json, bars: set[str]) -> None:
    """After the close, and with nobody answering it."""
    found = Findings()
    closed: Sequence[tuple[float, str, Json]] = (CASE, QUEUED, CLAIMED, REPLY, (400.0, "resolved", {}))
    judge_duties({"case": stored("case", *closed, (500.0, "visitor_wrote", said))}, HOURS, BOUNDS, found)
    assert broken(found) == bars


def test_what_a_kill_delays_by_a_lease_is_in_time() -> None:
    found = Findings()
    events = stored("case", (0.0, "visitor_wrote", {}), (100.0, "assistant_answered", {}))
    judge_duties({"case": events}, HOURS, Bounds(lambda _: 10, 60, (50.0,), 3_600), found)
    assert found.broken("obligations") == 0


@pytest.mark.parametrize(("ended", "breaches"), [(201_000, 0), (202_000, 1)])
def test_who_waits_for_an_opening_is_quiet_until_then(ended: float, breaches: int) -> None:
    """Who asks after Saturday's close hears nothing before Monday, and not nothing after that."""
    found = Findings()
    hours = {"team": ((0.0, 36_000.0), (201_600.0, 237_600.0))}
    events = stored(
        "case", (37_000.0, "handoff_opened", {"team": "team"}), (37_000.0, "queued", {"team": "team"})
    )
    judge_duties({"case": events}, hours, Bounds(lambda _: 10, 60, (), ended), found)
    quiet = [each for each in found.breaches.get("obligations", []) if "nothing happened" in each]
    assert len(quiet) == breaches


def test_a_rule_that_fires_twice_in_an_episode_is_a_loop() -> None:
    found = Findings()
    judge_rules({"case": [*waiting("case", 0), *waiting("case", 10)]}, found)
    assert broken(found) == {"loops"}


def test_the_ideal_takes_the_first_in_line_as_soon_as_a_place_is_free() -> None:
    """Nobody waits while somebody sits idle; priority goes first."""
    cases = [Case("team", 1, float(n), n + 50.0, 100.0) for n in range(CAPACITY)]
    cases += [Case("team", 1, 10.0, 60.0, 100.0), Case("team", 3, 11.0, 61.0, 100.0)]
    diaries = [Diary("tess", [(0.0, 1_000.0)])]
    served = {(each.queued, each.priority): wait for each, wait in ideal_waits(cases, diaries, TEAMS)}
    assert [served[float(n), 1] for n in range(CAPACITY)] == [0.0] * CAPACITY
    assert (served[11.0, 3], served[10.0, 1]) == (89.0, 91.0)
