"""From rules, signals and state to a verdict. The same input gives the same verdict, today and in a replay."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from chatref.conversation.model import Cause, Conversation, Priority
from chatref.conversation.standing import REASONS, Standing

from .explain import because
from .judge import NOTHING, Judged
from .rules import Rule, Rules
from .signals import Asks, Moment, Signals
from .standing import standing_for
from .topics import Cited, about, decided_by_a_person


@dataclass(frozen=True, slots=True)
class State:
    """What of the conversation decides. `earlier_requests`: for a person, in this episode, before this turn."""

    fired: frozenset[str] = frozenset()
    earlier_requests: int = 0
    site: str = ""


class RuleVerdict(msgspec.Struct, frozen=True, gc=False):
    """`fired`: it decided. `held`: its condition did. Then it decides, unless it is `silenced` (it has led to a handoff
    in this episode already), `off`, `elsewhere` (for other sites), or after one that does."""

    rule: str
    fired: bool
    held: bool
    silenced: bool
    off: bool
    elsewhere: bool
    tests: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the rules decided, or an always-on cause; what follows of that is what the rule says that stands for it."""

    cause: Cause
    reason: str
    why: str
    rule: str | None = None
    action: str | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    standing: Standing | None = None

    @property
    def sentence(self) -> str:
        """Why, and whose rule is followed where none decided."""
        return self.standing.says(self.why) if self.standing else self.why

    @property
    def said_as(self) -> str:
        """The reason whose words are said."""
        return self.standing.reason if self.standing else self.reason


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
    signals = replace(signals, topics=about(rules.marks, signals.topics, signals.sources))
    first, judgements = _judged(rules, signals, state)
    reserved = decided_by_a_person(rules.marks, signals.cited)
    causes = _causes(signals, state, reserved)
    decided = _ruled(first, signals) if first else _always(rules, state.site, causes, reserved)
    recorded = tuple(found for _, found in causes)
    return Verdict(version, signals.moment, decided, judgements, recorded, signals.measured_on)


def pressed(rules: Rules, version: int, state: State) -> Verdict:
    """Of the button: no rule is asked, and the one that stands for it is followed."""
    decided = _followed(rules, state.site, Cause.BUTTON, _BECAUSE[Cause.BUTTON])
    return Verdict(version, Moment.BEFORE, decided, (), ())


def state_of(conversation: Conversation, first_of_burst: int) -> State:
    """`first_of_burst` is the number of the first message of the turn that is judged."""
    own = sum(number >= first_of_burst for number in conversation.requested_on)
    return State(conversation.fired, max(0, conversation.requests - own), conversation.site)


def _judged(rules: Rules, signals: Signals, state: State) -> tuple[Rule | None, tuple[RuleVerdict, ...]]:
    """The first that decides, and the record of each."""
    found = rules.panel.judge(signals)
    fired = [each.fired for each in found]
    first: Rule | None = None
    record = []
    for rule, plan in zip(rules.rules, rules.panel.plans, strict=True):
        held, silenced = plan.holds(fired), rule.name in state.fired
        elsewhere = not rule.is_for(state.site)
        decides = first is None and held and rule.on and not (silenced or elsewhere)
        if decides:
            first = rule
        tests = tuple([found[number] for number in plan.tests])
        record.append(RuleVerdict(rule.name, decides, held, silenced, not rule.on, elsewhere, tests))
    return first, tuple(record)


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


def _causes(signals: Signals, state: State, reserved: tuple[Cited, ...]) -> tuple[tuple[Cause, Judged], ...]:
    """On whatever the rules say. A second request counts only with an explicit one in this turn, and content that a
    person decides only with new words: what was handed back, a person has decided."""
    kept_back = bool(reserved) and signals.measured_on is not None
    requests = state.earlier_requests + (signals.asks is Asks.STRONG)
    again = signals.asks is Asks.STRONG and requests >= SECOND
    return (
        (Cause.REQUEST, Judged("requests for a person", str(requests), str(SECOND), again)),
        (
            Cause.TOPIC,
            Judged("a person decides", ", ".join(_named(reserved)) or NOTHING, "a page", kept_back),
        ),
        (Cause.PROMISE, Judged("promise of a person", _yes(signals.promised), "yes", signals.promised)),
        (Cause.FAILED, Judged("assistant failed", _yes(signals.failed), "yes", signals.failed)),
    )


SECOND = 2
_BECAUSE = {
    Cause.BUTTON: "Because the visitor pressed for a person.",
    Cause.REQUEST: "Because the visitor asked for a person again.",
    Cause.PROMISE: "Because the assistant promised that a person takes over.",
    Cause.FAILED: "Because the assistant could not answer.",
}


def _always(
    rules: Rules, site: str, causes: Iterable[tuple[Cause, Judged]], reserved: tuple[Cited, ...]
) -> Escalation | None:
    cause = next((cause for cause, found in causes if found.fired), None)
    if cause is None:
        return None
    return _followed(rules, site, cause, _BECAUSE.get(cause) or _because_of(reserved))


def _followed(rules: Rules, site: str, cause: Cause, why: str) -> Escalation:
    stands = standing_for(rules, cause, site)
    if stands is None:
        return Escalation(cause, REASONS[cause], why)
    return Escalation(
        cause=cause,
        reason=REASONS[cause],
        why=why,
        action=stands.action,
        team=stands.team,
        priority=stands.priority,
        tags=stands.tags,
        standing=stands,
    )


def _because_of(reserved: tuple[Cited, ...]) -> str:
    return f"Because the answer would come from “{_named(reserved)[0]}”, and a person decides that."


def _named(pages: tuple[Cited, ...]) -> list[str]:
    return [page.title or page.address for page in pages]


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is shown
    return "yes" if value else "no"
