"""A device that sleeps, or loses its network: the browser stops a page as a phone does, and lets it go on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from playwright.sync_api import Page, WebSocketRoute

Away = Callable[[Page], AbstractContextManager[None]]
CAUGHT_UP = 15_000.0  # milliseconds: long before a silent line is found stale by itself


@contextmanager
def asleep(page: Page) -> Iterator[None]:
    """No timer runs, no event is heard, and the line is lost without a word. Then it is looked at again."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)
        session.send("Page.setWebLifecycleState", {"state": "active"})
        session.detach()


@contextmanager
def without_network(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def breakable(page: Page, path: str) -> AbstractContextManager[None]:
    """Before the page is opened. In the block, what is sent over its sockets arrives nowhere, and nobody says so."""
    routes: list[WebSocketRoute] = []
    dead: list[WebSocketRoute] = []

    def between(ours: WebSocketRoute) -> None:
        routes.append(ours)
        theirs = ours.connect_to_server()
        ours.on_message(lambda frame: None if ours in dead else theirs.send(frame))
        theirs.on_message(lambda frame: None if ours in dead else ours.send(frame))

    page.route_web_socket(path, between)

    @contextmanager
    def broken() -> Iterator[None]:
        dead.extend(routes)
        yield

    return broken()
