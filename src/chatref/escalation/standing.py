"""Which rule stands for what is always on. Whichever way a visitor comes to a person, the same follows.

The button, a request made again and a promise are taken as a request in words, a failure as the rules take failures.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chatref.conversation.model import Cause, Priority
from chatref.conversation.standing import REASONS, Standing

from . import conditions as c
from .conditions import AllOf, AnyOf, AsksForPerson, AssistantFails, Condition, Not, Test, tests_in
from .implies import implies
from .rules import Rule, Rules

REQUEST = AsksForPerson()
_TAKEN_AS: Mapping[Cause, Test] = {
    Cause.BUTTON: REQUEST,
    Cause.REQUEST: REQUEST,
    Cause.PROMISE: REQUEST,
    Cause.FAILED: AssistantFails(),
}
_COURSE = (
    AsksForPerson, AssistantFails, c.Unanswered, c.Answerability, c.Frustration, c.Circles, c.Turns, c.MinutesOpen,
    c.TimesHandedBack,
)  # fmt: skip
"""Of how a conversation goes: true of any visitor sooner or later. What else a rule asks for is true of some."""


def standing_for(rules: Rules, cause: Cause, site: str) -> Standing | None:
    """Of the rules that are on for this site the first that holds by this alone; without one, the first that asks for
    it among other things. If these are about who or what it is, only its words, playbook and action are for everybody.
    Never less urgent than without a rule."""
    if cause not in REASONS:
        return None
    here = [rule for rule in rules.rules if rule.on and rule.is_for(site)]
    sure = next((rule for rule in here if _holds(rule, cause)), None)
    if sure:
        return _standing(sure)
    found = next((rule for rule in here if _asks(rule.when, _TAKEN_AS.get(cause))), None)
    if found is None:
        return None
    for_all = all(isinstance(test, _COURSE) for test in tests_in(found.when))
    return _standing(found) if for_all else Standing(found.name, found.reason, found.action)


def standing_on(rules: Rules, sites: Iterable[str]) -> Mapping[tuple[Cause, str], Standing]:
    """For the core's policy, by cause and site; on a site without a name only what holds on all of them."""
    places = [(cause, site) for cause in REASONS for site in ("", *sites)]
    found = ((place, standing_for(rules, *place)) for place in places)
    return MappingProxyType({place: standing for place, standing in found if standing})


def honours_at_once(rule: Rule) -> bool:
    """Whether a strong request alone makes it hold."""
    return implies(REQUEST, rule.when)


def _holds(rule: Rule, cause: Cause) -> bool:
    test = _TAKEN_AS.get(cause)
    return rule.reason == REASONS[cause] or (test is not None and implies(test, rule.when))


def _asks(condition: Condition, test: Test | None) -> bool:
    match condition:
        case AllOf(inner) | AnyOf(inner):
            return any(_asks(each, test) for each in inner)
        case Not():
            return False
        case _:
            return type(condition) is type(test) and implies(test, condition)


def _standing(rule: Rule) -> Standing:
    priority = max(rule.priority, Priority.NORMAL)
    return Standing(rule.name, rule.reason, rule.action, rule.team, priority, rule.tags)
