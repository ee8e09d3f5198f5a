"""One conversation as one connection follows it: a cursor, and where its frames go."""

from collections.abc import Callable
from enum import StrEnum

from chatref.live.mailbox import Mailbox


class Side(StrEnum):
    VISITOR = "visitor"
    TEAM = "team"


class Follower:
    """Frames come in order and once: what it was not told of is read, and meanwhile nothing is passed on."""

    __slots__ = (
        "admitted",
        "conversation",
        "cursor",
        "mailbox",
        "reader",
        "reading",
        "side",
        "site",
        "unread",
        "wanted",
        "workspace",
    )

    def __init__(
        self, side: Side, workspace: str, reader: str, conversation: str, after: int, mailbox: Mailbox
    ) -> None:
        self.side = side
        self.workspace = workspace
        self.reader = reader
        self.conversation = conversation
        self.cursor = after
        self.wanted = after
        self.unread = False
        """Whether there are news whose numbers nobody told."""
        self.reading = False
        self.site = ""
        """Where they talk, once that was read."""
        self.admitted = False
        """Whether its right was found; until then nothing is even whispered to it."""
        self.mailbox = mailbox

    @property
    def behind(self) -> bool:
        return self.unread or self.cursor < self.wanted

    def take(self, first: int, last: int, frame: Callable[[], str]) -> None:
        """News from `first` to `last`; passed on only if it is exactly what comes next."""
        self.wanted = max(self.wanted, last)
        if not self.reading and first == self.cursor + 1:
            self.cursor = last
            self.mailbox.put(frame())
