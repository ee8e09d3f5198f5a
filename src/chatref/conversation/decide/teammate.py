"""How a teammate becomes owner, and speaks."""

from __future__ import annotations

from chatref.conversation.asking import asks
from chatref.conversation.commands import Claim, Note, Reply, TakeOver, Word
from chatref.conversation.events import Claimed, NoteWritten, TeammateReplied
from chatref.conversation.model import ActorKind, ClaimHow, Route, Stage
from chatref.conversation.refusals import AlreadyClaimed, Behind, NotAllowed, Stale

from . import moves, say
from .draft import Draft


def claim(draft: Draft, command: Claim) -> None:
    require_able(draft)
    if draft.c.stage is Stage.ASSIGNED:
        raise AlreadyClaimed(draft.c.owner)
    if draft.c.stage is Stage.ASSISTANT:
        raise NotAllowed("the assistant has it: take over")
    _refuse_changed_hands(draft, command.epoch)
    moves.own(draft, draft.actor.id, ClaimHow.CLAIM, by_socket=command.by_socket)


def take_over(draft: Draft, command: TakeOver) -> None:
    require_able(draft)
    if draft.resolved():
        raise NotAllowed("nobody has it: claim")
    if draft.c.stage is Stage.ASSIGNED:
        _take_from(draft, command)
        return
    if command.taken_from is not None:
        raise Stale("they do not have it any more")
    _refuse_changed_hands(draft, command.epoch)
    moves.own(draft, draft.actor.id, ClaimHow.TAKEOVER, by_socket=command.by_socket)


def reply(draft: Draft, command: Reply) -> None:
    require_able(draft)
    me = draft.actor.id
    if draft.c.stage is Stage.ASSIGNED and draft.c.owner != me:
        raise AlreadyClaimed(draft.c.owner)
    if command.seen_colleague is not None:
        refuse_behind_colleague(draft, command.seen_colleague)
    seen = min(command.seen, draft.c.seq)
    if draft.c.stage is not Stage.ASSIGNED:
        moves.own(draft, me, ClaimHow.REPLY, by_socket=command.by_socket)
    draft.act(TeammateReplied(command.message, command.text, seen, command.route, asks=asks(command.text)))


def note(draft: Draft, command: Note) -> None:
    if draft.actor.kind is not ActorKind.DESK:
        require_able(draft)
    draft.act(NoteWritten(command.message, command.text))


def speak(draft: Draft, word: Word, *, hands_back: bool = False) -> None:
    """A message that goes with another command, whose sender has seen everything."""
    seen = draft.c.seq
    if draft.c.stage is not Stage.ASSIGNED:
        moves.own(draft, draft.actor.id, ClaimHow.REPLY, by_socket=False)
    draft.act(TeammateReplied(word.message, word.text, seen, Route.INBOX, hands_back, asks=asks(word.text)))


def require_able(draft: Draft) -> None:
    if draft.actor.kind is not ActorKind.TEAMMATE or not draft.policy.able(draft.actor.id):
        raise NotAllowed("not a teammate who can act")


def require_owner(draft: Draft, *, or_forced: bool = False) -> None:
    """The owner of the conversation. What only passes it on, the workspace's owner can force."""
    require_able(draft)
    if draft.c.stage is not Stage.ASSIGNED:
        raise NotAllowed("no teammate has it")
    forced = or_forced and draft.actor.id == draft.policy.owner
    if draft.actor.id != draft.c.owner and not forced:
        raise AlreadyClaimed(draft.c.owner)


def refuse_behind(draft: Draft, seen: int, seen_colleague: int) -> None:
    if draft.c.last_visitor > seen:
        raise Behind(draft.c.last_visitor, None)
    refuse_behind_colleague(draft, seen_colleague)


def refuse_behind_colleague(draft: Draft, seen_colleague: int) -> None:
    c = draft.c
    if c.last_reply > seen_colleague and c.last_reply_by != draft.actor.id:
        raise Behind(None, c.last_reply)


def _take_from(draft: Draft, command: TakeOver) -> None:
    owner = draft.c.owner
    if owner == draft.actor.id:
        raise NotAllowed("it is yours")
    if command.taken_from != owner or command.epoch < draft.c.owned_epoch:
        raise AlreadyClaimed(owner)
    me = draft.actor.id
    draft.act(Claimed(me, ClaimHow.TAKEOVER, command.by_socket, taken_from=owner))
    say.joined(draft, me)


def _refuse_changed_hands(draft: Draft, epoch: int) -> None:
    """A teammate became or ceased to be owner since the epoch that was seen."""
    if epoch < draft.c.owned_epoch:
        raise Stale("a teammate had it since")
