"""No message takes long to look through, and a request at either end of a long one is still heard."""

import time

import pytest

from chatref.escalation.circles import asked_again
from chatref.escalation.phrases import asks_for_person

LONGEST_MESSAGE = 8_000


@pytest.mark.parametrize("scrap", ["1.", "ok, ", "[1, ", "ﷺ", "http://", "please, no ", "don't ", "a ", ". "])
def test_a_message_of_scraps_is_looked_through_in_no_time(scrap: str) -> None:
    """F46: this runs where every visitor's command passes."""
    text = (scrap * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    costs = []
    for _ in range(3):
        began = time.process_time()
        asks_for_person(text, "en")
        costs.append(time.process_time() - began)
    assert min(costs) < 0.15


@pytest.mark.parametrize("text", ["Talk to a person please. {}", "{} Talk to a person please."])
def test_a_request_beside_a_long_list_is_heard(text: str) -> None:
    """P4."""
    assert asks_for_person(text.format("7, " * 2_000), "en")


def test_a_long_conversation_of_scraps_is_compared_in_no_time() -> None:
    """F46: each clause of each turn with each of the last one, for every word that a stranger wrote."""
    bursts = [";".join(map(chr, range(start, start + 2_600))) for start in range(0x4E00, 0x9000, 2_600)]
    began = time.process_time()
    assert asked_again([*bursts, *bursts[:-1], "one more"]) == 0
    assert asked_again([*bursts, ";".join(map(chr, range(0xAC00, 0xAC00 + 2_600)))]) == 0
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("text", ["How do I activate it? {}", "{} How do I activate it?"])
def test_a_question_beside_a_long_list_is_asked_again(text: str) -> None:
    assert asked_again([text.format("7, " * 2_000), "Thanks.", "how do I activate it"]) == 1
