"""All that a workspace has laid down, as one value with a version; and what others ask of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from chatref.conversation.commands import ActionDue, Escalate, Value
from chatref.conversation.model import Cause, Handoff, Line
from chatref.conversation.model import Field as Asked
from chatref.conversation.policy import Words
from chatref.conversation.told import Told

from .evaluate import State, Verdict, evaluate
from .ready.intents import INTENTS
from .ready.rules import READY_MADE, VERSION
from .rules import Rules
from .signals import Answered, Signals
from .standing import standing_for
from .trace import excerpt_of

Choices = Mapping[str, tuple[str, ...]]
"""Those that were offered, by field."""


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

    def corrects(self, message: str, given: Mapping[str, str], offered: Choices) -> tuple[Value, ...]: ...

    def lacks_choices(self, message: str, given: Collection[str], offered: Choices) -> bool: ...

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

    def asked_first(self, site: str, told: Told, given: Collection[str]) -> ActionDue | None:
        """What whoever asks for a person is asked, with what was said of it already."""
        stands = standing_for(self.rules, Cause.BUTTON, site)
        return self._due(stands.action if stands else None, told, given)

    def action_of(self, handoff: Handoff, site: str) -> str | None:
        """The name of what it collects: as the rule says that opened it or stands for it, whatever it is called now."""
        name = handoff.rule or handoff.stands
        named = next((each for each in self.rules.rules if each.name == name), None)
        alike = next((each for each in self.rules.rules if each.reason == handoff.reason), None)
        found = named or alike or standing_for(self.rules, handoff.cause, site)
        return found.action if found else None

    def escalate(self, verdict: Verdict, told: Told, given: Collection[str]) -> Escalate | None:
        """The command of a verdict that escalates."""
        decided = verdict.escalation
        if decided is None:
            return None
        return Escalate(
            reason=decided.reason,
            cause=decided.cause,
            why=decided.sentence,
            rule=decided.rule,
            stands=decided.standing.rule if decided.standing else None,
            rule_version=self.version if decided.rule else None,
            team=decided.team,
            priority=decided.priority,
            tags=decided.tags,
            action=self._due(decided.action, told, given),
            measured_on=verdict.measured_on,
            trace=excerpt_of(verdict),
        )

    def corrected(self, message: str, given: Mapping[str, str], offered: Choices) -> tuple[Value, ...]:
        """The details given, by field, that these words of the visitor change."""
        actions = self.actions.values()
        values = (value for action in actions for value in action.corrects(message, given, offered))
        return tuple({value.field: value for value in values}.values())

    def lacking_choices(self, message: str, given: Collection[str], offered: Choices) -> Mapping[str, Action]:
        """The actions of whose details these words may change one to a choice that only a call can tell."""
        return {
            name: action
            for name, action in self.actions.items()
            if action.lacks_choices(message, given, offered)
        }

    def may_correct(self, message: str) -> bool:
        """Without a look at what was given: cheap, for every message passes here."""
        return any(action.mentions(message) for action in self.actions.values())

    def gate(self, state: State) -> "Gate":
        return Gate(self, state)

    def _due(self, name: str | None, told: Told, given: Collection[str]) -> ActionDue | None:
        action = self.actions.get(name or "")
        return action.due(told, given) if action else None


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
    """The owner's words by reason, for the core's policy. Of two rules with one reason the first has the word, and one
    that is off only where no other has."""
    said: dict[tuple[Line, str, str], str] = {}
    for rule in sorted(rules.rules, key=lambda rule: not rule.on):
        for line, texts in ((Line.HAND_OVER, rule.hand_over), (Line.CONFIRMATION, rule.confirmation)):
            for language, text in texts.items():
                said.setdefault((line, rule.reason, language), text)
    return Words(MappingProxyType(said))
