"""Who waits, and how long others did, in SQL."""

from datetime import datetime

from chatref.database.pool import Connection


async def line(
    connection: Connection, workspace: str, conversation: str | None = None
) -> list[tuple[str, int, str | None, int, datetime]]:
    """Who waits for a person, with their place before their team, priority and since when; of one, or of all."""
    found = await connection.execute(
        """
        select * from (
          select id, rank() over (partition by team order by (summary->>'priority')::int desc, person_owed_since),
                 team, (summary->>'priority')::int, person_owed_since
            from conversations
           where workspace = %(workspace)s and stage in ('waiting', 'offered') and person_owed_since is not null
        ) as waiting where %(conversation)s::uuid is null or id = %(conversation)s::uuid
        """,
        {"workspace": workspace, "conversation": conversation},
        prepare=True,
    )
    return await found.fetchall()


# Around this time of day on the latest days: from the first queueing of a handoff to the first claim. By ranges of
# `at` alone, since behind row-level security no index is searched by what stands inside a payload.
WAITS = """
select q.team, extract(epoch from c.at - q.at)::float8
  from generate_series(0, %(days)s - 1) as day
 cross join lateral (
       select conversation, seq, at, payload -> 'event' ->> 'team' as team from events
        where workspace = %(workspace)s and kind = 'queued'
          and at between clock_timestamp() - day * interval '1 day' - interval '30 minutes'
                     and clock_timestamp() - day * interval '1 day' + interval '30 minutes'
          and payload -> 'event' ->> 'reason' in ('escalated', 'collected')
        order by at desc limit %(most)s) q
 cross join lateral (
       select kind, at from events
        where workspace = %(workspace)s and conversation = q.conversation and seq > q.seq
          and kind in ('claimed', 'handoff_ended')
        order by seq limit 1) c
 where c.kind = 'claimed'
"""


async def waits(connection: Connection, workspace: str, days: int, most: int) -> list[tuple[str, float]]:
    """Team and seconds, of each who waited about this time on one of so many days, at most so many a day."""
    found = await connection.execute(
        WAITS, {"workspace": workspace, "days": days, "most": most}, prepare=True
    )
    return [(team, seconds) for team, seconds in await found.fetchall()]
