"""P11: how a person is introduced is the site's setting, and holds for every word of the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation import commands as cmd
from chatref.conversation.events import DeskSaid
from chatref.conversation.introducing import NAME, Introductions, Person, introduced, introductions
from chatref.conversation.kinds import Introduces
from chatref.conversation.model import Line
from chatref.conversation.phrases import FIXED, Phrase
from chatref.conversation.policy import Site, Teammate, Words
from tests.pure.scene import OLGA, RETURN, TESS, TOM, VISITOR, Scene, policy

KNOWN_AS = "Tess Zyx"
NAMES = (KNOWN_AS, "Tom", "Olga")
TEAM = {"tess": Person(KNOWN_AS, "TZ", 3), "tom": Person("Tom", "T", 1)}
words = st.text(min_size=1, max_size=20)


def at_a_site(
    how: Introduces, language: str = "en", texts: Words | None = None, action: cmd.ActionDue | None = None
) -> Scene:
    made = policy()
    people = {**made.teammates, "tess": Teammate("tess", KNOWN_AS, "support")}
    shop = Site("shop", introduces=how)
    scene = Scene(replace(made, sites={"shop": shop}, teammates=people, words=texts or Words()))
    opening = cmd.Opening("c1", "w1", "shop", "vera", language, "/pricing")
    scene.do(VISITOR, cmd.Write("m0", "hello", opening=opening))
    scene.do(VISITOR, cmd.AskPerson(action))
    return scene


def said(scene: Scene) -> list[DeskSaid]:
    return [one.event for one in scene.history if isinstance(one.event, DeskSaid)]


def everybody_takes_over(scene: Scene) -> None:
    """By a claim, a takeover, after a transfer, and by writing in what was over."""
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    scene.do(TOM, cmd.TakeOver(scene.state.epoch, scene.state.owner))
    scene.do(TOM, cmd.Reply("r0", "A moment.", scene.state.last_visitor, scene.state.last_reply))
    scene.do(TOM, cmd.HandBack(scene.state.last_visitor, scene.state.last_reply))
    scene.do(TESS, cmd.TakeOver(scene.state.epoch))
    scene.do(TESS, cmd.Reply("r1", "Here it is.", scene.state.last_visitor, scene.state.last_reply))
    scene.do(TESS, cmd.Resolve(scene.state.last_visitor, scene.state.last_reply))
    scene.do(OLGA, cmd.Reply("r2", "One more thing.", scene.state.last_visitor, scene.state.last_reply))


@given(words, words, st.integers(0, 7), st.sampled_from(Introduces))
def test_nothing_of_a_person_passes_that_the_site_does_not_introduce(
    name: str, initials: str, colour: int, how: Introduces
) -> None:
    shown = introduced(Person(name, initials, colour), how)
    told = {} if shown is None else {"name": shown.name, "initials": shown.initials, "colour": shown.colour}
    passes = {
        Introduces.FACE: {"name", "initials", "colour"},
        Introduces.NAME: {"name"},
        Introduces.TEAM: set(),
    }
    assert {part for part, value in told.items() if value is not None} == passes[how]


@pytest.mark.parametrize("language", FIXED)
@pytest.mark.parametrize("how", Introduces)
def test_the_desk_names_who_joined_only_where_the_site_does(how: Introduces, language: str) -> None:
    scene = at_a_site(how, language)
    everybody_takes_over(scene)
    texts = [each.text for each in said(scene)]
    named = [text for text in texts if any(name in text for name in NAMES)]
    nameless = [text for text in texts if text == FIXED[language][Phrase.TEAM_JOINED]]
    assert NAME not in "".join(texts)
    assert (len(named) >= 3, len(nameless) >= 3) == (how is not Introduces.TEAM, how is Introduces.TEAM)


@pytest.mark.parametrize(
    ("how", "text", "expected"),
    [
        (Introduces.TEAM, "A specialist is here.", "A specialist is here."),
        (Introduces.TEAM, f"{NAME} is here.", FIXED["en"][Phrase.TEAM_JOINED]),
        (Introduces.NAME, "A specialist is here.", "A specialist is here."),
        (Introduces.NAME, f"{NAME} is here.", f"{KNOWN_AS} is here."),
    ],
)
def test_the_owners_words_are_said_where_they_name_nobody_who_is_not_introduced(
    how: Introduces, text: str, expected: str
) -> None:
    scene = at_a_site(how, texts=Words({(Line.JOINED, "", ""): text}))
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    assert said(scene)[-1].text == expected
    assert known(scene).words(said(scene)[-1]) == expected


def known(scene: Scene) -> Introductions:
    return introductions(TEAM, scene.policy.site("shop").introduces, scene.policy.words)


@pytest.mark.parametrize("language", FIXED)
@pytest.mark.parametrize("action", [None, RETURN])
def test_what_named_somebody_before_the_setting_changed_is_told_without_the_name(
    language: str, action: cmd.ActionDue | None
) -> None:
    """And every other line as it was said."""
    for how in (Introduces.FACE, Introduces.NAME):
        scene = at_a_site(how, language, action=action)
        everybody_takes_over(scene)
        named = [each for each in said(scene) if any(name in each.text for name in NAMES)]
        assert len(named) >= 3
        told = introductions(TEAM, Introduces.TEAM, scene.policy.words)
        assert [each for each in said(scene) if told.words(each) != each.text] == named
        assert {told.words(each) for each in named} == {""}
        assert all(known(scene).words(each) == each.text for each in said(scene))


def test_a_site_that_is_gone_introduces_nobody() -> None:
    assert policy().site("elsewhere").introduces is Introduces.TEAM
