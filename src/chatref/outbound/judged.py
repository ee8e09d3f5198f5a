"""What an answer that is no success, or none at all, means for a delivery over HTTP, whichever the kind. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from chatref.outbound.calls import CallFailed
from chatref.outbound.destination import Later, Refused, Unknown

NOTHING_MADE = frozenset({408, 425, 429, 503})
REDIRECTS = range(300, 400)


def judged(
    status: int, headers: Mapping[str, str], now: datetime, said: str = ""
) -> Later | Unknown | Refused:
    """Of any status but success. `said` is what the far side answered in words, safe to show the team.

    A gateway that gave up (502, 504), and a server that broke (500), may have passed it on before.
    """
    words = f"It answered {status}" + (f": {said}" if said else ".")
    if status in NOTHING_MADE:
        return Later(words, retry_after(headers, now))
    if status >= 500:
        return Unknown(words)
    if status in REDIRECTS:
        return Refused(f"It answered {status}: the address has moved. Enter the one it leads to.")
    return Refused(words)


def lost(failed: CallFailed) -> Later | Unknown | Refused:
    """No answer came."""
    words = f"{failed.why[:1].upper()}{failed.why[1:]}."
    if failed.sent:
        return Unknown(words)
    return Later(words) if failed.retryable else Refused(words)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Seconds, or a date; what is neither, or past, says nothing."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), 10_000_000))
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    waits = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return waits if waits > timedelta() else None
