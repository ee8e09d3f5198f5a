"""The record of a verdict: every rule with every test, as JSON text."""

import json
from collections.abc import Sequence

from .evaluate import Verdict
from .judge import Judged


def trace_of(verdict: Verdict) -> str:
    """Also of the rules that did not fire."""
    decided = verdict.escalation
    return json.dumps(
        {
            "version": verdict.version,
            "moment": verdict.moment.value,
            "decided": decided and {"cause": decided.cause.value, "rule": decided.rule, "why": decided.why},
            "rules": [
                {
                    "rule": each.rule,
                    "fired": decided is not None and decided.rule == each.rule,
                    "held": each.held,
                    "silenced": each.silenced,
                    "off": each.off,
                    "elsewhere": each.elsewhere,
                    "tests": _rows(each.tests),
                }
                for each in verdict.rules
            ],
            "always": _rows(verdict.causes),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _rows(tests: Sequence[Judged]) -> list[dict[str, object]]:
    return [
        {"test": each.test, "value": each.value, "limit": each.limit, "fired": each.fired} for each in tests
    ]
