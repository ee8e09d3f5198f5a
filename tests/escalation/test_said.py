"""What visitors say in six languages, written down before the patterns were (P2, P4, S3, S11)."""

import json
from pathlib import Path

import pytest

from chatref.escalation.phrases import TONGUES, asks_for_person

HERE = Path(__file__).parent
APART, TUNED = HERE / "said", HERE / "tuned"
"""Never looked at while patterns were written; and what they were tuned on since."""
LEAST_F1, LEAST_TUNED = 0.85, 0.95


def _said(folder: Path, language: str) -> list[tuple[str, bool]]:
    lines = (folder / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [(each["text"], each["asks"]) for each in map(json.loads, lines)]


def _f1(items: list[tuple[str, bool]], page: str) -> float:
    heard = [(asks_for_person(text, page), asks) for text, asks in items]
    return 2 * heard.count((True, True)) / (sum(h for h, _ in heard) + sum(a for _, a in heard))


@pytest.mark.parametrize("language", TONGUES)
def test_requests_are_told_from_talk_about_people(language: str) -> None:
    """P4, S11: 45 requests and 30 that are none, on a page in the language and on one in another."""
    items = _said(APART, language)
    assert sum(asks for _, asks in items) >= 40
    assert sum(not asks for _, asks in items) >= 20
    assert len({text for text, _ in items}) == len(items) >= 60
    reached = {page: _f1(items, page) for page in (language, "ja")}
    print(f"{language}: F1 {reached[language]:.3f}")
    assert min(reached.values()) >= LEAST_F1


def test_every_language_that_is_listened_to_has_its_sayings() -> None:
    assert {path.stem for path in APART.glob("*.jsonl")} == set(TONGUES)


@pytest.mark.parametrize("language", TONGUES)
def test_what_was_learned_stays_learned(language: str) -> None:
    """P4, S11."""
    items, apart = _said(TUNED, language), {text for text, _ in _said(APART, language)}
    assert not apart & {text for text, _ in items}
    assert _f1(items, language) >= LEAST_TUNED
