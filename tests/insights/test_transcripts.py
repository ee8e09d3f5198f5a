"""What is kept of a thread to be tried again: which words, and that they come back as they went (P17). Pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.assistant.models import Answer
from chatref.assistant.rehearsal import NOBODY, Said, Scene, rehearsed
from chatref.conversation.events import BusinessEventReceived, Event, Recorded, TeammateReplied
from chatref.conversation.model import DESK, AnswerKind, Cause, Citation
from chatref.escalation.evaluate import Escalation
from chatref.escalation.measure import About
from chatref.escalation.rulebook import RuleBook
from chatref.insights.test_cases import AnswersFrom, HandsOver, Stays
from chatref.insights.test_cases.judge import judged
from chatref.insights.transcript import (
    MOST_LETTERS,
    MOST_LINES,
    Transcript,
    asked_about,
    asking,
    before_it,
    from_plain,
    handed_over,
    to_plain,
    transcript_of,
    turns_in,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOUND, MISSED = AnswerKind.ANSWER, AnswerKind.NOT_FOUND
texts = st.text(min_size=1, max_size=20)
lines = st.lists(st.builds(Said, texts, st.none() | st.sampled_from(AnswerKind)), min_size=1, max_size=12)
facts = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
happened = st.none() | st.builds(BusinessEventReceived, texts, facts, st.booleans())
sites = st.just(NOBODY) | st.uuids().map(str)


def _thread(*said: Said, event: BusinessEventReceived | None = None) -> tuple[Recorded, ...]:
    """As it would be stored, without the event that began it."""
    return rehearsed(NOBODY, Scene(said, event), About(NOW), RuleBook()).events[1:]


def _kept(*said: Said, event: BusinessEventReceived | None = None) -> Transcript:
    brief = rehearsed(NOBODY, Scene(said, event), About(NOW), RuleBook())
    return transcript_of(brief.state, brief.events, brief.events[-1].seq, open_then=True, identified=False)


def _then(events: tuple[Recorded, ...], event: Event) -> tuple[Recorded, ...]:
    last = events[-1].seq
    return (*events, Recorded(last + 1, last + 1, NOW + timedelta(minutes=1), DESK, event))


@given(lines, happened, texts, sites, st.booleans(), st.booleans(), st.booleans())
def test_what_is_kept_comes_back_as_it_went(
    said: list[Said],
    event: BusinessEventReceived | None,
    page: str,
    site: str,
    open_then: bool,
    identified: bool,
    pressed: bool,
) -> None:
    kept = Transcript(Scene(tuple(said), event, "de", page, site, pressed), open_then, identified)
    plain = to_plain(kept)
    assert from_plain(plain) == kept
    older = {name: value for name, value in plain.items() if name != "pressed"}
    assert from_plain(older) == replace(kept, scene=replace(kept.scene, pressed=False))


@given(st.lists(texts, min_size=1, max_size=6))
def test_what_was_kept_of_a_thread_makes_the_same_thread_again(words: list[str]) -> None:
    """Each question answered but the last, which is what is tried."""
    said = [each for text in words for each in (Said(text), Said("Like this.", FOUND))][:-1]
    assert _kept(*said).scene.said == tuple(said)


def test_a_long_thread_keeps_its_end() -> None:
    said = [Said(f"Line {number}", None if number % 2 == 0 else FOUND) for number in range(101)]
    assert _kept(*said).scene.said == tuple(said[-MOST_LINES:])
    assert _kept(*said).tried == "Line 100"
    long = [Said("x" * MOST_LETTERS), Said("y", FOUND), Said("z" * (MOST_LETTERS - 1))]
    assert _kept(*long).scene.said == tuple(long[1:])
    assert _kept(Said("x" * (MOST_LETTERS + 1))).scene.said == (Said("x" * (MOST_LETTERS + 1)),)


@pytest.mark.parametrize(
    ("said", "question", "about"),
    [
        ((Said("Zebras?"), Said("?", MISSED), Said("A human, please!")), "", "Zebras?"),
        ((Said("Zebras?"), Said("?", MISSED), Said("I am angry!")), "", "Zebras?"),
        ((Said("Zebras?"), Said("?", MISSED), Said("And lions?")), "Do you sell lions?", "And lions?"),
        ((Said("Hello there"), Said("Hi!", FOUND), Said("A human, please!")), "Why?", "Hello there"),
        (
            (Said("One"), Said("Yes.", FOUND), Said("Two"), Said("Yes.", FOUND), Said("A human, please!")),
            "",
            "Two",
        ),
        ((Said("A human, please!"),), "Do you sell lions?", "A human, please!"),
    ],
)
def test_of_a_thread_the_turn_that_a_correction_is_about(said: list[Said], question: str, about: str) -> None:
    """Not the request for a person that followed it, unless nothing else was said."""
    found = asked_about(turns_in(_thread(*said)), question, "en")
    assert found is not None
    assert found.text == about


def test_a_burst_is_one_turn_and_sooner_is_the_turn_before() -> None:
    thread = _thread(Said("One"), Said("Yes.", FOUND), Said("Two"), Said("and more"))
    first, last = turns_in(thread)
    assert (first.text, last.text, last.answer) == ("One", "Two\nand more", None)
    assert (before_it([first, last]), handed_over([first, last])) == (first, last)
    assert (before_it([last]), before_it([]), handed_over([])) == (last, None, None)
    assert asked_about([], "Why?", "en") is None


def test_a_teammates_word_ends_a_turn_and_settles_what_was_reported() -> None:
    paid = BusinessEventReceived("payment_failed", (("order", "A-1"),), verified=True)
    assert _kept(Said("One"), event=paid).scene.event == paid
    brief = rehearsed(NOBODY, Scene((Said("One"),), paid), About(NOW), RuleBook())
    after = _then(brief.events, TeammateReplied(NOBODY, "It is mended.", 3))
    kept = transcript_of(brief.state, after, after[-1].seq, open_then=True, identified=True)
    assert kept.scene.event is None
    assert kept.scene.said[-1] == Said("It is mended.", FOUND)
    assert [each.answer for each in turns_in(after)] == [FOUND]


def test_words_of_a_teammate_stand_for_a_visitor_who_wrote_none() -> None:
    like = Transcript(Scene((), None, "de", "/pricing", NOBODY), open=False)
    made = asking("Was kostet das?", like)
    assert (made.scene.said, made.scene.language, made.open) == ((Said("Was kostet das?"),), "de", False)


def test_one_sentence_says_what_came_instead() -> None:
    page = Answer("In two days.", (Citation("Shipping", "/answers/1"),), FOUND)
    nothing = Answer("I don't know.", (), MISSED)
    ruled = Escalation(Cause.RULE, "Refund", "Because …", rule="Refunds")
    heeded = Escalation(Cause.REQUEST, "person_asked", "Because the visitor asked again.")
    titles = {"/answers/1": "Shipping"}
    for expects, decided, answer, result in (
        (AnswersFrom("/answers/1"), None, page, (True, "Answered from “Shipping”.")),
        (HandsOver(), None, page, (False, "Answered from “Shipping” instead of handing over.")),
        (HandsOver("Refund"), ruled, None, (True, "Handed over by the rule “Refunds”.")),
        (
            HandsOver("Legal"),
            ruled,
            None,
            (False, "Handed over by the rule “Refunds” instead of for “Legal”."),
        ),
        (HandsOver(), heeded, None, (True, "Handed over because the visitor asked again.")),
        (
            AnswersFrom("/answers/1"),
            ruled,
            page,
            (False, "Handed over by the rule “Refunds” instead of answering from “Shipping”."),
        ),
        (AnswersFrom("/a"), None, page, (False, "Answered from “Shipping” instead of answering from “/a”.")),
        (
            Stays(),
            ruled,
            None,
            (False, "Handed over by the rule “Refunds” instead of staying with the assistant."),
        ),
        (Stays(), None, nothing, (True, "Found no answer.")),
    ):
        assert judged(expects, decided, answer, titles) == result


def test_p17_the_sentence_names_the_team_where_a_team_is_asked_about() -> None:
    nothing = Answer("I don't know.", (), MISSED)
    given = Escalation(Cause.RULE, "Refund", "Because …", rule="Refunds", team="post")
    names = {"post": "Post", "print": "Print"}
    for expects, decided, answer, result in (
        (HandsOver(team="post"), given, None, (True, "Handed over by the rule “Refunds” to Post.")),
        (
            HandsOver(team="print"),
            given,
            None,
            (False, "Handed over by the rule “Refunds” to Post instead of to Print."),
        ),
        (
            HandsOver("Legal", "gone"),
            given,
            None,
            (
                False,
                "Handed over by the rule “Refunds” to Post instead of for “Legal” and to a team that is gone.",
            ),
        ),
        (
            HandsOver(team="print"),
            None,
            nothing,
            (False, "Found no answer instead of handing over to Print."),
        ),
    ):
        assert judged(expects, decided, answer, names) == result
