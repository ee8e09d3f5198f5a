"""From rules, signals and state to a verdict. The same input gives the same verdict, today and in a replay."""

from collections.abc import Iterable
from dataclasses import dataclass

from chatref.conversation.model import Cause, Conversation, Priority

from .conditions import tests_in
from .explain import because
from .judge import Judged, holds, judged
from .rules import Rule, Rules
from .signals import Asks, Moment, Signals


@dataclass(frozen=True, slots=True)
class State:
    """What of the conversation decides. `earlier_requests`: for a person, in this episode, before this turn."""

    fired: frozenset[str] = frozenset()
    earlier_requests: int = 0
    site: str = ""


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """`held`: its condition did. Then it decides, unless it is `silenced` (it has led to a handoff in this episode
    already), `off`, or `elsewhere` (for other sites)."""

    rule: str
    held: bool
    silenced: bool
    off: bool
    elsewhere: bool
    tests: tuple[Judged, ...]

    @property
    def decides(self) -> bool:
        return self.held and not (self.silenced or self.off or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the rules decided, or an always-on cause."""

    cause: Cause
    reason: str
    why: str
    rule: str | None = None
    action: str | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    version: int
    moment: Moment
    escalation: Escalation | None
    rules: tuple[RuleVerdict, ...]
    causes: tuple[Judged, ...]
    measured_on: int | None = None

    @property
    def escalates(self) -> bool:
        return self.escalation is not None


def evaluate(rules: Rules, version: int, signals: Signals, state: State) -> Verdict:
    """The first rule that holds decides, then the always-on causes; every rule and cause is recorded."""
    judgements = tuple(_judge(rule, signals, state) for rule in rules.rules)
    causes = _causes(signals, state)
    ruled = (
        _ruled(rule, signals) for rule, found in zip(rules.rules, judgements, strict=True) if found.decides
    )
    decided = next(ruled, None) or _always(cause for cause, found in causes if found.fired)
    recorded = tuple(found for _, found in causes)
    return Verdict(version, signals.moment, decided, judgements, recorded, signals.measured_on)


def state_of(conversation: Conversation, first_of_burst: int) -> State:
    """`first_of_burst` is the number of the first message of the turn that is judged."""
    own = sum(number >= first_of_burst for number in conversation.requested_on)
    return State(conversation.fired, max(0, conversation.requests - own), conversation.site)


def _judge(rule: Rule, signals: Signals, state: State) -> RuleVerdict:
    tests = tuple(judged(test, signals) for test in tests_in(rule.when))
    return RuleVerdict(
        rule.name,
        held=holds(rule.when, signals),
        silenced=rule.name in state.fired,
        off=not rule.on,
        elsewhere=bool(rule.sites) and state.site not in rule.sites,
        tests=tests,
    )


def _ruled(rule: Rule, signals: Signals) -> Escalation:
    return Escalation(
        cause=Cause.RULE,
        reason=rule.reason,
        why=because(rule.when, signals),
        rule=rule.name,
        action=rule.action,
        team=rule.team,
        priority=rule.priority,
        tags=rule.tags,
    )


def _causes(signals: Signals, state: State) -> tuple[tuple[Cause, Judged], ...]:
    """On whatever the rules say. A second request counts only with an explicit one in this turn."""
    requests = state.earlier_requests + (signals.asks is Asks.STRONG)
    again = signals.asks is Asks.STRONG and requests >= SECOND
    return (
        (Cause.REQUEST, Judged("requests for a person", str(requests), str(SECOND), again)),
        (Cause.PROMISE, Judged("promise of a person", _yes(signals.promised), "yes", signals.promised)),
        (Cause.FAILED, Judged("assistant failed", _yes(signals.failed), "yes", signals.failed)),
    )


SECOND = 2
_ALWAYS = {
    Cause.REQUEST: Escalation(Cause.REQUEST, "person_asked", "Because the visitor asked for a person again."),
    Cause.PROMISE: Escalation(
        Cause.PROMISE, "promise", "Because the assistant promised that a person takes over."
    ),
    Cause.FAILED: Escalation(Cause.FAILED, "assistant_failed", "Because the assistant could not answer."),
}


def _always(fired: Iterable[Cause]) -> Escalation | None:
    first = next(iter(fired), None)
    return None if first is None else _ALWAYS[first]


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is shown
    return "yes" if value else "no"
