"""The SQL of visitors. Each function works in an open transaction of one workspace."""

from datetime import timedelta

from psycopg.types.json import Jsonb

from chatref.database.pool import Connection
from chatref.visitors.model import Attributes, Contact, Known, Visitor


async def add_visitor(connection: Connection, visitor: str, site: str) -> None:
    await connection.execute(
        "insert into visitors (id, workspace, site) values (%s, chatref_workspace(), %s)", [visitor, site]
    )


async def add_session(connection: Connection, session: str, site: str, visitor: str, token: bytes) -> None:
    await connection.execute(
        """
        insert into visitor_sessions (id, workspace, site, visitor, token_hash)
        values (%s, chatref_workspace(), %s, %s, %s)
        """,
        [session, site, visitor, token],
    )


async def find_session(connection: Connection, token: bytes) -> Known | None:
    """Over all workspaces."""
    cursor = await connection.execute(
        "select workspace, site, visitor, session, blocked from chatref_visitor_session(%s)", [token]
    )
    row = await cursor.fetchone()
    return Known(*row) if row else None


async def revoke_sessions(connection: Connection, visitor: str) -> None:
    await connection.execute(
        "update visitor_sessions set revoked_at = now() where visitor = %s and revoked_at is null", [visitor]
    )


async def visitor(connection: Connection, visitor: str) -> Visitor | None:
    cursor = await connection.execute(
        """
        select id, site, identified_as, claimed, verified, contact_email, contact_name,
               blocked_at is not null, created_at, last_seen_at
          from visitors where id = %s
        """,
        [visitor],
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    known, site, identified_as, claimed, verified, email, name, blocked, created_at, last_seen_at = row
    contact = Contact(email, name) if email else None
    return Visitor(known, site, identified_as, claimed, verified, contact, blocked, created_at, last_seen_at)


async def add_claimed(connection: Connection, visitor: str, attributes: Attributes) -> None:
    await connection.execute(
        "update visitors set claimed = claimed || %s where id = %s", [Jsonb(dict(attributes)), visitor]
    )


async def add_verified(connection: Connection, visitor: str, attributes: Attributes) -> None:
    await connection.execute(
        "update visitors set verified = verified || %s where id = %s", [Jsonb(dict(attributes)), visitor]
    )


async def set_contact(connection: Connection, visitor: str, contact: Contact) -> None:
    await connection.execute(
        "update visitors set contact_email = %s, contact_name = coalesce(%s, contact_name) where id = %s",
        [contact.email, contact.name, visitor],
    )


async def set_blocked(connection: Connection, visitor: str, by: str | None) -> None:
    """`by` None unblocks."""
    await connection.execute(
        """
        update visitors set blocked_by = %s::uuid, blocked_at = case when %s::uuid is null then null else now() end
         where id = %s
        """,
        [by, by, visitor],
    )


async def touch(connection: Connection, visitor: str, every: timedelta) -> None:
    await connection.execute(
        "update visitors set last_seen_at = now() where id = %s and last_seen_at < now() - %s",
        [visitor, every],
    )
