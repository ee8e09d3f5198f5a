"""The owner's destinations: what goes where, whether it arrives, and what to send again; the log beside each case."""

from enum import StrEnum
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Query

from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Connection
from chatref.desk import reading
from chatref.desk.outbox.store import hold_appends
from chatref.errors import BadInput, NotFound, Refused
from chatref.outbound import store
from chatref.outbound.deliveries.store import send_again
from chatref.outbound.destination import Delivered
from chatref.outbound.kind import Kind, with_kept
from chatref.outbound.kinds import KINDS
from chatref.outbound.opening import Opening, Unusable
from chatref.outbound.sent import store as sent
from chatref.web.auth import DestinationKeeper, Reader, team_reader
from chatref.web.destination_models import (
    DeliveriesView,
    DeliveryView,
    DestinationMade,
    DestinationsView,
    DestinationToMake,
    DestinationToSave,
    DestinationView,
    EntryView,
    KindView,
    SentAgain,
    TakesView,
    Tested,
    TryView,
)
from chatref.web.inbox_models import Named
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

admin_destinations = APIRouter(prefix="/api/admin", tags=["owner"])
case_deliveries = APIRouter(prefix="/api/inbox/conversations", tags=["inbox"])

MOST_DESTINATIONS = 50
MOST_LISTED = 100

DestinationId = Annotated[Id, Path()]


class Sent(StrEnum):
    DUE = "due"
    DELIVERED = "delivered"
    DEAD = "dead"
    ERASED = "erased"


@admin_destinations.get("/destinations")
async def read(who: DestinationKeeper, rooms: RoomsHere) -> DestinationsView:
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.destinations(connection)
        standings = await store.standings(connection)
    return DestinationsView(
        destinations=[
            _view(who.workspace, each, standings.get(each.id, store.Standing()), rooms.opening)
            for each in found
        ],
        kinds=[_kind(each) for each in KINDS.values()],
        actions=list(ruling.book.actions),
        teams=[Named(id=each.id, name=each.name) for each in ruling.policy.teams.values()],
        reasons=list(dict.fromkeys(rule.reason for rule in ruling.book.rules.rules)),
    )


@admin_destinations.post("/destinations")
async def make(asked: DestinationToMake, who: DestinationKeeper, rooms: RoomsHere) -> DestinationMade:
    """Each handoff that comes into the line from now on goes there."""
    one, kind = str(uuid4()), rooms.opening.kind(asked.kind)
    wanted = _wanted(who.workspace, one, kind, asked, None, rooms.opening)
    async with rooms.database.workspace(who.workspace) as connection:
        await _hold(connection, who.workspace)
        if len(await store.destinations(connection)) >= MOST_DESTINATIONS:
            raise Refused(
                "TooManyDestinations", f"There are {MOST_DESTINATIONS} already. Please remove one first."
            )
        await store.save(connection, who.workspace, wanted)
    return DestinationMade(id=one)


@admin_destinations.put("/destinations/{destination}")
async def change(
    destination: DestinationId, asked: DestinationToSave, who: DestinationKeeper, rooms: RoomsHere
) -> DestinationMade:
    """What waits for it is tried at once."""
    async with rooms.database.workspace(who.workspace) as connection:
        await _hold(connection, who.workspace)
        before = await _there(connection, destination)
        kind = rooms.opening.kind(before.kind)
        wanted = _wanted(who.workspace, before.id, kind, asked, before, rooms.opening)
        await store.save(connection, who.workspace, wanted)
    rooms.deliveries.woken.set()
    return DestinationMade(id=before.id)


@admin_destinations.delete("/destinations/{destination}")
async def remove(destination: DestinationId, who: DestinationKeeper, rooms: RoomsHere) -> DestinationMade:
    """What was delivered stays in the logs."""
    async with rooms.database.workspace(who.workspace) as connection:
        await _hold(connection, who.workspace)
        before = await _there(connection, destination)
        await store.remove(connection, before.id)
    return DestinationMade(id=before.id)


@admin_destinations.post("/destinations/{destination}/test")
async def test(destination: DestinationId, who: DestinationKeeper, rooms: RoomsHere) -> Tested:
    """Sends a message that says that it is a test, and waits for what comes of it."""
    async with rooms.database.workspace(who.workspace) as connection:
        one = await _there(connection, destination)
    rooms.limits.take(Limit.TEST_MESSAGES_PER_TEAMMATE, who.teammate.id)
    result = await rooms.deliveries.test(who.workspace, one)
    if isinstance(result, Delivered):
        return Tested(arrived=True, why="", reference=result.reference, address=result.address)
    return Tested(arrived=False, why=result.why)


@admin_destinations.get("/destinations/{destination}/deliveries")
async def deliveries(
    destination: DestinationId,
    who: DestinationKeeper,
    rooms: RoomsHere,
    state: Annotated[Sent, Query()] = Sent.DEAD,
) -> DeliveriesView:
    """The latest in this state."""
    async with rooms.database.workspace(who.workspace) as connection:
        await _there(connection, destination)
        return await _listed(connection, await sent.latest_of(connection, destination, state, MOST_LISTED))


@admin_destinations.post("/destinations/{destination}/again")
async def all_again(destination: DestinationId, who: DestinationKeeper, rooms: RoomsHere) -> SentAgain:
    """All of its dead letters."""
    async with rooms.database.workspace(who.workspace) as connection:
        await _there(connection, destination)
        done = await send_again(connection, destination=destination)
    rooms.deliveries.woken.set()
    return SentAgain(again=done)


@admin_destinations.post("/deliveries/{delivery}/again")
async def again(delivery: Annotated[Id, Path()], who: DestinationKeeper, rooms: RoomsHere) -> SentAgain:
    """404 if it is no dead letter, or where it went is gone."""
    async with rooms.database.workspace(who.workspace) as connection:
        if not await send_again(connection, delivery=delivery):
            raise NotFound
    rooms.deliveries.woken.set()
    return SentAgain(again=1)


@case_deliveries.get("/{conversation}/deliveries")
async def of_case(conversation: Annotated[Id, Path()], who: Reader, rooms: RoomsHere) -> DeliveriesView:
    """Where its handoffs went, with each try."""
    await reading.require_readable(rooms.database, team_reader(who), conversation)
    async with rooms.database.workspace(who.workspace) as connection:
        return await _listed(connection, await sent.deliveries_of(connection, conversation))


async def _hold(connection: Connection, workspace: str) -> None:
    """The append lock first, as an append takes it; then who routes what is another."""
    await hold_appends(connection, workspace)
    await raise_policy_version(connection)


async def _there(connection: Connection, destination: str) -> store.Stored:
    found = await store.destination(connection, destination)
    if found is None or found.removed_at is not None:
        raise NotFound
    return found


def _wanted(
    workspace: str,
    one: str,
    kind: Kind,
    asked: DestinationToSave,
    before: store.Stored | None,
    opening: Opening,
) -> store.Wanted:
    """Raises BadInput with the field that the owner sees."""
    kept = _kept(workspace, before, opening) if before else {}
    try:
        given = with_kept(kind.entries, asked.settings, kept, before.settings if before else {})
        plain = opening.checked(workspace, kind, given)
    except BadInput as error:
        raise BadInput(f"settings.{error.field}", str(error)) from error
    secret = {entry.id for entry in kind.entries if entry.secret}
    secrets = {name: str(value) for name, value in plain.items() if name in secret and value}
    settings = {name: value for name, value in plain.items() if name not in secret}
    sealed = opening.sealed(workspace, one, secrets)
    takes = {"actions": asked.takes.actions, "teams": asked.takes.teams, "reasons": asked.takes.reasons}
    follow_up = asked.follow_up and kind.follows
    return store.Wanted(one, kind.name, asked.name, settings, sealed, takes, asked.on, follow_up)


def _kept(workspace: str, one: store.Stored, opening: Opening) -> dict[str, str]:
    try:
        return opening.secrets(workspace, one)
    except Unusable:  # then it is to be entered again
        return {}


def _view(workspace: str, one: store.Stored, standing: store.Standing, opening: Opening) -> DestinationView:
    return DestinationView(
        id=one.id,
        kind=one.kind,
        name=one.name,
        settings=one.settings,
        secrets=sorted(_kept(workspace, one, opening)),
        takes=TakesView(**{name: tuple(wanted) for name, wanted in one.takes.items()}),
        on=one.is_on,
        follow_up=one.follow_up,
        failing_since=one.failing_since,
        why=one.failing_why,
        delivered_at=one.delivered_at,
        due=standing.due,
        delivered=standing.delivered,
        dead=standing.dead,
    )


def _kind(kind: Kind) -> KindView:
    return KindView(
        kind=kind.name,
        title=kind.title,
        follows=kind.follows,
        entries=[EntryView.model_validate(each, from_attributes=True) for each in kind.entries],
    )


async def _listed(connection: Connection, found: list[sent.Delivery]) -> DeliveriesView:
    tries = await sent.tries_of(connection, [each.id for each in found])
    return DeliveriesView(deliveries=[_delivery(each, tries[each.id]) for each in found])


def _delivery(one: sent.Delivery, tries: list[sent.Try]) -> DeliveryView:
    return DeliveryView(
        id=one.id,
        follows=one.follows,
        conversation=one.conversation,
        handoff=one.handoff,
        destination=one.destination,
        kind=one.kind,
        name=one.name,
        state=one.state,
        why=one.why,
        made_at=one.made_at,
        due_at=one.due_at if one.state == Sent.DUE else None,
        ended_at=one.ended_at,
        reference=one.reference,
        address=one.address,
        tries=[
            TryView(at=each.at, seconds=each.took.total_seconds(), outcome=each.outcome, said=each.said)
            for each in tries
        ],
    )
