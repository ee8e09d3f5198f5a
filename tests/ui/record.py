"""Writes down what a real desk told one visitor: `python -m tests.ui.record`, whenever the wire changes.

What differs from run to run is made still: ids are numbered, times follow each other, the shop is shop.example.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from chatref.conversation import commands as core
from chatref.conversation.model import Actor, ActorKind, Field
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.desk.handle import Desk
from tests.clients import Json, TeammateClient, VisitorClient
from tests.running import beside
from tests.ui.line import Line, opened

RECORDED = Path(__file__).parent / "recorded" / "handoff.json"
BEGAN = datetime.fromisoformat("2026-11-22T23:40:00+00:00")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PAGE = "/licences/compare"

RETURN = core.ActionDue(
    "return",
    (
        Field("order", "Order number", "order_number", example="A-10233", value="A-10233", inferred=True),
        Field("sku", "SKU", example="5521"),
        Field("reason", "Reason", "choice", choices=("Wrong licence", "Changed my mind")),
    ),
)


def record(line: Line) -> Json:
    """One visitor's whole way, as the server tells it: every event, and a fresh snapshot at the end."""
    visitor, tess = line.visitor(), line.teammate()
    _ask(visitor)
    beside(_be_handed_over(line, visitor))
    _give_details(visitor)
    _talk(visitor, tess)
    _end(visitor, tess)
    told = {"events": visitor.events(), "snapshot": visitor.snapshot()}
    return _still(told, line.shop)


def _ask(visitor: VisitorClient) -> None:
    visitor.ask(
        "write", message=str(uuid4()), text="Is the desktop licence enough for my website?", page=PAGE
    ).raise_for_status()
    visitor.awaits("assistant_answered")


async def _be_handed_over(line: Line, visitor: VisitorClient) -> None:
    """By a second desk over the same database, with an action of which the details are asked."""
    database = await Database.open(line.database_url, size=2)
    try:
        async with Desk(database, lambda _: None) as desk:
            who = visitor.session["visitor"]
            await desk.handle(
                line.foundry.workspace, visitor.conversation, core.AskPerson(RETURN),
                actor=Actor(ActorKind.VISITOR, who), command_id=str(uuid4()), sender=f"visitor:{who}",
            )  # fmt: skip
    finally:
        await database.close()


def _give_details(visitor: VisitorClient) -> None:
    visitor.ask("give_details", values={"order": "A-10233"}).raise_for_status()
    visitor.ask("give_details", values={"sku": "5521"}).raise_for_status()
    visitor.ask("skip_details").raise_for_status()
    visitor.ask("leave_contact", address="vera@example.com").raise_for_status()


def _talk(visitor: VisitorClient, tess: TeammateClient) -> None:
    tess.take_over(visitor.conversation).raise_for_status()
    tess.reply(visitor.conversation, "Hello! I have order A-10233 in front of me.").raise_for_status()
    visitor.write("The swap, please").raise_for_status()
    note = {"message": str(uuid4()), "text": "Second swap this year."}
    tess.ask(visitor.conversation, "note", **note).raise_for_status()
    tess.reply(visitor.conversation, "Done.").raise_for_status()


def _end(visitor: VisitorClient, tess: TeammateClient) -> None:
    seen = tess.seen(visitor.conversation)
    tess.ask(visitor.conversation, "resolve", outcome="answered", **seen).raise_for_status()
    visitor.ask("rate", score=5, comment="Quick!").raise_for_status()


def _still(told: Json, shop: str) -> Json:
    text = json.dumps(told, ensure_ascii=False).replace(shop, "https://shop.example")
    numbers: dict[str, str] = {}
    for found in UUID.findall(text):
        numbers.setdefault(found, f"00000000-0000-4000-8000-{len(numbers) + 1:012x}")
    still: Json = json.loads(UUID.sub(lambda found: numbers[found[0]], text))
    for events in (still["events"], still["snapshot"]["events"]):
        _tick(events, count())
    return still


def _tick(events: list[Json], seconds: Iterator[int]) -> None:
    assert [each["at"] for each in events] == sorted(each["at"] for each in events)
    for event in events:
        at = BEGAN + timedelta(seconds=next(seconds))
        event["at"] = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def main() -> None:
    with tempfile.TemporaryDirectory() as home, EmbeddedServer(Path(home)) as server:
        migrate(server.url)
        with opened(Path(home), server.url) as line:
            told = record(line)
    RECORDED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    print(f"{len(told['events'])} events in {RECORDED}")


if __name__ == "__main__":
    main()
