"""Who of the team has which thread open, in any process."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chatref.desk.policy import Ruling
from chatref.live import wire
from chatref.live.bell import Bell
from chatref.live.follower import Side
from chatref.live.thread import Thread
from chatref.live.watched import Watched

SAY_AGAIN = 20.0  # seconds between two words to other processes on who has a thread open here
SILENT = 50.0  # after so many seconds without one, a process counts as gone


class Watching:
    def __init__(
        self,
        process: str,
        watched: Mapping[str, Watched],
        bell: Bell,
        ruling: Callable[[str], Awaitable[Ruling]],
    ) -> None:
        self._process = process
        self._watched = watched
        self._bell = bell
        self._ruling = ruling
        self._said = 0.0

    async def moved(self, workspace: str, conversation: str) -> None:
        """Somebody opened a thread here, or left it."""
        self._say(workspace, conversation, asks=True)
        await self._tell(workspace, conversation)

    async def heard(self, workspace: str, hint: Mapping[str, Any]) -> None:
        """What another process says of itself."""
        conversation = hint["conversation"]
        thread = self._thread(workspace, conversation)
        if thread is None:
            return
        before = thread.watching()
        thread.watched_elsewhere(hint["of"], hint["watching"], asyncio.get_running_loop().time())
        if hint["asks"] and thread.watching_here():
            self._say(workspace, conversation)
        if thread.watching() != before:
            await self._tell(workspace, conversation)

    async def say_again(self) -> None:
        """A process that died says nothing more, and what was said may have been lost."""
        now = asyncio.get_running_loop().time()
        again = now - self._said >= SAY_AGAIN
        self._said = now if again else self._said
        for workspace, watched in tuple(self._watched.items()):
            for conversation, thread in tuple(watched.threads.items()):
                if again and thread.watching_here():
                    self._say(workspace, conversation)
                if thread.forget_elsewhere(now - SILENT):
                    await self._tell(workspace, conversation)

    def _say(self, workspace: str, conversation: str, *, asks: bool = False) -> None:
        """To other processes; `asks` has them say the same of themselves."""
        thread = self._thread(workspace, conversation)
        here = thread.watching_here() if thread else ()
        hint = {"of": self._process, "watching": here, "asks": asks}
        self._bell.whisper({"workspace": workspace, "conversation": conversation, **hint})

    async def _tell(self, workspace: str, conversation: str) -> None:
        thread = self._thread(workspace, conversation)
        if thread is None:
            return
        faces = (await self._ruling(workspace)).faces
        who = [faces[each] for each in thread.watching() if each in faces]
        thread.whisper(wire.watching_frame(conversation, who), Side.TEAM)

    def _thread(self, workspace: str, conversation: str) -> Thread | None:
        watched = self._watched.get(workspace)
        return watched.threads.get(conversation) if watched is not None else None
