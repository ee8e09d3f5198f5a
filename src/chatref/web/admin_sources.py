"""The owner's sources: what the assistant learns from, how far it is, and a question tried on it."""

from typing import Annotated

from fastapi import APIRouter, Path

from chatref.assistant.models import Question, unheard
from chatref.database.pool import Connection
from chatref.errors import BadInput, Refused
from chatref.knowledge import store
from chatref.knowledge.content import Source, SourceKind
from chatref.knowledge.sources.address import canonical, host_and_port
from chatref.knowledge.sources.reading import Unreadable
from chatref.web.admin_models import (
    CitationView,
    PageRow,
    ProbeView,
    SourceMade,
    SourceRow,
    Sources,
    SourceWanted,
    Tried,
    Trying,
)
from chatref.web.auth import KnowledgeKeeper
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

admin_sources = APIRouter(prefix="/api/admin", tags=["owner"])
SourceId = Annotated[Id, Path()]
FIRST_PAGES = 12


@admin_sources.post("/sources")
async def learn(asked: SourceWanted, who: KnowledgeKeeper, rooms: RoomsHere) -> SourceMade:
    """Starts at once. The same address again is the same source, read again."""
    address = _address(asked.address)
    hosts = [host_and_port(address)] if asked.allow_private else []
    async with rooms.database.workspace(who.workspace) as connection:
        source = await store.add_source(
            connection, who.workspace, SourceKind.WEBSITE, address, allowed_hosts=hosts
        )
    rooms.learning.start(who.workspace, source)
    return SourceMade(source=source)


@admin_sources.get("/sources")
async def list_sources(who: KnowledgeKeeper, rooms: RoomsHere) -> Sources:
    async with rooms.database.workspace(who.workspace) as connection:
        found = [each for each in await store.sources(connection) if _shown(each)]
        return Sources(sources=[await _row(connection, each) for each in found])


@admin_sources.post("/sources/{source}/stop")
async def stop(source: SourceId, who: KnowledgeKeeper, rooms: RoomsHere) -> SourceMade:
    async with rooms.database.workspace(who.workspace) as connection:
        found = _read_somewhere(await store.source(connection, source))
        await store.ask_to_stop(connection, found.id)
    return SourceMade(source=source)


@admin_sources.post("/sources/{source}/again")
async def again(source: SourceId, who: KnowledgeKeeper, rooms: RoomsHere) -> SourceMade:
    async with rooms.database.workspace(who.workspace) as connection:
        found = _read_somewhere(await store.source(connection, source))
    rooms.learning.start(who.workspace, found.id)
    return SourceMade(source=source)


@admin_sources.delete("/sources/{source}")
async def remove(source: SourceId, who: KnowledgeKeeper, rooms: RoomsHere) -> SourceMade:
    """Nothing is answered from it any more."""
    async with rooms.database.workspace(who.workspace) as connection:
        found = _read_somewhere(await store.source(connection, source))
        await store.remove_source(connection, who.workspace, found.id)
    return SourceMade(source=source)


@admin_sources.post("/try")
async def try_question(asked: Trying, who: KnowledgeKeeper, rooms: RoomsHere) -> Tried:
    """What a visitor would be answered; nothing is stored."""
    found = await rooms.assistant.answer(who.workspace, Question((asked.question,)), unheard)
    return Tried(
        text=found.text,
        answer=found.kind,
        citations=[
            CitationView(title=each.title, address=each.address, heading=each.heading)
            for each in found.citations
        ],
    )


def _shown(source: Source) -> bool:
    """Where nothing is written any more, there is nothing to show."""
    return source.kind is not SourceKind.WRITTEN or source.progress.learned > 0


def _read_somewhere(source: Source) -> Source:
    if source.kind is SourceKind.WRITTEN:
        raise Refused("WrittenByHand", "These answers are changed and removed one by one.")
    return source


def _address(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        host_and_port(address)
    except Unreadable:
        raise BadInput("address", "Please enter an address, such as https://help.example.com.") from None
    return canonical(address)


async def _row(connection: Connection, source: Source) -> SourceRow:
    learned = await store.first_documents(connection, source.id, FIRST_PAGES)
    failed = await store.failed_pages(connection, source.id, FIRST_PAGES)
    pages = [PageRow(address=address, title=title, state="learned") for address, title in learned]
    pages += [PageRow(address=each.address, title=each.reason, state="failed") for each in failed]
    return SourceRow(
        id=source.id,
        kind=source.kind.value,
        address=source.address,
        state=source.state,
        found=source.progress.found,
        learned=source.progress.learned + source.progress.unchanged,
        failed=source.progress.failed,
        pages=pages,
        probe=_probe(source, dict(learned)),
        text=source.reason,
    )


def _probe(source: Source, titles: dict[str, str]) -> ProbeView | None:
    if source.probe is None:
        return None
    address = source.probe.address
    citation = CitationView(title=titles.get(address, address), address=address)
    return ProbeView(question=source.probe.question, citation=citation)
