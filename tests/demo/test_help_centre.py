"""The help centre is worth learning: at least forty articles, each with facts that no other has (S2, S22)."""

import re
from collections import Counter

import pytest

from demo.articles import Article, articles, categories

SLUGS = [article.slug for article in articles()]
NUMBER = (
    r"\d[\d.,:–-]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen"
    r"|twenty|thirty|forty|sixty|ninety|half|twice"
)
FACT = re.compile(rf"(?:[€£$]|dkk )?\b(?:{NUMBER})\b(?: ?[%€×]|(?: [a-z]+){{1,2}})?")


def test_there_are_at_least_forty_articles_in_known_categories(written: tuple[Article, ...]) -> None:
    known = {category.slug for category in categories()}
    assert len(written) >= 40
    assert {article.category for article in written} == known


def test_titles_and_slugs_are_unique(written: tuple[Article, ...]) -> None:
    assert len({article.title for article in written}) == len(written)
    assert len({article.slug for article in written}) == len(written)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_has_the_length_that_a_reader_finishes(slug: str, texts: dict[str, str]) -> None:
    assert 250 <= len(texts[slug].split()) <= 900


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_states_at_least_three_facts_of_its_own(slug: str, texts: dict[str, str]) -> None:
    told = Counter(fact for text in texts.values() for fact in set(FACT.findall(text)))
    own = {fact for fact in FACT.findall(texts[slug]) if told[fact] == 1}
    assert len(own) >= 3, own


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_articles_share_a_sentence(slug: str, texts: dict[str, str]) -> None:
    own = _long_sentences(texts[slug])
    shared = {other: own & _long_sentences(text) for other, text in texts.items() if other != slug}
    assert not {other: sentences for other, sentences in shared.items() if sentences}


def test_every_section_of_an_article_can_be_linked_to(written: tuple[Article, ...]) -> None:
    for article in written:
        anchors = [section.anchor for section in article.sections]
        assert len(anchors) == len(set(anchors)) == article.html.count("<h2 id=")
        assert all(f'id="{anchor}"' in article.html for anchor in anchors)


def _long_sentences(text: str) -> set[str]:
    return {sentence for sentence in re.split(r"(?<=[.!?]) ", text) if len(sentence.split()) >= 6}
