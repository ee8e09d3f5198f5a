"""Bounded pieces that the wire's models are made of."""

import json
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from chatref.database.ids import canonical
from chatref.outbound.plain_text import lines_of

LONGEST_MESSAGE = 8_000


class Model(BaseModel):
    """A body that says more than it may is refused, so that a client's typing error is heard of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _id(text: str) -> str:
    try:
        return canonical(text)
    except ValueError:
        raise ValueError("This is no id.") from None


def _whole_letters(table: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """JSON may hold half of a letter, which no database keeps and no answer carries."""
    try:
        json.dumps(table, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("This is no text.") from None
    return table


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("Please write something.")
    return text


def _printable(text: str) -> str:
    if not text or not text.isprintable():
        raise ValueError("This is no name.")
    return text


Plain = Annotated[dict[str, JsonValue], AfterValidator(_whole_letters)]
Id = Annotated[
    str, StringConstraints(max_length=36), AfterValidator(_id), Field(json_schema_extra={"format": "uuid"})
]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
BigNumber = Annotated[int, Field(ge=0, le=2**63 - 1)]
# NUL can't be stored; other control characters, and marks that turn the direction, only serve to deceive a reader.
Clean = AfterValidator(lines_of)
Text = Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE), Clean, AfterValidator(_not_empty)]
Line = Annotated[str, StringConstraints(max_length=500), Clean]
# Of a detail or a fact: it is shown, and is a name in the database.
Key = Annotated[str, StringConstraints(max_length=64), AfterValidator(_printable)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120), Clean, AfterValidator(_not_empty)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), Clean]
Password = Annotated[str, StringConstraints(min_length=10, max_length=200)]
Address = Annotated[str, StringConstraints(max_length=2_000), Clean]
Token = Annotated[str, StringConstraints(max_length=200)]
