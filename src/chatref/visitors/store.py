"""The SQL of visitors. Each function works in an open transaction of one workspace."""

from psycopg.types.json import Jsonb

from chatref.database.pool import Connection
from chatref.visitors.model import Attributes, Known, Visitor


async def add_visitor(connection: Connection, visitor: str, site: str, name: str | None = None) -> None:
    await connection.execute(
        "insert into visitors (id, workspace, site, contact_name) values (%s, chatref_workspace(), %s, %s)",
        [visitor, site, name],
    )


async def add_session(
    connection: Connection, session: str, site: str, visitor: str, token: bytes, device: str
) -> None:
    await connection.execute(
        """
        insert into visitor_sessions (id, workspace, site, visitor, token_hash, device)
        values (%s, chatref_workspace(), %s, %s, %s, %s)
        """,
        [session, site, visitor, token, device],
    )


async def find_session(connection: Connection, token: bytes) -> Known | None:
    """Over all workspaces."""
    cursor = await connection.execute(
        "select workspace, site, visitor, session, blocked from chatref_visitor_session(%s)", [token]
    )
    row = await cursor.fetchone()
    return Known(*row) if row else None


async def visitor(connection: Connection, visitor: str) -> Visitor | None:
    cursor = await connection.execute(
        """
        select identified_as, claimed, verified, blocked_at is not null, coalesce((
               select device from visitor_sessions s where s.workspace = v.workspace and s.visitor = v.id
                order by s.created_at desc limit 1), '')
          from visitors v where id = %s
        """,
        [visitor],
    )
    row = await cursor.fetchone()
    return Visitor(*row) if row else None


async def set_blocked(connection: Connection, visitor: str, by: str | None) -> None:
    """`by` None unblocks."""
    await connection.execute(
        """
        update visitors set blocked_by = %s::uuid, blocked_at = case when %s::uuid is null then null else now() end
         where id = %s
        """,
        [by, by, visitor],
    )


async def set_claimed(connection: Connection, visitor: str, attributes: Attributes) -> None:
    await connection.execute(
        "update visitors set claimed = %s where id = %s and erased_at is null", [Jsonb(attributes), visitor]
    )


async def set_vouched(
    connection: Connection, visitor: str, identified_as: str, name: str | None, attributes: Attributes
) -> bool:
    """False, and nothing is changed, of who is erased or somebody else."""
    cursor = await connection.execute(
        """
        update visitors set identified_as = %s, contact_name = coalesce(%s, contact_name), verified = %s
         where id = %s and erased_at is null and coalesce(identified_as, %s) = %s
        """,
        [identified_as, name, Jsonb(attributes), visitor, identified_as, identified_as],
    )
    return cursor.rowcount == 1


async def identified(connection: Connection, site: str, identified_as: str) -> str | None:
    """The one that was made last; in several browsers at once somebody may have become several."""
    cursor = await connection.execute(
        """
        select id from visitors where site = %s and identified_as = %s and erased_at is null
         order by created_at desc, id limit 1
        """,
        [site, identified_as],
    )
    row = await cursor.fetchone()
    return row[0] if row else None
