"""Details are taken from what was said, wherever in the conversation it was (P5, P7, S6, F37)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.cues import folded
from chatref.actions.fields import Call, Choice, Date, Email, Field, Number, OrderNumber, Phone, Text
from chatref.actions.fill import Action, Heard, answered, checked
from chatref.actions.taking import Taken, taken
from chatref.conversation.commands import Value
from chatref.conversation.told import Fact, Told

ORDER = Field("order", "Order number", OrderNumber("A-[0-9]{5}(-X)?"), example="A-10233")
SKU = Field("sku", "SKU", OrderNumber("[567][0-9]{3}"), example="5521")
REASON = Field("reason", "Reason", Choice(("Wrong licence", "Wrong product", "Bought twice")))
EMAIL = Field("email", "E-mail of the account", Email())
PHONE = Field("phone", "Phone", Phone(), required=False)
SEATS = Field("seats", "Seats", Number())
BOUGHT = Field("bought", "Date of purchase", Date())
URGENCY = Field("urgency", "Urgency", Choice(("Urgent", "Not urgent")))
NOTE = Field("note", "What happened", Text())
RETURN = Action("Return", (ORDER, SKU, REASON))
ASKED = RETURN.due(Told(), ()).fields
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
        (["it's the wrong licence"], REASON, "Wrong licence", True),
        (["I took the wrong licence. Can I talk to someone?"], REASON, "Wrong licence", True),
        (["is it the wrong licence?"], REASON, "Wrong licence", False),
        (["it's not the wrong licence"], REASON, "Wrong licence", False),
        (["maybe the wrong licence"], REASON, "Wrong licence", False),
        (["je crois: wrong licence"], REASON, "Wrong licence", True),
        (["je crois wrong licence"], REASON, "Wrong licence", False),
        (["wrong licence", "or bought twice"], REASON, "Bought twice", False),
        (["it is urgent"], URGENCY, "Urgent", False),
        (["the urgency is: urgent"], URGENCY, "Urgent", False),
        (["urgency urgent"], URGENCY, "Urgent", True),
        (["Urgent"], URGENCY, "Urgent", True),
        (["Hello\nWhat happened: it broke  on Monday"], NOTE, "it broke on Monday", True),
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
    assert taken([field], Told(tuple(said))) == {field.id: Taken(value, certain)}


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
    assert taken([field], Told(tuple(said))) == {}


def test_details_come_from_the_whole_burst_and_from_earlier_messages() -> None:
    """F37, P7."""
    said = ["hi, A-10188 here", "the file crashes", "sku 6118", "bought twice I think"]
    due = RETURN.due(Told(tuple(said)), ())
    assert [(field.field, field.value, field.inferred) for field in due.fields] == [
        ("order", "A-10188", False),
        ("sku", "6118", False),
        ("reason", "Bought twice", True),
    ]


@given(st.sets(st.sampled_from(["order", "sku", "reason"])), st.lists(st.text(max_size=40), max_size=4))
def test_a_detail_given_is_never_asked_again(given_details: set[str], said: list[str]) -> None:
    """P7."""
    due = RETURN.due(Told(tuple(said)), given_details)
    assert not given_details & {field.field for field in due.fields}
    assert {field.field for field in due.fields} | given_details == {"order", "sku", "reason"}


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
    heard = RETURN.heard("it was bought twice, I guess, A-10233, sku 5521", ASKED[::2], 0, "en")
    assert heard == Heard((Value("order", "A-10233"), Value("reason", "Bought twice")))
    unsure = RETURN.heard("I guess it was bought twice", ASKED[2:], 0, "en")
    assert unsure == Heard((Value("reason", "Bought twice", verified=False),))
    assert RETURN.check({"sku": "x"}, {}, "de") == ((), {"sku": "„SKU“ sieht anders aus. Zum Beispiel: 5521"})


def test_a_single_open_question_takes_the_whole_message() -> None:
    assert answered((NOTE,), "it broke on  Monday") == {"note": Taken("it broke on Monday", certain=True)}
    assert answered((SKU,), "5521") == {"sku": Taken("5521", certain=True)}
    assert answered((NOTE, ORDER), "it broke") == {}


def test_after_two_bad_tries_a_value_is_taken_unverified() -> None:
    """P5: collecting never keeps a visitor from a person."""
    wrong = {"order": "“Order number” looks different. For example: A-10233"}
    assert checked((ORDER, SKU), {"order": "banana", "sku": "5521"}, {}) == ((Value("sku", "5521"),), wrong)
    assert checked((ORDER,), {"order": "banana"}, {"order": 1}) == ((), wrong)
    third = checked((ORDER,), {"order": "banana"}, {"order": 2})
    assert third == ((Value("order", "banana", verified=False),), {})
    assert checked((ORDER,), {"order": " "}, {}) == ((), {})


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_text_can_be_read(said: list[str]) -> None:
    for value in taken(ALL, Told(tuple(said))).values():
        assert value.value


def test_no_text_makes_it_slow() -> None:
    began = time.process_time()
    taken(ALL, Told(("1-(" * 2_600, "a@" * 4_000, "5521 " * 1_600) * 50))
    RETURN.corrects("no, " * 2_000 + "A-10234", {"order": "A-10233", "reason": "Bought twice"})
    assert time.process_time() - began < 2


def test_of_very_long_histories_the_newest_words_count() -> None:
    said = ["order A-10188", *(["words " * 1_000] * 10), "order A-10233"]
    assert taken([ORDER], Told(tuple(said))) == {"order": Taken("A-10233", certain=True)}


@pytest.mark.parametrize(
    ("facts", "said", "value", "certain"),
    [
        ([Fact("email", "Nora@Example.com", verified=True)], "hi", "nora@example.com", True),
        ([Fact("email", "nora@example.com")], "hi", "nora@example.com", False),
        ([Fact("contact", "nora@example.com")], "hi", "nora@example.com", False),
        ([Fact("email", "a@example.com"), Fact("email", "b@example.com")], "hi", "b@example.com", False),
        ([Fact("email", "a@example.com")], "it is n@example.com", "n@example.com", True),
        (
            [Fact("email", "a@example.com", verified=True)],
            "x@example.com or y@example.com",
            "a@example.com",
            True,
        ),
    ],
)
def test_what_is_known_of_the_visitor_is_taken_too(
    facts: list[Fact], said: str, value: str, certain: bool
) -> None:
    """P5, P7: a server's word is certain, a page's claim is shown for confirmation, plain words count before both."""
    assert taken([EMAIL], Told((said,), tuple(facts))) == {"email": Taken(value, certain)}


def test_a_fact_that_is_no_good_value_or_has_another_name_is_left() -> None:
    facts = (Fact("email", "nora"), Fact("mail", "nora@example.com"))
    assert taken([EMAIL], Told((), facts)) == {}
    asked = Field("email", "E-mail", Email(), attribute="mail")
    assert taken([asked], Told((), facts)) == {"email": Taken("nora@example.com", certain=False)}


GIVEN = {"order": "A-10233", "sku": "5521", "reason": "Wrong licence"}


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("no, the order is A-10234", "order", "A-10234"),
        ("The order number is A-10234.", "order", "A-10234"),
        ("Sorry, A-10234!", "order", "A-10234"),
        ("not A-10233 but A-10234", "order", "A-10234"),
        ("SKU: 5522", "sku", "5522"),
        ("Nein, die Order ist A-10234", "order", "A-10234"),
        ("pardon, c'est A-10234", "order", "A-10234"),
        ("perdón, es A-10234", "order", "A-10234"),
        ("não, é A-10234", "order", "A-10234"),
        ("scusi, è A-10234", "order", "A-10234"),
        ("no, it was bought twice", "reason", "Bought twice"),
        ("Wrong product", "reason", "Wrong product"),
    ],
)
def test_words_that_correct_a_detail_change_it(said: str, field: str, value: str) -> None:
    """P5, I7: in six languages."""
    assert RETURN.corrects(said, GIVEN) == (Value(field, value),)
    assert RETURN.mentions(said)


@pytest.mark.parametrize(
    "said",
    [
        "the order is A-10233",
        "I have A-10234 as well",
        "my other order is A-10234, also broken",
        "is the order A-10234?",
        "no, A-10234 or A-10235",
        "it costs 5522",
        "was it bought twice?",
        "I think it was not bought twice",
        "thanks",
    ],
)
def test_words_that_only_mention_one_do_not(said: str) -> None:
    assert RETURN.corrects(said, GIVEN) == ()


def test_p5_a_choice_from_a_call_is_corrected_among_those_that_were_offered() -> None:
    """Which are no longer known where the words come in; a long story without a word that corrects is not looked at."""
    called = Action("Plan", (Field("plan", "Plan", Choice((), Call("https://shop.example/plans"))),))
    given, offered = {"plan": "Small"}, {"plan": ("Small", "Large")}
    assert called.corrects("No, Large!", given, offered) == (Value("plan", "Large"),)
    assert called.corrects("No, Huge!", given, offered) == ()
    assert called.corrects("No, Large!", given) == ()
    assert called.mentions("No, Large!")
    assert called.mentions("Large")
    assert not called.mentions("So far it went well. " * 6)
    assert called.lacks_choices("No, Large!", given, {})
    assert not called.lacks_choices("No, Large!", given, offered)
    assert not called.lacks_choices("No, Large!", {}, {})
    assert not called.lacks_choices("Thank you", given, {})
    assert not RETURN.lacks_choices("No, bought twice", GIVEN, {})


@given(st.text(max_size=80))
def test_what_nobody_gave_is_never_corrected(said: str) -> None:
    """I7."""
    assert RETURN.corrects(said, {}) == ()
    for value in RETURN.corrects(said, GIVEN):
        assert value.value != GIVEN[value.field]
        assert RETURN.mentions(said)


@pytest.mark.parametrize(
    "said",
    [
        "skip",
        "Skip it!",
        "I don't have it",
        "weiß nicht",
        "je ne sais pas",
        "no lo tengo",
        "não sei",
        "non lo so",
    ],
)
def test_who_cannot_say_more_is_let_through(said: str) -> None:
    """P5, P13."""
    assert RETURN.heard(said, ASKED, 0, "en") == Heard(skips=True)


def test_a_detail_that_is_not_at_hand_is_left_out_and_the_others_asked_on() -> None:
    """P5."""
    assert RETURN.heard("I don't have the SKU, order A-10233, bought twice", ASKED, 0, "en") == Heard(
        (Value("order", "A-10233"), Value("reason", "Bought twice")), skips=True
    )
    partly = RETURN.heard("I don't have the SKU, order A-10233", ASKED, 0, "en")
    assert partly == Heard((Value("order", "A-10233"),), left=("reason",))
    last = RETURN.heard("bought twice", ASKED[1:], 0, "en", ["I don't have the SKU, order A-10233"])
    assert last == Heard((Value("reason", "Bought twice"),), skips=True)


def test_in_the_chat_too_a_bad_value_is_named_twice_and_then_taken_unverified() -> None:
    """P5: a form of words never keeps a visitor from a person either."""
    order = ASKED[:1]
    said = "“Order number” looks different. For example: A-10233"
    every = ("order", "sku", "reason")
    wrong = Heard(wrong=said, left=("order",))
    assert [RETURN.heard("banana", order, tries, "en") for tries in (0, 1)] == [wrong, wrong]
    assert RETURN.heard("banana", order, 2, "en") == Heard((Value("order", "banana", verified=False),))
    assert RETURN.heard("Order number: banana", ASKED, 0, "en") == Heard(wrong=said, left=every)
    taken_so = RETURN.heard("Order number: banana", ASKED, 2, "en")
    assert taken_so == Heard((Value("order", "banana", verified=False),), left=every[1:])
    assert RETURN.heard("banana", ASKED, 1, "en") == Heard(left=every)
    assert RETURN.heard("banana", ASKED, 2, "en") == Heard(left=every, skips=True)


@given(st.lists(st.text(max_size=40), min_size=8, max_size=8))
def test_whatever_is_said_nobody_is_kept_longer_than_for_two_bad_tries_a_detail(said: list[str]) -> None:
    """P5, P13: no words make the questions go on for ever."""
    missing, tries = list(ASKED), 0
    for text in said:
        heard = RETURN.heard(text, missing, tries, "en")
        names = {value.field for value in heard.values}
        missing = [each for each in missing if each.field not in names]
        if heard.skips or not missing:
            return
        tries = 0 if names else tries + 1
    raise AssertionError(missing)


@given(st.text(max_size=40))
def test_words_are_folded_alike_with_and_without_other_letters(text: str) -> None:
    """The short way for plain letters is the long way."""
    assert folded(f"{text} ü") == f"{folded(text)} u".strip()
    assert folded(folded(text)) == folded(text)
