"""Files in SQL."""

from dataclasses import dataclass

from chatref.actions.files import Uploaded
from chatref.conversation.file import FileType
from chatref.database.pool import Connection

MOST = 10
"""In one conversation."""
FULL_DAY = 2_000_000_000
"""Bytes that a workspace takes in a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    type: FileType
    content: bytes


async def one_by_one(connection: Connection, conversation: str) -> None:
    """Until the end of the transaction, so that the counts hold."""
    await connection.execute(
        "select pg_advisory_xact_lock(hashtextextended('files of ' || %s::text, 0))", [conversation]
    )


async def digest_of(connection: Connection, workspace: str, conversation: str, file: str) -> bytes | None:
    found = await connection.execute(
        "select digest from files where workspace = %s and conversation = %s and id = %s",
        [workspace, conversation, file],
    )
    row = await found.fetchone()
    return row[0] if row else None


async def count(connection: Connection, workspace: str, conversation: str) -> int:
    found = await connection.execute(
        "select count(*)::int from files where workspace = %s and conversation = %s",
        [workspace, conversation],
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def bytes_today(connection: Connection, workspace: str) -> int:
    found = await connection.execute(
        "select coalesce(sum(size), 0)::bigint from files where workspace = %s and made_at > now() - interval '1 day'",
        [workspace],
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def add(
    connection: Connection, workspace: str, conversation: str, picked: Uploaded, content: bytes, digest: bytes
) -> None:
    await connection.execute(
        """
        insert into files (workspace, conversation, id, field, name, type, size, content, digest)
        values (%s, %s, %s, %s, %s, %s, %s, %b, %b)
        """,
        [
            workspace, conversation, picked.id, picked.field, picked.name, picked.type, picked.size, content,
            digest,
        ],
    )  # fmt: skip


async def is_collecting(connection: Connection, workspace: str, conversation: str) -> bool:
    """And it stays so until the end of the transaction."""
    found = await connection.execute(
        "select from conversations where workspace = %s and id = %s and stage = 'collecting' for share",
        [workspace, conversation],
    )
    return found.rowcount == 1


async def of_fields(
    connection: Connection, workspace: str, conversation: str, fields: list[str]
) -> list[Uploaded]:
    """The latest last."""
    found = await connection.execute(
        """
        select id, field, name, type, size from files
         where workspace = %s and conversation = %s and field = any(%s) order by made_at
        """,
        [workspace, conversation, fields],
    )
    return [
        Uploaded(file, field, name, FileType(kind), size)
        for file, field, name, kind, size in await found.fetchall()
    ]


async def stay(connection: Connection, workspace: str, conversation: str, files: list[str]) -> None:
    await connection.execute(
        """
        update files set given = true
         where workspace = %s and conversation = %s and id = any(%s::uuid[]) and not given
        """,
        [workspace, conversation, files],
    )


async def read(connection: Connection, workspace: str, conversation: str, file: str) -> Kept | None:
    found = await connection.execute(
        "select name, type, content from files where workspace = %s and conversation = %s and id = %s",
        [workspace, conversation, file],
        binary=True,
    )
    row = await found.fetchone()
    return Kept(row[0], FileType(row[1]), row[2]) if row else None


async def sweep(connection: Connection, workspace: str) -> None:
    """What was sent and then never given."""
    await connection.execute(
        "delete from files where workspace = %s and not given and made_at < now() - interval '1 day'",
        [workspace],
    )
