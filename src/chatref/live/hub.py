"""Who follows what in this process, and how news reaches them: our own commits at once, those of others by reading."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from psycopg import OperationalError

from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.gather import Gathering
from chatref.desk.outcome import Announcement
from chatref.desk.policy import Policies, Ruling
from chatref.desk.presence import Presence
from chatref.desk.reading.store import Asked
from chatref.errors import NotFound, Unavailable
from chatref.live import store, wire
from chatref.live.bell import Bell, Ring
from chatref.live.follower import Follower, Side
from chatref.live.hints import Piece, Typing
from chatref.live.inbox import Inbox, Watcher
from chatref.live.watched import Watched

Forget = Callable[[str | None], None]

REREAD = 3.0  # seconds, for the wake-ups that were lost
SAY_AGAIN = 20.0  # seconds between two words to other processes on who has a thread open here
SILENT = 50.0  # after so many seconds without one, a process counts as gone
LARGEST_READ = 256  # followers in one query, when all come back at once


class Hub:
    """`process` tells our own wake-ups from those of others. `announce` is the desk's port."""

    def __init__(self, database: Database, process: str, policies: Policies | None = None) -> None:
        self.database = database
        self.process = process
        self.policies = policies or Policies()
        self.presence = Presence(database, process)
        self._watched: dict[str, Watched] = {}
        self._bell = Bell(database, process, self._heard, self._rung_in)
        self._visitors = Gathering(self._read_visitors, LARGEST_READ)
        self._team = Gathering(self._read_team, LARGEST_READ)
        self._tasks: set[asyncio.Task[None]] = set()
        self._reading: set[str] = set()
        self._forgetting: list[Forget] = []
        self._said = 0.0

    async def __aenter__(self) -> Self:
        for work in (self._bell.send(), self._bell.listen(), self._look_again()):
            self._keep(asyncio.create_task(work))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def announce(self, news: Announcement) -> None:
        self._bell.ring(news.workspace, news.change)
        watched = self._watched.get(news.workspace)
        if watched is not None and not watched.tell(news):
            self._hear(news.workspace, news.change)

    async def follow(self, follower: Follower) -> None:
        """From now on, and all that came after its cursor. Raises NotFound if it is not theirs to read."""
        watched = await self._watch(follower.workspace)
        thread = watched.thread(follower.conversation)
        thread.add(follower)
        await self._catch_up(follower, whatever=True)
        thread.show_piece(follower)
        if follower.side is Side.TEAM:
            await self._watchers_moved(follower.workspace, follower.conversation)
        else:
            watched.queue.count()

    async def leave(self, follower: Follower) -> None:
        watched = self._watched.get(follower.workspace)
        if watched is None:
            return
        watched.leave(follower)
        self._forget(watched)
        if follower.side is Side.TEAM:
            await self._watchers_moved(follower.workspace, follower.conversation)

    def resume(self, follower: Follower) -> None:
        """Read what it misses, if it misses anything."""
        if follower.behind and not follower.reading:
            follower.reading = True
            self._keep(asyncio.create_task(self._catch_up_or_cut(follower)))

    async def join(self, workspace: str, watcher: Watcher, change: int) -> None:
        """The lists from `change` on, or that they are to be read anew. Raises NotFound for no teammate any more."""
        watched = await self._watch(workspace)
        inbox = watched.inbox
        inbox.add(watcher)
        inbox.faces = (await self.ruling(workspace)).faces
        counts = await inbox.counts()
        while True:
            found = await reading.changed_since(
                self.database, reading.Teammate(workspace, watcher.teammate), change
            )
            if found.more:
                # Further behind than a page: who slept over night reads the lists instead of a day's history.
                change = await reading.change_number(self.database, workspace)
                watcher.mailbox.put(wire.anew_frame(change))
                continue
            change = found.change
            watcher.mailbox.put(
                wire.summaries_frame(
                    change, found.summaries, counts.of(watcher.teammate), inbox.faces, watcher.teammate
                )
            )
            if change >= inbox.change:
                break
        watcher.live = True

    def part(self, workspace: str, watcher: Watcher) -> None:
        watched = self._watched.get(workspace)
        if watched is not None:
            watched.inbox.remove(watcher)
            self._forget(watched)

    def when_cut(self, forget: Forget) -> None:
        """`forget` is told who was cut, here or elsewhere; None if wake-ups may have been lost: anybody may be."""
        self._forgetting.append(forget)

    def cut(self, workspace: str, who: str) -> None:
        """End every connection of a teammate or visitor, in each process; who still may comes back by itself."""
        self._cut(workspace, who)
        self._bell.whisper({"workspace": workspace, "cut": who})

    def change(self, workspace: str) -> int:
        watched = self._watched.get(workspace)
        return (watched.known or 0) if watched else 0

    def piece(self, workspace: str, conversation: str, piece: Piece) -> None:
        self._whisper(workspace, conversation, piece)
        hint = {"epoch": piece.epoch, "turn": piece.turn, "rev": piece.rev, "text": piece.text}
        self._bell.whisper({"workspace": workspace, "conversation": conversation, "piece": hint})

    async def typing(self, workspace: str, conversation: str, typing: Typing) -> None:
        await self._type(workspace, conversation, typing)
        self._bell.whisper({"workspace": workspace, "conversation": conversation, "typing": typing.who})

    def visitor_types(self, workspace: str, conversation: str, lately: float) -> bool:
        """Whether they did in the last so many seconds, as far as this process has heard."""
        watched = self._watched.get(workspace)
        thread = watched.threads.get(conversation) if watched else None
        return thread is not None and asyncio.get_running_loop().time() - thread.visitor_typed < lately

    async def ruling(self, workspace: str) -> Ruling:
        return self.policies.known(workspace) or await self.policies.current(self.database, workspace)

    def _cut(self, workspace: str, who: str) -> None:
        self._forget_who(who)
        watched = self._watched.get(workspace)
        for mailbox in watched.mailboxes_of(who) if watched is not None else ():
            mailbox.close()

    def _forget_who(self, who: str | None) -> None:
        for forget in self._forgetting:
            forget(who)

    async def _watch(self, workspace: str) -> Watched:
        watched = self._watched.get(workspace)
        if watched is None:
            inbox = Inbox(lambda: reading.counts(self.database, workspace))
            watched = Watched(workspace, inbox, lambda: reading.line(self.database, workspace))
            self._watched[workspace] = watched
        if watched.known is None:
            change = await reading.change_number(self.database, workspace)
            watched.learn(change, ())
        return watched

    def _forget(self, watched: Watched) -> None:
        if not watched and self._watched.get(watched.workspace) is watched:
            del self._watched[watched.workspace]

    async def _catch_up_or_cut(self, follower: Follower) -> None:
        """Who cannot be told what comes next is cut off, and comes back with its cursor."""
        try:
            await self._catch_up(follower)
        except (NotFound, Unavailable, OperationalError):
            follower.mailbox.close()

    async def _catch_up(self, follower: Follower, *, whatever: bool = False) -> None:
        """Reads until nothing is missing; `whatever` says so even if nothing was."""
        follower.reading = True
        try:
            while whatever or follower.behind:
                await self._read_on(follower, whatever=whatever)
                whatever = False
        finally:
            follower.reading = False

    async def _read_on(self, follower: Follower, *, whatever: bool) -> None:
        visitor = follower.side is Side.VISITOR
        gathering = self._visitors if visitor else self._team
        asked = (follower.reader, follower.conversation, follower.cursor)
        # What is read is the truth: a number hoped for, as a visitor's after a hidden event, is given up by it.
        # What is heard while it is read is not: that may be younger than what this reading sees.
        follower.wanted, follower.unread = follower.cursor, False
        found = await gathering.ask(follower.workspace, asked)
        follower.admitted = True
        follower.cursor = max(found.number, follower.cursor)
        if found.events:
            self._learn_head(follower, found)
        if found.events or whatever:
            faces = (await self.ruling(follower.workspace)).faces
            frame = wire.visitor_frame if visitor else wire.team_frame
            follower.mailbox.put(frame(follower.conversation, found.number, found.events, faces))

    def _learn_head(self, follower: Follower, found: reading.Events) -> None:
        watched = self._watched.get(follower.workspace)
        if watched is not None and follower.conversation in watched.threads:
            watched.threads[follower.conversation].learn(found.events)

    async def _read_visitors(
        self, workspace: str, asked: Sequence[Asked]
    ) -> Sequence[reading.Events | Exception]:
        found = await reading.visitors_events(self.database, workspace, asked)
        return [each or NotFound() for each in found]

    async def _read_team(
        self, workspace: str, asked: Sequence[Asked]
    ) -> Sequence[reading.Events | Exception]:
        found = await reading.teams_events(self.database, workspace, asked)
        return [each or NotFound() for each in found]

    def _heard(self, ring: Ring) -> None:
        for workspace, change in ring.changes.items():
            self._hear(workspace, change)
        if ring.hint is not None:
            self._keep(asyncio.create_task(self._whispered(ring.hint)))

    async def _whispered(self, hint: dict[str, Any]) -> None:
        workspace = hint["workspace"]
        if "cut" in hint:
            self._cut(workspace, hint["cut"])
        elif workspace not in self._watched:
            return
        elif "watching" in hint:
            await self._watched_elsewhere(workspace, hint)
        elif "piece" in hint:
            self._whisper(workspace, hint["conversation"], Piece(**hint["piece"]))
        elif "typing" in hint:
            await self._type(workspace, hint["conversation"], Typing(hint["typing"]))

    def _whisper(self, workspace: str, conversation: str, piece: Piece) -> None:
        watched = self._watched.get(workspace)
        if watched is not None and conversation in watched.threads:
            watched.threads[conversation].piece(piece)

    async def _type(self, workspace: str, conversation: str, typing: Typing) -> None:
        """A visitor is shown to the team, a teammate to the visitor and to colleagues."""
        watched = self._watched.get(workspace)
        thread = watched.threads.get(conversation) if watched else None
        if thread is None:
            return
        if typing.who == "visitor":
            thread.visitor_typed = asyncio.get_running_loop().time()
        face = (await self.ruling(workspace)).faces.get(typing.who)
        if face is None:
            side = Side.TEAM if typing.who == "visitor" else None
            thread.whisper(wire.typing_frame(conversation, typing.who), side)
            return
        thread.whisper(wire.typing_frame(conversation, face), Side.TEAM, but=typing.who)
        thread.whisper(wire.typing_frame(conversation, wire.without_id(face)), Side.VISITOR)

    async def _watchers_moved(self, workspace: str, conversation: str) -> None:
        self._say_who_watches(workspace, conversation, asks=True)
        await self._tell_who_watches(workspace, conversation)

    def _say_who_watches(self, workspace: str, conversation: str, *, asks: bool = False) -> None:
        """To other processes; `asks` has them say the same of themselves."""
        watched = self._watched.get(workspace)
        thread = watched.threads.get(conversation) if watched else None
        here = thread.watching_here() if thread else ()
        hint = {"of": self.process, "watching": here, "asks": asks}
        self._bell.whisper({"workspace": workspace, "conversation": conversation, **hint})

    async def _watched_elsewhere(self, workspace: str, hint: dict[str, Any]) -> None:
        conversation = hint["conversation"]
        thread = self._watched[workspace].threads.get(conversation)
        if thread is None:
            return
        before = thread.watching()
        thread.watched_elsewhere(hint["of"], hint["watching"], asyncio.get_running_loop().time())
        if hint["asks"] and thread.watching_here():
            self._say_who_watches(workspace, conversation)
        if thread.watching() != before:
            await self._tell_who_watches(workspace, conversation)

    async def _say_again_who_watches(self) -> None:
        """A process that died says nothing more, and what was said may have been lost."""
        now = asyncio.get_running_loop().time()
        again = now - self._said >= SAY_AGAIN
        self._said = now if again else self._said
        for workspace, watched in tuple(self._watched.items()):
            for conversation, thread in tuple(watched.threads.items()):
                if again and thread.watching_here():
                    self._say_who_watches(workspace, conversation)
                if thread.forget_elsewhere(now - SILENT):
                    await self._tell_who_watches(workspace, conversation)

    async def _tell_who_watches(self, workspace: str, conversation: str) -> None:
        watched = self._watched.get(workspace)
        if watched is None or conversation not in watched.threads:
            return
        faces = (await self.ruling(workspace)).faces
        thread = watched.threads[conversation]
        who = [faces[each] for each in thread.watching() if each in faces]
        thread.whisper(wire.watching_frame(conversation, who), Side.TEAM)

    def _hear(self, workspace: str, change: int) -> None:
        """One reading at a time; what is heard meanwhile makes it read on."""
        watched = self._watched.get(workspace)
        if watched is None or change <= (watched.known or 0):
            return
        watched.heard = max(watched.heard, change)
        if workspace not in self._reading:
            self._reading.add(workspace)
            self._keep(asyncio.create_task(self._read_news(workspace)))

    async def _read_news(self, workspace: str) -> None:
        watched = self._watched.get(workspace)
        try:
            while watched is not None and watched.known is not None and watched.known < watched.heard:
                found = await reading.news(self.database, workspace, watched.known)
                for follower in watched.learn(found.change, found.summaries):
                    self.resume(follower)
        except (Unavailable, OperationalError):
            return  # the next look comes in a moment
        finally:
            self._reading.discard(workspace)

    def _rung_in(self) -> None:
        """What was rung before we listened was not heard."""
        self._forget_who(None)
        self._keep(asyncio.create_task(self._look()))

    async def _look_again(self) -> None:
        """Runs until cancelled: whatever wake-up was lost, nobody is behind for long."""
        while True:
            await asyncio.sleep(REREAD)
            await self._look()
            await self._say_again_who_watches()

    async def _look(self) -> None:
        if not self._watched:
            return
        with suppress(Unavailable, OperationalError):
            async with self.database.system() as connection:
                changes = await store.changes(connection, tuple(self._watched))
            for workspace, change in changes.items():
                self._hear(workspace, change)
            for watched in tuple(self._watched.values()):
                await self._cut_the_removed(watched)

    async def _cut_the_removed(self, watched: Watched) -> None:
        """What is pushed needs a right as well as what is read."""
        here = watched.teammates()
        if here:
            ruling = await self.policies.current(self.database, watched.workspace)
            for teammate in here - ruling.policy.teammates.keys():
                self._cut(watched.workspace, teammate)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
