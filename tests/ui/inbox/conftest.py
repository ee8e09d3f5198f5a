"""Teammates in their browsers, before a desk that really runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute

from tests.cast import PASSWORD
from tests.clients import VisitorClient, anywhere
from tests.outbound.receiver import Receiver, receiver
from tests.ui.conftest import Contexts
from tests.ui.widget import shop as shops
from tests.web.conftest import Open


@pytest.fixture(scope="module")
def front(open_desk: Open) -> Iterator[str]:
    """The address of a page with the widget on it."""
    with shops.opened(open_desk) as origin:
        yield f"{origin}/"


@pytest.fixture
def far(open_desk: Open) -> Iterator[Receiver]:
    with receiver(open_desk.signing_secret()) as opened:
        yield opened


def asking(open_desk: Open) -> VisitorClient:
    visitor = open_desk.visitor()
    visitor.write("I was charged twice.").raise_for_status()
    visitor.ask("ask_person").raise_for_status()
    return visitor


@dataclass
class Window:
    """A teammate's window on the inbox."""

    page: Page
    base: str

    def sign_in(self, email: str) -> None:
        headers = {"X-Chatref": "1", "Origin": self.base, "X-Forwarded-For": anywhere()}
        form = {"email": email, "password": PASSWORD}
        answer = self.page.request.post(f"{self.base}/api/inbox/sign-in", data=form, headers=headers)
        assert answer.ok, answer.text()

    def go(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def open(self, conversation: str, view: str = "needs_person") -> None:
        self.go(f"/inbox/{view}/{conversation}")
        self.page.get_by_role("log").wait_for()

    def row(self, conversation: str) -> Locator:
        return self.page.locator(f'.row:has(a[href*="/{conversation}"])')

    def deafenable(self) -> Callable[[], None]:
        """Before a page is opened; calling the result keeps all that comes over the socket from it."""
        deaf = [False]

        def between(ours: WebSocketRoute) -> None:
            theirs = ours.connect_to_server()
            theirs.on_message(lambda frame: None if deaf[0] else ours.send(frame))

        self.page.route_web_socket("**/api/inbox/socket", between)

        def deafen() -> None:
            deaf[0] = True

        return deafen

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def thread(self) -> Locator:
        return self.page.locator(".thread")

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox", name="Your reply to the visitor").fill(text)
        self.page.keyboard.press("Control+Enter")


Teammates = Callable[..., Window]


@pytest.fixture
def window(contexts: Contexts, open_desk: Open) -> Teammates:
    """window("tess@foundry.example", size=PHONE, dark=True); without an address nobody is signed in."""

    def opened(email: str | None = None, **look: object) -> Window:
        found = Window(contexts(**look).new_page(), open_desk.desk.base)
        if email:
            found.sign_in(email)
        return found

    return opened


@pytest.fixture
def waiting(open_desk: Open) -> VisitorClient:
    """A visitor who wrote and asked for a person."""
    visitor = open_desk.visitor()
    visitor.write("My download link does not work.").raise_for_status()
    visitor.ask("ask_person").raise_for_status()
    return visitor
