"""One connection, without its transport: frames of docs/wire.md in, encoded frames out.

The right to read is checked at each read. A stream holds no database connection in between.
"""

import time
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self
from uuid import uuid4

from chatref.database.ids import canonical
from chatref.desk.reading import Teammate, Visitor
from chatref.errors import BadInput
from chatref.live import wire
from chatref.live.follower import Follower, Side
from chatref.live.hints import Typing
from chatref.live.hub import Hub
from chatref.live.inbox import Watcher
from chatref.live.mailbox import Mailbox

Frame = Mapping[str, Any]
BETWEEN_TYPING = 1.0  # seconds


class _Stream:
    """What both have: a mailbox, and a thread that is followed, or none."""

    __slots__ = ("_follower", "_hub", "_mailbox", "_typed")

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._mailbox = Mailbox()
        self._follower: Follower | None = None
        self._typed = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._mailbox.close()
        await self._leave()

    def frames(self) -> AsyncIterator[str]:
        return self._mailbox.frames()

    @property
    def too_slow(self) -> bool:
        return self._mailbox.too_slow

    async def _follow(self, follower: Follower) -> None:
        self._follower = follower
        await self._hub.follow(follower)

    async def _leave(self) -> None:
        follower, self._follower = self._follower, None
        if follower is not None:
            await self._hub.leave(follower)

    async def _type(self, who: str) -> None:
        now = time.monotonic()
        if now - self._typed < BETWEEN_TYPING:
            return
        self._typed = now
        if self._follower is not None:
            await self._hub.typing(self._follower.workspace, self._follower.conversation, Typing(who))

    def _resume(self, after: int) -> None:
        if self._follower is not None and resumed(self._follower, after, self._mailbox):
            self._hub.resume(self._follower)


class VisitorStream(_Stream):
    """A visitor's: one of their conversations at a time."""

    __slots__ = ("_seen", "_visitor")

    def __init__(self, hub: Hub, visitor: Visitor) -> None:
        super().__init__(hub)
        self._visitor = visitor
        self._seen = 0

    async def receive(self, frame: Frame) -> None:
        """Raises NotFound for a conversation that is not theirs. Kinds of frames unknown here are passed over."""
        match frame.get("t"):
            case "hello" | "follow" if frame.get("conversation"):
                await self._open(_id(frame, "conversation"), _number(frame, "after"))
            case "typing":
                await self._type("visitor")
            case "seen":
                await self._see(_number(frame, "vseq"))
            case "beat":
                self._beat(_number(frame, "after"))
            case _:
                pass

    async def _open(self, conversation: str, after: int) -> None:
        await self._leave()
        self._seen = 0
        workspace, visitor = self._visitor.workspace, self._visitor.visitor
        await self._follow(Follower(Side.VISITOR, workspace, visitor, conversation, after, self._mailbox))

    async def _see(self, vseq: int) -> None:
        """Passed on only where it grew, so never oftener than something was said to them."""
        follower = self._follower
        if follower is not None and self._seen < vseq <= follower.cursor:
            self._seen = vseq
            await self._hub.seen(self._visitor, follower.conversation, vseq)

    def _beat(self, after: int) -> None:
        self._resume(after)
        self._mailbox.put(wire.encoded({"t": "beat", "vseq": self._follower.cursor if self._follower else 0}))


class TeammateStream(_Stream):
    """A teammate's: the lists of the workspace, and the thread they have open."""

    __slots__ = ("_connection", "_reader", "_watcher")

    def __init__(self, hub: Hub, reader: Teammate) -> None:
        super().__init__(hub)
        self._reader = reader
        self._connection = str(uuid4())
        self._watcher: Watcher | None = None

    async def __aexit__(self, *_: object) -> None:
        self._mailbox.close()
        if self._watcher is not None:
            self._hub.part(self._reader.workspace, self._watcher)
            await self._hub.presence.leave(self._reader.workspace, self._connection)
        await self._leave()

    async def receive(self, frame: Frame) -> None:
        """Raises NotFound for what this teammate may not read, or no longer."""
        match frame.get("t"):
            case "hello" if self._watcher is None:
                await self._join(_number(frame, "change"))
            case "open":
                await self._open(_id(frame, "conversation"), _number(frame, "after"))
            case "leave":
                await self._leave()
            case "typing":
                await self._type(self._reader.teammate)
            case "beat":
                await self._here()
                self._beat(_number(frame, "seq"))
            case _:
                pass

    async def _join(self, change: int) -> None:
        self._watcher = Watcher(self._reader.teammate, self._mailbox)
        await self._here()
        await self._hub.join(self._reader.workspace, self._watcher, change)

    async def _here(self) -> None:
        await self._hub.presence.beat(self._reader.workspace, self._reader.teammate, self._connection)

    async def _open(self, conversation: str, after: int) -> None:
        await self._leave()
        workspace, teammate = self._reader.workspace, self._reader.teammate
        await self._follow(Follower(Side.TEAM, workspace, teammate, conversation, after, self._mailbox))

    def _beat(self, seq: int) -> None:
        self._resume(seq)
        self._mailbox.put(
            wire.encoded({
                "t": "beat",
                "change": self._hub.change(self._reader.workspace),
                "seq": self._follower.cursor if self._follower else None,
            })
        )  # fmt: skip


def resumed(follower: Follower, after: int, mailbox: Mailbox) -> bool:
    """The client has less than was sent, and nothing is on its way: go back to where it is."""
    if after >= follower.cursor or not mailbox.empty or follower.reading:
        return False
    follower.wanted = max(follower.wanted, follower.cursor)
    follower.cursor = after
    return True


def _id(frame: Frame, name: str) -> str:
    try:
        return canonical(str(frame.get(name)))
    except ValueError:
        raise BadInput(name, "This is not an id.") from None


def _number(frame: Frame, name: str) -> int:
    value = frame.get(name) or 0
    if not isinstance(value, int) or not 0 <= value < 2**31:
        raise BadInput(name, "This is not a number that was given out.")
    return value
