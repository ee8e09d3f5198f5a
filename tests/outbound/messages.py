"""The messages of the webhook as docs/destinations.md describes them, and nothing beside."""

from typing import Any

from jsonschema_rs import validator_for

Schema = dict[str, Any]


def _closed(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _list(of: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": of, "minItems": least}


def _maybe(of: Schema) -> Schema:
    return {"anyOf": [of, NOTHING]}


TEXT, NOTHING, YES_OR_NO = {"type": "string"}, {"type": "null"}, {"type": "boolean"}
NAME = {"type": "string", "minLength": 1}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
LINK = {"type": "string", "pattern": "^https?://"}
DETAIL: Schema = {
    "field": NAME,
    "label": NAME,
    "value": TEXT,
    "verified": YES_OR_NO,
    "by": NAME,
    "link": TEXT,
}
BEGUN: Schema = {
    "conversation": NAME,
    "workspace": NAME,
    "site": NAME,
    "reason": NAME,
    "why": TEXT,
    "rule": _maybe(NAME),
    "team": NAME,
    "priority": {"enum": ["low", "normal", "high", "urgent"]},
    "tags": _list(NAME),
    "subject": NAME,
    "summary": TEXT,
    "summed": YES_OR_NO,
    "details": _list(_closed(**DETAIL)),
    "missing": _list(NAME),
    "visitor": _closed(id=NAME, name=NAME, contact=_maybe(NAME), identified=YES_OR_NO),
    "language": TEXT,
    "page": TEXT,
    "device": TEXT,
    "sources": _list(_closed(title=TEXT, address=NAME)),
    "tried": _list(NAME),
    "earlier": _list(_closed(subject=TEXT, at=TIME, link=LINK)),
    "playbook": _list(NAME),
    "transcript": _list(_closed(who=NAME, text=TEXT, at=TIME)),
    "link": LINK,
    "requested_at": TIME,
    "test": {"const": False},
}
OUTCOMES = (
    "answered", "assistant_answered", "withdrawn", "elsewhere", "spam", "duplicate", "assumed", "abandoned"
)  # fmt: skip
FOLLOWS: Schema = {
    "conversation": NAME,
    "workspace": NAME,
    "subject": NAME,
    "details": _list(_closed(**DETAIL, was=_maybe(TEXT))),
    "contact": _maybe(NAME),
    "team": NOTHING,
    "ended": NOTHING,
    "link": LINK,
    "at": TIME,
}
OF_A_LEAD: Schema = {
    "lead": NAME,
    "reason": {"const": "lead"},
    "rule": NOTHING,
    "team": {"const": ""},
    "playbook": {"const": []},
    "priority": {"const": "normal"},
}
OF_THE_END: Schema = {
    "team": _maybe(NAME),
    "ended": _closed(outcome={"enum": list(OUTCOMES)}, by=TEXT, at=TIME),
}
NEW_DETAILS: Schema = {
    "anyOf": [
        {"properties": {"details": {"minItems": 1}}},
        {"properties": {"contact": NAME}},
    ]
}

DATA: dict[str, Schema] = {
    "handoff.waiting": _closed(**BEGUN, handoff=NAME),
    "handoff.test": _closed(**{**BEGUN, "handoff": NAME, "test": {"const": True}}),
    "handoff.details": {**_closed(**FOLLOWS, handoff=NAME), **NEW_DETAILS},
    "handoff.transferred": _closed(**{**FOLLOWS, "handoff": NAME, "team": NAME}),
    "handoff.ended": _closed(**{**FOLLOWS, **OF_THE_END, "handoff": NAME}),
    "lead.noted": _closed(**{**BEGUN, **OF_A_LEAD}),
    "lead.details": {**_closed(**FOLLOWS, lead=NAME), **NEW_DETAILS},
}
_FITS = {
    name: validator_for(_closed(type={"const": name}, timestamp=TIME, data=data))
    for name, data in DATA.items()
}


def fault_in(message: dict[str, Any]) -> str:
    """What of it is not as described; empty if all is."""
    fits = _FITS.get(message.get("type", ""))
    if fits is None:
        return f"nobody told us of {message}"
    return "; ".join(f"{each.instance_path}: {each.message}" for each in fits.iter_errors(message))
