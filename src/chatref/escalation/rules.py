"""A rule: a condition, and what follows when it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from chatref.conversation.model import Priority

from .conditions import Condition
from .panel import Panel, panel
from .playbooks import Playbook
from .topics import Mark

_NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is unique in its book: by it a conversation remembers what fired.

    The words are by language, "" for any; `team` is an id, and without one the default team gets the case.
    `sites` are ids; without one it holds on all of them.
    """

    name: str
    when: Condition
    reason: str
    action: str | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    hand_over: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    confirmation: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    on: bool = True
    sites: tuple[str, ...] = ()

    def is_for(self, site: str) -> bool:
        return not self.sites or site in self.sites


@dataclass(frozen=True, slots=True)
class OwnIntent:
    """An intent that the owner describes by sentences, beside the ready-made ones or instead of one."""

    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """In the order of their priority, with the checklist for each reason, and what the content is about."""

    rules: tuple[Rule, ...]
    intents: tuple[OwnIntent, ...] = ()
    playbooks: Mapping[str, Playbook] = field(default_factory=lambda: MappingProxyType({}))
    marks: tuple[Mark, ...] = ()

    @cached_property
    def panel(self) -> Panel:
        return panel([rule.when for rule in self.rules])
