"""Who follows what in this process, and how news reaches them: our own commits at once, those of others by reading."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Self

from psycopg import OperationalError

from chatref.database.pool import Database
from chatref.desk import lists, reading, waiting
from chatref.desk.gather import Gathering
from chatref.desk.looping import cut_off
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
from chatref.live.seen import Seen
from chatref.live.thread import Thread
from chatref.live.watched import Watched
from chatref.live.watching import Watching

Forget = Callable[[str | None], None]

REREAD = 3.0  # seconds, for the wake-ups that were lost
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
        self._watching = Watching(process, self._watched, self._bell, self.ruling)
        self._visitors = Gathering(self._read_visitors, LARGEST_READ)
        self._team = Gathering(self._read_team, LARGEST_READ)
        self._seen = Seen(database)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = False
        self._reading: set[str] = set()
        self._forgetting: list[Forget] = []

    async def __aenter__(self) -> Self:
        for work in (self._bell.send(), self._bell.listen(), self._look_again()):
            self._keep(asyncio.create_task(work))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ended = True
        await cut_off(*self._tasks)

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
            await self._watching.moved(follower.workspace, follower.conversation)
        else:
            watched.queue.count()

    async def leave(self, follower: Follower) -> None:
        watched = self._watched.get(follower.workspace)
        if watched is None:
            return
        watched.leave(follower)
        self._forget(watched)
        if follower.side is Side.TEAM:
            await self._watching.moved(follower.workspace, follower.conversation)

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
            found = await lists.changed_since(
                self.database, reading.Teammate(workspace, watcher.teammate), change
            )
            if found.more:
                # Further behind than a page: who slept over night reads the lists instead of a day's history.
                change = await lists.change_number(self.database, workspace)
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

    async def seen(self, visitor: reading.Visitor, conversation: str, vseq: int) -> None:
        """A visitor has their thread before their eyes, up to this number. Raises NotFound if it is not theirs."""
        upto = await self._seen.note(visitor, conversation, vseq)
        if upto is not None:
            self._tell_team(visitor.workspace, conversation, wire.seen_frame(conversation, *upto))

    def mailed(self, workspace: str, conversation: str) -> None:
        """What is mailed of a conversation has moved on."""
        self._tell_team(workspace, conversation, wire.mailed_frame(conversation))

    def mail_moved(self, workspace: str) -> None:
        """The mail bin holds other mails than before."""
        frame = wire.mail_bin_frame()
        self._tell_inboxes(workspace, frame)
        self._bell.whisper({"workspace": workspace, "inboxes": frame})

    async def typing(self, workspace: str, conversation: str, typing: Typing) -> None:
        await self._type(workspace, conversation, typing)
        self._bell.whisper({"workspace": workspace, "conversation": conversation, "typing": typing.who})

    def visitor_types(self, workspace: str, conversation: str, lately: float) -> bool:
        """Whether they did in the last so many seconds, as far as this process has heard."""
        thread = self._thread(workspace, conversation)
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
            inbox = Inbox(lambda: lists.counts(self.database, workspace), self._keep)
            watched = Watched(workspace, inbox, lambda: waiting.line(self.database, workspace), self._keep)
            self._watched[workspace] = watched
        if watched.known is None:
            change = await lists.change_number(self.database, workspace)
            watched.learn(change, ())
        return watched

    def _thread(self, workspace: str, conversation: str) -> Thread | None:
        watched = self._watched.get(workspace)
        return watched.threads.get(conversation) if watched is not None else None

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
        follower.admitted, follower.site = True, found.site
        follower.cursor = max(found.number, follower.cursor)
        if found.events:
            self._learn_head(follower, found)
        if found.events or whatever:
            follower.mailbox.put(_frame(follower, found, await self.ruling(follower.workspace)))

    def _learn_head(self, follower: Follower, found: reading.Events) -> None:
        thread = self._thread(follower.workspace, follower.conversation)
        if thread is not None:
            thread.learn(found.events)

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
            await self._watching.heard(workspace, hint)
        elif "piece" in hint:
            self._whisper(workspace, hint["conversation"], Piece(**hint["piece"]))
        elif "typing" in hint:
            await self._type(workspace, hint["conversation"], Typing(hint["typing"]))
        elif "team" in hint:
            self._whisper_team(workspace, hint["conversation"], hint["team"])
        elif "inboxes" in hint:
            self._tell_inboxes(workspace, hint["inboxes"])

    def _tell_team(self, workspace: str, conversation: str, frame: str) -> None:
        """Whoever of the team has this thread open, in any process."""
        self._whisper_team(workspace, conversation, frame)
        self._bell.whisper({"workspace": workspace, "conversation": conversation, "team": frame})

    def _whisper_team(self, workspace: str, conversation: str, frame: str) -> None:
        thread = self._thread(workspace, conversation)
        if thread is not None:
            thread.whisper(frame, Side.TEAM)

    def _tell_inboxes(self, workspace: str, frame: str) -> None:
        watched = self._watched.get(workspace)
        for watcher in watched.inbox if watched is not None else ():
            watcher.mailbox.put(frame)

    def _whisper(self, workspace: str, conversation: str, piece: Piece) -> None:
        thread = self._thread(workspace, conversation)
        if thread is not None:
            thread.piece(piece)

    async def _type(self, workspace: str, conversation: str, typing: Typing) -> None:
        """A visitor is shown to the team, a teammate to the visitor and to colleagues."""
        thread = self._thread(workspace, conversation)
        if thread is None:
            return
        if typing.who == "visitor":
            thread.visitor_typed = asyncio.get_running_loop().time()
        ruling = await self.ruling(workspace)
        face = ruling.faces.get(typing.who)
        if face is None:
            side = Side.TEAM if typing.who == "visitor" else None
            thread.whisper(wire.typing_frame(conversation, typing.who), side)
            return
        thread.whisper(wire.typing_frame(conversation, face), Side.TEAM, but=typing.who)
        thread.whisper_to_visitors(
            lambda site: wire.teammate_types_frame(conversation, ruling.introductions(site).of(typing.who))
        )

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
                found = await lists.news(self.database, workspace, watched.known)
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
            await self._watching.say_again()

    async def _look(self) -> None:
        if not self._watched:
            return
        with suppress(Unavailable, OperationalError, NotFound):
            async with self.database.system() as connection:
                changes = await store.changes(connection, tuple(self._watched))
            for workspace, change in changes.items():
                self._hear(workspace, change)
            for watched in tuple(self._watched.values()):
                await self._cut_the_removed(watched)

    async def _cut_the_removed(self, watched: Watched) -> None:
        """What is pushed needs a right as well as what is read, and says of a person what their site says now."""
        ruling = await self.policies.current(self.database, watched.workspace)
        for teammate in watched.teammates() - ruling.policy.teammates.keys():
            self._cut(watched.workspace, teammate)

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Until it is done, or this hub ends: then nothing is begun any more."""
        if self._ended:
            task.cancel()
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _frame(follower: Follower, found: reading.Events, ruling: Ruling) -> str:
    conversation, number = follower.conversation, found.number
    if follower.side is Side.VISITOR:
        return wire.visitor_frame(conversation, number, found.events, ruling.introductions(found.site))
    return wire.team_frame(conversation, number, found.events, ruling.faces)
