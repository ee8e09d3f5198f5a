"""Actions as plain values, as an owner writes and a table stores them. Read strictly (F47)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, assert_never
from urllib.parse import urlsplit

import msgspec
import re2

from chatref.actions.fields import (
    Call,
    Choice,
    Date,
    Email,
    Field,
    File,
    Kind,
    Number,
    OrderNumber,
    Phone,
    Text,
    Valid,
    kind_name,
    validate,
)
from chatref.actions.fill import Action, LookUp, Starts
from chatref.actions.results import names_in
from chatref.errors import BadInput

KindName = Literal["text", "number", "email", "phone", "choice", "date", "order_number", "file", "pattern"]


Texts = str | dict[str, str]
"""By language, "" for any; or one for all."""


class _Call(msgspec.Struct, forbid_unknown_fields=True):
    address: str
    allow_private: bool = False


class _Field(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    label: str
    kind: KindName
    required: bool = True
    help: str = ""
    example: str = ""
    attribute: str = ""
    pattern: str = ""
    mask: str = ""
    choices: tuple[str, ...] = ()
    options: _Call | None = None
    least: float | None = None
    most: float | None = None


class _Starts(msgspec.Struct, forbid_unknown_fields=True):
    phrases: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class _LookUp(msgspec.Struct, forbid_unknown_fields=True):
    address: str
    returns: tuple[_Field, ...]
    say: Texts
    not_found: Texts = ""
    allow_private: bool = False
    hands_over: bool = True


class _Action(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    field: tuple[_Field, ...]
    offer: str = ""
    destination: str = ""
    starts: _Starts | None = None
    look_up: _LookUp | None = None
    thanks: Texts = ""
    tags: tuple[str, ...] = ()


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
    return [_plain_action(action) for action in actions.values()]


def from_plain(written: Mapping[str, object]) -> dict[str, Action]:
    """From an owner's file in the shape of the demo's; reads the part `action` and no other."""
    return actions_from(written.get("action", []))


def _action(written: _Action, where: str) -> Action:
    if not written.name.strip() or not written.field:
        raise BadInput(where, "An action has a name and at least one field.")
    fields = _fields(written.field, f"{where}.field")
    if written.starts or written.look_up:
        _without_files(fields, f"{where}.field")
    starts, look_up = written.starts, written.look_up
    return Action(
        name=written.name,
        fields=fields,
        offer=written.offer,
        destination=written.destination,
        starts=Starts(starts.phrases, starts.intents, starts.events) if starts else None,
        look_up=_look_up(look_up, {each.id for each in fields}, f"{where}.look_up") if look_up else None,
        thanks=_texts(written.thanks, (), f"{where}.thanks"),
        tags=written.tags,
    )


def _look_up(written: _LookUp, given: Collection[str], where: str) -> LookUp:
    returns = _fields(written.returns, f"{where}.returns")
    _without_files(returns, f"{where}.returns")
    if not returns:
        raise BadInput(f"{where}.returns", "Name at least one thing that comes back.")
    known = {*given, *(each.id for each in returns)}
    say = _texts(written.say, known, f"{where}.say")
    if not say:
        raise BadInput(f"{where}.say", "Write what to tell of the result.")
    return LookUp(
        call=call_to(written.address, f"{where}.address", allow_private=written.allow_private),
        returns=returns,
        say=say,
        not_found=_texts(written.not_found, given, f"{where}.not_found"),
        hands_over=written.hands_over,
    )


def call_to(address: str, field: str, *, allow_private: bool) -> Call:
    """An address that details may be sent to. Raises BadInput with this field."""
    scheme = _scheme(address)
    if scheme not in {"https", "http"}:
        raise BadInput(field, "This is not a web address that can be called.")
    if scheme == "http" and not allow_private:
        raise BadInput(field, "Details leave only over https, but for a private network.")
    return Call(address, allow_private)


def _scheme(address: str) -> str | None:
    """None for what is no whole address, or says more than one."""
    try:
        parts = urlsplit(address)
        whole = bool(parts.hostname) and parts.port != 0 and not parts.username and not parts.fragment
    except ValueError:
        return None
    return parts.scheme if whole else None


def _texts(written: Texts, known: Collection[str], where: str) -> Mapping[str, str]:
    texts = {"": written} if isinstance(written, str) else written
    for language, text in texts.items():
        for name in names_in(text):
            if name not in known:
                raise BadInput(f"{where}.{language}".rstrip("."), f"{{{name}}} is no detail and no result.")
    return {language: text for language, text in texts.items() if text}


def _fields(written: Sequence[_Field], where: str) -> tuple[Field, ...]:
    fields = tuple(_field(each, f"{where}[{number}]") for number, each in enumerate(written))
    _unique([field.id for field in fields], where)
    return fields


def _without_files(fields: Sequence[Field], where: str) -> None:
    """There is no form in which one could be picked."""
    for number, field in enumerate(fields):
        if isinstance(field.kind, File):
            raise BadInput(f"{where}[{number}].kind", "A file can be asked for only before a handoff.")


def _field(written: _Field, where: str) -> Field:
    if not written.id.strip() or not written.label.strip():
        raise BadInput(where, "A field has an id and a label.")
    kind = _kind(written, where)
    made = Field(
        id=written.id,
        label=written.label,
        kind=kind,
        required=written.required,
        help=written.help,
        example=written.example,
        attribute=written.attribute,
    )
    if isinstance(kind, Choice) and kind.options:
        return made
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
        case "file":
            return File()
        case "order_number" | "pattern":
            return _order_number(written, where)
        case _:
            assert_never(written.kind)


def _choice(written: _Field, where: str) -> Choice:
    asked = written.options
    private = bool(asked and asked.allow_private)
    options = call_to(asked.address, f"{where}.options.address", allow_private=private) if asked else None
    if not written.choices and not options:
        raise BadInput(f"{where}.choices", "A choice needs something to choose from.")
    return Choice(written.choices, options)


def _order_number(written: _Field, where: str) -> OrderNumber:
    if not written.pattern and not written.mask:
        raise BadInput(f"{where}.pattern", "Give a pattern or a mask.")
    made = OrderNumber(written.pattern, written.mask)
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(made.written, options)
    except re2.error as error:
        raise BadInput(f"{where}.pattern", f"This is not a pattern: {error}.") from None
    return made


def _plain_action(action: Action) -> dict[str, object]:
    plain: dict[str, object] = {
        "name": action.name,
        "offer": action.offer,
        "destination": action.destination,
        "field": [_plain(field) for field in action.fields],
        "thanks": dict(action.thanks),
        "tags": list(action.tags),
    }
    if action.starts:
        starts = action.starts
        plain["starts"] = {
            "phrases": list(starts.phrases),
            "intents": list(starts.intents),
            "events": list(starts.events),
        }
    if action.look_up:
        look_up = action.look_up
        plain["look_up"] = {
            **_plain_call(look_up.call),
            "returns": [_plain(field) for field in look_up.returns],
            "say": dict(look_up.say),
            "not_found": dict(look_up.not_found),
            "hands_over": look_up.hands_over,
        }
    return plain


def _plain_call(call: Call) -> dict[str, object]:
    return {"address": call.address, "allow_private": call.allow_private}


def _plain(field: Field) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": field.id,
        "label": field.label,
        "kind": kind_name(field.kind),
        "required": field.required,
        "help": field.help,
        "example": field.example,
        "attribute": field.attribute,
    }
    match field.kind:
        case Choice(choices, options):
            plain["choices"] = list(choices)
            plain |= {"options": _plain_call(options)} if options else {}
        case OrderNumber(pattern, mask):
            plain |= {"pattern": pattern, "mask": mask}
        case Number(least, most):
            plain |= {"least": least, "most": most}
        case Text() | Email() | Phone() | Date() | File():
            pass
        case _:
            assert_never(field.kind)
    return plain


def _unique(names: Sequence[str], where: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise BadInput(f"{where}[{number}]", f"There is another {name!r}.")
