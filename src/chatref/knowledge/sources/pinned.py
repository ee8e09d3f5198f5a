"""Requests that go to the address that was checked, whatever its name resolves to a moment later."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import httpx2 as httpx

from chatref.knowledge.sources.address import Target


def client(timeout: httpx.Timeout, limits: httpx.Limits) -> httpx.AsyncClient:
    """Follows no redirect, since where it leads has not been checked, and uses no proxy."""
    return httpx.AsyncClient(
        limits=limits,
        timeout=timeout,
        trust_env=False,
        follow_redirects=False,
        verify=ssl.create_default_context(),
    )


@asynccontextmanager
async def answering(
    client: httpx.AsyncClient,
    method: str,
    address: str,
    target: Target,
    headers: Mapping[str, str],
    body: bytes = b"",
) -> AsyncIterator[httpx.Response]:
    """Its body is still to be read. Raises what httpx raises."""
    request = client.build_request(
        method,
        _at_ip(address, target),
        headers={"Host": target.place, **headers},
        content=body,
        extensions={"sni_hostname": target.host},
    )
    response = await client.send(request, stream=True)
    try:
        yield response
    finally:
        await response.aclose()


async def bounded(response: httpx.Response, largest: int) -> bytes | None:
    """Its body. None of one that is longer, of which no more is read."""
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > largest:
            return None
    return bytes(body)


def _at_ip(address: str, target: Target) -> str:
    parts = urlsplit(address)
    ip = f"[{target.ip}]" if ":" in target.ip else target.ip
    return urlunsplit((parts.scheme, f"{ip}:{target.port}", parts.path or "/", parts.query, ""))
