"""A connection that begins a request and does not go on is closed: a thousand such would cost a visitor nothing."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 15.0  # for the first line and the headers


class ImpatientProtocol(HttpToolsProtocol):
    """Between two requests uvicorn's own shorter limit holds, and for a body the one in `bounds`."""

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._enough()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._enough()
        super().on_headers_complete()

    def _wait(self) -> None:
        if self._giving_up is None:
            self._giving_up = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _enough(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None
