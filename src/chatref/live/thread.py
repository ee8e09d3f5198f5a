"""Everybody in this process who follows one conversation."""

from collections.abc import Iterator, Sequence
from functools import cache

from chatref.desk.encoding import Head
from chatref.desk.outcome import Announcement
from chatref.live import wire
from chatref.live.follower import Follower, Side
from chatref.live.hints import Piece


class Thread:
    __slots__ = ("_followers", "_head", "conversation", "visitor_typed")

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation
        self._followers: list[Follower] = []
        self._head: Head | None = None
        self.visitor_typed = float("-inf")
        """When they last did, by the loop's clock."""

    def __bool__(self) -> bool:
        return bool(self._followers)

    def __iter__(self) -> Iterator[Follower]:
        return iter(tuple(self._followers))

    def add(self, follower: Follower) -> None:
        self._followers.append(follower)

    def remove(self, follower: Follower) -> None:
        if follower in self._followers:
            self._followers.remove(follower)

    def watching(self) -> Sequence[str]:
        """The teammates who have it open, each once."""
        return tuple(dict.fromkeys(each.reader for each in self._followers if each.side is Side.TEAM))

    def tell(self, news: Announcement) -> None:
        """Each audience's frame is encoded once, and only if somebody is there for it."""
        self.learn(news.events[-1].head)
        faces = news.ruling.faces
        visible = [each for each in news.events if each.recorded.vseq is not None]

        @cache
        def visitors() -> str:
            return wire.visitor_frame(self.conversation, news.state.vseq, visible, faces)

        @cache
        def team() -> str:
            return wire.team_frame(self.conversation, news.state.seq, news.events, faces)

        for follower in self:
            if follower.side is Side.TEAM:
                follower.take(news.events[0].recorded.seq, news.state.seq, team)
            elif visible:
                follower.take(visible[0].recorded.vseq or 0, news.state.vseq, visitors)

    def learn(self, head: Head) -> None:
        if self._head is None or _order(head) >= _order(self._head):
            self._head = head

    def piece(self, piece: Piece) -> None:
        """A piece of an answer that is older than the state known here is dropped."""
        if self._head is None or (piece.epoch, piece.turn, piece.rev) >= _order(self._head):
            self.whisper(wire.piece_frame(self.conversation, piece))

    def whisper(self, frame: str, only: Side | None = None, but: str | None = None) -> None:
        """A hint, to one side or both, but not back to who gave it."""
        for follower in self:
            if follower.admitted and only in (None, follower.side) and follower.reader != but:
                follower.mailbox.put(frame)


def _order(head: Head) -> tuple[int, int, int]:
    return head.epoch, head.turn, head.rev
