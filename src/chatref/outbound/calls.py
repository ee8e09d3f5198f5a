"""Guarded calls: to the address that was checked, within a time and a size; signed with JSON both ways, or as asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import httpx2 as httpx

from chatref.actions.fields import Call
from chatref.knowledge.sources.address import Target, checked_target, host_and_port
from chatref.knowledge.sources.pinned import answering, bounded, client
from chatref.knowledge.sources.reading import Unreadable
from chatref.outbound.signing import signing_headers

USER_AGENT = "Chatref/1"
WHOLE_SECONDS = 8.0
LARGEST = 64_000
NO_CONTENT = 204
NOT_FOUND = 404
JSON_BOTH_WAYS: Mapping[str, str] = {"Accept": "application/json", "Content-Type": "application/json"}


class CallFailed(Exception):
    """With what is safe to show the team. `retryable`: the same call may pass later. `sent`: it may have arrived."""

    def __init__(self, why: str, *, retryable: bool, sent: bool = True) -> None:
        super().__init__(why)
        self.why = why
        self.retryable = retryable
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Called:
    """`plain` is the JSON that came back; None where the far side knows nothing (404)."""

    status: int
    plain: object


@dataclass(frozen=True, slots=True)
class Answered:
    """Whatever came back. `headers` have names in small letters; of a body too large there is nothing."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def plain(self) -> object:
        """The JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


class Caller:
    """Made once; follows no redirect, uses no proxy, keeps no cookie."""

    def __init__(self, seconds: float = WHOLE_SECONDS) -> None:
        self._seconds = seconds
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=8)
        self._client = client(httpx.Timeout(seconds), limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def post(self, call: Call, secret: str, message: str, asked: Mapping[str, object]) -> Called:
        """`message` names this call: the same for each try of it. Raises CallFailed."""
        body = encoded(asked)
        async with self._bounded_in_time():
            target = await _checked(call)
            headers = {**JSON_BOTH_WAYS, **signing_headers(secret, message, datetime.now(UTC), body)}
            async with self._answer("POST", call, target, headers, body) as response:
                return await _called(response)

    async def ask(
        self,
        method: str,
        call: Call,
        headers: Mapping[str, str],
        body: bytes = b"",
        *,
        largest: int = LARGEST,
    ) -> Answered:
        """With these headers and nothing signed; each status comes back. Raises CallFailed."""
        async with self._bounded_in_time():
            target = await _checked(call)
            async with self._answer(method, call, target, headers, body) as response:
                came = {name.lower(): value for name, value in response.headers.items()}
                return Answered(response.status_code, came, await bounded(response, largest) or b"")

    @asynccontextmanager
    async def _bounded_in_time(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._seconds):  # a byte now and then would keep us for ever
                yield
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise CallFailed("it could not be reached", retryable=True, sent=False) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise CallFailed("it took too long to answer", retryable=True) from error
        except httpx.TransportError as error:
            raise CallFailed("it could not be reached", retryable=True) from error
        except httpx.DecodingError as error:
            raise CallFailed("its answer could not be decompressed", retryable=False) from error

    def _answer(
        self, method: str, call: Call, target: Target, headers: Mapping[str, str], body: bytes
    ) -> AbstractAsyncContextManager[httpx.Response]:
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
        return answering(self._client, method, call.address, target, sent, body)


def encoded(plain: Mapping[str, object]) -> bytes:
    """Half a character, which a text can hold and no far side reads, becomes a mark of its absence."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


async def _called(response: httpx.Response) -> Called:
    status = response.status_code
    if status == NOT_FOUND:
        return Called(status, None)
    if not 200 <= status < 300:
        raise CallFailed(f"it answered {status}", retryable=status >= 500 or status == 429)
    if status == NO_CONTENT:
        return Called(status, None)
    body = await bounded(response, LARGEST)
    if body is None:
        raise CallFailed(f"its answer is larger than {LARGEST // 1_000} kB", retryable=False)
    return Called(status, _json(body))


async def _checked(call: Call) -> Target:
    """By name first, then by every address it resolves to."""
    try:
        allowed = {host_and_port(call.address)} if call.allow_private else set()
        return await checked_target(call.address, allowed)
    except Unreadable as error:
        why = "its name could not be found" if error.retryable else "its address may not be called"
        raise CallFailed(why, retryable=error.retryable, sent=False) from error


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallFailed("its answer is no JSON", retryable=False) from error
