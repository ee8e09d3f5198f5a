"""Erasing in SQL: every copy of what anybody wrote in a conversation, and who has nothing left here."""

from dataclasses import dataclass

from chatref.conversation.events import Recorded
from chatref.conversation.model import ActorKind
from chatref.database.pool import Connection
from chatref.desk.store import entomb

NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Erasing:
    """A conversation that an append erases; `recorded` is the event that says so."""

    workspace: str
    conversation: str
    visitor: str
    recorded: Recorded

    @property
    def by(self) -> str | None:
        """The teammate, if it was one."""
        actor = self.recorded.actor
        return actor.id if actor.kind is ActorKind.TEAMMATE else None


HERE = "workspace = %(workspace)s and conversation = %(conversation)s"

# In this order: who accepts a correction holds it while its test case is made, and both go. What an owner published
# as an answer is the business's own word and stays; where it came from is forgotten.
FORGET_LESSONS = (
    f"delete from corrections where {HERE}",
    f"delete from test_cases where {HERE}",
    f"update written_answers set conversation = null where {HERE}",
)

# A far side may have answered with what it was sent. Deliveries first, as by whoever writes down what came of one:
# so neither waits for the other in a ring.
FORGET_FAILING = """
  with ours as (
       select id, destination, why from deliveries
        where workspace = %(workspace)s and conversation = %(conversation)s for update),
       said as (
       select destination, why from ours
        union select ours.destination, tried.said from ours join delivery_tries tried on tried.delivery = ours.id)
update destinations set failing_why = 'What it said was erased with a conversation.'
  from said
 where destinations.workspace = %(workspace)s and destinations.id = said.destination and said.why <> ''
   and left(destinations.failing_why, 500) = left(said.why, 500)
"""
FORGET_SAID = """
update delivery_tries set said = ''
  from deliveries d
 where d.workspace = delivery_tries.workspace and d.id = delivery_tries.delivery
   and d.workspace = %(workspace)s and d.conversation = %(conversation)s
"""
# The number over there stays: by it an owner finds the ticket to erase.
FORGET_DELIVERY = """
update deliveries set why = '', ended_at = coalesce(ended_at, clock_timestamp()),
       state = case when state in ('due', 'dead') then 'erased' else state end
 where workspace = %(workspace)s and conversation = %(conversation)s
"""

FORGET_MAIL_FAILING = """
  with ours as (
       select why from mails_out
        where workspace = %(workspace)s and conversation = %(conversation)s and why <> '' for update)
update mail_accounts set failing_why = 'What it said was erased with a conversation.'
 where workspace = %(workspace)s and failing_why in (select why from ours)
"""
# Which mail it was stays, by which a report that it did not arrive is told from somebody's words.
FORGET_MAIL = f"""
update mails_out set to_address = '', why = '', ended_at = coalesce(ended_at, clock_timestamp()),
       state = case when state in ('due', 'dead') then 'erased' else state end
 where {HERE}
"""
# Those that stand in it, and those that name it and lie before the team; what somebody is filing elsewhere by now is
# the other's. That it was there stays, so that a mailbox that is read once more brings nothing back.
FORGET_MAIL_IN = """
update mails_in
   set state = 'erased', message_id = '', sender = '', sender_name = '', subject = '', language = '', text = '',
       attachments = '[]', raw = '', size = 0, why = ''
 where workspace = %(workspace)s
   and (conversation = %(conversation)s or conversation is null and suggested = %(conversation)s)
"""

FORGET = (
    f"delete from verdicts where {HERE}",
    f"delete from conversation_facts where {HERE}",
    f"delete from clock_failures where {HERE}",
    FORGET_FAILING,
    FORGET_SAID,
    FORGET_DELIVERY,
    FORGET_MAIL_FAILING,
    FORGET_MAIL,
    FORGET_MAIL_IN,
    f"delete from visitor_seen where {HERE}",
    f"delete from files where {HERE}",
    *FORGET_LESSONS,
)
"""Every copy of a conversation's words beside its events and its row, each with the room's own reason to keep it."""

REMEMBER = """
insert into erasures as held (workspace, day, teammate, visitor, conversations, visitors, at)
values (%(workspace)s, (clock_timestamp() at time zone 'utc')::date, %(teammate)s, %(visitor)s,
        %(conversations)s, %(visitors)s, clock_timestamp())
    on conflict (workspace, day, teammate, visitor) do update
   set conversations = held.conversations + excluded.conversations, visitors = held.visitors + excluded.visitors,
       at = excluded.at
"""


async def bury(connection: Connection, erased: Erasing) -> None:
    """Every copy of what anybody wrote, in the append's own transaction."""
    await entomb(connection, erased.workspace, erased.conversation)
    here = {"workspace": erased.workspace, "conversation": erased.conversation}
    for forget in FORGET:
        await connection.execute(forget, here)
    await _remember(connection, erased.workspace, erased.by, erased.visitor, conversations=1)


async def _remember(
    connection: Connection,
    workspace: str,
    by: str | None,
    visitor: str,
    *,
    conversations: int = 0,
    visitors: int = 0,
) -> None:
    """Who erased what and when; of what the desk deletes by itself only how much."""
    whose = {"teammate": by or NOBODY, "visitor": visitor if by else NOBODY}
    counted = {"conversations": conversations, "visitors": visitors}
    await connection.execute(REMEMBER, {"workspace": workspace, **whose, **counted})


# All but the erased.
LIVE = "(stage <> 'resolved' or ended_at is not null)"

EMPTIED = """
update visitors
   set identified_as = null, claimed = '{}', verified = '{}', contact_name = null, blocked_at = null, blocked_by = null,
       erased_at = clock_timestamp(), erased_by = %s
 where workspace = %s and id = any(%s::uuid[]) and erased_at is null
returning id
"""


async def forget_visitors(
    connection: Connection, workspace: str, visitors: list[str], by: str | None
) -> None:
    """Who they are, and the secrets of their browsers. Under the append lock, so that what they wrote is all there to
    be erased by whoever asked for this."""
    emptied = await connection.execute(EMPTIED, [by, workspace, visitors])
    forgotten = [visitor for (visitor,) in await emptied.fetchall()]
    if forgotten:
        await connection.execute(
            "delete from visitor_sessions where workspace = %s and visitor = any(%s::uuid[])",
            [workspace, forgotten],
        )
        await _remember(connection, workspace, by, forgotten[0], visitors=len(forgotten))


async def is_there(connection: Connection, workspace: str, visitor: str) -> bool:
    found = await connection.execute(
        "select from visitors where workspace = %s and id = %s", [workspace, visitor]
    )
    return found.rowcount == 1


async def live_conversations(connection: Connection, workspace: str, visitor: str) -> list[str]:
    found = await connection.execute(
        f"select id from conversations where workspace = %s and visitor = %s and {LIVE} order by started_at",
        [workspace, visitor],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def forget_mail_again(connection: Connection, workspace: str, conversation: str) -> None:
    """Which names it and was on its way elsewhere when it was erased. Under the append lock."""
    found = await connection.execute(
        f"select from conversations where workspace = %s and id = %s and not {LIVE}",
        [workspace, conversation],
    )
    if found.rowcount:
        await connection.execute(FORGET_MAIL_IN, {"workspace": workspace, "conversation": conversation})


async def left_behind(connection: Connection, workspace: str, most: int) -> list[tuple[str, str | None]]:
    """Conversations of visitors who were erased, with who asked for it."""
    found = await connection.execute(
        f"""
        select c.id, v.erased_by from visitors v join conversations c on c.workspace = v.workspace and c.visitor = v.id
         where v.workspace = %s and v.erased_at is not null and {LIVE} limit %s
        """,
        [workspace, most],
    )
    return await found.fetchall()
