"""What a turn's verdicts depended on, as a value that is stored: judged again it gives the same trace, to the byte."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from chatref.conversation.commands import Record

from .evaluate import State, Verdict, evaluate, pressed
from .rules import Rules
from .signals import Answered, Signals
from .trace import traces_of

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class Facts:
    """`signals` are from before an answer; with an `answer`, or if the assistant `failed`, rules were asked again. None
    is where the button was `pressed`; this is rehearsed, and not stored: a real press reaches no verdict."""

    version: int
    signals: Signals
    state: State
    answer: Answered | None = None
    failed: bool = False
    pressed: bool = False


def verdicts_of(rules: Rules, facts: Facts) -> tuple[Verdict, ...]:
    """In their order; the last one decides. What escalates before an answer needs no second verdict."""
    if facts.pressed:
        return (pressed(rules, facts.version, facts.state),)
    before = evaluate(rules, facts.version, facts.signals, facts.state)
    last = later(facts)
    if before.escalates or last is None:
        return (before,)
    return before, evaluate(rules, facts.version, last, facts.state)


def record_of(facts: Facts, verdicts: tuple[Verdict, ...]) -> Record:
    return Record(facts_to(facts), traces_of(verdicts))


def facts_to(facts: Facts) -> str:
    """What is as it is by default is left out; the words of an answer stand in its own event."""
    answer = None if facts.answer is None else _without(_plain(replace(facts.answer, text="")), {"text": ""})
    return _encode(
        {
            "version": facts.version,
            "signals": _without(_plain(facts.signals), _QUIET),
            "state": _without(_plain(facts.state), _FIRST),
            "answer": answer,
            "failed": facts.failed,
        }
    ).decode()


def facts_from(text: str) -> Facts:
    found = _decode(text)
    if found["answer"] is not None:
        found["answer"] = {"text": "", **found["answer"]}
    return msgspec.convert(found, Facts)


def later(facts: Facts) -> Signals | None:
    if facts.failed:
        return facts.signals.with_failure()
    return None if facts.answer is None else facts.signals.with_answer(facts.answer)


def _plain(value: object) -> Plain:
    found: Plain = msgspec.to_builtins(value, order="deterministic")
    return found


def _without(plain: Plain, usual: Mapping[str, object]) -> Plain:
    return {name: value for name, value in plain.items() if name not in usual or value != usual[name]}


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict).decode
_QUIET = _plain(Signals())
_FIRST = _plain(State())
