"""One composer decides what the visitor sees from the desk."""

from __future__ import annotations

from datetime import timedelta

from chatref.conversation.events import DeskSaid
from chatref.conversation.lines import Phrase, filled, fixed, moment, owners
from chatref.conversation.model import Line

from .draft import Draft


def hand_over(draft: Draft, *, collects: bool) -> None:
    """Once per handoff, when it opens; where nothing is collected it confirms as well."""
    handoff = draft.c.handoff
    reason = handoff.reason if handoff else ""
    line = _owners(draft, Line.HAND_OVER, reason) or _fixed(draft, Phrase.HAND_OVER)
    if collects:
        _say(draft, Line.HAND_OVER, f"{line} {_fixed(draft, Phrase.WHY_ASKED)}")
    else:
        _say(draft, Line.HAND_OVER, f"{line} {_expectation(draft)}", confirms=True)


def hand_over_to(draft: Draft, teammate: str) -> None:
    """For a takeover or a reopening, who joined is the line."""
    _say(draft, Line.HAND_OVER, _joined(draft, teammate))


def joined(draft: Draft, teammate: str) -> None:
    _say(draft, Line.JOINED, _joined(draft, teammate))


def confirm(draft: Draft) -> None:
    """At most once per handoff, on leaving collecting."""
    handoff = draft.c.handoff
    if handoff is None or handoff.confirmed:
        return
    owners_line = _owners(draft, Line.CONFIRMATION, handoff.reason)
    line = owners_line or _fixed(draft, Phrase.CONFIRMED)
    _say(draft, Line.CONFIRMATION, f"{line} {_expectation(draft)}")


def progress(draft: Draft, phrase: Phrase) -> None:
    """At most once per rung."""
    handoff = draft.c.handoff
    if handoff is None or handoff.said_on == handoff.rungs:
        return
    line = _owners(draft, Line.PROGRESS, handoff.reason) or _fixed(draft, phrase)
    contact = "" if draft.c.contact else f" {_fixed(draft, Phrase.CONTACT)}"
    _say(draft, Line.PROGRESS, line + contact)


def closing(draft: Draft) -> None:
    """Once per closing, unless the confirmation in this same decision said it already."""
    if any(_confirms(recorded.event) for recorded in draft.recorded):
        return
    reason = draft.c.handoff.reason if draft.c.handoff else ""
    _say(draft, Line.CLOSING, _owners(draft, Line.CLOSING, reason) or _expectation(draft))


def _confirms(event: object) -> bool:
    if not isinstance(event, DeskSaid):
        return False
    return event.confirms or event.line is Line.CONFIRMATION


def _joined(draft: Draft, teammate: str) -> str:
    name = draft.policy.name_of(teammate)
    reason = draft.c.handoff.reason if draft.c.handoff else ""
    own = owners(draft.policy.words, Line.JOINED, reason, draft.c.language)
    return filled(own, name=name) if own else fixed(draft.c.language, Phrase.JOINED, name=name)


def _expectation(draft: Draft) -> str:
    """When to expect an answer, by the team's hours."""
    handoff = draft.c.handoff
    team = draft.policy.team_of(handoff.team if handoff else None)
    if team.calendar.open_at(draft.now):
        return _fixed(draft, Phrase.OPEN)
    away = Phrase.BACK if _back(draft) else Phrase.AWAY
    phrases = (away,) if draft.c.contact else (away, Phrase.CONTACT)
    return fixed(draft.c.language, *phrases, back=_back(draft))


def _back(draft: Draft) -> str:
    handoff = draft.c.handoff
    team = draft.policy.team_of(handoff.team if handoff else None)
    at = team.calendar.after(draft.now, timedelta(0))
    return moment(at, team.zone, draft.c.language) if at else ""


def _owners(draft: Draft, line: Line, reason: str) -> str | None:
    text = owners(draft.policy.words, line, reason, draft.c.language)
    return filled(text, back=_back(draft)) if text else None


def _fixed(draft: Draft, phrase: Phrase) -> str:
    return fixed(draft.c.language, phrase)


def _say(draft: Draft, line: Line, text: str, *, confirms: bool = False) -> None:
    handoff = draft.c.handoff.id if draft.c.handoff else None
    draft.follow(DeskSaid(draft.fresh("said"), line, text, handoff, confirms))
