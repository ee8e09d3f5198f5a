"""Which words of a walk are a thanks that owes nothing, by the page; shares no code with decide."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from random import Random
from typing import Any

from chatref.conversation import events as e
from chatref.conversation.policy import Policy
from tests.pure.ledger import Ledger

WORDS = ("hello", "Thank you, but where is my order?", "ok")
THANKS = ("Thank you, perfect!", "👍", "Thanks a lot, Tess!")
SAID = ("hi", "It is done. Is there anything else?")
ASKED = "Shall I swap it?"


def written(chance: Random) -> str:
    return chance.choice(THANKS if chance.random() < 0.3 else WORDS)


def said(chance: Random) -> str:
    return ASKED if chance.random() < 0.15 else chance.choice(SAID)


def owes_nothing(books: Ledger, command: Any, policy: Policy) -> bool:
    """A person had the last word and asked nothing, nobody is owed one, and the visitor only says thanks."""
    if books.stage not in {"waiting", "assigned", "resolved"} or books.owes:
        return False
    answered = books.spoke and books.last_answer is None and not books.reply_asks
    named = "Tess" not in command.text or (books.last_reply_by == "tess" and "tess" in policy.teammates)
    return answered and command.text in THANKS and named and not command.asks


def thanks_fit(books: Ledger, command: Any, event: e.Event, policy: Policy) -> None:
    """Against the books as they stand just before the event."""
    if isinstance(event, e.VisitorWrote):
        assert event.thanks == owes_nothing(books, command, policy), "what only thanks, where nothing is owed"
    if isinstance(event, e.TeammateReplied):
        assert event.asks == (event.text == ASKED), "a question left open"
