"""Scripted visitors make the inbox live: different people, believable pauses, the same run for the same seed."""

from itertools import islice

import pytest

from demo.shop import all_pages
from demo.visitors import Leave, PressPerson, Report, Say, Script, scripts, timeline, visits

SCRIPTS = scripts()


def test_there_are_at_least_twelve_distinct_scripts() -> None:
    assert (
        len({script.name for script in SCRIPTS})
        == len({script.beats for script in SCRIPTS})
        == len(SCRIPTS)
        >= 12
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_begins_on_a_page_of_the_shop_and_keeps_a_human_pace(script: Script) -> None:
    assert script.page in {page.path for page in all_pages()}
    assert 3 <= len(script.beats) <= 8
    assert all(1 <= beat.after <= 60 for beat in script.beats)


def test_the_cast_covers_what_the_desk_must_cope_with() -> None:
    steps = [beat.step for script in SCRIPTS for beat in script.beats]
    assert any(isinstance(step, PressPerson) for step in steps)
    assert any(isinstance(step, Leave) for step in steps)
    assert any(isinstance(step, Report) and step.name == "payment_failed" for step in steps)
    assert any(script.language == "de" for script in SCRIPTS)
    assert any(script.local_time == "23:40" for script in SCRIPTS)


def test_a_timeline_adds_up_the_pauses_and_loses_no_step() -> None:
    for script in SCRIPTS:
        timed = list(timeline(script))
        assert [step for _, step in timed] == [beat.step for beat in script.beats]
        assert timed[-1][0] == pytest.approx(sum(beat.after for beat in script.beats))


def test_a_visitor_who_left_says_nothing_more() -> None:
    for script in SCRIPTS:
        assert not any(isinstance(beat.step, Leave) for beat in script.beats[:-1])


def test_visits_repeat_for_a_seed_and_bring_every_script_before_any_twice() -> None:
    twice = len(SCRIPTS) * 2
    came = list(visits(twice, seed=7))
    assert came == list(visits(twice, seed=7))
    assert came != list(visits(twice, seed=8))
    assert {script.name for _, script in islice(came, len(SCRIPTS))} == {script.name for script in SCRIPTS}
    assert [arrived for arrived, _ in came] == sorted(arrived for arrived, _ in came)


def test_no_two_scripts_open_with_the_same_words() -> None:
    openings = [next(b.step.text for b in s.beats if isinstance(b.step, Say)) for s in SCRIPTS if _speaks(s)]
    assert len(set(openings)) == len(openings)


def _speaks(script: Script) -> bool:
    return any(isinstance(beat.step, Say) for beat in script.beats)
