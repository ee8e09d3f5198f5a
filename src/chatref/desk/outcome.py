"""What the desk gives back to who asked, and what it tells everybody else."""

from dataclasses import dataclass
from typing import Protocol

from chatref.conversation.events import Event, Recorded
from chatref.conversation.model import Conversation
from chatref.desk.encoding import Head
from chatref.desk.policy import Ruling
from chatref.desk.summary import Summary


@dataclass(frozen=True, slots=True)
class Outcome:
    """`seq` and `vseq` are the numbers after the command; a repeated one gets those of its first time."""

    seq: int
    vseq: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it lies in the table, with the control state once it was applied."""

    recorded: Recorded
    head: Head
    command: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """One command, committed. `change` is the workspace's number of the whole batch."""

    workspace: str
    change: int
    state: Conversation
    events: tuple[Stored, ...]
    summary: Summary
    before: tuple[str, ...]
    """The views in which the conversation stood before."""
    ruling: Ruling


class Announce(Protocol):
    """Called after the commit, in the order of commits; must neither wait nor fail."""

    def __call__(self, announcement: Announcement, /) -> None: ...
