"""A fresh read of what the desk has stored, in plain values: nothing of the product reads it for the judge."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

EVENTS = """
select conversation::text, seq, vseq, extract(epoch from at)::float8, kind, payload::text from events order by place
"""
OPEN = """
select id::text, extract(epoch from due_at)::float8 from conversations where stage <> 'resolved'
"""


@dataclass(frozen=True, slots=True)
class Event:
    """`at` in seconds of the week; `of` are the fields of its kind."""

    conversation: str
    seq: int
    vseq: int | None
    at: float
    kind: str
    of: Mapping[str, Any]

    @property
    def is_thanks(self) -> bool:
        """It is taken for one that owes nothing."""
        return self.kind == "visitor_wrote" and self.of.get("thanks", False)


@dataclass(frozen=True, slots=True)
class Stored:
    """`due` is what each open conversation says is owed next."""

    events: tuple[Event, ...]
    due: Mapping[str, float | None]

    def by_conversation(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.conversation].append(event)
        return {case: sorted(events, key=lambda each: each.seq) for case, events in found.items()}


def read(url: str, begins: datetime) -> Stored:
    began = begins.timestamp()
    with psycopg.connect(url) as connection:
        events = tuple(
            Event(case, seq, vseq, at - began, kind, json.loads(payload)["event"])
            for case, seq, vseq, at, kind, payload in connection.execute(EVENTS)
        )
        due = {case: at and at - began for case, at in connection.execute(OPEN)}
    return Stored(events, due)
