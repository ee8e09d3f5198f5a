"""What the owner's page of destinations sends and is answered; docs/destinations.md in types."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from chatref.web.inbox_models import Named
from chatref.web.words import Id, Key, Model, Name

Entered = Annotated[str, StringConstraints(max_length=2_000)]


class TakesView(Model):
    """Which handoffs it gets. An empty list narrows nothing; of several each must hold."""

    actions: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    teams: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    reasons: Annotated[tuple[Key, ...], Field(max_length=100)] = ()


class DestinationToSave(Model):
    """`settings` by the ids of the kind's entries. A secret that is left out stays as it is. `follow_up`: what comes
    later to a handoff goes there, too, if the kind can be told."""

    name: Name
    settings: Annotated[dict[Key, bool | Entered], Field(max_length=60)]
    takes: TakesView = TakesView()
    on: bool = True
    follow_up: bool = True


class DestinationToMake(DestinationToSave):
    kind: Key


class DestinationMade(Model):
    id: str


class EntryView(Model):
    """What an owner enters: a text, one of `choices`, or a `switch`."""

    id: str
    label: str
    help: str
    example: str
    required: bool
    secret: bool
    switch: bool
    choices: tuple[str, ...]


class KindView(Model):
    """`follows`: it can be told what comes later."""

    kind: str
    title: str
    follows: bool
    entries: list[EntryView]


class DestinationView(Model):
    """`secrets` names the secret entries that are kept. `failing_since`: nothing has arrived since then, and `why`."""

    id: str
    kind: str
    name: str
    settings: dict[str, bool | str]
    secrets: list[str]
    takes: TakesView
    on: bool
    follow_up: bool
    failing_since: datetime | None
    why: str
    delivered_at: datetime | None
    due: int
    delivered: int
    dead: int


class DestinationsView(Model):
    """Beside them what there is to choose from."""

    destinations: list[DestinationView]
    kinds: list[KindView]
    actions: list[str]
    teams: list[Named]
    reasons: list[str]


class Tested(Model):
    """`why` is empty if it arrived."""

    arrived: bool
    why: str
    reference: str | None = None
    address: str | None = None


class SentAgain(Model):
    again: int


class TryView(Model):
    """`outcome` is delivered, later, unknown or refused; `said` is what came back, in words."""

    at: datetime
    seconds: float
    outcome: str
    said: str


class DeliveryView(Model):
    """`state` is due, delivered, dead or erased; `due_at` is of what is due, `why` of what has not arrived.

    A follow-up names in `follows` the delivery of the handoff that it belongs to.
    """

    id: str
    follows: str | None
    conversation: str
    handoff: str
    destination: str
    kind: str
    name: str
    state: str
    why: str
    made_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    reference: str | None
    address: str | None
    tries: list[TryView]


class DeliveriesView(Model):
    deliveries: list[DeliveryView]
