"""What is kept about a conversation beside its course."""

from __future__ import annotations

from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import ContactLeft, MarkEvent, Rated, Tagged
from chatref.conversation.lead import Lead, LeadNoted
from chatref.conversation.model import Conversation, Rating


def mark(c: Conversation, event: MarkEvent) -> Conversation:
    match event:
        case ContactLeft():
            return changed(c, contact=event.address)
        case Tagged():
            return changed(c, tags=(c.tags | set(event.add)) - set(event.remove))
        case Rated():
            return changed(c, rating=Rating(event.score, event.comment))
        case LeadNoted():
            return changed(c, leads=(*c.leads, Lead(event.lead, event.action, event.fields)))
        case _:
            assert_never(event)
