"""One guarded, signed POST: to the address that was checked, within a time and a size, with JSON both ways."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import httpx2 as httpx

from chatref.actions.fields import Call
from chatref.knowledge.sources.address import Target, checked_target, host_and_port
from chatref.knowledge.sources.reading import Unreadable
from chatref.outbound.signing import signing_headers

USER_AGENT = "Chatref/1"
WHOLE_SECONDS = 8.0
LARGEST = 64_000
NO_CONTENT = 204
NOT_FOUND = 404


class CallFailed(Exception):
    """With what is safe to show the team. `retryable`: the same call may pass later."""

    def __init__(self, why: str, *, retryable: bool) -> None:
        super().__init__(why)
        self.why = why
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Called:
    """`plain` is the JSON that came back; None where the far side knows nothing (404)."""

    status: int
    plain: object


class Caller:
    """Made once; follows no redirect, uses no proxy, keeps no cookie."""

    def __init__(self, seconds: float = WHOLE_SECONDS) -> None:
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=8),
            timeout=httpx.Timeout(seconds),
            trust_env=False,
            follow_redirects=False,
            verify=ssl.create_default_context(),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def post(self, call: Call, secret: str, message: str, asked: Mapping[str, object]) -> Called:
        """`message` names this call: the same for each try of it. Raises CallFailed."""
        body = json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            async with asyncio.timeout(self._seconds):  # a byte now and then would keep us for ever
                target = await _checked(call)
                headers = _headers(target) | signing_headers(secret, message, datetime.now(UTC), body)
                return await self._answer(call, target, headers, body)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise CallFailed("it took too long to answer", retryable=True) from error
        except httpx.TransportError as error:
            raise CallFailed("it could not be reached", retryable=True) from error
        except httpx.DecodingError as error:
            raise CallFailed("its answer could not be decompressed", retryable=False) from error

    async def _answer(self, call: Call, target: Target, headers: Mapping[str, str], body: bytes) -> Called:
        request = self._client.build_request(
            "POST",
            _at_ip(call.address, target),
            headers=headers,
            content=body,
            extensions={"sni_hostname": target.host},
        )
        response = await self._client.send(request, stream=True)
        try:
            status = response.status_code
            if status == NOT_FOUND:
                return Called(status, None)
            if not 200 <= status < 300:
                raise CallFailed(f"it answered {status}", retryable=status >= 500 or status == 429)
            return Called(status, None if status == NO_CONTENT else _json(await _bounded(response)))
        finally:
            await response.aclose()


async def _checked(call: Call) -> Target:
    """By name first, then by every address it resolves to."""
    try:
        allowed = {host_and_port(call.address)} if call.allow_private else set()
        return await checked_target(call.address, allowed)
    except Unreadable as error:
        why = "its name could not be found" if error.retryable else "its address may not be called"
        raise CallFailed(why, retryable=error.retryable) from error


def _at_ip(address: str, target: Target) -> str:
    parts = urlsplit(address)
    ip = f"[{target.ip}]" if ":" in target.ip else target.ip
    return urlunsplit((parts.scheme, f"{ip}:{target.port}", parts.path or "/", parts.query, ""))


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.place,
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
    }


async def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise CallFailed(f"its answer is larger than {LARGEST // 1_000} kB", retryable=False)
    return bytes(body)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallFailed("its answer is no JSON", retryable=False) from error
