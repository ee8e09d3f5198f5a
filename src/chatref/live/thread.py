"""Everybody in this process who follows one conversation."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from chatref.conversation.events import AssistantAnswered
from chatref.desk.encoding import Head
from chatref.desk.outcome import Announcement, Stored
from chatref.live import wire
from chatref.live.follower import Follower, Side
from chatref.live.hints import Piece


class Thread:
    __slots__ = ("_elsewhere", "_followers", "_head", "_piece", "conversation", "visitor_typed")

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation
        self._followers: list[Follower] = []
        self._elsewhere: dict[str, tuple[float, tuple[str, ...]]] = {}
        """Who has it open in other processes, and when that was said, by the loop's clock."""
        self._head: Head | None = None
        self._piece: Piece | None = None
        """What is being written: whoever opens the thread now sees it too."""
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

    def watching_here(self) -> Sequence[str]:
        """The teammates who have it open in this process, each once."""
        return tuple(dict.fromkeys(each.reader for each in self._followers if each.side is Side.TEAM))

    def watching(self) -> Sequence[str]:
        """In any process."""
        elsewhere = (who for _, readers in self._elsewhere.values() for who in readers)
        return tuple(dict.fromkeys([*self.watching_here(), *elsewhere]))

    def watched_elsewhere(self, process: str, readers: Sequence[str], at: float) -> None:
        self._elsewhere[process] = (at, tuple(readers))

    def forget_elsewhere(self, before: float) -> bool:
        """Of processes that have said nothing since; whether that changes who watches."""
        silent = [process for process, (at, _) in self._elsewhere.items() if at < before]
        return bool([self._elsewhere.pop(process) for process in silent])

    def tell(self, news: Announcement) -> None:
        """Each audience's frame is encoded once, and only if somebody is there for it."""
        self.learn(news.events)
        faces = news.ruling.faces
        known = news.ruling.introductions(news.state.site)
        visible = [each for each in news.events if each.recorded.vseq is not None]

        @cache
        def visitors() -> str:
            return wire.visitor_frame(self.conversation, news.state.vseq, visible, known)

        @cache
        def team() -> str:
            return wire.team_frame(self.conversation, news.state.seq, news.events, faces)

        for follower in self:
            if follower.side is Side.TEAM:
                follower.take(news.events[0].recorded.seq, news.state.seq, team)
            elif visible:
                follower.take(visible[0].recorded.vseq or 0, news.state.vseq, visitors)

    def learn(self, events: Sequence[Stored]) -> None:
        """Moves on, never back. An answer that stands, or counts no more, is not being written any longer."""
        head = events[-1].head
        if self._head is None or _order(head) >= _order(self._head):
            self._head = head
        if self._piece is not None and (_order(head) > _place(self._piece) or _answers(events, self._piece)):
            self._piece = None

    def piece(self, piece: Piece) -> None:
        """A piece of an answer that is older than the state known here is dropped."""
        if self._head is None or _place(piece) >= _order(self._head):
            self._piece = piece
            self.whisper(wire.piece_frame(self.conversation, piece))

    def show_piece(self, follower: Follower) -> None:
        if self._piece is not None:
            follower.mailbox.put(wire.piece_frame(self.conversation, self._piece))

    def whisper(self, frame: str, only: Side | None = None, but: str | None = None) -> None:
        """A hint, to one side or both, but not back to who gave it."""
        for follower in self:
            if follower.admitted and only in (None, follower.side) and follower.reader != but:
                follower.mailbox.put(frame)

    def whisper_to_visitors(self, frame: Callable[[str], str]) -> None:
        """`frame` is given the site on which they talk."""
        for follower in self:
            if follower.admitted and follower.side is Side.VISITOR:
                follower.mailbox.put(frame(follower.site))


def _order(head: Head) -> tuple[int, int, int]:
    return head.epoch, head.turn, head.rev


def _place(piece: Piece) -> tuple[int, int, int]:
    return piece.epoch, piece.turn, piece.rev


def _answers(events: Sequence[Stored], piece: Piece) -> bool:
    said = (stored.recorded.event for stored in events)
    return any(isinstance(event, AssistantAnswered) and event.turn >= piece.turn for event in said)
