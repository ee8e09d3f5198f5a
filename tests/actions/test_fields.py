"""What is a good value, and what is said of a bad one (P5, S5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.fields import (
    Choice,
    Date,
    Email,
    Field,
    Invalid,
    Kind,
    Number,
    OrderNumber,
    Phone,
    Text,
    Valid,
    validate,
)
from chatref.actions.schema import actions_from, actions_to
from chatref.errors import BadInput

ORDER = Field("order", "Order number", OrderNumber("A-[0-9]{5}(-X)?"), example="A-10233")
KINDS: tuple[Kind, ...] = (
    Text(), Number(1, 10), Email(), Phone(), Choice(("Wrong licence", "Bought twice")), Date(), ORDER.kind,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text(), "  two   words ", "two words"),
        (Text(3), "four", None),
        (Number(), "3,5", "3.5"),
        (Number(1, 10), "11", None),
        (Number(), "three", None),
        (Email(), "Nora@Example.com", "nora@example.com"),
        (Email(), "nora@example", None),
        (Email(), "nora at example.com", None),
        (Phone(), "+49 (0)30 123-4567", "+490301234567"),
        (Phone(), "call me", None),
        (Phone(), "12345", None),
        (Choice(("Wrong licence",)), "wrong LICENCE!", "Wrong licence"),
        (Choice(("Wrong licence",)), "right", None),
        (Date(), "2026-11-22", "2026-11-22"),
        (Date(), "22.11.2026", "2026-11-22"),
        (Date(), "22. November 2026", "2026-11-22"),
        (Date(), "Dec 3rd, 2026", "2026-12-03"),
        (Date(), "3. Dez 2026", "2026-12-03"),
        (Date(), "31.02.2026", None),
        (Date(), "1.13.2026", None),
        (Date(), "yesterday", None),
        (ORDER.kind, "a-10233", "A-10233"),
        (ORDER.kind, "A-10233-X", "A-10233-X"),
        (ORDER.kind, "A-1023", None),
        (ORDER.kind, "A-102334", None),
        (OrderNumber(mask="A-00000"), "a-10233", "A-10233"),
        (OrderNumber(mask="A-00000"), "A-1023", None),
        (OrderNumber(mask="aa.0*"), "XY.7b", "XY.7b"),
        (OrderNumber(mask="aa.0*"), "XYz7b", None),
    ],
)
def test_a_value_is_brought_to_one_form_or_refused(kind: Kind, text: str, value: str | None) -> None:
    result = validate(Field("f", "F", kind), text)
    assert isinstance(result, Invalid) if value is None else result == Valid(value)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "“Order number” looks different. For example: A-10233"),
        ("de-CH", "„Order number“ sieht anders aus. Zum Beispiel: A-10233"),
        ("fr", "« Order number » s'écrit autrement. Par exemple : A-10233"),
        ("es", "«Order number» tiene otro aspecto. Por ejemplo: A-10233"),
        ("pt", "“Order number” tem outro aspeto. Por exemplo: A-10233"),
        ("it", "«Order number» si scrive diversamente. Per esempio: A-10233"),
        ("ja", "“Order number” looks different. For example: A-10233"),
    ],
)
def test_what_was_wrong_is_said_with_an_example(language: str, message: str) -> None:
    """P5."""
    assert validate(ORDER, "banana", language) == Invalid(message)


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_what_was_accepted_is_accepted_again_as_it_is(kind: Kind, text: str) -> None:
    field = Field("f", "F", kind)
    result = validate(field, text)
    if isinstance(result, Valid):
        assert validate(field, result.value) == result


@given(st.sampled_from(KINDS))
def test_an_action_survives_being_written_and_read(kind: Kind) -> None:
    plain = [{"name": "A", "field": [{"id": "f", "label": "F", "kind": "email"}]}]
    action = actions_from(plain)["A"]
    changed = {"A": type(action)("A", (Field("f", "F", kind, required=False, help="h"),), "offer", "inbox")}
    assert actions_from(actions_to(changed)) == changed


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ({"id": "o", "label": "O", "kind": "pattern"}, "action[0].field[0].pattern"),
        ({"id": "o", "label": "O", "kind": "pattern", "pattern": "A-["}, "action[0].field[0].pattern"),
        ({"id": "o", "label": "O", "kind": "choice"}, "action[0].field[0].choices"),
        ({"id": "o", "label": "O", "kind": "telepathy"}, "action[0].field[0].kind"),
        ({"id": "o", "label": "O", "kind": "email", "example": "nora"}, "action[0].field[0].example"),
        ({"id": "o", "label": "O", "kind": "text", "colour": "red"}, "action[0].field[0]"),
        ({"id": "", "label": "O", "kind": "text"}, "action[0].field[0]"),
    ],
)
def test_an_action_that_cannot_be_read_is_refused_with_the_field(
    field: dict[str, object], where: str
) -> None:
    """F47."""
    with pytest.raises(BadInput) as refused:
        actions_from([{"name": "A", "field": [field]}])
    assert refused.value.field == where
