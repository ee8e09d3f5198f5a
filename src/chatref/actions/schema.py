"""Actions as plain values, as an owner writes and a table stores them. Read strictly (F47)."""

from collections.abc import Mapping, Sequence
from typing import Literal, assert_never

import msgspec
import re2

from chatref.actions.fields import (
    Choice,
    Date,
    Email,
    Field,
    Kind,
    Number,
    OrderNumber,
    Phone,
    Text,
    Valid,
    kind_name,
    validate,
)
from chatref.actions.fill import Action
from chatref.errors import BadInput

KindName = Literal["text", "number", "email", "phone", "choice", "date", "order_number", "pattern"]


class _Field(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    label: str
    kind: KindName
    required: bool = True
    help: str = ""
    example: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


class _Action(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    field: tuple[_Field, ...]
    offer: str = ""
    destination: str = "inbox"


def actions_from(plain: object) -> dict[str, Action]:
    """By name, in the order written. Raises BadInput with the field of the first thing that can't be read."""
    try:
        written = msgspec.convert(plain, tuple[_Action, ...])
    except msgspec.ValidationError as error:
        why, _, where = str(error).partition(" - at ")
        raise BadInput(f"action{where.strip('`$')}", f"{why}.") from None
    made = [_action(each, f"action[{number}]") for number, each in enumerate(written)]
    _unique([action.name for action in made], "action")
    return {action.name: action for action in made}


def actions_to(actions: Mapping[str, Action]) -> list[dict[str, object]]:
    return [
        {
            "name": action.name,
            "offer": action.offer,
            "destination": action.destination,
            "field": [_plain(field) for field in action.fields],
        }
        for action in actions.values()
    ]


def from_plain(written: Mapping[str, object]) -> dict[str, Action]:
    """From an owner's file in the shape of the demo's; reads the part `action` and no other."""
    return actions_from(written.get("action", []))


def _action(written: _Action, where: str) -> Action:
    if not written.name.strip() or not written.field:
        raise BadInput(where, "An action has a name and at least one field.")
    fields = tuple(_field(each, f"{where}.field[{number}]") for number, each in enumerate(written.field))
    _unique([field.id for field in fields], f"{where}.field")
    return Action(written.name, fields, written.offer, written.destination)


def _field(written: _Field, where: str) -> Field:
    if not written.id.strip() or not written.label.strip():
        raise BadInput(where, "A field has an id and a label.")
    kind = _kind(written, where)
    made = Field(written.id, written.label, kind, written.required, written.help, written.example)
    if made.example and not isinstance(validate(made, made.example), Valid):
        raise BadInput(f"{where}.example", "The example would not be accepted.")
    return made


def _kind(written: _Field, where: str) -> Kind:
    match written.kind:
        case "text":
            return Text()
        case "number":
            return Number(written.least, written.most)
        case "email":
            return Email()
        case "phone":
            return Phone()
        case "date":
            return Date()
        case "choice":
            return _choice(written, where)
        case "order_number" | "pattern":
            return _order_number(written, where)
        case _:
            assert_never(written.kind)


def _choice(written: _Field, where: str) -> Choice:
    if not written.choices:
        raise BadInput(f"{where}.choices", "A choice needs something to choose from.")
    return Choice(written.choices)


def _order_number(written: _Field, where: str) -> OrderNumber:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(written.pattern, options)
    except re2.error as error:
        raise BadInput(f"{where}.pattern", f"This is not a pattern: {error}.") from None
    if not written.pattern:
        raise BadInput(f"{where}.pattern", "This is missing.")
    return OrderNumber(written.pattern)


def _plain(field: Field) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": field.id,
        "label": field.label,
        "kind": kind_name(field.kind),
        "required": field.required,
        "help": field.help,
        "example": field.example,
    }
    match field.kind:
        case Choice(choices):
            plain["choices"] = list(choices)
        case OrderNumber(pattern):
            plain["pattern"] = pattern
        case Number(least, most):
            plain |= {"least": least, "most": most}
        case Text() | Email() | Phone() | Date():
            pass
        case _:
            assert_never(field.kind)
    return plain


def _unique(names: Sequence[str], where: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise BadInput(f"{where}[{number}]", f"There is another {name!r}.")
