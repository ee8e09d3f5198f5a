"""Everything that is followed of one workspace in this process, and up to which change it was told."""

from collections.abc import Iterable, Mapping

from chatref.desk.outcome import Announcement
from chatref.desk.summary import Summary
from chatref.desk.waiting import InLine
from chatref.live import wire
from chatref.live.follower import Follower, Side
from chatref.live.inbox import Inbox
from chatref.live.mailbox import Mailbox
from chatref.live.queue import Keep, Queue, Read
from chatref.live.thread import Thread


class Watched:
    def __init__(self, workspace: str, inbox: Inbox, read_line: Read, keep: Keep) -> None:
        self.workspace = workspace
        self.inbox = inbox
        self.queue = Queue(read_line, self._tell_places, keep)
        self.known: int | None = None
        """The change up to which nothing is missing; None until it was read."""
        self.heard = 0
        """The latest change heard of, from whomever."""
        self.threads: dict[str, Thread] = {}

    def __bool__(self) -> bool:
        return bool(self.threads) or bool(self.inbox)

    def thread(self, conversation: str) -> Thread:
        return self.threads.setdefault(conversation, Thread(conversation))

    def teammates(self) -> frozenset[str]:
        followers = [each for thread in self.threads.values() for each in thread if each.side is Side.TEAM]
        return frozenset([*(each.reader for each in followers), *(each.teammate for each in self.inbox)])

    def mailboxes_of(self, who: str) -> list[Mailbox]:
        """Of a teammate or a visitor."""
        followers = [each for thread in self.threads.values() for each in thread]
        return [
            *(each.mailbox for each in followers if each.reader == who),
            *(each.mailbox for each in self.inbox if each.teammate == who),
        ]

    def leave(self, follower: Follower) -> None:
        thread = self.threads.get(follower.conversation)
        if thread is None:
            return
        thread.remove(follower)
        if not thread:
            del self.threads[follower.conversation]

    def tell(self, news: Announcement) -> bool:
        """Our own commit. False if there are changes between, of other processes: they must be read."""
        thread = self.threads.get(news.state.id)
        if thread is not None:
            thread.tell(news)
        self.inbox.faces = news.ruling.faces
        self.inbox.take(news.summary, moved=news.before != news.summary.views)
        if self.threads:
            self.queue.take(news.summary)
        if self.known is None or news.change > self.known + 1:
            return False
        self._advance(news.change)
        return True

    def learn(self, change: int, summaries: Iterable[Summary]) -> list[Follower]:
        """What was read; returns who is behind by it."""
        behind = []
        for summary in summaries:
            self.inbox.take(summary, moved=True)
            if self.threads:
                self.queue.take(summary)
            for follower in self.threads.get(summary.conversation, ()):
                # Only the team's number is on a summary; a visitor's follower finds out by reading.
                follower.unread = True
                behind.append(follower)
        self._advance(change)
        return behind

    def _tell_places(self, line: Mapping[str, InLine]) -> None:
        for conversation, waits in line.items():
            if conversation in self.threads:
                frame = wire.waiting_frame(conversation, waits.place, waits.expected)
                self.threads[conversation].whisper(frame, Side.VISITOR)

    def _advance(self, change: int) -> None:
        self.known = max(self.known or 0, change)
        self.inbox.change = self.known
