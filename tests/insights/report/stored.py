"""Conversations as chance makes them, stored without a desk: what the core's walk goes through, over a weekend with a
clock change, under policies that are stored with them."""

# ruff: noqa: ANN401, ARG002 - a command here is any command, and nobody watches it

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg

from chatref.accounts.model import Face, PolicyInputs, Role, Site, Team, Teammate
from chatref.conversation.commands import DeadlinePassed, Resolve
from chatref.conversation.events import Recorded, Started
from chatref.conversation.evolve import fold
from chatref.conversation.model import Actor, Citation, Outcome
from chatref.conversation.owed import owed
from chatref.conversation.policy import Calendar, Policy, Timers
from chatref.desk.encoding import encode, encode_event, kind_of
from chatref.desk.policy import compose
from chatref.escalation.rulebook import RuleBook
from tests.pure.monitors import Monitors
from tests.pure.moves import PEOPLE
from tests.pure.scene import CLOCK, OLGA
from tests.pure.walk import Walk

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 3, 27, 6, tzinfo=UTC)
"""Before the weekend in which Berlin's clocks go forward."""
SITES = (str(UUID(int=1)), str(UUID(int=2)))
PAGES = ("https://foundry.example/fonts", "/answers/1", "/answers/2", "/answers/3")
STEPS, LEFT = 60, 12
QUIET = (*["write"] * 5, *["answer"] * 8, "close", "tag")
CLOSES = (
    Outcome.ASSISTANT_ANSWERED,
    Outcome.ASSISTANT_ANSWERED,
    Outcome.ANSWERED,
    Outcome.ELSEWHERE,
    Outcome.ELSEWHERE,
    Outcome.SPAM,
    Outcome.SPAM,
)
HOURS: Sequence[dict[str, Any]] = (
    {},
    {"zone": "Europe/Berlin", "weekly": [[["09:00", "12:30"], ["13:15", "17:00"]]] * 5 + [[], []]},
    {"zone": "Europe/Berlin", "weekly": [[["22:00", "04:00"]]] * 7},
    {"zone": "America/New_York", "weekly": [[["09:00", "17:00"]]] * 7},
    {"zone": "UTC", "weekly": [[]] * 7},
)
TIMERS: Sequence[dict[str, Any]] = (
    {},
    {
        "reply": 60,
        "acceptance": 10,
        "rungs": [30],
        "rung": 60,
        "quiet": 600,
        "quiet_assistant": 600,
        "grace": 0,
    },
    {"reply": 7200, "acceptance": 300, "rungs": [180, 1800], "rung": 10_800, "quiet": 259_200},
)


@dataclass
class _Listening(Monitors):
    """Keeps what happened, and leaves the watching to the walk's own tests."""

    history: list[Recorded] = field(default_factory=list)

    def expect(self, command: Any, context: Any) -> None:
        """Nothing is watched here."""

    def refused(self, command: Any, context: Any, reason: Any) -> None:
        """Nothing is watched here."""

    def accepted(self, command: Any, context: Any, recorded: Any, state: Any) -> None:
        self.history.extend(recorded)


class StoredWalk(Walk):
    """`inputs` are what its policies were made from, by version; those of another walk have other versions."""

    def __init__(self, seed: str, number: int) -> None:
        self.inputs: dict[int, PolicyInputs] = {}
        self._first_version = 1_000 * (number + 1)
        self.citing = Random(f"cited {seed}")
        super().__init__(Random(seed))
        self.quiet = self.chance.random() < 0.3
        self.listening = _Listening()
        self.monitors = self.listening
        self.now = FRIDAY + timedelta(minutes=self.chance.randrange(4 * 24 * 60))

    def tell(self) -> None:
        """Some only talk with the assistant, some are left alone early, and some are rated at the end."""
        for _ in range(self.chance.choice([4, 12, 30, STEPS])):
            self.step()
        if self.chance.random() < 0.3:
            self.make("close")
        if self.chance.random() < 0.7:
            self._left_alone()
        if self.c and self.chance.random() < 0.4:
            self.make("rate")

    def _choose(self) -> str:
        return self.chance.choice(QUIET) if self.quiet else super()._choose()

    def _answer(self) -> tuple[Actor, Any] | None:
        """From pages, and from answers of the team's own; of each perhaps from several passages."""
        if (made := super()._answer()) is None:
            return None
        cited = [Citation("", self.citing.choice(PAGES)) for _ in range(self.citing.randrange(4))]
        return made[0], replace(made[1], citations=tuple(cited))

    def _close(self) -> tuple[Actor, Any]:
        """By the owner, who has seen everything."""
        seen = self.c.seq if self.c else 0
        return OLGA, Resolve(seen, seen, self.chance.choice([None, *CLOSES]))

    def _left_alone(self) -> None:
        """Until time has run out, or nobody does what they owe."""
        for _ in range(LEFT):
            due = owed(self.c, self.policy) if self.c else ()
            if not self.c or not due:
                return
            self.now = max(self.now, due[0].due)
            self.submit(CLOCK, DeadlinePassed(due[0].debt, due[0].due, self.c.seq))

    def _policy(self, version: int, calendar: Calendar) -> Policy:
        number = max(self.inputs, default=self._first_version) + 1
        made = self.inputs[number] = _inputs(self.chance, number)
        return compose(made, Timers(), RuleBook())


@dataclass(frozen=True)
class Story:
    """One conversation, under its ids in the database."""

    id: str
    site: str
    history: tuple[Recorded, ...]
    inputs: dict[int, PolicyInputs]


def stories(seed: int, wanted: int, workspace: str) -> list[Story]:
    found: list[Story] = []
    number = 0
    while len(found) < wanted:
        walk = StoredWalk(f"{seed}/{number}", number)
        number += 1
        walk.tell()
        if walk.listening.history:
            found.append(_story(walk, number, workspace))
    return found


def _story(walk: StoredWalk, number: int, workspace: str) -> Story:
    one, site = str(walk_id(workspace, number)), walk.chance.choice(SITES)
    first, *others = walk.listening.history
    assert isinstance(first.event, Started)
    begun = replace(first.event, conversation=one, workspace=workspace, site=site)
    return Story(one, site, (replace(first, event=begun), *others), walk.inputs)


def walk_id(workspace: str, number: int) -> UUID:
    return UUID(int=(UUID(workspace).int + number) % 2**128)


def store(url: str, workspace: str, told: Iterable[Story]) -> None:
    """As the owner of the tables; only what a report can read is filled in."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for story in told:
            _store_row(cursor, workspace, story)
            _store_events(cursor, workspace, story)
            for version, inputs in story.inputs.items():
                cursor.execute(
                    "insert into policies (workspace, version, content) values (%s, %s, %s)",
                    [workspace, version, encode(inputs)],
                )


def _store_row(cursor: psycopg.Cursor[Any], workspace: str, story: Story) -> None:
    state = fold(story.history)
    row = {
        "workspace": workspace, "id": story.id, "site": story.site, "visitor": story.id, "seq": state.seq,
        "vseq": state.vseq, "change": 1, "stage": state.stage, "by_socket": False, "policy_version": state.policy,
        "evolve_version": 1, "started_at": story.history[0].at, "changed_at": state.at, "state": encode(state),
        "summary": encode({"subject": f"About {story.id}", "tags": sorted(state.tags)}),
    }  # fmt: skip
    places = ", ".join(["%s"] * len(row))
    cursor.execute(f"insert into conversations ({', '.join(row)}) values ({places})", [*row.values()])


def _store_events(cursor: psycopg.Cursor[Any], workspace: str, story: Story) -> None:
    columns = "workspace, conversation, seq, vseq, at, kind, payload, head, sender, command, part, digest"
    with cursor.copy(f"copy events ({columns}) from stdin") as into:
        for one in story.history:
            command = UUID(int=(UUID(story.id).int + (one.seq << 64)) % 2**128)
            into.write_row([
                workspace, story.id, one.seq, one.vseq, one.at, kind_of(one.event), encode_event(one), "{}",
                "walk", command, 0, "",
            ])  # fmt: skip


def _inputs(chance: Random, version: int) -> PolicyInputs:
    people = tuple(name for name in PEOPLE if name == "olga" or chance.random() < 0.85)
    billing = frozenset() if chance.random() < 0.15 else frozenset({"tom"})
    return PolicyInputs(
        version=version,
        owner="olga",
        default_team="support",
        teammates=tuple(_teammate(name) for name in people),
        teams=(
            Team("support", "Support", chance.choice(HOURS), is_default=True, members=("tess", "olga")),
            Team("billing", "Billing", chance.choice(HOURS), is_default=False, members=tuple(billing)),
        ),
        sites=(_site(assistant=chance.random() < 0.9),),
        timers=chance.choice(TIMERS),
    )


def _teammate(name: str) -> Teammate:
    face = Face(name[0], "blue")
    return Teammate(name, name.title(), f"{name}@foundry.example", Role.TEAMMATE, face, False, FRIDAY, None)


def _site(*, assistant: bool) -> Site:
    return Site("shop", "key", "Shop", (), {}, {}, (), assistant, FRIDAY, None, None)
