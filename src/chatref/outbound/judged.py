"""What an answer that is no success, or none at all, means for a delivery over HTTP, whichever the kind. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from chatref.outbound.calls import CallFailed
from chatref.outbound.destination import Later, Refused, Unknown

NOTHING_MADE = frozenset({408, 425, 429, 503})
REDIRECTS = range(300, 400)
PLAIN: Mapping[int, str] = {
    400: "it does not take what was sent",
    401: "it does not know who sent it",
    403: "it does not allow this",
    404: "there is nothing at this address",
    408: "it waited too long for what was sent",
    410: "what was at this address is gone",
    413: "it finds this too large",
    422: "it does not take what was sent",
    429: "that was too much at once",
    500: "it broke",
    502: "it is not there behind its gateway",
    503: "it is busy, or being worked on",
    504: "it is too slow behind its gateway",
}


def judged(
    status: int, headers: Mapping[str, str], now: datetime, said: str = ""
) -> Later | Unknown | Refused:
    """Of any status but success. `said` is what the far side answered in words, safe to show the team.

    A gateway that gave up (502, 504), and a server that broke (500), may have passed it on before.
    """
    plain = f": {PLAIN[status]}." if status in PLAIN else "."
    words = f"It answered {status}{f': {said}' if said else plain}"
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
