"""What is looked at in every workspace again and again, because nothing tells of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from chatref.accounts.access import store as access
from chatref.database.pool import Database
from chatref.errors import NotFound, Unavailable

LOOK = 15.0  # seconds

Look = Callable[[str], Awaitable[None]]


@dataclass(slots=True)
class Rounds:
    """`looks` take a workspace, one after another."""

    database: Database
    looks: Sequence[Look]
    looked: float = float("-inf")

    async def turn(self) -> None:
        """Looks at every workspace, but not oftener than it has to. Several processes may."""
        if (at := asyncio.get_running_loop().time()) - self.looked < LOOK:
            return
        self.looked = at
        with suppress(Unavailable):
            async with self.database.system() as connection:
                workspaces = {workspace for workspace, _ in await access.owners(connection)}
            for workspace in workspaces:
                with suppress(NotFound):
                    for look in self.looks:
                        await look(workspace)
