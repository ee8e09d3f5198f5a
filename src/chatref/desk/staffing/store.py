"""Empty desks in SQL, by the database's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Unstaffed:
    team: str
    name: str
    since: datetime
    alerted_at: datetime


async def note(connection: Connection, workspace: str, empty: Sequence[str], patience: timedelta) -> None:
    """`empty` are the teams in which nobody is now. What is told stays told until somebody comes."""
    await connection.execute(
        """
        update unstaffed set ended_at = clock_timestamp()
         where workspace = %s and ended_at is null and team <> all(%s::uuid[])
        """,
        [workspace, list(empty)],
    )
    await connection.execute(
        """
        insert into unstaffed (workspace, team) select %s, unnest(%s::uuid[])
            on conflict (workspace, team) where ended_at is null do nothing
        """,
        [workspace, list(empty)],
    )
    await connection.execute(
        """
        update unstaffed set alerted_at = clock_timestamp()
         where workspace = %s and ended_at is null and alerted_at is null and since <= clock_timestamp() - %s
        """,
        [workspace, patience],
    )


async def told(connection: Connection, workspace: str) -> list[Unstaffed]:
    async with connection.cursor(row_factory=class_row(Unstaffed)) as cursor:
        await cursor.execute(
            """
            select u.team, t.name, u.since, u.alerted_at from unstaffed u join teams t on t.id = u.team
             where u.workspace = %s and u.ended_at is null and u.alerted_at is not null order by u.since, t.name
            """,
            [workspace],
        )
        return await cursor.fetchall()
