"""A follow-up laid out as a note under what it follows. Pure."""

from collections.abc import Iterator, Mapping

from chatref.conversation.model import Outcome
from chatref.outbound.destination import Ended, FollowUp
from chatref.outbound.sheet import MOST_ROWS, Block, Fact, Facts, Links, Sentence, Written, short, within

OUTCOMES: Mapping[str, str] = {
    Outcome.ANSWERED: "answered",
    Outcome.ASSISTANT_ANSWERED: "answered by the assistant",
    Outcome.WITHDRAWN: "taken back by the visitor",
    Outcome.ELSEWHERE: "continued elsewhere",
    Outcome.SPAM: "spam",
    Outcome.DUPLICATE: "a duplicate",
    Outcome.ASSUMED: "taken as answered, since the visitor wrote no more",
    Outcome.ABANDONED: "abandoned, since the visitor wrote no more",
}


def note(update: FollowUp, write: Written, most: int) -> str:
    """As `write` writes it, in at most so many bytes."""
    return within(lambda room: _blocks(update, room), write, most)


def _blocks(update: FollowUp, room: int) -> Iterator[Block]:
    if update.ended:
        yield Sentence(_ended(update.ended, room))
    if update.team:
        yield Sentence(f"It was passed on to {short(update.team, room, 150)}.")
    rows = tuple(_rows(update, room))
    if rows:
        yield Sentence("Given or corrected since:")
        yield Facts(rows)
    yield Links((("Open the conversation in the inbox", update.link),))


def _ended(ended: Ended, room: int) -> str:
    by = f", by {short(ended.by, room, 150)}" if ended.by else ""
    how = OUTCOMES.get(ended.outcome, ended.outcome)
    return f"The handoff has ended: {how}{by}, {ended.at:%Y-%m-%d %H:%M} UTC."


def _rows(update: FollowUp, room: int) -> Iterator[Fact]:
    if update.contact:
        yield Fact("Contact", short(update.contact, room, 500))
    for each in update.details[:MOST_ROWS]:
        label = short(each.label, room, 100)
        yield Fact(label, short(each.value, room, 500), "" if each.verified else "unverified")
        if each.was:
            yield Fact(f"{label}, before", short(each.was, room, 500))
