"""Rules as the owner's pages show them: with names for ids, a sentence for each, and what else could be chosen."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chatref.accounts import sites
from chatref.actions.fill import Action
from chatref.conversation.model import Priority
from chatref.conversation.policy import Team
from chatref.conversation.told import Told
from chatref.desk.outbox import INBOX
from chatref.desk.policy import Ruling
from chatref.errors import WrongFields
from chatref.escalation.book import Plain, Readable, rule_to
from chatref.escalation.catalog import CATALOG, LANGUAGES, Options, TestKind
from chatref.escalation.describe import sentence
from chatref.escalation.lint import Finding, House, languages_of
from chatref.escalation.playbooks import playbook_to
from chatref.escalation.rulebook import RuleBook
from chatref.escalation.rules import Rule, Rules
from chatref.outbound.store import destinations
from chatref.web.rooms import Rooms
from chatref.web.rule_models import (
    Choosable,
    OwnIntentView,
    PlaybookView,
    PriorityName,
    RuleBookDraft,
    RuleCatalog,
    RuleFinding,
    RuleView,
    TestKindView,
)

PRIORITIES: Mapping[Priority, PriorityName] = {
    Priority.LOW: "low",
    Priority.NORMAL: "normal",
    Priority.HIGH: "high",
    Priority.URGENT: "urgent",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules of a workspace point to. `sites` and `destinations`: names by id; `failing`: of those."""

    ruling: Ruling
    sites: Mapping[str, str]
    destinations: Mapping[str, str]
    failing: Mapping[str, str]

    def sentence(self, rule: Rule) -> str:
        policy = self.ruling.policy
        team = policy.teams.get(rule.team or policy.default_team)
        return sentence(
            rule,
            team.name if team else "a team that is not there",
            [self.sites.get(site, "a site that is not there") for site in rule.sites],
        )

    def house(self, rules: Rules) -> House:
        policy = self.ruling.policy
        return House(
            teams={team: policy.team_able(team) for team in policy.teams},
            default_team=policy.default_team,
            actions=self.ruling.book.actions,
            languages=languages_of(rules),
            sites=self.sites,
            shut=[team.id for team in policy.teams.values() if not _opens(team, policy.timers.horizon)],
            silent={rule.name: self._silent(rule) for rule in rules.rules if rule.action},
            unsent=dict(self._unsent()),
            unmailed=[] if policy.mails else [team.id for team in policy.teams.values() if _closes(team)],
        )

    def _unsent(self) -> Iterator[tuple[str, str]]:
        on = {route.destination for route in self.ruling.routes}
        for name, action in self.ruling.book.actions.items():
            if not isinstance(action, Action) or not action.notes or action.destination == INBOX:
                continue
            if action.destination and action.destination not in self.destinations:
                yield name, "a destination that is not there"
            elif action.destination and action.destination not in on:
                yield name, f"“{self.destinations[action.destination]}”, which is off"
            elif failing := [
                self.failing[route.destination]
                for route in self.ruling.routes
                if route.destination in self.failing and route.takes_lead(name, action.destination)
            ]:
                yield name, f"“{failing[0]}”, where nothing arrives now"

    def _silent(self, rule: Rule) -> Sequence[str]:
        """The failing destinations that take what a rule collects."""
        team = rule.team or self.ruling.policy.default_team
        return [
            self.failing[route.destination]
            for route in self.ruling.routes
            if route.destination in self.failing and route.takes(rule.action, team, rule.reason)
        ]


def _closes(team: Team) -> bool:
    return team.calendar.changes_after(datetime.now(UTC)) is not None


def _opens(team: Team, horizon: timedelta) -> bool:
    opening = team.calendar.after(now := datetime.now(UTC), timedelta(0))
    return opening is not None and opening <= now + horizon


async def around(rooms: Rooms, workspace: str) -> Around:
    ruling = await rooms.policies.current(rooms.database, workspace)
    async with rooms.database.workspace(workspace) as connection:
        found = await sites.all_sites(connection)
        outside = await destinations(connection)
    names = {each.id: each.name for each in outside}
    failing = {each.id: each.name for each in outside if each.failing_since is not None}
    return Around(ruling, {site.id: site.name for site in found}, names, failing)


def rule_views(rules: Rules, here: Around) -> list[RuleView]:
    return [
        RuleView.model_validate({**rule_to(rule), "sentence": here.sentence(rule)}) for rule in rules.rules
    ]


def intent_views(rules: Rules) -> list[OwnIntentView]:
    return [OwnIntentView(name=each.name, examples=list(each.examples)) for each in rules.intents]


def playbook_views(rules: Rules) -> dict[str, PlaybookView]:
    return {
        reason: PlaybookView.model_validate(playbook_to(steps)) for reason, steps in rules.playbooks.items()
    }


def catalog(here: Around) -> RuleCatalog:
    book = here.ruling.book
    return RuleCatalog(
        tests=[_test(each, here) for each in CATALOG],
        teams=[Choosable(value=each.id, label=each.name) for each in here.ruling.policy.teams.values()],
        default_team=here.ruling.policy.default_team,
        sites=[Choosable(value=site, label=name) for site, name in here.sites.items()],
        actions=list(book.actions),
        languages=[Choosable(value=code, label=name) for code, name in LANGUAGES.items()],
        reasons=list(dict.fromkeys([*(rule.reason for rule in book.rules.rules), *book.rules.playbooks])),
        priorities=[PRIORITIES[priority] for priority in Priority],
    )


def _test(kind: TestKind, here: Around) -> TestKindView:
    return TestKindView(
        key=kind.key,
        label=kind.label,
        given=kind.given,
        options=list(_options(kind, here)),
        example=json.loads(json.dumps(kind.example)),
    )


def _options(kind: TestKind, here: Around) -> Sequence[str]:
    match kind.options:
        case Options.INTENTS:
            return tuple(here.ruling.book.examples)
        case Options.LANGUAGES:
            return tuple(LANGUAGES)
        case Options.FIELDS:
            return fields_of(here.ruling.book)
        case Options.TOPICS:
            return tags_of(here.ruling.book.rules)
        case closed:
            return closed


def tags_of(rules: Rules) -> list[str]:
    return list(dict.fromkeys(tag for mark in rules.marks for tag in mark.tags))


def fields_of(book: RuleBook) -> Sequence[str]:
    """Of all actions."""
    due = (action.due(Told(), ()) for action in book.actions.values())
    return tuple(dict.fromkeys(field.field for each in due for field in each.fields))


def plain_of(draft: RuleBookDraft) -> Plain:
    """As it is read; the sentence that came with a rule goes."""
    return {
        "rules": [{key: each for key, each in rule.items() if key != "sentence"} for rule in draft.rules],
        "intents": draft.intents,
        "playbooks": draft.playbooks,
    }


def finding_views(found: Sequence[Finding], draft: Readable) -> Iterator[RuleFinding]:
    for error in draft.wrong:
        place, name = _place(error.field, draft)
        yield RuleFinding(
            rule=place, name=name, field=error.field, text=error.text, mend="Change it.", fatal=True
        )
    places = {rule.name: number for number, rule in enumerate(draft.each) if rule}
    for each in found:
        place = places.get(each.rule)
        yield RuleFinding(
            rule=place,
            name=each.rule,
            field=_field(each, place) if each.fatal else None,
            text=each.text,
            mend=each.mend,
            fatal=each.fatal,
        )


def wrong_with(found: Sequence[Finding], rules: Rules) -> WrongFields:
    """What these rules must not go live with, at its fields."""
    places = {rule.name: number for number, rule in enumerate(rules.rules)}
    return WrongFields({_field(each, places.get(each.rule)): f"{each.text} {each.mend}" for each in found})


def _field(found: Finding, place: int | None) -> str:
    return f"rules[{place}].{found.about}" if place is not None else "rules"


def _place(field: str, draft: Readable) -> tuple[int | None, str]:
    head, _, rest = field.partition("[")
    if head != "rules" or not rest:
        return None, ""
    number = int(rest.partition("]")[0])
    rule = draft.each[number]
    return number, rule.name if rule else ""
