"""What is quoted begins with the sentence that answers, and can be followed. P1."""

from dataclasses import replace

import pytest

from chatref.assistant.leading_on import leads_on
from chatref.assistant.quoting import lines_of, quoted

STEPS = """Installing takes a minute, on every system that we know.
Step by step:
1. Unpack the package. Don't install from inside of it.
2. Choose one of the two formats.
3. Restart your programs. Some see it at once.
Afterwards:
It is done."""
COSTS = """A transfer costs 20 euros for each order. It is free of charge
between companies of the same group,
in the case of an inheritance.
Cost:
Nothing more is added."""


def said(text: str, answering: str, room: int = 80) -> list[str]:
    """What is quoted if the question is near to a few words of the text."""
    lines = [replace(line, weight=float(answering in line.text)) for line in lines_of(text)]
    return [line.text for line in quoted(lines, room)]


def test_the_sentence_that_answers_comes_first() -> None:
    text = "We sell fonts. The shop is open on Sunday. Nobody is here on Monday."
    assert said(text, "Sunday") == ["The shop is open on Sunday.", "Nobody is here on Monday."]
    assert said(text, "Sunday", room=6) == ["The shop is open on Sunday."]


def test_steps_stay_whole_and_in_order_wherever_the_answer_stands_in_them() -> None:
    whole = [
        "1. Unpack the package.",
        "Don't install from inside of it.",
        "2. Choose one of the two formats.",
        "3. Restart your programs.",
        "Some see it at once.",
    ]
    for answering in ("Unpack", "inside", "formats", "Some see"):
        assert said(STEPS, answering, room=10) == whole


def test_steps_that_find_no_room_are_cut_between_two_lines() -> None:
    many = "\n".join(f"{number}. Press the button that has this number on it." for number in range(1, 40))
    lines = said(many, "7.")
    assert lines[0].startswith("1. Press")
    assert sum(len(line.split()) for line in lines) <= 110


def test_a_heading_is_never_quoted_and_nothing_beyond_the_next_one() -> None:
    assert said(STEPS, "takes a minute") == ["Installing takes a minute, on every system that we know."]
    assert said(STEPS, "Afterwards") == ["Installing takes a minute, on every system that we know."]
    assert said(COSTS, "Nothing more") == ["Nothing more is added."]


def test_an_item_of_a_list_brings_what_announces_it() -> None:
    assert said(COSTS, "inheritance") == [
        "A transfer costs 20 euros for each order.",
        "It is free of charge",
        "between companies of the same group,",
        "in the case of an inheritance.",
    ]


def test_a_sentence_that_leans_on_the_one_before_it_brings_it() -> None:
    assert said("No. All rules work locally.", "rules") == ["No.", "All rules work locally."]
    assert said("font-size: 8px;\nSet it in the style sheet.", "sheet") == ["Set it in the style sheet."]
    text = "Ask for a bridge. It lasts eleven days. We answer soon."
    assert said(text, "eleven")[0] == "Ask for a bridge."


def test_what_announces_a_list_is_not_quoted_without_it() -> None:
    text = (
        "Sold for three users. Larger ones cost a multiple of the smallest of all, like so:\nup to ten: twice"
    )
    assert said(text, "three", room=18) == ["Sold for three users."]


def test_what_a_heading_denies_is_not_quoted_without_it() -> None:
    text = "Allowed:\nPrinting it on a shirt.\nNot allowed:\nSelling it, also if changed.\nSharing it."
    assert said(text, "Selling") == ["Not allowed:", "Selling it, also if changed.", "Sharing it."]
    assert said(text, "shirt") == ["Printing it on a shirt."]


def test_a_long_heading_is_told_from_a_sentence_that_announces_a_list() -> None:
    prose = "A dispute takes much longer than asking us, and it locks all of your files in the meantime."
    text = f"A renewal is returned.\nWe ask you not to let the bank pull it back at once:\n{prose}"
    assert said(text, "renewal") == ["A renewal is returned."]


@pytest.mark.parametrize("leading", ["See also refunds.", "Read Install a font first.", "Click here."])
def test_a_sentence_that_only_leads_on_gives_way_to_one_that_says_it(leading: str) -> None:
    telling = "A refund takes five days."
    for text in (f"{leading} {telling}", f"{telling} {leading}"):
        lines = [replace(line, weight=1.0 if line.text == leading else 0.8) for line in lines_of(text)]
        assert [line.text for line in quoted(lines, 80)] == [telling]
    assert said(f"We sell fonts. {leading}", leading)[0] == leading


def test_what_announces_nothing_gives_way_too() -> None:
    announcing = "All there is to be said of refunds by our people stands in what comes below here:"
    lines = [
        replace(line, weight=1.0) for line in lines_of(f"{announcing}\nCards:\nA refund takes five days.")
    ]
    assert [line.text for line in quoted(lines, 80)] == ["A refund takes five days."]


def test_a_sentence_that_announces_what_follows_is_quoted_with_it() -> None:
    text = "We sell fonts and templates. You pay, wherever in the world you are, by one of these:\na card,\nan invoice."
    assert said(text, "wherever") == [
        "You pay, wherever in the world you are, by one of these:",
        "a card,",
        "an invoice.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Click Save.",
        "Read the number on the box.",
        "More than five are cheaper.",
        "Seed it.",
        "Siehenden Auges.",
    ],
)
def test_a_step_does_not_only_lead_on(sentence: str) -> None:
    assert not leads_on(sentence)


def test_a_row_of_a_table_is_quoted_from_its_beginning() -> None:
    text = "in a logo – Desktop: yes; Web: no\non a poster – Desktop: yes; Web: no\non a site – Desktop: no; Web: yes"
    assert said(text, "poster")[0] == "on a poster – Desktop: yes; Web: no"


def test_the_item_that_answers_is_never_cut_off_behind_those_before_it() -> None:
    many = "\n".join(f"of the kind that has the number {number}," for number in range(30))
    assert said(f"We take these:\n{many}", "number 25,", room=30)[0].endswith("number 25,")
