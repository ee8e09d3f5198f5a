"""No model is called inside a transaction: over learning, a whole turn and a question tried, with nothing played."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from uuid import uuid4

import pytest

from chatref.app import open_rooms
from chatref.assistant.answers import Ranking
from chatref.assistant.models import Question, unheard
from chatref.conversation.commands import Opening, Write
from chatref.conversation.events import AssistantAnswered
from chatref.conversation.model import Actor, ActorKind
from chatref.database.pool import Connection, Database
from chatref.desk import reading
from chatref.knowledge import store
from chatref.knowledge.content import SourceKind, SourceState
from chatref.knowledge.embed import Embedder
from chatref.settings import Settings
from chatref.web.rooms import Rooms
from tests.cast import Foundry
from tests.knowledge.site import Site, serve

MODELS = ((Embedder, "one"), (Embedder, "asked"), (Embedder, "many"), (Ranking, "answer"))
PATIENCE = 60.0  # seconds
Answering = Callable[..., Awaitable[object]]

_connections: ContextVar[int] = ContextVar(
    "connections that this task or those that began it hold", default=0
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, bool]]:
    """How often each model was called, and whether while a connection was held."""
    found = Counter[tuple[str, bool]]()
    holding = Database._connection

    @asynccontextmanager
    async def noted(self: Database) -> AsyncIterator[Connection]:
        async with holding(self) as connection:
            before = _connections.set(_connections.get() + 1)
            try:
                yield connection
            finally:
                _connections.reset(before)

    def counted(model: type, method: str) -> Answering:
        usual: Answering = getattr(model, method)

        @wraps(usual)
        async def counting(*given: object, **named: object) -> object:
            found[f"{model.__name__}.{method}", _connections.get() > 0] += 1
            return await usual(*given, **named)

        return counting

    monkeypatch.setattr(Database, "_connection", noted)
    for model, method in MODELS:
        monkeypatch.setattr(model, method, counted(model, method))
    return found


async def test_f46_no_model_is_called_while_a_connection_is_held(
    calls: Counter[tuple[str, bool]], database_url: str, foundry: Foundry, furnished_home: Path
) -> None:
    """F46."""
    async with open_rooms(Settings(home=furnished_home), database_url) as rooms:
        with serve() as site:
            await _learn(rooms, foundry, site)
        await _answered(rooms, foundry)
        await rooms.assistant.answer(foundry.workspace, Question(("What does a web licence cost?",)), unheard)
    assert {model for model, _ in calls} == {f"{model.__name__}.{method}" for model, method in MODELS}
    assert [call for call in calls if call[1]] == []


async def test_f46_a_model_called_inside_would_be_noticed(
    calls: Counter[tuple[str, bool]], database: Database, furnished_home: Path
) -> None:
    """Of the test above: in the same task, and in one that was begun inside."""
    embedder = Embedder(furnished_home)
    async with database.system():
        await embedder.one("inside")
        await asyncio.create_task(embedder.one("begun inside"))
    await embedder.one("outside")
    embedder.close()
    assert calls == {("Embedder.one", True): 2, ("Embedder.one", False): 1}


async def _learn(rooms: Rooms, foundry: Foundry, site: Site) -> None:
    site.put(
        "/", "Licences", "A web licence costs 40 euros a year.", "It covers one site with all its pages."
    )
    async with rooms.database.workspace(foundry.workspace) as connection:
        source = await store.add_source(
            connection, foundry.workspace, SourceKind.WEBSITE, site.at("/"), allowed_hosts=[site.host]
        )
    rooms.learning.start(foundry.workspace, source)
    async with asyncio.timeout(PATIENCE):
        while True:
            async with rooms.database.workspace(foundry.workspace) as connection:
                if (await store.source(connection, source)).state is SourceState.LEARNED:
                    return
            await asyncio.sleep(0.1)


async def _answered(rooms: Rooms, foundry: Foundry) -> None:
    conversation, visitor = str(uuid4()), foundry.vera.id
    begins = Opening(conversation, foundry.workspace, foundry.site.id, visitor, "en", "")
    await rooms.desk.handle(
        foundry.workspace,
        conversation,
        Write(str(uuid4()), "What does a web licence cost?", "", False, None, begins),
        actor=Actor(ActorKind.VISITOR, visitor),
        command_id=str(uuid4()),
        sender=f"visitor:{visitor}",
    )
    async with asyncio.timeout(PATIENCE):
        while True:
            _, events, _ = await reading.history(rooms.database, foundry.workspace, conversation)
            if any(isinstance(each.recorded.event, AssistantAnswered) for each in events):
                return
            await asyncio.sleep(0.1)
