"""Questions and passages word by word. P1."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.knowledge.chat import spelled_out
from chatref.knowledge.embed import Embedder
from chatref.knowledge.words import WORD, best_between, nearest, stored

PASSAGE = "The refund arrives on the card within five days. Our office is painted green."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("can u send ur pics w/o logo", "can you send your pictures without logo"),
        ("IM locked out, whats up", "I am locked out, what is up"),
        ("mail me at u@ur.example", "mail me at u@ur.example"),
        ("version r-2 of w/x", "version r-2 of w/x"),
    ],
)
def test_what_people_shorten_is_spelled_out(written: str, meant: str) -> None:
    assert spelled_out(written) == meant


@given(st.text(max_size=60))
def test_spelling_out_twice_changes_nothing_more(text: str) -> None:
    once = spelled_out(text)
    assert spelled_out(once) == once


def test_words_stand_where_the_text_has_them(embedder: Embedder) -> None:
    words = embedder.read(PASSAGE).words
    spelled = [PASSAGE[at:].split(maxsplit=1)[0].rstrip(".") for at in words["at"]]
    assert spelled == ["refund", "arrives", "card", "within", "five", "days", "office", "painted", "green"]


def test_words_come_back_from_storage_as_they_were(embedder: Embedder) -> None:
    words = embedder.read(PASSAGE).words
    assert np.array_equal(stored(words.tobytes()), words)
    assert len(words.tobytes()) == len(words) * WORD.itemsize


async def test_a_word_is_near_to_one_that_means_the_same(embedder: Embedder) -> None:
    question = await embedder.asked("money back")
    words = embedder.read(PASSAGE).words
    first, second = words[words["at"] < 48], words[words["at"] >= 48]
    assert nearest(question, first).max() > nearest(question, second).max()


async def test_a_question_of_nothing_but_small_words_has_no_words(embedder: Embedder) -> None:
    question = await embedder.asked("what is it?")
    assert question.numbers == ()
    assert nearest(question, embedder.read(PASSAGE).words).shape == (0,)


def test_a_text_without_words_has_none(embedder: Embedder) -> None:
    assert len(embedder.read("…").words) == 0


@given(st.lists(st.lists(st.floats(-1, 1, width=32), max_size=9), max_size=6))
def test_what_is_found_at_once_is_what_each_text_has_alone(texts: list[list[float]]) -> None:
    """Texts without a word, at any place, are as far as can be."""
    table = np.array([[number for text in texts for number in text]], np.float32)
    ends = list(accumulate(len(text) for text in texts))
    starts = [0, *ends][:-1]
    assert best_between(table, starts, ends).tolist() == [[max([0.0, *text]) for text in texts]]
