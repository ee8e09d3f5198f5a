"""The SQL of mails that came in. Each function works in an open transaction of one workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.database.pool import Connection
from chatref.errors import NotFound
from chatref.mail.incoming import LARGEST


@dataclass(frozen=True, slots=True)
class Row:
    """`conversation` is where it is to stand, or stands; `suggested` the one that it names. `cut` says that the
    original is kept only in part."""

    id: str
    state: str
    came_at: datetime
    sender: str
    sender_name: str
    subject: str
    language: str
    text: str
    attachments: list[dict[str, str | int]]
    size: int
    cut: bool
    conversation: str | None
    seq: int | None
    suggested: str | None
    why: str


COLUMNS = """
id, state, came_at, sender, sender_name, subject, language, text, attachments, size, size > length(raw) as cut,
conversation, seq, suggested, why
"""

LONGEST_LISTED = 1_000
LISTED = COLUMNS.replace(" text,", f" left(text, {LONGEST_LISTED}) as text,")
"""Where many are read at once."""

ADD = """
insert into mails_in
       (workspace, id, key, via, message_id, sender, sender_name, subject, language, text, attachments, raw, size)
values (chatref_workspace(), %(id)s, %(key)s, %(via)s, %(message_id)s, %(sender)s, %(sender_name)s, %(subject)s,
        %(language)s, %(text)s, %(attachments)s, %(raw)s, %(size)s)
    on conflict (workspace, key) do nothing
"""


@dataclass(frozen=True, slots=True)
class Came:
    """A mail to be stored: `raw` up to the bound, `size` of the whole."""

    id: str
    key: str
    via: str
    message_id: str
    sender: str
    sender_name: str
    subject: str
    language: str
    text: str
    attachments: Sequence[dict[str, str | int]]
    raw: bytes
    size: int


async def add(connection: Connection, mail: Came) -> bool:
    """Whether it was not there yet."""
    values = {name: getattr(mail, name) for name in Came.__slots__} | {
        "attachments": Jsonb(list(mail.attachments))
    }
    return (await connection.execute(ADD, values)).rowcount == 1


async def to_file(connection: Connection, most: int) -> list[tuple[str, str]]:
    """Workspace and mail, over all workspaces, the first that came first."""
    found = await connection.execute("select workspace, mail from chatref_mails_new(%s)", [most])
    return await found.fetchall()


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that one files; `tries` counts this one."""

    row: Row
    raw: bytes
    tries: int


async def take(connection: Connection, mail: str, life: timedelta) -> Taken | None:
    """None if somebody else files it, or did."""
    taken = await connection.execute(
        """
        update mails_in set due_at = clock_timestamp() + %s, tries = tries + 1
         where id = %s and state = 'new' and due_at <= clock_timestamp() returning raw, tries
        """,
        [life, mail],
    )
    found = await taken.fetchone()
    row = await read(connection, mail)
    return Taken(row, *found) if found and row else None


async def meant_for(connection: Connection, mail: str, conversation: str) -> None:
    """Before it is written there: whoever tries again writes to the same, and it goes when that one is erased. Raises
    NotFound if it was erased meanwhile, with the one that it named."""
    meant = await connection.execute(
        "update mails_in set conversation = %s where id = %s and state <> 'erased'", [conversation, mail]
    )
    if not meant.rowcount:
        raise NotFound


async def file(
    connection: Connection, mail: str, conversation: str, seq: int | None, by: str | None = None
) -> None:
    await connection.execute(
        """
        update mails_in
           set state = 'filed', conversation = %s, seq = %s, suggested = null, why = '', handled_by = %s,
               handled_at = clock_timestamp()
         where id = %s and state <> 'erased'
        """,
        [conversation, seq, by, mail],
    )


async def lay(connection: Connection, mail: str, state: str, why: str, suggested: str | None = None) -> None:
    """Where the team sees it."""
    await connection.execute(
        """
        update mails_in
           set state = %s, why = %s, suggested = %s, conversation = null, due_at = clock_timestamp()
         where id = %s and state <> 'erased'
        """,
        [state, why, suggested, mail],
    )


async def hold(connection: Connection, mail: str, life: timedelta) -> Row | None:
    """For one who handles it; None if somebody else does, or did."""
    held = await connection.execute(
        """
        update mails_in set due_at = clock_timestamp() + %s
         where id = %s and state in ('bin', 'automatic', 'bounce') and due_at <= clock_timestamp()
        """,
        [life, mail],
    )
    return await read(connection, mail) if held.rowcount else None


async def let_go(connection: Connection, mail: str) -> None:
    await connection.execute(
        """
        update mails_in set due_at = clock_timestamp(), conversation = null
         where id = %s and state in ('bin', 'automatic', 'bounce')
        """,
        [mail],
    )


async def discard(connection: Connection, mail: str, by: str) -> None:
    await connection.execute(
        """
        update mails_in set state = 'discarded', handled_by = %s, handled_at = clock_timestamp()
         where id = %s and state <> 'erased'
        """,
        [by, mail],
    )


async def read(connection: Connection, mail: str) -> Row | None:
    async with connection.cursor(row_factory=class_row(Row)) as cursor:
        await cursor.execute(f"select {COLUMNS} from mails_in where id = %s", [mail])
        return await cursor.fetchone()


async def listed(connection: Connection, states: Sequence[str], most: int) -> list[Row]:
    """The latest first."""
    async with connection.cursor(row_factory=class_row(Row)) as cursor:
        await cursor.execute(
            f"select {LISTED} from mails_in where state = any(%s) order by came_at desc limit %s",
            [list(states), most],
        )
        return await cursor.fetchall()


async def count(connection: Connection) -> int:
    """Of those that wait for somebody."""
    found = await connection.execute("select count(*)::int from mails_in where state = 'bin'")
    row = await found.fetchone()
    return row[0] if row else 0


LEAST = 16 * 1024
"""Bytes that a mail counts at least, so that many small ones are not too many."""
WEIGHT = f"greatest({LEAST}, least({LARGEST}, size) + octet_length(text))"


async def lying(connection: Connection, states: Sequence[str]) -> tuple[int, datetime | None]:
    """Bytes of what is in one of these states, and when the latest of it came."""
    found = await connection.execute(
        f"select coalesce(sum({WEIGHT}), 0)::bigint, max(came_at) from mails_in where state = any(%s)",
        [list(states)],
    )
    row = await found.fetchone()
    return (row[0], row[1]) if row else (0, None)


async def drop_oldest(connection: Connection, states: Sequence[str], most: int) -> None:
    """But for the latest of so many bytes, and for what somebody is handling."""
    await connection.execute(
        f"""
        delete from mails_in m
         using (select id, sum({WEIGHT}) over (order by came_at desc, id) as newer
                  from mails_in where state = any(%(states)s)) lies
         where m.workspace = chatref_workspace() and m.id = lies.id and lies.newer > %(most)s
           and m.state = any(%(states)s) and m.due_at <= clock_timestamp()
        """,
        {"states": list(states), "most": most},
    )


async def original(connection: Connection, mail: str) -> bytes | None:
    found = await connection.execute("select raw from mails_in where id = %s and state <> 'erased'", [mail])
    row = await found.fetchone()
    return row[0] if row else None


async def filed(connection: Connection, conversation: str) -> list[Row]:
    """What stands in a conversation."""
    async with connection.cursor(row_factory=class_row(Row)) as cursor:
        await cursor.execute(
            f"select {LISTED} from mails_in where conversation = %s and state = 'filed' order by seq",
            [conversation],
        )
        return await cursor.fetchall()


async def filed_lately(connection: Connection, visitor: str, within: timedelta) -> int:
    """By the name of one conversation they may go on in others."""
    found = await connection.execute(
        """
        select count(*)::int from mails_in m
          join conversations c on c.workspace = m.workspace and c.id = m.conversation
         where c.visitor = %s and m.state = 'filed' and m.handled_at > clock_timestamp() - %s::interval
        """,
        [visitor, within],
    )
    row = await found.fetchone()
    return row[0] if row else 0


# What a teammate filed ends the row: they have seen who writes. A person's reply may well be answered at once.
CIRCLES = """
with before as (
    select m.text, m.came_at, m.handled_by from mails_in m
      join conversations c on c.workspace = m.workspace and c.id = m.conversation
     where c.visitor = %(visitor)s and m.state = 'filed' and m.handled_at > clock_timestamp() - %(within)s::interval
     order by m.handled_at desc limit %(most)s),
this as (select text, came_at, handled_by from mails_in where id = %(mail)s)
select count(*) > %(most)s and bool_and(handled_by is null) and (
           bool_and(text <> '' and text = (select text from this))
        or bool_and(exists (
               select from mails_out o join conversations c on c.workspace = o.workspace and c.id = o.conversation
                where c.visitor = %(visitor)s and o.state = 'sent' and o.kind <> 'reply'
                  and came_at between o.ended_at and o.ended_at + %(prompt)s::interval)))
  from (select * from before union all select * from this) as mails
"""


async def goes_in_circles(
    connection: Connection, visitor: str, mail: str, most: int, within: timedelta, prompt: timedelta
) -> bool:
    """Whether this one and the `most` before it say the same, or each came that soon after a mail of ours."""
    values = {"visitor": visitor, "mail": mail, "most": most, "within": within, "prompt": prompt}
    row = await (await connection.execute(CIRCLES, values)).fetchone()
    return bool(row and row[0])


# Whoever was filed here by hand belongs here: a teammate has said so.
KNOWN = """
select lower(address) from (
  select to_address as address from mails_out where conversation = %(conversation)s
   union select sender from mails_in where conversation = %(conversation)s and state = 'filed'
   union select v.verified ->> 'email' from visitors v where v.id = %(visitor)s
   union select v.claimed ->> 'email' from visitors v where v.id = %(visitor)s) as known(address)
 where address <> ''
"""


async def known_addresses(connection: Connection, conversation: str, visitor: str) -> set[str]:
    """From which somebody may answer in this conversation, beside what was left in it."""
    found = await connection.execute(KNOWN, {"conversation": conversation, "visitor": visitor})
    return {address for (address,) in await found.fetchall()}
