"""A folder on this machine is learned by whoever may start programs on it: no page in the web can name one."""

from pathlib import Path

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import Source, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner


async def learn_folder(database: Database, home: Path, workspace: str, folder: Path) -> Source:
    """To the end, with the local model kept in `home`. The same path again is the same source."""
    async with database.workspace(workspace) as connection:
        source = await store.add_source(connection, workspace, SourceKind.FOLDER, str(folder))
    embedder = Embedder(home)
    try:
        return await Learner(database, embedder).learn(workspace, source)
    finally:
        embedder.close()
