"""The SQL of sources and of their learning. Each function is one statement or a few in one transaction."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, LiteralString
from uuid import uuid4

from chatref.database.pool import Connection
from chatref.errors import NotFound
from chatref.knowledge.content import (
    FailedPage,
    Orders,
    Probe,
    Progress,
    Source,
    SourceKind,
    SourceState,
)
from chatref.knowledge.documents import store as documents_store

_SOURCE: LiteralString = """
    select id, kind, address, allowed_hosts, page_limit, seconds_limit,
           case when chatref_given_up(sources) then 'failed' else state end,
           found, fetched, learned, unchanged, failed, embedded,
           case when chatref_given_up(sources)
                then 'Learning was interrupted again and again. Please start it again.' else reason end,
           probe_question, probe_address
    from sources
"""


async def add_source(
    connection: Connection,
    workspace: str,
    kind: SourceKind,
    address: str,
    *,
    allowed_hosts: Sequence[str] = (),
    page_limit: int = 2000,
    seconds_limit: int = 3600,
) -> str:
    """The id of the source with this address; one that is there already takes the new limits."""
    row = await (
        await connection.execute(
            """insert into sources (id, workspace, kind, address, allowed_hosts, page_limit, seconds_limit)
               values (%s, %s, %s, %s, %s, %s, %s)
               on conflict (workspace, kind, address) do update set allowed_hosts = excluded.allowed_hosts,
                   page_limit = excluded.page_limit, seconds_limit = excluded.seconds_limit
               returning id""",
            (str(uuid4()), workspace, kind, address, list(allowed_hosts), page_limit, seconds_limit),
        )
    ).fetchone()
    assert row
    return str(row[0])


async def source(connection: Connection, source_id: str) -> Source:
    row = await (await connection.execute(_SOURCE + "where id = %s", (source_id,))).fetchone()
    if row is None:
        raise NotFound
    return _source(row)


async def sources(connection: Connection) -> list[Source]:
    rows = await (await connection.execute(_SOURCE + "order by created_at")).fetchall()
    return [_source(row) for row in rows]


async def remove_source(connection: Connection, workspace: str, source_id: str) -> None:
    """With all that was learned from it; whoever is learning it finds out and leaves."""
    removed = await connection.execute("delete from sources where id = %s", (source_id,))
    if not removed.rowcount:
        raise NotFound
    await documents_store.count_terms(connection, workspace)


async def first_documents(connection: Connection, source_id: str, most: int) -> list[tuple[str, str]]:
    """(address, title), those learned last first."""
    cursor = await connection.execute(
        "select address, title from documents where source = %s order by learned_at desc, address limit %s",
        (source_id, most),
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def failed_pages(connection: Connection, source_id: str, most: int = 200) -> list[FailedPage]:
    rows = await (
        await connection.execute(
            "select address, reason, retryable from failed_pages where source = %s order by address limit %s",
            (source_id, most),
        )
    ).fetchall()
    return [FailedPage(*row) for row in rows]


async def begin_learning(
    connection: Connection, source_id: str, learner: str, *, resumed: bool = False
) -> bool:
    """False if somebody is learning it at this moment, or if there is nothing to be resumed or read."""
    row = await (
        await connection.execute(
            """update sources set state = 'learning', learner = %(learner)s, alive_at = clock_timestamp(),
                   stop_asked = stop_asked and %(resumed)s, reason = null, finished_at = null,
                   started_at = case when %(resumed)s then started_at else now() end,
                   -- Who was told to go has not failed.
                   interruptions = case when %(resumed)s then interruptions + (alive_at > '-infinity')::int else 0 end,
                   found = 0, fetched = 0, learned = 0, unchanged = 0, failed = 0, embedded = 0
               where id = %(id)s and kind <> 'written'
                 and (chatref_abandoned(sources) or state <> 'learning' and not %(resumed)s)
               returning id""",
            {"id": source_id, "learner": learner, "resumed": resumed},
        )
    ).fetchone()
    if row:
        await connection.execute("delete from failed_pages where source = %s", (source_id,))
    return row is not None


async def abandoned(connection: Connection, most: int) -> list[tuple[str, str]]:
    """(workspace, source) of those whose learner is gone, in any workspace."""
    cursor = await connection.execute("select workspace, source from chatref_abandoned_sources(%s)", (most,))
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def let_go(connection: Connection, source_id: str, learner: str) -> None:
    """Another learner may go on at once."""
    await connection.execute(
        "update sources set alive_at = '-infinity' where id = %s and learner = %s and state = 'learning'",
        (source_id, learner),
    )


async def ask_to_stop(connection: Connection, source_id: str) -> None:
    await connection.execute("update sources set stop_asked = true where id = %s", (source_id,))


async def report(connection: Connection, source_id: str, learner: str, progress: Progress) -> Orders:
    """Stores the progress and says that the learner lives."""
    row = await (
        await connection.execute(
            """update sources set alive_at = clock_timestamp(), found = %s, fetched = %s, learned = %s,
                   unchanged = %s, failed = %s, embedded = %s
               where id = %s and learner = %s and state = 'learning' returning stop_asked""",
            (*astuple(progress), source_id, learner),
        )
    ).fetchone()
    if row is None:
        return Orders.LEAVE
    return Orders.STOP if row[0] else Orders.GO_ON


async def finish_learning(
    connection: Connection,
    source_id: str,
    learner: str,
    state: SourceState,
    reason: str | None,
    probe: Probe | None,
) -> None:
    await connection.execute(
        """update sources set state = %s, reason = %s, probe_question = %s, probe_address = %s,
               finished_at = now() where id = %s and learner = %s""",
        (state, reason, probe and probe.question, probe and probe.address, source_id, learner),
    )


async def note_failed(connection: Connection, workspace: str, source_id: str, page: FailedPage) -> None:
    await connection.execute(
        """insert into failed_pages (workspace, source, address, reason, retryable)
           select %s, id, %s, %s, %s from sources where id = %s for key share
           on conflict (source, address) do update set reason = excluded.reason, retryable = excluded.retryable,
               at = now()""",
        (workspace, page.address, page.reason, page.retryable, source_id),
    )


def _source(row: Sequence[Any]) -> Source:
    return Source(
        id=row[0],
        kind=SourceKind(row[1]),
        address=row[2],
        allowed_hosts=tuple(row[3]),
        page_limit=row[4],
        seconds_limit=row[5],
        state=SourceState(row[6]),
        progress=Progress(*row[7:13]),
        reason=row[13],
        probe=Probe(row[14], row[15]) if row[14] else None,
    )
