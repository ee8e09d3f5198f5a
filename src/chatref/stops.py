"""Ctrl-C, a service's stop and a closed terminal: each unwinds the program, so that the database is ended first.

A signal that comes inside a finaliser or a callback is printed and forgotten by Python. So it is also noted,
and whoever is about to stay for long looks first.
"""

import signal
from types import FrameType

_asked: set[int] = set()


def unwind() -> None:
    """From now on. By default SIGTERM would leave the database running."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGHUP, _as_term)


def look() -> None:
    """Raises KeyboardInterrupt if a stop was asked for that nobody heard."""
    if _asked:
        raise KeyboardInterrupt


def _stop(number: int, _: FrameType | None) -> None:
    _asked.add(number)
    raise KeyboardInterrupt


def _as_term(_: int, __: FrameType | None) -> None:
    """To whoever listens for it by then: the server does, but not for a closed terminal."""
    signal.raise_signal(signal.SIGTERM)
