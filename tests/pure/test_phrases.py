"""The fixed words of the desk, in each language that the widget speaks."""

import re
from pathlib import Path

import pytest

from chatref.conversation.phrases import DAYS, ENGLISH, FIXED, Phrase

WIDGET = Path(__file__).parents[2] / "ui" / "widget" / "src" / "strings"
NOT_A_LANGUAGE = {"strings", "choose"}


def test_the_desk_speaks_every_language_of_the_widget() -> None:
    """P11: nobody reads a card in their own language and the news of their case in another."""
    spoken = {path.stem for path in WIDGET.glob("*.ts")} - NOT_A_LANGUAGE
    assert FIXED.keys() == DAYS.keys() == spoken


@pytest.mark.parametrize("language", FIXED)
def test_every_phrase_is_said_with_what_it_names(language: str) -> None:
    assert FIXED[language].keys() == set(Phrase)
    for phrase, text in FIXED[language].items():
        assert _names(text) == _names(FIXED[ENGLISH][phrase]), phrase
        assert text == text.strip() != ""
    assert len(set(DAYS[language])) == 7


def _names(text: str) -> list[str]:
    return re.findall(r"\{\w+\}", text)
