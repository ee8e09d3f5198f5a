"""Reads stored turns in a process of its own, and judges each again by the rules of its version; the traces go out."""

import asyncio
import json
import sys
from typing import Any

from chatref.database.pool import Database
from chatref.desk import reading
from chatref.escalation import store
from chatref.escalation.record import facts_from, verdicts_of
from chatref.escalation.trace import traces_of


async def judged_again(asked: dict[str, Any]) -> list[str]:
    database = await Database.open(asked["database"], size=1)
    reader = reading.Teammate(asked["workspace"], asked["teammate"])
    try:
        return [await _trace(database, reader, *place) for place in asked["verdicts"]]
    finally:
        await database.close()


async def _trace(database: Database, reader: reading.Teammate, conversation: str, seq: int) -> str:
    kept = await reading.verdict(database, reader, conversation, seq)
    facts = facts_from(kept.measured)
    async with database.workspace(reader.workspace) as connection:
        rules = await store.version(connection, facts.version)
    assert rules is not None
    return traces_of(verdicts_of(rules, facts))


if __name__ == "__main__":
    json.dump(asyncio.run(judged_again(json.load(sys.stdin))), sys.stdout)
