"""All that a workspace has laid down, as one value with a version; and what others ask of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from chatref.conversation.commands import ActionDue, Escalate, Value
from chatref.conversation.model import Field as Asked
from chatref.conversation.model import Line
from chatref.conversation.policy import Words
from chatref.conversation.told import Told

from .conditions import AsksForPerson, AssistantFails, tests_in
from .evaluate import Escalation, State, Verdict, evaluate
from .playbooks import Playbook
from .ready.intents import INTENTS
from .ready.rules import READY_MADE, VERSION
from .rules import Rule, Rules
from .signals import Answered, Signals
from .trace import excerpt_of


class Heard(Protocol):
    """What a message gives of the details that are asked for; actions.fill.Heard is one."""

    @property
    def values(self) -> tuple[Value, ...]: ...

    @property
    def wrong(self) -> str: ...

    @property
    def left(self) -> tuple[str, ...]: ...

    @property
    def skips(self) -> bool: ...


class Action(Protocol):
    """What a rule runs first; actions.fill.Action is one."""

    def due(self, told: Told, given: Collection[str]) -> ActionDue: ...

    def heard(
        self, message: str, asked_for: Sequence[Asked], tries: int, language: str, before: Sequence[str] = ()
    ) -> Heard: ...

    def check(
        self, texts: Mapping[str, str], tries: Mapping[str, int], language: str, form: Sequence[Asked] = ()
    ) -> tuple[tuple[Value, ...], Mapping[str, str]]: ...

    def corrects(self, message: str, given: Mapping[str, str]) -> tuple[Value, ...]: ...

    def mentions(self, message: str) -> bool: ...


_NONE: Mapping[str, Action] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RuleBook:
    version: int = VERSION
    rules: Rules = READY_MADE
    actions: Mapping[str, Action] = field(default_factory=lambda: _NONE)

    @property
    def examples(self) -> Mapping[str, tuple[str, ...]]:
        """Of every intent, the owner's own in the place of ready-made ones of the same name."""
        return {**INTENTS, **{intent.name: intent.examples for intent in self.rules.intents}}

    def action_due(self, reason: str, told: Told, given: Collection[str]) -> ActionDue | None:
        """What a handoff for this reason asks for, with what was said of it already."""
        rule = self._rule_for(reason)
        action = self.actions.get(rule.action) if rule and rule.action else None
        return action.due(told, given) if action else None

    def action_of(self, rule: str | None, reason: str) -> str | None:
        """The name of what a handoff of this rule, or of none for this reason, collects."""
        fired = next((each for each in self.rules.rules if each.name == rule), None)
        found = fired or self._rule_for(reason)
        return found.action if found else None

    def escalate(self, verdict: Verdict, told: Told, given: Collection[str]) -> Escalate | None:
        """The command of a verdict that escalates."""
        decided = verdict.escalation
        if decided is None:
            return None
        return Escalate(
            reason=decided.reason,
            cause=decided.cause,
            why=decided.why,
            rule=decided.rule,
            rule_version=self.version if decided.rule else None,
            team=decided.team,
            priority=decided.priority,
            tags=decided.tags,
            action=self._action_of(decided, told, given),
            measured_on=verdict.measured_on,
            trace=excerpt_of(verdict),
        )

    def corrected(self, message: str, given: Mapping[str, str]) -> tuple[Value, ...]:
        """The details given, by field, that these words of the visitor change."""
        values = (value for action in self.actions.values() for value in action.corrects(message, given))
        return tuple({value.field: value for value in values}.values())

    def may_correct(self, message: str) -> bool:
        """Without a look at what was given: cheap, for every message passes here."""
        return any(action.mentions(message) for action in self.actions.values())

    def gate(self, state: State) -> "Gate":
        return Gate(self, state)

    def _action_of(self, decided: Escalation, told: Told, given: Collection[str]) -> ActionDue | None:
        if decided.rule is None:
            return self.action_due(decided.reason, told, given)
        action = self.actions.get(decided.action or "")
        return action.due(told, given) if action else None

    def _rule_for(self, reason: str) -> Rule | None:
        """The rule whose reason it is; for a reason of the core's, the rule that stands for it."""
        own = next((rule for rule in self.rules.rules if rule.reason == reason), None)
        return own or stand_ins(self.rules).get(reason)


@dataclass(frozen=True, slots=True)
class Gate:
    """What a turn asks of the rules: before the assistant answers, and with its answer in hand."""

    book: RuleBook
    state: State

    def before(self, signals: Signals) -> Verdict:
        return evaluate(self.book.rules, self.book.version, signals, self.state)

    def after(self, signals: Signals, answer: Answered) -> Verdict:
        return evaluate(self.book.rules, self.book.version, signals.with_answer(answer), self.state)

    def failed(self, signals: Signals) -> Verdict:
        """The assistant brought no answer."""
        return evaluate(self.book.rules, self.book.version, signals.with_failure(), self.state)


def words(rules: Rules) -> Words:
    """The owner's words by reason, for the core's policy. Of two rules with one reason the first has the word."""
    said: dict[tuple[Line, str, str], str] = {}
    for rule in rules.rules:
        _say(said, rule.reason, rule)
    for reason, rule in stand_ins(rules).items():
        _say(said, reason, rule)
    return Words(MappingProxyType(said))


def playbooks(rules: Rules) -> Mapping[str, Playbook]:
    """By reason, for the core's policy; for a reason of the core's without its own, that of who stands in."""
    own = rules.playbooks
    lent = {reason: own.get(rule.reason, ()) for reason, rule in stand_ins(rules).items()}
    return MappingProxyType({**lent, **own})


def stand_ins(rules: Rules) -> Mapping[str, Rule]:
    """For a handoff that no rule opened, the rule whose words and action fit it."""
    found: dict[str, Rule] = {}
    for rule in (each for each in rules.rules if each.on):
        for test in tests_in(rule.when):
            if isinstance(test, AsksForPerson):
                found.setdefault("person_asked", rule)
            elif isinstance(test, AssistantFails) and test.failed:
                found.setdefault("assistant_failed", rule)
    asked = found.get("person_asked")
    return {**found, "promise": asked} if asked else found


def _say(said: dict[tuple[Line, str, str], str], reason: str, rule: Rule) -> None:
    for line, texts in ((Line.HAND_OVER, rule.hand_over), (Line.CONFIRMATION, rule.confirmation)):
        for language, text in texts.items():
            said.setdefault((line, reason, language), text)
