"""Policies as they were, made again from what was kept of each version."""

from collections.abc import Collection, Mapping

import msgspec

from chatref.accounts.model import PolicyInputs
from chatref.conversation.policy import Policy, Timers
from chatref.database.pool import Connection
from chatref.desk.policy import compose, store
from chatref.escalation.rulebook import RuleBook

# What was kept has no field that came later: such a one needs a default.
_decode = msgspec.json.Decoder(PolicyInputs).decode


async def kept(connection: Connection, workspace: str, versions: Collection[int]) -> Mapping[int, Policy]:
    """Who could act, when and in what time; what was said then is not kept."""
    found = await store.contents(connection, workspace, versions)
    return {version: compose(_decode(content), Timers(), RuleBook()) for version, content in found}
