"""The eighty questions measure answers (P1) only if each has one right page, in words that are not the page's."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

import demo


class Asked(TypedDict):
    question: str
    article: str | None
    fact: str | None


QUESTIONS_FILE = Path(demo.__file__ or "").parent / "questions.jsonl"
QUESTIONS: list[Asked] = [json.loads(line) for line in QUESTIONS_FILE.read_text().splitlines()]
ANSWERABLE = [asked for asked in QUESTIONS if asked["article"]]
COPIED_WORDS = 5


def test_there_are_eighty_questions_and_twenty_have_no_answer() -> None:
    assert len({asked["question"] for asked in QUESTIONS}) == len(QUESTIONS) == 80
    assert len(ANSWERABLE) == 60
    assert all(asked["fact"] is None for asked in QUESTIONS if not asked["article"])


@pytest.mark.parametrize("asked", ANSWERABLE, ids=lambda asked: asked["question"][:40])
def test_the_expected_fact_stands_in_its_article_and_in_no_other(asked: Asked, texts: dict[str, str]) -> None:
    fact = (asked["fact"] or "").casefold()
    assert [slug for slug, text in texts.items() if fact in text] == [asked["article"]]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["question"][:40])
def test_no_question_copies_the_words_of_an_article(asked: Asked, texts: dict[str, str]) -> None:
    words = asked["question"].casefold().split()
    runs = [" ".join(words[start : start + COPIED_WORDS]) for start in range(len(words) - COPIED_WORDS + 1)]
    assert not [(slug, run) for slug, text in texts.items() for run in runs if run in text]


def test_the_questions_reach_nearly_every_article(texts: dict[str, str]) -> None:
    asked_about = {asked["article"] for asked in ANSWERABLE}
    assert len(asked_about) >= 0.75 * len(texts)
