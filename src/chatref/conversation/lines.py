"""What the desk says to the visitor: the owner's words, or a fixed text."""

from __future__ import annotations

from datetime import datetime, tzinfo

from .model import Line
from .phrases import DAYS, ENGLISH, FIXED, Phrase, base
from .policy import Words


def fixed(language: str, *phrases: Phrase, name: str = "", back: str = "") -> str:
    texts = FIXED.get(base(language), FIXED[ENGLISH])
    return " ".join(texts[phrase].replace("{name}", name).replace("{back}", back) for phrase in phrases)


def owners(words: Words, line: Line, reason: str, language: str) -> str | None:
    """The owner's words for the line: the nearest by language, and then by reason."""
    for tongue in (language, base(language), ""):
        for cause in (reason, ""):
            text = words.texts.get((line, cause, tongue))
            if text:
                return text
    return None


def filled(text: str, name: str = "", back: str = "") -> str:
    return text.replace("{name}", name).replace("{back}", back)


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """A weekday and a time, with the zone's name, as the team's clock shows it."""
    local = at.astimezone(zone)
    days = DAYS.get(base(language), DAYS[ENGLISH])
    return f"{days[local.weekday()]} {local:%H:%M} ({local.tzname()})"
