"""What is new in a mail is told from what it quotes, in six languages and the ways of each program (F32)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatref.mail.incoming.quoted import what_is_new
from tests.mail.letters import BLOCKS, HEADS, NEW, PHONES, QUOTED, SEPARATORS


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_f32_what_is_quoted_below_its_head_is_not_new(head: str) -> None:
    assert what_is_new(f"{NEW}\n\n{head}\n{QUOTED}") == NEW


@pytest.mark.parametrize("head", [head for name, head in HEADS.items() if name != "no date"])
def test_f32_a_quotation_without_marks_goes_to_the_end_of_the_mail(head: str) -> None:
    assert what_is_new(f"{NEW}\n\n{head}\n\nHello Anna,\nplease start it once more.") == NEW


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_f32_what_follows_an_earlier_mails_head_is_not_new(block: tuple[str, ...]) -> None:
    written = "\n".join(block)
    assert what_is_new(f"{NEW}\n\n{'_' * 32}\n{written}\n\nHello Anna,\nplease start it once more.") == NEW


@pytest.mark.parametrize("line", SEPARATORS)
def test_f32_what_follows_an_original_message_is_not_new(line: str) -> None:
    assert what_is_new(f"{NEW}\n\n{line}\nHello Anna,") == NEW


@pytest.mark.parametrize("line", PHONES)
def test_what_a_program_signs_with_is_not_new(line: str) -> None:
    assert (
        what_is_new(f"{NEW}\n\n{line}\n\nOn 23 Nov 2026, at 09:10, Foundry <a@b.example> wrote:\n> Hello")
        == NEW
    )


@pytest.mark.parametrize(
    "text",
    [
        "Enviado de vuelta el martes, y nada.",
        "Sent from the shop to my old address, I think.",
        "Thank you,\nAnna",
        "Thanks, that helps. But what about the other one?",
        "My address:\nAnna Berg\nHill Road 3",
        "On Monday your colleague wrote:\nplease send it back",
        "Von: Berlin\nNach: Paris",
        "--\nthat line came first",
        "1) a - b\n2) --\n3) c",
        "See https://a.example/?a=1&b=2 <- that one",
        "Am 23. schrieb ich Ihnen: nichts kam.",
    ],
)
def test_the_words_of_a_person_are_kept_whatever_they_sound_like(text: str) -> None:
    assert what_is_new(text) == text


def test_answers_between_quoted_lines_are_new_in_their_order() -> None:
    text = "On 23 Nov 2026, at 09:10, Foundry <a@b.example> wrote:\n> Which licence?\n\nPro.\n\n> Which order?\nA-10233"
    assert what_is_new(text) == "Pro.\n\nA-10233"


def test_an_answer_below_the_quotation_is_new() -> None:
    assert what_is_new(f"{HEADS['Thunderbird, German']}{QUOTED}\n{NEW}\n-- \nAnna Berg\nHill Road 3") == NEW


def test_what_is_passed_on_is_kept() -> None:
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: a@b.example\nDate: x\nSubject: Bill\n\n12 EUR"
    )
    assert what_is_new(text) == text


def test_a_mail_that_only_quotes_is_kept_whole() -> None:
    text = "On 23 Nov 2026, at 09:10, Foundry <a@b.example> wrote:\n> Which licence?"
    assert what_is_new(text) == text


@given(
    some.lists(
        some.sampled_from([*HEADS.values(), *BLOCKS["Outlook, English"], "> q", "", "new", "-- ", *PHONES])
    )
)
def test_whatever_is_cut_something_is_left_and_nothing_is_added(lines: list[str]) -> None:
    text = "\n".join(lines)
    new = what_is_new(text)
    assert bool(new) == bool(text.strip())
    kept = iter(" ".join(text.split()).split(" "))
    assert all(word in kept for word in new.split())
