"""The owner's times: how long who may take before the next step comes."""

from fastapi import APIRouter

from chatref.accounts import workspaces
from chatref.desk.policy.timers import timers_to
from chatref.web.auth import TeamKeeper
from chatref.web.rooms import RoomsHere
from chatref.web.team_models import TimersView

admin_timers = APIRouter(prefix="/api/admin/timers", tags=["owner"])


@admin_timers.get("")
async def read_timers(who: TeamKeeper, rooms: RoomsHere) -> TimersView:
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    return TimersView.model_validate(timers_to(ruling.policy.timers))


@admin_timers.put("")
async def set_timers(asked: TimersView, who: TeamKeeper, rooms: RoomsHere) -> TimersView:
    """Deadlines that run already are computed anew."""
    async with rooms.database.workspace(who.workspace) as connection:
        await workspaces.set_timers(connection, asked.model_dump())
    return asked
