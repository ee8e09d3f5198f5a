"""One turn tried over a draft of the rules, through the assistant's own way of measuring and answering."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from chatref.assistant.models import Answer
from chatref.assistant.rehearsal import Scene, rehearse, rehearsed
from chatref.assistant.turn import Brief, Considered
from chatref.conversation.lines import owners
from chatref.conversation.model import Line
from chatref.errors import BadInput
from chatref.escalation.book import rules_from
from chatref.escalation.evaluate import Escalation
from chatref.escalation.measure import About
from chatref.escalation.rulebook import RuleBook, words
from chatref.escalation.signals import Attribute
from chatref.escalation.trace import trace_of
from chatref.web.admin_models import CitationView
from chatref.web.rooms import Rooms
from chatref.web.rule_models import (
    AnswerTried,
    HandedOver,
    LineSaid,
    NearView,
    RulesToTry,
    RulesTried,
    TraceView,
)
from chatref.web.rule_views import PRIORITIES, Around, around, plain_of
from chatref.web.scenes import scene_of


async def tried(rooms: Rooms, workspace: str, asked: RulesToTry) -> RulesTried:
    here = await around(rooms, workspace)
    book = here.ruling.book
    if asked.rules is not None:
        book = replace(book, rules=replace(rules_from(plain_of(asked.rules)), marks=book.rules.marks))
    brief = rehearsed(workspace, _scene(asked), _about(asked, here), book)
    return _view(await rehearse(rooms.assistant, brief), brief, here, book)


def _scene(asked: RulesToTry) -> Scene:
    said = [*asked.messages, *([LineSaid(who="visitor", text=asked.text)] if asked.text else [])]
    if asked.event is None and not (said and said[-1].who == "visitor"):
        raise BadInput("text", "Write what a visitor would, or name a business event.")
    return scene_of(said, asked.event, asked.language, asked.page, asked.site)


def _about(asked: RulesToTry, here: Around) -> About:
    policy, now = here.ruling.policy, datetime.now(UTC)
    open_now = policy.team_of(policy.default_team).calendar.open_at(now) if asked.open is None else asked.open
    attributes = tuple(Attribute(name, text, verified=True) for name, text in asked.attributes.items())
    return About(now, open_now, asked.identified, attributes)


def _view(came: Considered, brief: Brief, here: Around, book: RuleBook) -> RulesTried:
    decided = came.verdicts[-1].escalation
    return RulesTried(
        hands_over=_handed_over(decided, brief, here, book) if decided else None,
        answer=_answer(came.answer) if came.answer else None,
        intents=[
            NearView(intent=each.intent, nearness=each.nearness, limit=each.limit)
            for each in came.signals.intents
        ],
        verdicts=[TraceView.model_validate(json.loads(trace_of(each))) for each in came.verdicts],
    )


def _answer(found: Answer) -> AnswerTried:
    return AnswerTried(
        text=found.text,
        answer=found.kind,
        answerability=found.measured.answerability,
        citations=[
            CitationView(title=each.title, address=each.address, heading=each.heading)
            for each in found.citations
        ],
    )


def _handed_over(decided: Escalation, brief: Brief, here: Around, book: RuleBook) -> HandedOver:
    policy = here.ruling.policy
    return HandedOver(
        cause=decided.cause,
        rule=decided.rule,
        reason=decided.reason,
        why=decided.sentence,
        team=policy.team_of(decided.team).name,
        priority=PRIORITIES[decided.priority],
        tags=list(decided.tags),
        action=decided.action,
        said=owners(words(book.rules), Line.HAND_OVER, decided.said_as, brief.state.language),
    )
