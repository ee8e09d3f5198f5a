"""The owner's sites: their look, the switch of the assistant, and whether the line of HTML is in place."""

from typing import Annotated

from fastapi import APIRouter, Path

from chatref.accounts import sites
from chatref.accounts.model import Json, Site
from chatref.accounts.sites import SiteChange
from chatref.knowledge import store
from chatref.knowledge.sources.fetch import Fetcher
from chatref.knowledge.sources.reading import Unreadable
from chatref.web.admin_models import AssistantSwitched, Checked, PageToCheck, SiteChanged, SiteRow, Sites
from chatref.web.auth import SiteKeeper
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.site_view import colour_of, greeting_of, suggested_of
from chatref.web.words import Id

admin_sites = APIRouter(prefix="/api/admin/sites", tags=["owner"])
SiteId = Annotated[Id, Path()]


@admin_sites.get("")
async def list_sites(who: SiteKeeper, rooms: RoomsHere) -> Sites:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await sites.all_sites(connection)
    return Sites(sites=[_row(rooms, site) for site in found])


@admin_sites.put("/{site}")
async def change(site: SiteId, asked: SiteChanged, who: SiteKeeper, rooms: RoomsHere) -> SiteRow:
    async with rooms.database.workspace(who.workspace) as connection:
        before = await sites.read(connection, site)
        origins = None if asked.origins is None else tuple(asked.origins)
        wanted = SiteChange(
            name=asked.name, origins=origins, look=_look(before, asked), introduces=asked.introduces
        )
        after = await sites.update(connection, site, wanted)
    await rooms.policies.current(rooms.database, who.workspace)  # what is told from now on is told by it
    return _row(rooms, after)


@admin_sites.put("/{site}/assistant")
async def switch(site: SiteId, asked: AssistantSwitched, who: SiteKeeper, rooms: RoomsHere) -> SiteRow:
    """One switch for the whole site; what is open moves to the team by itself."""
    async with rooms.database.workspace(who.workspace) as connection:
        turn = sites.resume_assistant if asked.enabled else sites.pause_assistant
        found = await turn(connection, site)
    return _row(rooms, found)


@admin_sites.post("/{site}/check")
async def check(site: SiteId, asked: PageToCheck, who: SiteKeeper, rooms: RoomsHere) -> Checked:
    """Look at a page as a visitor's browser would, from here; private addresses only where the owner allowed them."""
    async with rooms.database.workspace(who.workspace) as connection:
        found = await sites.read(connection, site)
        learned = await store.sources(connection)
    allowed = {*found.allowed_hosts, *(host for each in learned for host in each.allowed_hosts)}
    try:
        async with Fetcher(allowed) as fetcher:
            answer = await fetcher.get(asked.address)
    except Unreadable as error:
        return Checked(found=False, text=error.reason)
    if answer.status != 200:
        return Checked(found=False, text=f"The page answered with status {answer.status}.")
    if found.public_key not in answer.text:
        return Checked(found=False, text="The page is there, but the line is not in it.")
    return Checked(found=True, text="The line is in place.")


def _look(site: Site, asked: SiteChanged) -> Json:
    changed = {"greeting": asked.greeting, "suggested": asked.suggested, "colour": asked.colour}
    return {**site.look, **{name: value for name, value in changed.items() if value is not None}}


def _row(rooms: Rooms, site: Site) -> SiteRow:
    base = rooms.settings.base_url
    return SiteRow(
        id=site.id,
        key=site.public_key,
        name=site.name,
        greeting=greeting_of(site),
        suggested=suggested_of(site),
        colour=colour_of(site),
        introduces=site.introduces,
        assistant_enabled=site.assistant_enabled,
        html=f'<script async src="{base}/widget.js" data-site="{site.public_key}" '
        f'data-colour="{colour_of(site)}"></script>',
        seen_at=site.seen_at,
        seen_on=site.seen_on,
    )
