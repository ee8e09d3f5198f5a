"""Details are taken from what was said, wherever in the conversation it was (P5, P7, S6, F37)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.fields import Choice, Date, Email, Field, Number, OrderNumber, Phone, Text
from chatref.actions.fill import Action, Taken, answered, checked, taken
from chatref.conversation.commands import Value

ORDER = Field("order", "Order number", OrderNumber("A-[0-9]{5}(-X)?"), example="A-10233")
SKU = Field("sku", "SKU", OrderNumber("[567][0-9]{3}"), example="5521")
REASON = Field("reason", "Reason", Choice(("Wrong licence", "Wrong product", "Bought twice")))
EMAIL = Field("email", "E-mail of the account", Email())
PHONE = Field("phone", "Phone", Phone(), required=False)
SEATS = Field("seats", "Seats", Number())
BOUGHT = Field("bought", "Date of purchase", Date())
NOTE = Field("note", "What happened", Text())
RETURN = Action("Return", (ORDER, SKU, REASON))
ALL = (ORDER, SKU, REASON, EMAIL, PHONE, SEATS, BOUGHT, NOTE)


@pytest.mark.parametrize(
    ("said", "field", "value", "certain"),
    [
        (["order A-10233 please"], ORDER, "A-10233", True),
        (["it is a-10233."], ORDER, "A-10233", True),
        (["A-10233", "no, sorry: A-10234"], ORDER, "A-10234", False),
        (["A-10233", "again, A-10233!"], ORDER, "A-10233", True),
        (["SKU 5521"], SKU, "5521", True),
        (["SKU: 5521, and 7 of 6000 seats"], SKU, "5521", True),
        (["the number is 5521"], SKU, "5521", False),
        (["5521 6118"], SKU, "6118", False),
        (["write to Nora@Example.com, thanks"], EMAIL, "nora@example.com", True),
        (["a@example.com or b@example.com"], EMAIL, "b@example.com", False),
        (["it's the wrong licence"], REASON, "Wrong licence", False),
        (["Wrong licence!"], REASON, "Wrong licence", True),
        (["call +45 12 34 56 78"], PHONE, "+4512345678", False),
        (["phone 030 1234567"], PHONE, "0301234567", True),
        (["we need seats 12"], SEATS, "12", True),
        (["the date of purchase 22.11.2026"], BOUGHT, "2026-11-22", True),
    ],
)
def test_a_detail_is_taken_with_how_certain_it_is(
    said: list[str], field: Field, value: str, certain: bool
) -> None:
    """P5: shown for confirmation where it was only inferred."""
    assert taken([field], said) == {field.id: Taken(value, certain)}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (["XA-10233 and A-102334"], ORDER),
        (["in 15521 ways"], SKU),
        (["we are 12"], SEATS),
        (["on 22.11.2026"], BOUGHT),
        (["anything"], NOTE),
        ([], ORDER),
    ],
)
def test_what_only_looks_alike_is_left(said: list[str], field: Field) -> None:
    assert taken([field], said) == {}


def test_details_come_from_the_whole_burst_and_from_earlier_messages() -> None:
    """F37, P7."""
    said = ["hi, A-10188 here", "the file crashes", "sku 6118", "bought twice I think"]
    due = RETURN.due(said, ())
    assert [(field.field, field.value, field.inferred) for field in due.fields] == [
        ("order", "A-10188", False),
        ("sku", "6118", False),
        ("reason", "Bought twice", True),
    ]
    assert RETURN.known(said, {"sku"}) == (Value("order", "A-10188"),)


@given(st.sets(st.sampled_from(["order", "sku", "reason"])), st.lists(st.text(max_size=40), max_size=4))
def test_a_detail_given_is_never_asked_again(given_details: set[str], said: list[str]) -> None:
    """P7."""
    due = RETURN.due(said, given_details)
    assert not given_details & {field.field for field in due.fields}
    assert {field.field for field in due.fields} | given_details == {"order", "sku", "reason"}
    assert not given_details & {value.field for value in RETURN.known(said, given_details)}


def test_one_message_answers_several_questions_in_any_order() -> None:
    """P5."""
    found = answered((ORDER, SKU, REASON), "SKU 5521. Bought twice, on A-10233")
    assert {field: value.value for field, value in found.items()} == {
        "order": "A-10233",
        "sku": "5521",
        "reason": "Bought twice",
    }


def test_what_is_heard_while_a_form_is_open_counts_and_says_how_certain_it_is() -> None:
    """P5: out of order, several at once, and nothing that is not asked."""
    heard = RETURN.heard("it was bought twice, A-10233, sku 5521", {"reason", "order"})
    assert heard == (Value("order", "A-10233"), Value("reason", "Bought twice", verified=False))
    assert RETURN.check({"sku": "x"}, {}, "de") == ((), {"sku": "„SKU“ sieht anders aus. Zum Beispiel: 5521"})


def test_a_single_open_question_takes_the_whole_message() -> None:
    assert answered((NOTE,), "it broke on  Monday") == {"note": Taken("it broke on Monday", certain=True)}
    assert answered((SKU,), "5521") == {"sku": Taken("5521", certain=True)}
    assert answered((NOTE, ORDER), "it broke") == {}


def test_after_two_bad_tries_a_value_is_taken_unverified() -> None:
    """P5: collecting never keeps a visitor from a person."""
    first = checked((ORDER, SKU), {"order": "banana", "sku": "5521"}, {})
    assert first.values == (Value("sku", "5521"),)
    assert first.wrong == {"order": "“Order number” looks different. For example: A-10233"}
    assert checked((ORDER,), {"order": "banana"}, {"order": 1}).wrong
    third = checked((ORDER,), {"order": "banana"}, {"order": 2})
    assert third.values == (Value("order", "banana", verified=False),)
    assert not third.wrong
    assert checked((ORDER,), {"order": " "}, {}).values == ()


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_text_can_be_read(said: list[str]) -> None:
    for value in taken(ALL, said).values():
        assert value.value


def test_no_text_makes_it_slow() -> None:
    began = time.process_time()
    taken(ALL, ["1-(" * 2_600, "a@" * 4_000, "5521 " * 1_600] * 50)
    assert time.process_time() - began < 2


def test_of_very_long_histories_the_newest_words_count() -> None:
    said = ["order A-10188", *(["words " * 1_000] * 10), "order A-10233"]
    assert taken([ORDER], said) == {"order": Taken("A-10233", certain=True)}
