"""One guarded GET: the checked address is the one connected to, and size, time and kind have limits."""

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

import httpx2 as httpx

from chatref.knowledge.sources.address import Target, checked_target
from chatref.knowledge.sources.pinned import answering, bounded, client
from chatref.knowledge.sources.reading import UNKNOWN, Unreadable, Validators

USER_AGENT = "Chatref/1 (+https://github.com/chatref/chatref; learns a site for its own support desk)"
ROBOT_NAME = "Chatref"
LARGEST_PAGE = 5_000_000
WHOLE_SECONDS = 60.0
_CHARSET = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|windows-?\d{3,4}|cp\d{3,4}|koi8-?[ru]"
    r"|gb2312|gbk|gb18030|big5|shift[-_]?jis|sjis|euc-?(?:jp|kr)|iso-2022-jp|macintosh|tis-?620"
)
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
READABLE = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/xml",
    "application/xml",
)
SITEMAP = (*READABLE, "application/gzip", "application/x-gzip", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` is the media type without its parameters; `body` is decoded from any compression."""

    status: int
    kind: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        declared = self.headers.get("content-type", "").lower().partition("charset=")[2]
        charset = declared.split(";")[0].strip(" \"'") or "utf-8"
        # Python knows more encodings than the web has, some of them slow, some of them no encodings at all.
        if not _CHARSET.fullmatch(charset):
            return self.body.decode("utf-8", "replace")
        try:
            return self.body.decode(charset, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class Fetcher:
    """`allowed_hosts` are the private host:port pairs that the owner allows."""

    def __init__(self, allowed_hosts: Collection[str] = ()) -> None:
        self._allowed = frozenset(allowed_hosts)
        limits = httpx.Limits(max_connections=16, max_keepalive_connections=16)
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._client = client(timeout, limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self, address: str, validators: Validators = UNKNOWN, kinds: Collection[str] = READABLE
    ) -> Answer:
        """Follows no redirect: where it leads is checked like any other address. Raises Unreadable."""
        target = await checked_target(address, self._allowed)
        try:
            async with asyncio.timeout(WHOLE_SECONDS):  # a byte now and then would keep us for ever
                return await self._answer(address, target, validators, kinds)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise Unreadable("The site took too long to answer.", retryable=True) from error
        except httpx.TransportError as error:
            raise Unreadable("The site could not be reached.", retryable=True) from error
        except httpx.DecodingError as error:
            raise Unreadable("The answer could not be decompressed.", retryable=False) from error

    async def _answer(
        self, address: str, target: Target, validators: Validators, kinds: Collection[str]
    ) -> Answer:
        async with answering(self._client, "GET", address, target, _headers(validators)) as response:
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if response.status_code != 200:
                return Answer(response.status_code, kind, response.headers, b"")
            if kind and kind not in kinds:
                raise Unreadable(f"It is {kind}, which is not read.", retryable=False)
            body = await bounded(response, LARGEST_PAGE)
            if body is None:
                raise Unreadable(f"It is larger than {LARGEST_PAGE // 1_000_000} MB.", retryable=False)
            return Answer(200, kind or "text/html", response.headers, body)


def _headers(validators: Validators) -> dict[str, str]:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html, text/markdown;q=0.9, text/plain;q=0.8",
        "Accept-Encoding": "gzip, deflate",
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers
