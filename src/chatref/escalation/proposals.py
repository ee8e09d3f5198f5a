"""Rules drafted from one turn that should have been decided otherwise. An owner makes one of them hold, or none.

Nothing is drafted that leaves the turn as it was decided, that the rules do already, or that is for one sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from chatref.conversation.model import Cause
from chatref.errors import BadInput

from . import conditions as c
from .book import rule_from, rule_to
from .conditions import Condition, tests_in
from .evaluate import Escalation
from .evidence import Evidence, of_its_course, of_its_matter
from .implies import implies
from .phrases.stems import has_phrase, stems
from .ready.intents import INTENTS
from .record import Facts, later, verdicts_of
from .rules import Rule, Rules
from .signals import Asks, Moment, Signals
from .stricter import stricter
from .topics import about

MOST = 3
_MATTERS = (c.Phrase, c.Pattern, c.Intent, c.Event, c.Topic, c.Page, c.Attribute, c.Tag, c.Collected)


@dataclass(frozen=True, slots=True)
class Wish:
    """What should have been decided: a person takes over, for this reason or any, of this team or any; or none does.

    `same` are the other names under which a rule leads to the team: none at all is the default one's.
    """

    hand_over: bool
    reason: str | None = None
    team: str | None = None
    same: frozenset[str | None] = frozenset()

    def met(self, decided: Escalation | None) -> bool:
        if decided is None or not self.hand_over:
            return (decided is not None) is self.hand_over
        return self.fits(decided)

    def fits(self, of: Escalation | Rule) -> bool:
        return self.reason in {None, of.reason} and (self.team is None or of.team in {self.team, *self.same})


@dataclass(frozen=True, slots=True)
class Beside:
    """What else is known. `others`: what visitors wrote in each other conversation, as stems. `rule`: by which it came
    to a person in the end; `team`: whom teammates gave it to. `site`: on which it was, if it is known."""

    others: Sequence[str] = ()
    rule: str | None = None
    team: str | None = None
    site: str | None = None


class ProposalKind(StrEnum):
    """What a proposal does to the book."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that stands before the one of this name, or at the end; `replaces`: in the place of which, if of any."""

    rule: Rule
    before: str | None
    replaces: str | None = None

    def put_into(self, rules: Rules) -> Rules:
        kept = [each for each in rules.rules if each.name != self.replaces]
        at = next((n for n, each in enumerate(kept) if each.name == self.before), len(kept))
        return replace(rules, rules=(*kept[:at], self.rule, *kept[at:]))

    def kind(self, rules: Rules) -> ProposalKind:
        before = next((each for each in rules.rules if each.name == self.replaces), None)
        if before is None:
            return ProposalKind.NEW
        if before.on is not self.rule.on:
            return ProposalKind.ON if self.rule.on else ProposalKind.OFF
        return ProposalKind.MOVED if before == self.rule else ProposalKind.CHANGED


def proposed(rules: Rules, facts: Facts, wish: Wish, beside: Beside) -> tuple[Proposal, ...]:
    """The most particular first; none twice, and none that leaves the turn as it was decided."""
    decided = decision(rules, facts)
    if wish.met(decided) or (not wish.hand_over and (facts.pressed or facts.signals.asks is Asks.STRONG)):
        return ()
    drafts = _handing_over(rules, facts, wish, beside) if wish.hand_over else _staying(rules, facts, beside)
    return tuple(islice(_fitting(drafts, rules, facts, wish), MOST))


def decision(rules: Rules, facts: Facts) -> Escalation | None:
    return verdicts_of(rules, facts)[-1].escalation


def why_none(rules: Rules, facts: Facts, wish: Wish) -> str:
    """Where nothing is proposed."""
    decided = decision(rules, facts)
    if wish.met(decided):
        return "The rules do this already."
    if facts.pressed:
        return "Whoever presses for a person gets one, as the rule says that stands for the button."
    if wish.hand_over:
        return (
            "Nothing was reported, meant or written here that can be told from other conversations: a rule would be "
            "for this one sentence."
        )
    if facts.signals.asks is Asks.STRONG:
        return "The visitor asks for a person in plain words, and whoever does gets one."
    return _ALWAYS.get(decided.cause if decided else Cause.RULE, _SEVERAL)


_SEVERAL = "More than one rule hands this over: change them one after another."
_ALWAYS = {
    Cause.TOPIC: "The answer comes from what a person decides. That is said under “Content”, and in no rule.",
    Cause.PROMISE: "The assistant would promise a person here, and a promise is kept.",
    Cause.FAILED: "The assistant can’t answer this, and then a person takes over.",
}


def _fitting(drafts: Iterator[Proposal], rules: Rules, facts: Facts, wish: Wish) -> Iterator[Proposal]:
    known = {*INTENTS, *(intent.name for intent in rules.intents)}
    seen: set[tuple[Condition, bool]] = set()
    for each in drafts:
        same = (each.rule.when, each.rule.on)
        if same in seen or not _readable(each.rule, known):
            continue
        seen.add(same)
        if wish.met(decision(each.put_into(rules), facts)):
            yield each


def _readable(rule: Rule, known: set[str]) -> bool:
    """What a turn has of names and words need not be what may be saved."""
    try:
        read = rule_from(rule_to(rule), "rule")
    except BadInput:
        return False
    return read == rule and all(
        each.intent in known for each in tests_in(rule.when) if isinstance(each, c.Intent)
    )


def _handing_over(rules: Rules, facts: Facts, wish: Wish, beside: Beside) -> Iterator[Proposal]:
    held = [*_let_speak(rules, facts, wish, beside)]
    yield from held
    own = _sent_on(rules, facts, wish)
    drafts = _drafted(rules, facts, wish, beside, own)
    if own is None:
        yield from drafts
    elif _has_matter(own.rule):
        yield from (own, *drafts)
    else:
        yield from islice(drafts, max(0, MOST - 1 - len(held)))
        yield own


def _sent_on(rules: Rules, facts: Facts, wish: Wish) -> Proposal | None:
    """The rule that decides, or stands for what does, with the team that is wanted."""
    decided = decision(rules, facts)
    if wish.team is None or decided is None:
        return None
    name = decided.standing.rule if decided.standing else decided.rule
    rule = next((each for each in rules.rules if each.name == name), None)
    return None if rule is None else _changed(rules, replace(rule, team=wish.team))


def _drafted(
    rules: Rules, facts: Facts, wish: Wish, beside: Beside, own: Proposal | None
) -> Iterator[Proposal]:
    """By what it was about; and, where any team will do or nobody came, by how it went. What the rule goes by that
    could be sent on itself is left to it."""
    decided = decision(rules, facts)
    signals = _signals(rules, facts, last=True)
    course = of_its_course(signals) if wish.team is None or decided is None else iter(())
    for found in (*_matter(rules, signals, beside), *course):
        if own is not None and _goes_by(own.rule, found.when):
            continue
        narrower = next((each for each in rules.rules if _is_narrower(each, found.when)), None)
        if narrower is not None and wish.fits(narrower):
            yield _changed(rules, replace(narrower, when=found.when))
        elif narrower is None:
            yield Proposal(_new(rules, found, wish, beside), _place(rules, decided))


def _is_narrower(rule: Rule, when: Condition) -> bool:
    """By a single test of the same kind."""
    return rule.on and type(rule.when) is type(when) and implies(rule.when, when)


def _let_speak(rules: Rules, facts: Facts, wish: Wish, beside: Beside) -> Iterator[Proposal]:
    """Rules that hold already, and are off, for other sites, or behind the one that decides."""
    verdict = verdicts_of(rules, facts)[-1]
    held = {each.rule for each in verdict.rules if each.held}
    decided = verdict.escalation.rule if verdict.escalation else None
    for rule in (each for each in rules.rules if each.name in held and wish.fits(each)):
        here = (
            (*rule.sites, beside.site)
            if rule.sites and beside.site and beside.site not in rule.sites
            else rule.sites
        )
        changed = _changed(rules, replace(rule, on=True, sites=here))
        yield replace(changed, before=decided) if decided not in {None, rule.name} else changed


def _new(rules: Rules, found: Evidence, wish: Wish, beside: Beside) -> Rule:
    """With what follows from the rule that it is like, if there is one: team, action, words."""
    like = _like(rules, found, wish, beside)
    reason = wish.reason or (like.reason if like else found.reason)
    name = _free(rules, found.reason)
    if like is None:
        return Rule(name, found.when, reason, team=wish.team or beside.team)
    team = wish.team or (like.team if wish.reason else beside.team or like.team)
    sites = like.sites if beside.site in like.sites else ()
    return replace(like, name=name, when=found.when, reason=reason, team=team, sites=sites, on=True)


def _like(rules: Rules, found: Evidence, wish: Wish, beside: Beside) -> Rule | None:
    """The one for the wanted reason; or that it came to a person by, unless that goes by no matter; or so called."""
    if wish.reason is not None:
        return next((each for each in rules.rules if each.reason == wish.reason), None)
    came = next((each for each in rules.rules if each.name == beside.rule and _has_matter(each)), None)
    called = found.reason.casefold()
    return came or next((each for each in rules.rules if each.reason.casefold() == called), None)


def _place(rules: Rules, decided: Escalation | None) -> str | None:
    """After the rules for other matters, before those for whatever it is about; and before the one that decides."""
    for rule in rules.rules:
        if (decided and rule.name == decided.rule) or (rule.on and not _has_matter(rule)):
            return rule.name
    return None


def _has_matter(rule: Rule) -> bool:
    return any(isinstance(test, _MATTERS) for test in tests_in(rule.when))


def _free(rules: Rules, wanted: str) -> str:
    taken = {rule.name for rule in rules.rules}
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return next(each for each in (wanted, *numbered) if each not in taken)


def _staying(rules: Rules, facts: Facts, beside: Beside) -> Iterator[Proposal]:
    """An exception for what this is about; or a stricter rule; or, of one that has no degrees, none at all."""
    decided = decision(rules, facts)
    rule = next((each for each in rules.rules if decided and each.name == decided.rule), None)
    if rule is None:
        return
    signals = _signals(rules, facts, last=verdicts_of(rules, facts)[-1].moment is Moment.AFTER)
    narrower = stricter(rule.when, signals)
    for found in _matter(rules, signals, beside):
        if not _goes_by(rule, found.when):
            yield _changed(rules, replace(rule, when=_except(rule.when, found.when)))
    yield _changed(rules, replace(rule, on=False) if narrower is None else replace(rule, when=narrower))


def _except(when: Condition, exception: Condition) -> Condition:
    before = when.conditions if isinstance(when, c.AllOf) else (when,)
    return c.AllOf((*before, c.Not(exception)))


def _goes_by(rule: Rule, condition: Condition) -> bool:
    """Then an exception for it would leave nothing of the rule."""
    tests = tests_in(rule.when)
    if isinstance(condition, c.Phrase):
        own = [stems(each) for test in tests if isinstance(test, c.Phrase) for each in test.phrases]
        return any(has_phrase(each, phrase) for each in own for phrase in condition.phrases)
    if isinstance(condition, c.Intent):
        return any(isinstance(test, c.Intent) and test.intent == condition.intent for test in tests)
    return any(implies(test, condition) or implies(condition, test) for test in tests)


def _changed(rules: Rules, rule: Rule) -> Proposal:
    """Where it stands."""
    names = [each.name for each in rules.rules]
    after = names[names.index(rule.name) + 1 :]
    return Proposal(rule, after[0] if after else None, rule.name)


def _matter(rules: Rules, signals: Signals, beside: Beside) -> Iterator[Evidence]:
    tags = {tag for mark in rules.marks for tag in mark.tags}
    return of_its_matter(signals, beside.others, tags)


def _signals(rules: Rules, facts: Facts, *, last: bool) -> Signals:
    """As they are judged: with the answer in hand, if there is one, or before it."""
    signals = (later(facts) if last else None) or facts.signals
    return replace(signals, topics=about(rules.marks, signals.topics, signals.sources))
