"""Whether a turn came to what was expected, and what it came to in one sentence. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from chatref.assistant.models import Answer
from chatref.conversation.model import AnswerKind
from chatref.conversation.policy import Policy
from chatref.escalation.evaluate import Escalation
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, Stays

Names = Mapping[str, str]
"""Of the pages, by address; and of the teams, by id."""


def judged(
    expects: Expects, decided: Escalation | None, answer: Answer | None, names: Names
) -> tuple[bool, str]:
    """`decided` is what the rules came to, with the team that gets it; `answer` what the assistant would say."""
    found = _found(decided, answer) + _to(expects, decided, names)
    if _passes(expects, decided, answer):
        return True, f"{found}."
    return False, f"{found} instead of {_wanted(expects, decided, names)}."


def routed(decided: Escalation | None, policy: Policy) -> Escalation | None:
    """With the team that gets it: a rule may name none, or one in which nobody is."""
    return decided and replace(decided, team=policy.team_for(decided.team))


def _passes(expects: Expects, decided: Escalation | None, answer: Answer | None) -> bool:
    match expects:
        case HandsOver(reason, team):
            return decided is not None and reason in {None, decided.reason} and team in {None, decided.team}
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


def _to(expects: Expects, decided: Escalation | None, names: Names) -> str:
    """Told where it is asked about."""
    if decided is None or not isinstance(expects, HandsOver) or expects.team is None:
        return ""
    return f" to {_team(decided.team, names)}"


def _team(team: str | None, names: Names) -> str:
    return names.get(team or "", "a team that is gone")


def _wanted(expects: Expects, decided: Escalation | None, names: Names) -> str:
    match expects:
        case HandsOver(reason, team):
            if decided is None:
                return f"handing over to {_team(team, names)}" if team else "handing over"
            missed = [f"for “{reason}”"] * (reason not in {None, decided.reason})
            missed += [f"to {_team(team, names)}"] * (team not in {None, decided.team})
            return " and ".join(missed)
        case Stays():
            return "staying with the assistant"
        case AnswersFrom(address):
            return f"answering from “{names.get(address, address)}”"
        case _:
            assert_never(expects)
