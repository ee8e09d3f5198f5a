"""Whether a turn came to what was expected, and what it came to in one sentence. Pure."""

from collections.abc import Mapping
from typing import assert_never

from chatref.assistant.models import Answer
from chatref.conversation.model import AnswerKind
from chatref.escalation.evaluate import Escalation
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, Stays

Titles = Mapping[str, str]
"""Of the pages, by address."""


def judged(
    expects: Expects, decided: Escalation | None, answer: Answer | None, titles: Titles
) -> tuple[bool, str]:
    """`decided` is what the rules came to, `answer` what the assistant would say."""
    found = _found(decided, answer)
    if _passes(expects, decided, answer):
        return True, f"{found}."
    return False, f"{found} instead of {_wanted(expects, decided, titles)}."


def _passes(expects: Expects, decided: Escalation | None, answer: Answer | None) -> bool:
    match expects:
        case HandsOver(reason):
            return decided is not None and reason in {None, decided.reason}
        case Stays():
            return decided is None
        case AnswersFrom(address):
            cited = [each.address for each in answer.citations] if answer else []
            return decided is None and address in cited
        case _:
            assert_never(expects)


def _found(decided: Escalation | None, answer: Answer | None) -> str:
    if decided is not None:
        return f"Handed over {_by(decided)}"
    if answer is None:
        return "Said nothing"
    match answer.kind:
        case AnswerKind.ANSWER:
            pages = ", ".join(f"“{each.title or each.address}”" for each in answer.citations)
            return f"Answered from {pages}"
        case AnswerKind.NOT_FOUND:
            return "Found no answer"
        case AnswerKind.SMALL_TALK:
            return "Answered with a pleasantry"
        case AnswerKind.QUESTION:
            return "Asked back"
        case _:
            assert_never(answer.kind)


def _by(decided: Escalation) -> str:
    """The rule, or what is always heeded: its reason begins with “Because” and ends with a full stop."""
    if decided.rule:
        return f"by the rule “{decided.rule}”"
    return f"{decided.why[:1].lower()}{decided.why[1:].rstrip('.')}"


def _wanted(expects: Expects, decided: Escalation | None, titles: Titles) -> str:
    match expects:
        case HandsOver(reason):
            return f"for “{reason}”" if decided else "handing over"
        case Stays():
            return "staying with the assistant"
        case AnswersFrom(address):
            return f"answering from “{titles.get(address, address)}”"
        case _:
            assert_never(expects)
