"""Intents by nearness, with the real local model (P2, S3)."""

import asyncio
from pathlib import Path

import pytest

from chatref.assistant.meanings import Meanings
from chatref.escalation.rulebook import RuleBook
from chatref.escalation.rules import OwnIntent, Rules
from chatref.knowledge.embed import Embedder, Read

BOOK = RuleBook()


@pytest.fixture(scope="module")
def meanings(embedder: Embedder) -> Meanings:
    """That has learned the examples once, as a desk does."""
    return Meanings(embedder)


def test_what_comes_with_chatref_is_read_once_for_a_home(models: Path, tmp_path: Path) -> None:
    """And again where what was kept of it is not whole."""
    home = tmp_path / "models"
    home.mkdir()
    for model in models.glob("*.onnx"):
        (home / model.name).symlink_to(model)
    first, read = asyncio.run(_by_heart(tmp_path))
    again, read_again = asyncio.run(_by_heart(tmp_path))
    [kept] = home.glob("*.npy")
    kept.write_bytes(kept.read_bytes()[:-100])
    mended, read_what_was_broken = asyncio.run(_by_heart(tmp_path))
    assert (read, read_again, read_what_was_broken) == (True, False, True)
    assert first == again == mended


async def _by_heart(home: Path) -> tuple[list[list[float]], bool]:
    """The vectors, and whether the model was needed for them."""
    embedder = Embedder(home)
    try:
        vectors = await embedder.by_heart(["my card was charged twice", "wo bleibt mein Geld"])
        return vectors.tolist(), "_loaded" in vars(embedder)
    finally:
        embedder.close()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("you charged my card two times!!", "billing dispute"),
        ("I can't log in anymore, lost my phone", "account recovery"),
        ("the plugin crashes when I open illustrator", "technical trouble"),
        ("please give me my money back", "refund"),
        ("cancel my subscription", "cancellation"),
        ("you'll be hearing from my lawyers", "legal or safety"),
    ],
)
async def test_a_turn_is_near_to_what_it_means(
    embedder: Embedder, meanings: Meanings, text: str, intent: str
) -> None:
    near = await meanings.near(BOOK.examples, await embedder.one(text))
    assert [each.intent for each in near if each.nearness >= each.limit] == [intent]


@pytest.mark.parametrize(
    "text",
    [
        "what is your refund policy",
        "do you ship to germany",
        "thanks",
        "how do I reset my password",
        "how long until my refund is there",
        "what happens to my files after I cancel",
        "do you sell gift cards",
        "wie lange ist die Lieferzeit",
        "¿Dónde está mi factura?",
        "Quels sont vos horaires ?",
    ],
)
async def test_ordinary_questions_are_near_to_none(embedder: Embedder, meanings: Meanings, text: str) -> None:
    """S11: no needless interruption."""
    near = await meanings.near(BOOK.examples, await embedder.one(text))
    assert not [each for each in near if each.nearness >= each.limit]


async def test_an_owner_describes_an_intent_by_examples(embedder: Embedder, meanings: Meanings) -> None:
    """P2."""
    own = OwnIntent("custom work", ("Can you draw a font just for us?", "We need an exclusive typeface"))
    book = RuleBook(1, Rules((), intents=(own,)))
    near = await meanings.near(
        book.examples, await embedder.one("could you design a typeface only for our brand")
    )
    assert near[0].intent == "custom work"
    assert near[0].nearness >= near[0].limit


async def test_a_book_is_learned_once_and_measures_the_same_anew(
    embedder: Embedder, meanings: Meanings
) -> None:
    """The same turn gives the same numbers in whoever learns the same examples."""
    text = await embedder.one("my card was billed two times")
    first = await meanings.near(BOOK.examples, text)
    assert await meanings.near(dict(BOOK.examples), text) == first
    assert await Meanings(embedder).near(BOOK.examples, text) == first


class Counted(Embedder):
    runs = 0

    def read(self, text: str) -> Read:
        self.runs += 1
        return super().read(text)


async def test_a_question_is_read_once_though_intents_search_and_ranking_ask_for_it(models: Path) -> None:
    embedder = Counted(models.parent)
    try:
        await embedder.one("Where is my order?")
        await embedder.asked("Where is my order?")
        await embedder.one("Where is my order?")
    finally:
        embedder.close()
    assert embedder.runs == 1
