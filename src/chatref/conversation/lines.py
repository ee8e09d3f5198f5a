"""What the desk says to the visitor: the owner's words, or a fixed text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType

from .model import Line
from .policy import Words


class Phrase(StrEnum):
    """The fixed texts: more of them than lines, since one line is said in several situations."""

    HAND_OVER = "hand_over"
    WHY_ASKED = "why_asked"
    JOINED = "joined"
    CONFIRMED = "confirmed"
    OPEN = "open"
    HERE = "here"
    BACK = "back"
    AWAY = "away"
    CONTACT = "contact"
    QUEUED = "queued"
    MOVED = "moved"
    STILL_WAITING = "still_waiting"


_ENGLISH = {
    Phrase.HAND_OVER: "Let me connect you with a specialist who can help further.",
    Phrase.WHY_ASKED: "A few details first, so that nobody has to ask you again.",
    Phrase.JOINED: "{name} has joined the conversation.",
    Phrase.CONFIRMED: "Your details have been passed on.",
    Phrase.OPEN: "Somebody from the team will answer you here as soon as possible.",
    Phrase.HERE: "The team is here.",
    Phrase.BACK: "The team is back on {back}.",
    Phrase.AWAY: "The team is away at the moment.",
    Phrase.CONTACT: "Leave a contact, and the answer reaches you there too.",
    Phrase.QUEUED: "You are back in the queue, near the front; nothing you said is lost.",
    Phrase.MOVED: "A colleague is taking over and can see everything so far.",
    Phrase.STILL_WAITING: "Sorry for the wait. More of the team have been told.",
}
_GERMAN = {
    Phrase.HAND_OVER: "Ich verbinde Sie mit einer Fachkraft, die Ihnen weiterhelfen kann.",
    Phrase.WHY_ASKED: "Vorher ein paar Angaben, damit niemand noch einmal fragen muss.",
    Phrase.JOINED: "{name} ist jetzt im Gespräch.",
    Phrase.CONFIRMED: "Ihre Angaben sind weitergegeben.",
    Phrase.OPEN: "Jemand aus dem Team antwortet Ihnen hier so bald wie möglich.",
    Phrase.HERE: "Das Team ist da.",
    Phrase.BACK: "Das Team ist am {back} wieder da.",
    Phrase.AWAY: "Das Team ist gerade nicht da.",
    Phrase.CONTACT: "Hinterlassen Sie einen Kontakt, dann erreicht Sie die Antwort auch dort.",
    Phrase.QUEUED: "Sie sind wieder weit vorn in der Warteschlange; nichts ist verloren.",
    Phrase.MOVED: "Jemand aus dem Team übernimmt und sieht alles Bisherige.",
    Phrase.STILL_WAITING: "Bitte entschuldigen Sie die Wartezeit. Weitere im Team wissen Bescheid.",
}
_FIXED: Mapping[str, Mapping[Phrase, str]] = MappingProxyType({"en": _ENGLISH, "de": _GERMAN})
_DAYS = MappingProxyType(
    {
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    }
)


def fixed(language: str, *phrases: Phrase, name: str = "", back: str = "") -> str:
    texts = _FIXED.get(_base(language), _ENGLISH)
    return " ".join(texts[phrase].replace("{name}", name).replace("{back}", back) for phrase in phrases)


def owners(words: Words, line: Line, reason: str, language: str) -> str | None:
    """The owner's words for the line: the nearest by language, and then by reason."""
    for tongue in (language, _base(language), ""):
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
    days = _DAYS.get(_base(language), _DAYS["en"])
    return f"{days[local.weekday()]} {local:%H:%M} ({local.tzname()})"


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
