"""Without a model the assistant answers in the content's own words, or says that it can't."""

from pathlib import Path

from chatref.assistant.answers import answer, answerer_for
from chatref.assistant.models import Answer, Question
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from tests.cast import Foundry

REFUNDS = "You get your money back within 14 days of buying a font, if it was not installed."


async def asked(database: Database, embedder: Embedder, foundry: Foundry, *burst: str) -> Answer:
    answerer = answerer_for(None, embedder)
    return await answer(database, embedder, answerer, foundry.workspace, Question(burst), lambda _: None)


async def learn(database: Database, embedder: Embedder, foundry: Foundry, folder: Path) -> None:
    (folder / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    (folder / "hours.md").write_text("# Opening hours\n\nWe are here from 9 to 17 o'clock on working days.\n")
    async with database.workspace(foundry.workspace) as connection:
        source = await store.add_source(connection, foundry.workspace, SourceKind.FOLDER, str(folder))
    await Learner(database, embedder).learn(foundry.workspace, source)


async def test_an_answer_is_the_sentence_that_answers_with_its_source(
    database: Database, embedder: Embedder, foundry: Foundry, tmp_path: Path
) -> None:
    """P1, P20"""
    await learn(database, embedder, foundry, tmp_path)
    given = await asked(database, embedder, foundry, "Can I get my money back for a font?")
    assert given.kind is AnswerKind.ANSWER
    assert REFUNDS in given.text
    assert [citation.address for citation in given.citations] == ["refunds.md"]


async def test_what_is_not_in_the_content_is_not_answered(
    database: Database, embedder: Embedder, foundry: Foundry, tmp_path: Path
) -> None:
    """P1"""
    await learn(database, embedder, foundry, tmp_path)
    given = await asked(database, embedder, foundry, "Which planet has the most moons?")
    assert (given.kind, given.citations) == (AnswerKind.NOT_FOUND, ())


async def test_a_greeting_is_answered_without_a_search(
    database: Database, embedder: Embedder, foundry: Foundry
) -> None:
    given = await asked(database, embedder, foundry, "Hello there!")
    assert given.kind is AnswerKind.SMALL_TALK
