"""One composer decides what the visitor sees from the desk."""

from __future__ import annotations

from datetime import timedelta

from chatref.conversation.events import DeskSaid
from chatref.conversation.introducing import NAME, Person, introduced
from chatref.conversation.lines import filled, fixed, moment, owners
from chatref.conversation.model import Cause, Line, Stage
from chatref.conversation.phrases import Phrase
from chatref.conversation.policy import Team

from .draft import Draft


def hand_over(draft: Draft, *, collects: bool) -> None:
    """Once per handoff, when it opens; where nothing is collected it confirms as well."""
    line = _opening_line(draft)
    if collects:
        away = "" if _open(draft) else f" {_expectation(draft)}"
        _say(draft, Line.HAND_OVER, f"{line} {_fixed(draft, Phrase.WHY_ASKED)}{away}")
    else:
        _say(draft, Line.HAND_OVER, f"{line} {_expectation(draft)}", confirms=True)


def _opening_line(draft: Draft) -> str:
    """That the visitor is connected would be no word for an answer that they have, and that did not arrive."""
    if draft.c.handoff and draft.c.handoff.cause is Cause.UNDELIVERED:
        return _fixed(draft, Phrase.UNDELIVERED)
    return _owners(draft, Line.HAND_OVER) or _fixed(draft, Phrase.HAND_OVER)


def hand_over_to(draft: Draft, teammate: str) -> None:
    """For a takeover or a reopening, who joined is the line."""
    _say(draft, Line.HAND_OVER, _joined(draft, teammate))


def joined(draft: Draft, teammate: str) -> None:
    _say(draft, Line.JOINED, _joined(draft, teammate))


def confirm(draft: Draft) -> None:
    """On leaving collecting, which is once per handoff; that the team is away was said when it began to be."""
    line = _owners(draft, Line.CONFIRMATION) or _fixed(draft, Phrase.CONFIRMED)
    rest = _contact(draft) if _away_since_told(draft) else _expectation(draft)
    _say(draft, Line.CONFIRMATION, f"{line} {rest}".rstrip())


def progress(draft: Draft, phrase: Phrase) -> None:
    """At most once per rung."""
    handoff = draft.c.handoff
    if handoff is None or handoff.said_on == handoff.rungs:
        return
    line = _owners(draft, Line.PROGRESS) or _fixed(draft, phrase)
    _say(draft, Line.PROGRESS, f"{line} {_contact(draft)}".rstrip())


def closing(draft: Draft) -> None:
    """Once per closing, unless what was said in this same decision told it already."""
    if any(_tells(draft, recorded.event) for recorded in draft.recorded):
        return
    _say(draft, Line.CLOSING, _owners(draft, Line.CLOSING) or _expectation(draft))


def _tells(draft: Draft, event: object) -> bool:
    """When to expect an answer: a confirmation does, and the line before a form does if the team is away."""
    if not isinstance(event, DeskSaid):
        return False
    return event.confirms or event.line is Line.CONFIRMATION or draft.c.stage is Stage.COLLECTING


def _joined(draft: Draft, teammate: str) -> str:
    """The owner's words name somebody, or nobody: where nobody is named only the latter will do."""
    known = introduced(Person(draft.policy.name_of(teammate)), draft.policy.site(draft.c.site).introduces)
    words = _owners_text(draft, Line.JOINED)
    if words and (known or NAME not in words):
        return filled(words, name=known.name if known else "", back=_back(draft))
    return (
        fixed(draft.c.language, Phrase.JOINED, name=known.name)
        if known
        else _fixed(draft, Phrase.TEAM_JOINED)
    )


def _expectation(draft: Draft) -> str:
    """When to expect an answer, by the team's hours."""
    if _open(draft):
        return _fixed(draft, Phrase.OPEN)
    away = Phrase.BACK if _back(draft) else Phrase.AWAY
    return f"{fixed(draft.c.language, away, back=_back(draft))} {_contact(draft)}".rstrip()


def _contact(draft: Draft) -> str:
    """Not beside a form, which is answered first, and not to who writes by mail. No answer by mail is promised that
    nothing sends."""
    asked = draft.c.contact or draft.c.by_mail or draft.c.stage is Stage.COLLECTING
    return "" if asked else _fixed(draft, Phrase.CONTACT if draft.policy.mails else Phrase.REACH)


def _open(draft: Draft) -> bool:
    return _team(draft).calendar.open_at(draft.now)


def _away_since_told(draft: Draft) -> bool:
    mark = draft.c.desk
    if mark is None or mark.open:
        return False
    opening = _team(draft).calendar.after(mark.at, timedelta(0))
    return opening is None or opening > draft.now


def _team(draft: Draft) -> Team:
    return draft.policy.team_of(draft.c.team)


def _back(draft: Draft) -> str:
    team = _team(draft)
    at = team.calendar.after(draft.now, timedelta(0))
    return moment(at, team.zone, draft.c.language) if at else ""


def _owners(draft: Draft, line: Line) -> str | None:
    text = _owners_text(draft, line)
    return filled(text, back=_back(draft)) if text else None


def _owners_text(draft: Draft, line: Line) -> str | None:
    case = draft.c.handoff
    reason = draft.policy.said_as(case.cause, case.reason, draft.c.site) if case else ""
    return owners(draft.policy.words, line, reason, draft.c.language)


def _fixed(draft: Draft, phrase: Phrase) -> str:
    return fixed(draft.c.language, phrase)


def _say(draft: Draft, line: Line, text: str, *, confirms: bool = False) -> None:
    handoff = draft.c.handoff.id if draft.c.handoff else None
    draft.follow(DeskSaid(draft.fresh("said"), line, text, handoff, confirms))
