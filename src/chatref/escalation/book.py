"""Rules as plain values: what is stored, sent to the owner's screen, and written by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chatref.conversation.model import Priority
from chatref.errors import BadInput

from .conditions import Intent
from .playbooks import Playbook, bound, playbook_from, playbook_to
from .read import Read, choice, each, optional_text, refuse, some, switch, table, tag, text
from .ready.intents import INTENTS
from .rules import OwnIntent, Rule, Rules
from .schema import condition_from, condition_to, placed
from .topics import Mark, What

_WHATS = {what.value: what for what in What}
_PRIORITIES = {priority.name.lower(): priority for priority in Priority}
Plain = dict[str, object]
MOST_RULES = 2_000
MOST_TAGS = 20  # as many as a conversation has
OPTIONAL = {"action", "team", "priority", "tags", "hand_over", "confirmation", "on", "sites"}


def rules_from(plain: object) -> Rules:
    """Raises BadInput with the field of the first thing that can't be read, or is more than may be saved."""
    rules = rules_kept(plain)
    for number, rule in enumerate(rules.rules):
        each(rule.tags, f"rules[{number}].tags", tag, MOST_TAGS)
    for reason, steps in rules.playbooks.items():
        bound(steps, f"playbooks.{reason}")
    return rules


def rules_kept(plain: object) -> Rules:
    """Of what was saved once: a desk goes on with it, even where less may be saved today."""
    found = table(plain, "", {"rules"}, {"intents", "playbooks", "marks"})
    intents = each(found.get("intents", ()), "intents", _intent)
    rules = each(found["rules"], "rules", rule_from, MOST_RULES)
    _unique([rule.name for rule in rules], "rules")
    _unique([intent.name for intent in intents], "intents")
    _known_intents(rules, {*INTENTS, *(intent.name for intent in intents)})
    return Rules(
        rules,
        intents,
        _playbooks(found.get("playbooks", {}), "playbooks"),
        marks_from(found.get("marks", ()), "marks"),
    )


@dataclass(frozen=True, slots=True)
class Readable:
    """What can be read of a draft: a rule or nothing for each, the book of those, and what is wrong."""

    each: tuple[Rule | None, ...]
    book: Rules
    wrong: tuple[BadInput, ...]


def readable(plain: Plain) -> Readable:
    """A draft as it is being written: one rule that can't be read doesn't hide what is wrong with the others."""
    wrong: list[BadInput] = []
    found = [_tried(wrong, rule_from, rule, f"rules[{n}]") for n, rule in enumerate(_list(plain, "rules"))]
    intents = [_tried(wrong, _intent, one, f"intents[{n}]") for n, one in enumerate(_list(plain, "intents"))]
    playbooks = _tried(wrong, _playbooks, plain.get("playbooks", {}), "playbooks")
    book = Rules(tuple(rule for rule in found if rule), tuple(one for one in intents if one), playbooks or {})
    if not wrong:
        _tried(wrong, lambda whole, _: rules_from(whole), plain, "")
    return Readable(tuple(found), book, tuple(wrong))


def _list(plain: Plain, name: str) -> Sequence[object]:
    found = plain.get(name)
    return found if isinstance(found, list) else ()


def _tried(
    wrong: list[BadInput], read: Callable[[object, str], Read], plain: object, where: str
) -> Read | None:
    try:
        return read(plain, where)
    except BadInput as error:
        wrong.append(error)
        return None


def rules_to(rules: Rules) -> Plain:
    return {
        "rules": [rule_to(rule) for rule in rules.rules],
        "intents": [{"name": intent.name, "examples": list(intent.examples)} for intent in rules.intents],
        "playbooks": {reason: playbook_to(steps) for reason, steps in rules.playbooks.items()},
        "marks": marks_to(rules.marks),
    }


def marks_from(plain: object, where: str) -> tuple[Mark, ...]:
    return each(plain, where, _mark, MOST_RULES)


def marks_to(marks: Sequence[Mark]) -> list[Plain]:
    return [
        {
            "what": mark.what.value,
            "value": mark.value,
            "tags": list(mark.tags),
            "person_decides": mark.person_decides,
        }
        for mark in marks
    ]


def rule_from(plain: object, where: str) -> Rule:
    found = table(plain, where, {"name", "when", "reason"}, OPTIONAL)
    return Rule(
        name=text(found["name"], f"{where}.name"),
        when=condition_from(found["when"], f"{where}.when"),
        reason=text(found["reason"], f"{where}.reason"),
        action=optional_text(found.get("action"), f"{where}.action"),
        team=optional_text(found.get("team"), f"{where}.team"),
        priority=choice(found.get("priority", "normal"), f"{where}.priority", _PRIORITIES),
        tags=each(found.get("tags", ()), f"{where}.tags", _stripped),
        hand_over=_words(found.get("hand_over", {}), f"{where}.hand_over"),
        confirmation=_words(found.get("confirmation", {}), f"{where}.confirmation"),
        on=switch(found.get("on", True), f"{where}.on"),
        sites=each(found.get("sites", ()), f"{where}.sites", text),
    )


def rule_to(rule: Rule) -> Plain:
    return {
        "name": rule.name,
        "when": condition_to(rule.when),
        "reason": rule.reason,
        "action": rule.action,
        "team": rule.team,
        "priority": rule.priority.name.lower(),
        "tags": list(rule.tags),
        "hand_over": dict(rule.hand_over),
        "confirmation": dict(rule.confirmation),
        "on": rule.on,
        "sites": list(rule.sites),
    }


def from_plain(written: Mapping[str, object], teams: Mapping[str, str], language: str) -> Rules:
    """From an owner's file in the shape of the demo's: teams by name, words in the shop's language.

    `teams` gives the id of each name. Reads the parts `rule`, `intent` and `playbook`, and no other.
    """
    playbooks = each(written.get("playbook", ()), "playbook", _written_playbook)
    return rules_from(
        {
            "rules": each(
                written.get("rule", ()), "rule", lambda one, at: _written_rule(one, at, teams, language)
            ),
            "intents": written.get("intent", ()),
            "playbooks": dict(playbooks),
        }
    )


def _written_rule(plain: object, where: str, teams: Mapping[str, str], language: str) -> Plain:
    found = dict(table(plain, where, {"name", "when", "reason"}, (OPTIONAL - {"action"}) | {"run"}))
    found["action"] = found.pop("run", None)
    if "team" in found:
        found["team"] = choice(found["team"], f"{where}.team", teams)
    for said in ("hand_over", "confirmation"):
        if isinstance(found.get(said), str):
            found[said] = {language: found[said]}
    return found


def _written_playbook(plain: object, where: str) -> tuple[str, object]:
    """A reason beside the parts of its playbook, or beside plain steps."""
    if not isinstance(plain, Mapping):
        refuse(where, "This must be a table of named values.")
    parts = {name: value for name, value in plain.items() if name != "reason"}
    return text(plain.get("reason"), f"{where}.reason"), parts.get("steps", parts)


def _mark(plain: object, where: str) -> Mark:
    found = table(plain, where, {"what", "value"}, {"tags", "person_decides"})
    return Mark(
        what=choice(found["what"], f"{where}.what", _WHATS),
        value=text(found["value"], f"{where}.value"),
        tags=each(found.get("tags", ()), f"{where}.tags", text),
        person_decides=switch(found.get("person_decides", False), f"{where}.person_decides"),
    )


def _intent(plain: object, where: str) -> OwnIntent:
    found = table(plain, where, {"name", "examples"}, set())
    return OwnIntent(text(found["name"], f"{where}.name"), some(found["examples"], f"{where}.examples", text))


def _stripped(plain: object, where: str) -> str:
    return text(plain, where).strip()


def _words(plain: object, where: str) -> Mapping[str, str]:
    return _by_name(plain, where, text)


def _playbooks(plain: object, where: str) -> Mapping[str, Playbook]:
    return _by_name(plain, where, playbook_from)


def _by_name(plain: object, where: str, read: Callable[[object, str], Read]) -> Mapping[str, Read]:
    if not isinstance(plain, Mapping):
        refuse(where, "This must be a table of named values.")
    if any("\x00" in str(name) for name in plain):
        refuse(where, "This is no name.")
    return {str(name): read(value, f"{where}.{name}") for name, value in plain.items()}


def _unique(names: Sequence[str], where: str) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            refuse(f"{where}[{number}].name", "This name is taken already.")
        seen.add(name)


def _known_intents(rules: Sequence[Rule], known: set[str]) -> None:
    for number, rule in enumerate(rules):
        for place, test in placed(rule.when, f"rules[{number}].when"):
            if isinstance(test, Intent) and test.intent not in known:
                refuse(place, f"There is no intent named {test.intent!r}.")
