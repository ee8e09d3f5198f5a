"""One try of one delivery in a process of its own, to be killed in the middle."""

import asyncio
import sys
from pathlib import Path
from uuid import uuid4

from chatref.database.pool import Database
from chatref.desk.policy import Policies
from chatref.outbound.calls import Caller
from chatref.outbound.deliveries import Deliveries
from chatref.outbound.keys import Keys
from chatref.outbound.opening import Opening
from tests.outbound import shelf


async def once(url: str, workspace: str, delivery: str, home: str) -> None:
    database = await Database.open(url, size=2)
    async with Caller(60.0) as caller:
        opening = Opening(Keys(database, Path(home)), caller, {"shelf": shelf.KIND})
        deliveries = Deliveries(database, Policies(), opening, "https://desk.example", str(uuid4()))
        await deliveries.attempt(workspace, delivery)


if __name__ == "__main__":
    asyncio.run(once(*sys.argv[1:]))
