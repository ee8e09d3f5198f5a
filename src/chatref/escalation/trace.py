"""The record of verdicts: every rule with every test, as JSON text. The same verdict gives the same bytes."""

from collections.abc import Sequence

import msgspec

from .evaluate import RuleVerdict, Verdict

Plain = dict[str, object]
ROOM = 16_000
"""Characters of a trace that go with the thread; a longer one is kept whole beside it."""
_encode = msgspec.json.Encoder().encode


def trace_of(verdict: Verdict) -> str:
    """Also of the rules that did not fire."""
    return _encode(_plain(verdict, verdict.rules)).decode()


def traces_of(verdicts: Sequence[Verdict]) -> str:
    """Of a whole turn, in their order."""
    return _encode([_plain(each, each.rules) for each in verdicts]).decode()


def excerpt_of(verdict: Verdict) -> str:
    """What a thread shows at once: the whole trace, or, of very many rules, only those that held."""
    whole = trace_of(verdict)
    if len(whole) <= ROOM:
        return whole
    held = [each for each in verdict.rules if each.held]
    short = {**_plain(verdict, held), "left_out": len(verdict.rules) - len(held)}
    return _encode(short).decode()


def _plain(verdict: Verdict, rules: Sequence[RuleVerdict]) -> Plain:
    decided = verdict.escalation
    return {
        "version": verdict.version,
        "moment": verdict.moment.value,
        "decided": decided and {"cause": decided.cause.value, "rule": decided.rule, "why": decided.sentence},
        "rules": rules,
        "always": verdict.causes,
    }
