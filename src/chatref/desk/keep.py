"""The states that this process met last. Each is used only while the row is at the same number."""

from collections import OrderedDict
from dataclasses import dataclass

from chatref.conversation.model import Conversation
from chatref.desk.summary import Summary

MOST = 4_000  # conversations, some kilobytes each


@dataclass(frozen=True, slots=True)
class Kept:
    state: Conversation
    summary: Summary


class Keep:
    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()

    def get(self, workspace: str, conversation: str) -> Kept | None:
        return self._kept.get((workspace, conversation))

    def put(self, workspace: str, kept: Kept) -> None:
        key = workspace, kept.state.id
        self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
