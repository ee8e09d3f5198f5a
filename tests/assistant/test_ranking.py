"""What was found is put in order by the question's words. P1."""

from dataclasses import replace

import pytest

from chatref.assistant.closeness import closeness
from chatref.assistant.extractive import extractive_answer
from chatref.assistant.ranking import KEPT, ranked
from chatref.conversation.model import AnswerKind
from chatref.knowledge.content import Asked, Found, Hit
from chatref.knowledge.embed import Embedder

RIGHT = "A laptop counts as one of three computers."
WRONG = "The shop is closed on Sunday, and on public holidays."


def hit(embedder: Embedder, number: int, text: str, meaning: float = 0.4) -> Hit:
    words = embedder.read(f"Page\n{text}").words.tobytes()
    return Hit(number, f"d{number}", f"/{number}", "Page", (), text, meaning, 0.1, words)


async def found(embedder: Embedder, question: str, *hits: Hit) -> tuple[Found, Asked]:
    asked = await embedder.asked(question)
    return Found(hits, dict.fromkeys(asked.numbers, 3.0)), asked


async def test_the_passage_whose_words_answer_comes_first(embedder: Embedder) -> None:
    given = await found(embedder, "on how many notebooks", hit(embedder, 1, WRONG), hit(embedder, 2, RIGHT))
    better = ranked(*given)
    assert [each.address for each in better.hits] == ["/2", "/1"]
    assert list(better.pages) == ["d2", "d1"]
    assert sum(better.pages.values()) == pytest.approx(1)


async def test_the_sentence_that_answers_is_quoted_first_of_all(embedder: Embedder) -> None:
    long = " ".join([WRONG] * 12)
    given = await found(embedder, "on how many notebooks", hit(embedder, 1, f"{long} {RIGHT} {long}", 0.9))
    said = extractive_answer(replace(ranked(*given), answerability=1.0))
    assert said.kind is AnswerKind.ANSWER
    assert RIGHT in said.text
    assert len(said.text.split()) <= 80


async def test_what_a_section_denies_is_not_quoted_without_its_heading(embedder: Embedder) -> None:
    """P1"""
    section = replace(hit(embedder, 1, "Selling the template itself."), headings=("Not allowed",))
    given, asked = await found(embedder, "may I sell a template", section)
    said = extractive_answer(replace(ranked(given, asked), answerability=1.0))
    assert said.text == "Not allowed:\nSelling the template itself."


async def test_few_are_kept_and_an_equal_question_ranks_equally(embedder: Embedder) -> None:
    hits = [hit(embedder, number, f"{RIGHT} It is {number}.") for number in range(12)]
    given = await found(embedder, "on how many notebooks", *hits)
    assert len(ranked(*given).hits) == KEPT
    assert ranked(*given).pages == ranked(*given).pages


async def test_a_near_passage_is_more_likely_to_answer_than_a_far_one(embedder: Embedder) -> None:
    near = ranked(*await found(embedder, "on how many notebooks", hit(embedder, 1, RIGHT, 0.7)))
    far = ranked(*await found(embedder, "on how many notebooks", hit(embedder, 1, WRONG, 0.1)))
    assert 0 < far.answerability < near.answerability < 1


async def test_nothing_found_is_ranked_as_nothing(embedder: Embedder) -> None:
    nothing = ranked(*await found(embedder, "on how many notebooks"))
    assert (nothing.hits, nothing.answerability) == ((), 0.0)
    assert extractive_answer(nothing).kind is AnswerKind.NOT_FOUND


async def test_a_question_of_small_words_is_measured_too(embedder: Embedder) -> None:
    given, asked = await found(embedder, "what is it?", hit(embedder, 1, RIGHT))
    [close] = closeness(given.hits, asked, asked.weights(given.rarity))
    assert (close.title, close.stretch, close.page_near) == (0, 0, 0)
    assert 0 < ranked(given, asked).answerability < 1


async def test_the_title_the_page_and_the_nearest_stretch_speak_for_a_passage(embedder: Embedder) -> None:
    one, other = hit(embedder, 1, RIGHT), replace(hit(embedder, 2, WRONG), document="d1")
    given, asked = await found(embedder, "on how many notebooks", one, other)
    weights = asked.weights(given.rarity)
    right, wrong = closeness(given.hits, asked, weights)
    assert right.stretch > wrong.stretch
    assert right.page_near == wrong.page_near > wrong.stretch
    titled = replace(one, title="Notebooks", words=embedder.read(f"Notebooks\n{RIGHT}").words.tobytes())
    [better] = closeness([titled], asked, weights)
    assert better.title > right.title


async def test_what_a_page_does_not_speak_to_makes_an_answer_less_likely(embedder: Embedder) -> None:
    passages = [hit(embedder, 1, RIGHT), hit(embedder, 2, WRONG)]
    spoken = ranked(*await found(embedder, "on how many notebooks", *passages))
    strange = ranked(*await found(embedder, "how many elephants eat notebooks in Peru", *passages))
    assert strange.answerability < spoken.answerability


def test_a_second_page_that_only_leads_on_is_neither_quoted_nor_cited() -> None:
    telling = Hit(1, "d1", "/refunds", "Refunds", (), "A refund takes five days.", 0.8, 0.7)
    leading = Hit(2, "d2", "/cards", "Cards", (), "Read How long do refunds take? first.", 0.8, 0.7)
    said = extractive_answer(Found((telling, leading), {}, {"d1": 0.6, "d2": 0.3}, answerability=1.0))
    assert (said.text, [each.address for each in said.citations]) == (telling.text, ["/refunds"])
    alone = extractive_answer(Found((leading,), {}, {"d2": 0.6}, answerability=1.0))
    assert (alone.text, [each.address for each in alone.citations]) == (leading.text, ["/cards"])
