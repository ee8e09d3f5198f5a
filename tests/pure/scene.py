"""The cast's workspace as a value, and calendars simple enough to be right at sight."""

# ruff: noqa: ARG002 - a calendar has its contract's signature

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from chatref.conversation.commands import ActionDue, Command, Opening, Write
from chatref.conversation.decide import decide
from chatref.conversation.events import Event, Recorded
from chatref.conversation.evolve import evolve
from chatref.conversation.model import Actor, ActorKind, Conversation, Debt, Field, Obligation, Part
from chatref.conversation.owed import owed
from chatref.conversation.playbook import Step
from chatref.conversation.policy import Calendar, Context, Policy, Site, Team, Teammate

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""A Monday morning."""

VISITOR = Actor(ActorKind.VISITOR, "vera")
ASSISTANT = Actor(ActorKind.ASSISTANT)
CLOCK = Actor(ActorKind.DESK)
SERVER = Actor(ActorKind.SERVER)
TESS = Actor(ActorKind.TEAMMATE, "tess")
TOM = Actor(ActorKind.TEAMMATE, "tom")
OLGA = Actor(ActorKind.TEAMMATE, "olga")
"""The workspace's owner."""

OPENING = Opening("c1", "w1", "shop", "vera", "en", "/pricing")
RETURN = ActionDue(
    "return",
    (
        Field("order", "Order number"),
        Field("reason", "Reason"),
        Field("phone", "Phone", required=False),
    ),
)

PLAYBOOK = (
    Step("acknowledge-1", Part.ACKNOWLEDGE, "Say that you have it."),
    Step("work-1", Part.WORK, "Look at the payment."),
    Step("close-1", Part.CLOSE, "Say when the money is back.", confirm=True),
    Step("close-2", Part.CLOSE, "Say what to do if it is not.", confirm=True),
)


@dataclass(frozen=True)
class Daily:
    """Open every day from one hour to another, in UTC, from a first day on."""

    opens: int
    closes: int
    first: datetime = datetime(2020, 1, 1, tzinfo=UTC)

    def open_at(self, t: datetime) -> bool:
        return t >= self.first and self.opens <= t.hour < self.closes

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        at, left = self._opening(t), business_time
        while True:
            closing = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=self.closes)
            if left < closing - at or (left == closing - at and left):
                return at + left
            left -= closing - at
            at = self._opening(closing)

    def changes_after(self, t: datetime) -> datetime | None:
        if not self.open_at(t):
            return self._opening(t)
        return t.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=self.closes)

    def _opening(self, t: datetime) -> datetime:
        t = max(t, self.first)
        if self.open_at(t):
            return t
        today = t.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=self.opens)
        return today if today > t else today + timedelta(days=1)


@dataclass(frozen=True)
class Open:
    def open_at(self, t: datetime) -> bool:
        return True

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        return t + business_time

    def changes_after(self, t: datetime) -> datetime | None:
        return None


@dataclass(frozen=True)
class Never:
    def open_at(self, t: datetime) -> bool:
        return False

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        return None

    def changes_after(self, t: datetime) -> datetime | None:
        return None


PEOPLE = {
    "tess": Teammate("tess", "Tess", "support"),
    "tom": Teammate("tom", "Tom", "billing"),
    "olga": Teammate("olga", "Olga", "support"),
}


def policy(
    version: int = 1,
    *,
    calendar: Calendar | None = None,
    billing: Calendar | None = None,
    assistant: bool = True,
    helps: bool = True,
    people: tuple[str, ...] = ("tess", "tom", "olga"),
    mails: bool = True,
) -> Policy:
    hours = calendar or Open()
    return Policy(
        version=version,
        owner="olga",
        default_team="support",
        teams={
            "support": Team("support", "Support", hours, frozenset({"tess", "olga"})),
            "billing": Team("billing", "Billing", billing or hours, frozenset({"tom"})),
        },
        teammates={name: PEOPLE[name] for name in people},
        sites={"shop": Site("shop", assistant=assistant, helps_while_waiting=helps)},
        mails=mails,
    )


@dataclass
class Scene:
    """One conversation, told step by step. `do` is the shell in one line, without a database."""

    policy: Policy = field(default_factory=policy)
    now: datetime = START
    c: Conversation | None = None
    history: list[Recorded] = field(default_factory=list)
    present: frozenset[str] = frozenset({"tess", "tom", "olga"})
    elsewhere: str | None = None

    def do(self, actor: Actor, command: Command) -> list[Event]:
        context = Context(self.policy, self.now, actor, self.present, self.elsewhere)
        recorded = decide(self.c, command, context)
        for one in recorded:
            self.c = evolve(self.c, one)
        self.history.extend(recorded)
        return [one.event for one in recorded]

    def writes(
        self, text: str = "hello", *, asks: bool = False, action: ActionDue | None = None
    ) -> list[Event]:
        message = f"m{len(self.history)}"
        return self.do(VISITOR, Write(message, text, asks=asks, action=action, opening=OPENING))

    def wait(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    @property
    def state(self) -> Conversation:
        assert self.c is not None
        return self.c

    def owed(self) -> dict[Debt, Obligation]:
        return {one.debt: one for one in owed(self.state, self.policy)}

    def becomes(self, **changes: object) -> None:
        """The owner changes something: the next version of the policy."""
        self.policy = replace(self.policy, version=self.policy.version + 1, **changes)  # type: ignore[arg-type]
