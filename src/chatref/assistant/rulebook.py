"""A workspace's rules and actions, read together: the two rooms below know nothing of each other."""

from chatref.actions import store as actions
from chatref.database.pool import Connection
from chatref.escalation import store as rules
from chatref.escalation.rulebook import RuleBook


async def load(connection: Connection) -> RuleBook:
    """What holds now. Saving raises the workspace's policy version: keep it for as long as that stands."""
    version, laid_down = await rules.load(connection)
    return RuleBook(version, laid_down, await actions.load(connection))
