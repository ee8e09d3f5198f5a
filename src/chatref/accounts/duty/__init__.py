"""How a team passes on its cases; how much and which languages each teammate takes; and whether just now.

Apart from the policy, and without its version: no stored time depends on any of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatref.accounts import teammates
from chatref.accounts.duty import store
from chatref.database.pool import Connection
from chatref.errors import BadInput

MOST_CASES = 100
MOST_LANGUAGES = 20
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Duty:
    """`availability` is the teammate's own switch, `present` whether a window of theirs is open."""

    capacity: int
    languages: tuple[str, ...]
    availability: str
    present: bool


async def duties(connection: Connection) -> dict[str, Duty]:
    """Of everybody who has not been removed."""
    found = await store.duties(connection)
    return {each: Duty(capacity, tuple(spoken), switch, here)
            for each, capacity, spoken, switch, here in found}  # fmt: skip


async def strategies(connection: Connection) -> dict[str, str]:
    return await store.strategies(connection)


async def set_strategy(connection: Connection, team: str, strategy: str) -> None:
    """`strategy` is one of `routing.Strategy`."""
    await teammates.read_team(connection, team)
    await store.set_strategy(connection, team, strategy)


async def set_availability(connection: Connection, teammate: str, availability: str) -> None:
    """`availability` is one of `routing.Availability`."""
    await store.set_availability(connection, teammate, availability)


async def takes_alerts(connection: Connection, teammate: str) -> bool:
    """Whether they want to be told by mail while no window of theirs is open."""
    return await store.takes_alerts(connection, teammate)


async def set_takes_alerts(connection: Connection, teammate: str, *, mail: bool) -> None:
    await store.set_takes_alerts(connection, teammate, mail=mail)


async def set_capacity(connection: Connection, teammate: str, capacity: int) -> None:
    if not 1 <= capacity <= MOST_CASES:
        raise BadInput("capacity", f"Somebody takes 1 to {MOST_CASES} cases at once.")
    await store.set_capacity(connection, teammate, capacity)


async def set_languages(connection: Connection, teammate: str, languages: Iterable[str]) -> None:
    await store.set_languages(connection, teammate, clean_languages(languages))


def clean_languages(languages: Iterable[str]) -> list[str]:
    """Codes as a browser names them, without the country."""
    clean = list(dict.fromkeys(each.strip().lower().partition("-")[0] for each in languages))
    if len(clean) > MOST_LANGUAGES or not all(LANGUAGE.fullmatch(each) for each in clean):
        raise BadInput("languages", "A language is a code such as en or de, and there are 20 at most.")
    return clean
