"""The times in which something has to happen, as the owner sets them: seconds by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chatref.conversation.policy import Timers

# How long the assistant may take is not among them: leases and retries are made to fit it.
SETTABLE = (
    "detail", "details", "acceptance", "rung", "reply", "quiet_assistant", "quiet", "grace", "unstaffed",
)  # fmt: skip
RUNGS = "rungs"

Json = Mapping[str, Any]


def timers_from(stored: Json, shipped: Timers) -> Timers:
    """What is left out is as shipped."""
    changed = {name: timedelta(seconds=stored[name]) for name in SETTABLE if name in stored}
    rungs = tuple(timedelta(seconds=each) for each in stored.get(RUNGS, ())) or shipped.rungs
    return replace(shipped, rungs=rungs, **changed)


def timers_to(timers: Timers) -> dict[str, Any]:
    return {
        RUNGS: [_seconds(each) for each in timers.rungs],
        **{name: _seconds(getattr(timers, name)) for name in SETTABLE},
    }


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
