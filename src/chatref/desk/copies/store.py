"""What is kept of a visitor, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg.rows import class_row

from chatref.database.pool import Connection
from chatref.desk.copies.copy import Attached, CameIn, Kept, PassedOn, WentOut
from chatref.desk.erasure.store import LIVE


async def kept(connection: Connection, workspace: str, visitor: str) -> Kept | None:
    """None of nobody, and of who was erased."""
    async with connection.cursor(row_factory=class_row(Kept)) as cursor:
        await cursor.execute(
            """
            select v.id, s.name as site, s.id as site_id, v.created_at as first_seen, v.contact_name as name,
                   v.identified_as, v.claimed, v.verified, v.blocked_at is not null as blocked,
                   array(select distinct device from visitor_sessions b
                          where b.workspace = v.workspace and b.visitor = v.id and device <> '') as browsers
              from visitors v join sites s on s.workspace = v.workspace and s.id = v.site
             where v.workspace = %s and v.id = %s and v.erased_at is null
            """,
            [workspace, visitor],
        )
        return await cursor.fetchone()


async def visitor_of(connection: Connection, workspace: str, conversation: str) -> str | None:
    found = await connection.execute(
        f"select visitor from conversations where workspace = %s and id = %s and {LIVE}",
        [workspace, conversation],
    )
    row = await found.fetchone()
    return row[0] if row else None


async def passed_on(connection: Connection, workspace: str, conversations: Sequence[str]) -> list[PassedOn]:
    """The first first. A follow-up went to where its handoff is."""
    async with connection.cursor(row_factory=class_row(PassedOn)) as cursor:
        await cursor.execute(
            """
            select o.conversation, o.made_at as at, d.name as "to", o.state, o.reference, o.address
              from deliveries o join destinations d on d.workspace = o.workspace and d.id = o.destination
             where o.workspace = %s and o.conversation = any(%s::uuid[]) and o.follows is null
             order by o.made_at, d.name
            """,
            [workspace, list(conversations)],
        )
        return await cursor.fetchall()


async def mails(
    connection: Connection, workspace: str, conversations: Sequence[str]
) -> list[CameIn | WentOut]:
    """What came by mail, and then what went."""
    here = {"workspace": workspace, "of": list(conversations)}
    async with connection.cursor(row_factory=class_row(CameIn)) as cursor:
        await cursor.execute(
            """
            select coalesce(conversation, suggested) as conversation, came_at as at, id, seq, sender, sender_name,
                   subject, language, text, attachments
              from mails_in
             where workspace = %(workspace)s and state <> 'erased'
               and (conversation = any(%(of)s::uuid[]) or conversation is null and suggested = any(%(of)s::uuid[]))
             order by came_at
            """,
            here,
        )
        came = await cursor.fetchall()
    async with connection.cursor(row_factory=class_row(WentOut)) as cursor:
        await cursor.execute(
            """
            select conversation, max(ended_at) as at, to_address as "to", why from mails_out
             where workspace = %(workspace)s and conversation = any(%(of)s::uuid[]) and to_address <> ''
             group by conversation, message_id, to_address, why order by 2
            """,
            here,
        )
        return [*came, *await cursor.fetchall()]


async def files(connection: Connection, workspace: str, conversations: Sequence[str]) -> list[Attached]:
    async with connection.cursor(row_factory=class_row(Attached)) as cursor:
        await cursor.execute(
            """
            select conversation, made_at as at, id, field, name, type, size from files
             where workspace = %s and conversation = any(%s::uuid[]) order by made_at
            """,
            [workspace, list(conversations)],
        )
        return await cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Counted:
    """`going_on` of the conversations have not ended. `on_its_way` is held back, `lessons` are corrections and test
    cases, which go, `answers` are published, and stay."""

    going_on: int
    on_its_way: int
    lessons: int
    answers: int


COUNTED = """
select (select count(*) from conversations where workspace = %(workspace)s and id = any(%(of)s::uuid[])
           and stage <> 'resolved')::int as going_on,
       (select count(*) from deliveries where workspace = %(workspace)s and conversation = any(%(of)s::uuid[])
           and state = 'due')::int as on_its_way,
       (select count(*) from corrections where workspace = %(workspace)s and conversation = any(%(of)s::uuid[]))::int
     + (select count(*) from test_cases where workspace = %(workspace)s and conversation = any(%(of)s::uuid[]))::int
       as lessons,
       (select count(*) from written_answers where workspace = %(workspace)s
           and conversation = any(%(of)s::uuid[]))::int as answers
"""


async def counted(connection: Connection, workspace: str, conversations: Sequence[str]) -> Counted:
    async with connection.cursor(row_factory=class_row(Counted)) as cursor:
        await cursor.execute(COUNTED, {"workspace": workspace, "of": list(conversations)})
        found = await cursor.fetchone()
    assert found
    return found
