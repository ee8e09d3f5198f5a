"""Requests for a person by their wording (P2, P4, S3, F9)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.escalation.phrases import TONGUES, asks_for_person, hints_at_person, said
from chatref.escalation.phrases.fold import clauses
from chatref.escalation.phrases.identity import asks_who_answers
from tests.escalation.requests import REQUESTS

PAGES = {
    "en": ["en", "de"],
    "de": ["de", "de-AT", "en"],
    "fr": ["fr-CA", "it"],
    "es": ["es-MX", "pt"],
    "pt": ["pt-BR", "es"],
    "it": ["it", ""],
}

DOES_NOT_ASK = """
are you a human or a computer
am I talking to a real person?
real estate agent
I am a real estate agent and need a font for my logo
user agent
which user agent string do you send
can someone use my font
does anybody know
does anybody know how to install it
no I don't need a person
I don't need to speak to a human, thanks
please don't transfer me to an agent
rather than talking to a person I'd like a link
can I transfer the licence to another person
how do I transfer my licence to someone else
can I send the file to someone else
how many people can use one licence
one licence per person?
can two people use it on the same computer
do I need a manager account
forward me the invoice please
I talked to someone yesterday and it was nice
it was great talking to a human
do I have to talk to someone to close my account
how do I add a person to my team
we are 5 people
my agent bought the licence
customers can talk to an agent on our website
the human hand typeface
I am not a bot
I don't want to talk about it
how do I speak to the API
is the font called Humanist still sold
a chat widget for our support team
"""
DOES_NOT_ASK_IN_GERMAN = """
Bist du ein Mensch?
Spreche ich mit einem Menschen?
Ich brauche keinen Menschen
Ich muss nicht mit einem Mitarbeiter sprechen
Wie viele Personen dürfen die Schrift nutzen?
Darf mein Mitarbeiter die Schrift auch nutzen?
Die Lizenz gilt für eine Person
Kann jemand meine Schrift verwenden?
Ich habe mit einem Mitarbeiter gesprochen
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize(
    ("text", "language"), [(text, each) for each, texts in REQUESTS.items() for text in texts]
)
def test_an_explicit_request_is_heard_at_the_first_time_on_a_page_of_any_language(
    text: str, language: str
) -> None:
    """P4, S3."""
    assert all(asks_for_person(text, page) for page in PAGES[language])


@pytest.mark.parametrize("language", TONGUES)
def test_no_pattern_is_without_a_request_that_needs_hearing(language: str) -> None:
    """P4: whoever adds a wording adds what is said so, and it is then tried on the desk too."""
    pieces = [clause for text in REQUESTS[language] for clause in clauses(text)]
    tongue = TONGUES[language]
    for pattern in (*tongue.strong, *tongue.named, *tongue.always):
        assert any(pattern.search(clause) for clause in pieces), pattern.pattern


@pytest.mark.parametrize("text", _lines(DOES_NOT_ASK) + _lines(DOES_NOT_ASK_IN_GERMAN))
def test_what_only_mentions_people_is_no_request(text: str) -> None:
    """S11: no needless interruption."""
    assert not asks_for_person(text, "en")


@pytest.mark.parametrize("text", ["Who can I talk to about this?", "is anybody there", "Ist hier jemand?"])
def test_a_hint_is_less_than_a_request(text: str) -> None:
    """P2."""
    assert hints_at_person(text, "en")
    assert not asks_for_person(text, "en")


@pytest.mark.parametrize(
    "bit",
    [
        "speak to a ",
        "human ",
        "mit einem echten ",
        "(",
        "é",
        "a real ",
        "me pasa con ",
        "je ne veux pas ",
        "che mi ",
    ],
)
def test_no_text_makes_it_slow(bit: str) -> None:
    """The write path measures every message; the longest takes tens of milliseconds, whatever it says."""
    began = time.process_time()
    asks_for_person(bit * (8_000 // len(bit)), "en")
    assert time.process_time() - began < 0.5


@given(st.text(max_size=200), st.sampled_from(["en", "de", "", "pt-BR"]))
def test_any_text_has_an_answer_and_case_does_not_matter(text: str, language: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert asks_for_person(plain, language) == asks_for_person(plain.upper(), language)
    asks_for_person(text, language)


ALL = [text for texts in REQUESTS.values() for text in texts]
WORDS = sorted({word for line in [*ALL, *_lines(DOES_NOT_ASK)] for word in line.split()})
MARKS = [".", ",", "!\n", "?", "—", "'", "é", "ß"]


@given(st.lists(st.sampled_from([*ALL, *_lines(DOES_NOT_ASK_IN_GERMAN), *WORDS, *MARKS]), max_size=12))
def test_the_one_look_before_the_patterns_never_changes_what_they_say(words: list[str]) -> None:
    """P4: a request that the quick look passes over would be lost."""
    text = " ".join(words)
    pieces = said(text)
    strong = any(tongue.strongly(pieces) for tongue in TONGUES.values())
    assert asks_for_person(text, "en") == (strong and not asks_who_answers(text))
    assert hints_at_person(text, "en") == any(tongue.weakly(pieces) for tongue in TONGUES.values())
