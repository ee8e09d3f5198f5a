"""A source is learned completely, once, and again without waste."""

import asyncio
from dataclasses import replace
from pathlib import Path

import psycopg

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import Found, Source, SourceKind, SourceState
from chatref.knowledge.documents.store import swap_document
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.learn import Learner
from chatref.knowledge.passages import embedded_document
from chatref.knowledge.search import search
from chatref.knowledge.split import Block
from tests.cast import Foundry
from tests.knowledge.site import Reply, Site

WEBSITE = SourceKind.WEBSITE
REFUNDS = "You get your money back within 14 days of buying a font, if it was not installed."
LICENCES = "A desktop licence covers three computers and is valid for ever."


async def learned(
    database: Database,
    embedder: Embedder,
    workspace: str,
    address: str,
    *hosts: str,
    kind: SourceKind = SourceKind.WEBSITE,
) -> Source:
    async with database.workspace(workspace) as connection:
        source_id = await store.add_source(connection, workspace, kind, address, allowed_hosts=hosts)
    return await Learner(database, embedder).learn(workspace, source_id)


async def found(database: Database, embedder: Embedder, workspace: str, question: str) -> Found:
    meaning = await embedder.one(question)
    async with database.workspace(workspace) as connection:
        return await search(connection, question, meaning)


async def test_a_crawled_page_is_found_by_a_question(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """P19, F41: learned is said only of what a question finds."""
    site.put("/help/", "Help centre", "Welcome.", links=("/help/refunds", "/help/licences"))
    site.put("/help/refunds", "Refunds", REFUNDS)
    site.put("/help/licences", "Licences", LICENCES)
    source = await learned(database, embedder, foundry.workspace, site.at("/help/"), site.host)
    assert (source.state, source.reason, source.progress.learned) == (SourceState.LEARNED, None, 3)
    assert source.probe
    hits = (await found(database, embedder, foundry.workspace, "Can I have my money back?")).hits
    assert hits[0].address == site.at("/help/refunds")
    assert hits[0].text == REFUNDS


LOSES = """
create function lost() returns trigger language plpgsql as 'begin return null; end';
create trigger lost before insert on passage_index for each row execute function lost();
"""


async def test_f41_what_was_read_and_is_found_by_no_question_does_not_count_as_learned(
    database: Database, database_url: str, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """All is accepted and stored, and what the search looks through gets nothing of it."""
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(LOSES)
    site.put("/", "Refunds", REFUNDS)
    source = await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    assert (source.progress.found, source.progress.failed, source.probe) == (1, 0, None)
    assert (source.state, source.reason) == (
        SourceState.FAILED,
        "It was read, but a test question did not find it.",
    )


async def test_a_second_crawl_embeds_nothing_and_doubles_nothing(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F43"""
    site.put("/", "Home", "Fonts.", links=("/refunds",))
    site.put("/refunds", "Refunds", REFUNDS)
    first = await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    second = await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    assert first.progress.embedded == 2
    assert (second.progress.embedded, second.progress.unchanged, second.state) == (0, 2, SourceState.LEARNED)
    hits = (await found(database, embedder, foundry.workspace, "refunds")).hits
    assert len(hits) == 2


async def test_a_failed_fetch_keeps_the_last_good_version(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F43: only a confirmed 404 or 410 makes a page vanish."""
    site.put("/", "Home", "Fonts.", links=("/refunds",))
    site.put("/refunds", "Refunds", REFUNDS)
    await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    site.pages["/refunds"] = Reply(status=403)
    second = await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    assert second.progress.failed == 1
    assert (await found(database, embedder, foundry.workspace, "refunds")).hits[0].text == REFUNDS
    site.pages["/refunds"] = Reply(status=410)
    await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    hits = (await found(database, embedder, foundry.workspace, "refunds")).hits
    assert [hit.address for hit in hits] == [site.at("/")]


async def test_a_private_address_is_refused_unless_the_owner_allows_it(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F44"""
    site.put("/", "Home", "Fonts.")
    source = await learned(database, embedder, foundry.workspace, site.at("/"))
    assert source.state is SourceState.FAILED
    assert source.reason is not None
    assert "private network" in source.reason
    assert not site.asked


async def test_a_folder_is_learned_and_nothing_outside_of_it(
    database: Database, embedder: Embedder, foundry: Foundry, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nThe safe opens with 1234.")
    (folder / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    (folder / "licences.html").write_text(f"<h1>Licences</h1><p>{LICENCES}</p>")
    (folder / "hours.txt").write_text("Opening hours\n\nThe shop is open from nine to five.\n")
    (folder / "escape.md").symlink_to(tmp_path / "secret.md")
    (folder / "up").symlink_to(tmp_path)
    source = await learned(database, embedder, foundry.workspace, str(folder), kind=SourceKind.FOLDER)
    assert (source.state, source.progress.learned) == (SourceState.LEARNED, 3)
    hits = (await found(database, embedder, foundry.workspace, "What opens the safe?")).hits
    assert {hit.address: hit.title for hit in hits} == {
        "refunds.md": "Refunds",
        "licences.html": "Licences",
        "hours.txt": "Opening hours",
    }


async def test_a_folder_that_is_away_takes_nothing_along(
    database: Database, embedder: Embedder, foundry: Foundry, folder: Path
) -> None:
    """F43: a disk that is not mounted is no folder without files."""
    (folder / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    await learned(database, embedder, foundry.workspace, str(folder), kind=SourceKind.FOLDER)
    away = await asyncio.to_thread(folder.rename, folder.with_name("elsewhere"))
    source = await learned(database, embedder, foundry.workspace, str(folder), kind=SourceKind.FOLDER)
    assert (source.state, source.reason) == (SourceState.FAILED, "This folder is not there.")
    assert (await found(database, embedder, foundry.workspace, "refunds")).hits[0].text == REFUNDS
    await asyncio.to_thread(away.rename, folder)
    (folder / "refunds.md").unlink()
    await learned(database, embedder, foundry.workspace, str(folder), kind=SourceKind.FOLDER)
    assert (await found(database, embedder, foundry.workspace, "refunds")).hits == ()


async def test_a_workspace_finds_nothing_of_another(
    database: Database, embedder: Embedder, foundry: Foundry, rival: Foundry, folder: Path
) -> None:
    """F39"""
    (folder / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    await learned(database, embedder, foundry.workspace, str(folder), kind=SourceKind.FOLDER)
    assert (await found(database, embedder, rival.workspace, "refunds")).hits == ()


async def test_what_is_equally_near_is_found_in_one_order_wherever_it_lies(
    database: Database, embedder: Embedder, foundry: Foundry
) -> None:
    """More of them than the search looks at, more in a document than it takes of one."""
    document, (passage,) = await embedded_document(embedder, "", Extract("Refunds", (Block((), REFUNDS),)))
    async with database.workspace(foundry.workspace) as connection:
        source = await store.add_source(connection, foundry.workspace, WEBSITE, "https://foundry.example/")
        for number in range(13):
            page = replace(document, address=f"/{number}")
            await swap_document(connection, foundry.workspace, source, page, [passage] * 6)
    first = (await found(database, embedder, foundry.workspace, "refunds")).hits
    assert (len(first), len({hit.meaning + hit.coverage for hit in first})) == (8, 1)
    async with database.workspace(foundry.workspace) as connection:
        moved = await connection.execute("update passage_index set meaning = meaning where passage % 3 = 1")
    assert moved.rowcount == 26
    assert (await found(database, embedder, foundry.workspace, "refunds")).hits == first
