"""Rules that are proposed, as their page shows them; docs/learning.md in types."""

from chatref.escalation.proposals import ProposalKind
from chatref.escalation.simulate import Change
from chatref.web.rule_models import RuleView
from chatref.web.words import Model


class TestNamed(Model):
    id: str
    name: str


class TeamsHandoffs(Model):
    team: str
    now: int
    draft: int


class ProposedRule(Model):
    """It stands before the rule of this name, or at the end, and in the place of the one that it `replaces`.

    `passes`: what is wanted comes of it; `breaks`: test cases that pass now and then would not. Over so many
    `conversations` that were: handoffs `now` and with the `draft`, what changes, and the teams that get more or fewer.
    """

    rule: RuleView
    kind: ProposalKind
    before: str | None
    replaces: str | None
    passes: bool
    breaks: list[TestNamed]
    conversations: int
    now: int
    draft: int
    changes: dict[Change, int]
    teams: list[TeamsHandoffs]


class RulesProposed(Model):
    """The most particular first; where there is none, `none` says why. `version` is that of the rules now, and the
    conversations are the last ones of so many `days`."""

    version: int
    days: int
    proposals: list[ProposedRule]
    none: str
