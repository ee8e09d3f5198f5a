"""What is quoted begins with the sentence that answers, and can be followed. P1."""

from dataclasses import replace

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
