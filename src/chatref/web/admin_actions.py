"""The owner's actions: read and changed as a whole, and the secret that signs what they call."""

from collections.abc import Mapping
from typing import get_args

from fastapi import APIRouter

from chatref.accounts.books import NEVER_SAVED
from chatref.actions import store
from chatref.actions.fill import Action
from chatref.actions.schema import KindName, actions_from, actions_to
from chatref.database.pool import Connection
from chatref.desk.outbox import INBOX
from chatref.errors import BadInput
from chatref.outbound.store import destinations
from chatref.web.action_models import ActionsSaved, ActionsToSave, ActionsView, ActionView, SigningSecret
from chatref.web.auth import RuleKeeper, TokenKeeper
from chatref.web.inbox_models import FaceView
from chatref.web.rooms import RoomsHere
from chatref.web.rule_models import Choosable

admin_actions = APIRouter(prefix="/api/admin/actions", tags=["owner"])


@admin_actions.get("", response_model_exclude_unset=True)
async def read(who: RuleKeeper, rooms: RoomsHere) -> ActionsView:
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        saved = await store.latest(connection)
        actions = await store.load(connection)
        outside = await destinations(connection)
    used: dict[str, list[str]] = {name: [] for name in actions}
    for rule in ruling.book.rules.rules:
        if rule.action in used:
            used[rule.action].append(rule.name)
    return ActionsView(
        version=saved.version if saved else NEVER_SAVED,
        saved_at=saved.at if saved else None,
        saved_by=FaceView.of(saved.by if saved else None, ruling.faces),
        actions=[ActionView.model_validate(each) for each in actions_to(actions)],
        kinds=[kind for kind in get_args(KindName) if kind != "pattern"],
        intents=list(ruling.book.examples),
        used_by=used,
        destinations=[
            Choosable(value=each.id, label=each.name if each.is_on else f"{each.name} (off)")
            for each in outside
        ],
    )


@admin_actions.put("")
async def save(asked: ActionsToSave, who: RuleKeeper, rooms: RoomsHere) -> ActionsSaved:
    """Holds from the next turn on. Nothing is kept if anything can't be read, or if somebody saved meanwhile."""
    actions = actions_from(asked.actions)
    async with rooms.naming(who.workspace), rooms.database.workspace(who.workspace) as connection:
        await _refuse_unknown(connection, actions)
        saved = await store.save(connection, who.workspace, actions, who.teammate.id, asked.based_on)
    return ActionsSaved(version=saved)


async def _refuse_unknown(connection: Connection, actions: Mapping[str, Action]) -> None:
    """One that was removed since holds up no other change; the go-live check names it."""
    before = {each.destination for each in (await store.load(connection)).values()}
    known = {"", INBOX, *before, *(each.id for each in await destinations(connection))}
    for number, action in enumerate(actions.values()):
        if action.destination not in known:
            raise BadInput(
                f"action[{number}].destination", "This destination is not there. Choose another one."
            )


@admin_actions.get("/secret")
async def secret(who: TokenKeeper, rooms: RoomsHere) -> SigningSecret:
    return SigningSecret(secret=await rooms.keys.signing_secret(who.workspace))


@admin_actions.post("/secret")
async def renew_secret(who: TokenKeeper, rooms: RoomsHere) -> SigningSecret:
    """Another one, from this moment on."""
    return SigningSecret(secret=await rooms.keys.renew(who.workspace))
