"""Sites: one installed widget each, with the origins it may run on and the switch of its assistant."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from chatref.accounts import store
from chatref.accounts.checks import clean_host, clean_name, clean_origin
from chatref.accounts.model import Json, Site
from chatref.conversation.kinds import Introduces
from chatref.database.pool import Connection, Database
from chatref.errors import NotFound

LONGEST_PAGE = 500
SEEN_EVERY = timedelta(minutes=1)


KEY = re.compile(r"site_[A-Za-z0-9_-]{16}")


@dataclass(frozen=True, slots=True)
class SiteChange:
    """None leaves a part as it is."""

    name: str | None = None
    origins: tuple[str, ...] | None = None
    look: Json | None = None
    allowed_hosts: tuple[str, ...] | None = None
    assistant_enabled: bool | None = None
    introduces: Introduces | None = None


async def create(
    connection: Connection, name: str, origins: Iterable[str] = (), allowed_hosts: Iterable[str] = ()
) -> Site:
    site = str(uuid4())
    await store.add_site(connection, site, f"site_{secrets.token_urlsafe(12)}", clean_name(name))
    return await update(
        connection, site, SiteChange(origins=tuple(origins), allowed_hosts=tuple(allowed_hosts))
    )


async def read(connection: Connection, site: str) -> Site:
    found = await store.site(connection, site)
    if found is None:
        raise NotFound
    return found


async def all_sites(connection: Connection) -> tuple[Site, ...]:
    return await store.sites(connection)


async def update(connection: Connection, site: str, change: SiteChange) -> Site:
    await read(connection, site)
    columns = _columns(change)
    if columns:
        await store.update_site(connection, site, columns)
        await store.raise_policy_version(connection)
    return await read(connection, site)


async def pause_assistant(connection: Connection, site: str) -> Site:
    """From here on messages go to the team at once."""
    return await update(connection, site, SiteChange(assistant_enabled=False))


async def resume_assistant(connection: Connection, site: str) -> Site:
    return await update(connection, site, SiteChange(assistant_enabled=True))


async def seen(connection: Connection, site: str, page: str) -> None:
    """The widget was opened there. Written at most once a minute, and without what an address says of a visitor."""
    plain = page.partition("#")[0].partition("?")[0]
    await store.note_site_seen(connection, site, plain[:LONGEST_PAGE], SEEN_EVERY)


async def find(database: Database, public_key: str) -> tuple[str, str] | None:
    """(workspace, site) of the key that stands in the page, which may be anything."""
    if not KEY.fullmatch(public_key):
        return None
    async with database.system() as connection:
        return await store.find_site(connection, public_key)


def _columns(change: SiteChange) -> dict[str, object]:
    columns: dict[str, object | None] = {
        "name": None if change.name is None else clean_name(change.name),
        "origins": None if change.origins is None else _once(clean_origin(each) for each in change.origins),
        "look": change.look,
        "allowed_hosts": None
        if change.allowed_hosts is None
        else _once(clean_host(each) for each in change.allowed_hosts),
        "assistant_enabled": change.assistant_enabled,
        "introduces": change.introduces,
    }
    return {column: value for column, value in columns.items() if value is not None}


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
