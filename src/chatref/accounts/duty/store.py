"""Duties in SQL. Each function works in an open transaction of one workspace."""

from chatref.database.pool import Connection

DutyRow = tuple[str, int, list[str], str, bool]


async def duties(connection: Connection) -> list[DutyRow]:
    found = await connection.execute(
        """
        select t.id, t.capacity, t.languages, t.availability,
               exists (select from presence p where p.workspace = t.workspace and p.teammate = t.id
                          and p.expires_at > clock_timestamp())
          from teammates t where t.removed_at is null
        """
    )
    return [(who, capacity, languages, availability, here)
            for who, capacity, languages, availability, here in await found.fetchall()]  # fmt: skip


async def strategies(connection: Connection) -> dict[str, str]:
    found = await connection.execute("select id, strategy from teams where removed_at is null")
    return dict(await found.fetchall())


async def set_strategy(connection: Connection, team: str, strategy: str) -> None:
    await connection.execute("update teams set strategy = %s where id = %s", [strategy, team])


async def set_availability(connection: Connection, teammate: str, availability: str) -> None:
    await connection.execute(
        "update teammates set availability = %s where id = %s and removed_at is null",
        [availability, teammate],
    )


async def takes_alerts(connection: Connection, teammate: str) -> bool:
    found = await connection.execute("select alert_mail from teammates where id = %s", [teammate])
    row = await found.fetchone()
    return bool(row and row[0])


async def set_takes_alerts(connection: Connection, teammate: str, *, mail: bool) -> None:
    await connection.execute(
        "update teammates set alert_mail = %s where id = %s and removed_at is null", [mail, teammate]
    )


async def set_capacity(connection: Connection, teammate: str, capacity: int) -> None:
    await connection.execute("update teammates set capacity = %s where id = %s", [capacity, teammate])


async def set_languages(connection: Connection, teammate: str, languages: list[str]) -> None:
    await connection.execute("update teammates set languages = %s where id = %s", [languages, teammate])
