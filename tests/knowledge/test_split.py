"""Documents cut into passages: nothing is lost, nothing doubled, nothing too long. P1."""

from hypothesis import given
from hypothesis import strategies as st

from chatref.knowledge.split import PASSAGE_CHARACTERS, Block, sentences, split

letters = st.text("abcdefgh", min_size=1, max_size=12)
lines = st.lists(letters, min_size=1, max_size=60).map(lambda each: f"{' '.join(each).capitalize()}.")
headings = st.lists(st.sampled_from(["Fonts", "Cards", "Trials"]), max_size=2).map(tuple)
blocks = st.lists(st.builds(Block, headings, lines), max_size=25)


@given(blocks)
def test_every_word_stands_in_the_passages_in_its_order(given_blocks: list[Block]) -> None:
    spoken = " ".join(block.text for block in given_blocks).split()
    found = " ".join(passage.text for passage in split(given_blocks)).split()
    rest = iter(found)
    assert all(word in rest for word in spoken)
    extra = len(found) - len(spoken)
    assert extra <= 5 * len(given_blocks)  # headings that two short sections don't share


@given(blocks)
def test_no_passage_is_longer_than_it_may_be(given_blocks: list[Block]) -> None:
    for passage in split(given_blocks):
        assert 0 < len(passage.text) <= PASSAGE_CHARACTERS + 60


@given(blocks)
def test_a_passage_stands_under_headings_of_its_blocks(given_blocks: list[Block]) -> None:
    paths = {block.headings[:n] for block in given_blocks for n in range(len(block.headings) + 1)}
    assert all(passage.headings in paths for passage in split(given_blocks))


@given(st.text(max_size=300))
def test_sentences_hold_all_that_was_said(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_an_abbreviation_or_a_version_does_not_end_a_sentence() -> None:
    text = "Use version 8.5.5, e.g. On the Mac. It costs €9.50 at Dr. Klein's. Done!"
    assert sentences(text) == [
        "Use version 8.5.5, e.g. On the Mac.",
        "It costs €9.50 at Dr. Klein's.",
        "Done!",
    ]


def test_a_short_section_is_read_with_the_next_one_and_keeps_its_heading() -> None:
    found = split([Block(("Cards",), "Five days."), Block(("PayPal",), "The same day.")])
    assert [passage.text for passage in found] == ["Cards:\nFive days.\nPayPal:\nThe same day."]
