"""Whether this desk has been set up."""

from chatref.accounts.setup import needs_setup
from chatref.database.pool import Database


class Begun:
    """Once it has, it has for ever, and nothing is asked any more."""

    def __init__(self) -> None:
        self._begun = False

    async def look(self, database: Database) -> bool:
        if not self._begun:
            self._begun = not await needs_setup(database)
        return self._begun
