"""Ready-made sets for kinds of businesses: each a whole book of rules with its playbooks, to start from."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rules import Rules


@dataclass(frozen=True, slots=True)
class ReadyMade:
    key: str
    name: str
    text: str
    rules: Rules


SETS: Sequence[ReadyMade] = (
    ReadyMade(
        "shops",
        "Digital shops",
        "Payments that fail, refunds, accounts and licences; a person at the first request.",
        READY_MADE,
    ),
)
