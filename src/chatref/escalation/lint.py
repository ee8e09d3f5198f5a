"""The go-live check, first pass: what would go wrong with these rules, and the mend."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chatref.conversation.model import Priority

from .conditions import AsksForPerson, tests_in
from .implies import implies
from .rules import Rule, Rules
from .standing import honours_at_once


@dataclass(frozen=True, slots=True)
class House:
    """What the rules need around them. `teams`: by id, whether anybody is in it; `shut` never open in sight.

    `silent`: by rule, the names of destinations that take what it collects, and where nothing arrives now.
    `unsent`: by action, the destination that its leads are meant for and don't reach, in words.
    `unmailed`: teams with hours, where no mail account answers who has left an address meanwhile.
    """

    teams: Mapping[str, bool]
    default_team: str
    actions: Collection[str]
    languages: Collection[str]
    sites: Collection[str] = ()
    shut: Collection[str] = ()
    silent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unsent: Mapping[str, str] = field(default_factory=dict)
    unmailed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is empty where it is about all of them. What is not `fatal` may go live. `about`: which of its entries."""

    rule: str
    text: str
    mend: str
    fatal: bool = True
    about: str = ""


def findings(rules: Rules, house: House) -> tuple[Finding, ...]:
    """In the order of the rules; what is about all of them comes last."""
    shadows = _shadows(rules)
    found = [each for rule in rules.rules for each in (*_of_rule(rule, house), *shadows.get(rule.name, ()))]
    return (*found, *_of_all(rules), *_leads(house), *_outside_hours(rules, house))


def brought_in(now: Rules, draft: Rules, house: House) -> tuple[Finding, ...]:
    """What a draft must not go live with. What is wrong already with the rules of now holds up no other change."""
    known = {*findings(now, house)}
    return tuple(each for each in findings(draft, house) if each.fatal and each not in known)


def languages_of(rules: Rules) -> frozenset[str]:
    """In which the owner speaks at all."""
    said = (words for rule in rules.rules for words in (rule.hand_over, rule.confirmation))
    return frozenset(language for words in said for language in words if language)


def _of_rule(rule: Rule, house: House) -> Iterator[Finding]:
    yield from _unreachable(rule, house)
    if rule.action and rule.action not in house.actions:
        text = f"It runs {rule.action!r}, which is no action."
        yield Finding(rule.name, text, "Choose another action.", rule.on, "action")
    for name in house.silent.get(rule.name, ()):
        text = f"What it collects goes to “{name}”, where nothing arrives now; the inbox has it."
        yield Finding(rule.name, text, "Mend the destination.", fatal=False)
    if missing := set(rule.sites) - set(house.sites):
        text = (
            f"It is for {len(missing)} of your sites that {'is' if len(missing) == 1 else 'are'} not there."
        )
        fatal = rule.on and len(missing) == len(set(rule.sites))
        yield Finding(rule.name, text, "Choose the sites again.", fatal, "sites")
    yield from _unsaid(rule, rule.hand_over, "hand-over words", house)
    if rule.confirmation:
        yield from _unsaid(rule, rule.confirmation, "confirmation", house)
    if rule.priority is Priority.LOW and any(isinstance(test, AsksForPerson) for test in tests_in(rule.when)):
        yield Finding(rule.name, "Who asks for a person waits behind all others.", "Raise it.", fatal=False)


def _unsaid(rule: Rule, words: Mapping[str, str], called: str, house: House) -> Iterator[Finding]:
    if unsaid := [each for each in sorted(house.languages) if not ({each, ""} & set(words))]:
        text = f"It has no {called} in {', '.join(map(repr, unsaid))}; a fixed text is said."
        mend = f"Write the words in {'this language' if len(unsaid) == 1 else 'these languages'}."
        yield Finding(rule.name, text, mend, fatal=False)


def _unreachable(rule: Rule, house: House) -> Iterator[Finding]:
    """Nobody would ever take its cases. A rule that is off hands nobody over."""
    team = rule.team or house.default_team
    if team not in house.teams:
        text, mend = "It hands over to a team that is not there.", "Choose another team."
    elif not house.teams[team]:
        text, mend = "It hands over to a team that nobody is in.", "Add a teammate to the team."
    elif team in house.shut:
        text, mend = "It hands over to a team that does not open in sight.", "Set the team's hours."
    else:
        return
    yield Finding(rule.name, text, mend, rule.on, "team")


def _shadows(rules: Rules) -> dict[str, list[Finding]]:
    """A rule that can only hold where an earlier one does is reached only once that has fired in the episode."""
    found: dict[str, list[Finding]] = {}
    before: list[Rule] = []
    for rule in (each for each in rules.rules if each.on):
        shadow = next((each for each in before if _covers(each, rule)), None)
        before.append(rule)
        if shadow is not None:
            text = f"It is never the first to decide: whenever it holds, “{shadow.name}” does, and stands before it."
            mend = f"Move it before “{shadow.name}”, or remove it."
            found[rule.name] = [Finding(rule.name, text, mend, fatal=False)]
    return found


def _covers(earlier: Rule, later: Rule) -> bool:
    everywhere = not earlier.sites or (bool(later.sites) and set(later.sites) <= set(earlier.sites))
    return everywhere and implies(later.when, earlier.when)


def _of_all(rules: Rules) -> Iterator[Finding]:
    first: dict[str, Rule] = {}
    for rule in (each for each in rules.rules if each.on):
        earlier = first.setdefault(rule.reason, rule)
        if earlier is not rule and (earlier.hand_over, earlier.confirmation) != (
            rule.hand_over,
            rule.confirmation,
        ):
            text = f"It shares its reason with {earlier.name!r}, whose words are said."
            yield Finding(rule.name, text, "Give it a reason of its own.", fatal=False)
    if not any(honours_at_once(rule) for rule in rules.rules if rule.on and not rule.sites):
        text = "A request for a person is only honoured the second time."
        yield Finding("", text, "Add a rule that hands over when a person is asked for.", fatal=False)


def _leads(house: House) -> Iterator[Finding]:
    for action, where in house.unsent.items():
        text = f"What “{action}” notes is meant for {where}; the inbox has it."
        mend = "Mend the destination, or choose another one in the action."
        yield Finding("", text, mend, fatal=False)


def _outside_hours(rules: Rules, house: House) -> Iterator[Finding]:
    """Whoever is handed over while the team is away is asked for an address."""
    if any((rule.team or house.default_team) in house.unmailed for rule in rules.rules if rule.on):
        text = "Who comes outside the hours leaves an address, and no mail of this desk answers there."
        yield Finding("", text, "Enter a mail account under “Mail with visitors”.", fatal=False)
