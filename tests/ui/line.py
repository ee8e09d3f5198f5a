"""The whole line: Foundry's desk running, its shop open with the widget on it, its help centre learned."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from typing import Self, cast

from playwright.sync_api import FrameLocator, Locator, Page

from chatref.accounts import sites
from chatref.accounts.sites import SiteChange
from chatref.database.pool import Database
from demo import site as shop_site
from tests.cast import PASSWORD, Foundry, open_foundry
from tests.clients import TeammateClient, VisitorClient, anywhere
from tests.running import Running, beside, start

LEARNING_SECONDS = 120.0
STOP_SECONDS = 60.0  # of a machine that has other things to do
PERSON = "Talk to a person"
GLANCE = 800  # milliseconds; what came later than that is held to be unread
LOOKED = f"new Promise(done => requestAnimationFrame(() => setTimeout(done, {GLANCE})))"


@dataclass
class Line:
    """`shop` is the shop's address without a slash at the end, `site` the public key of its widget."""

    desk: Running
    home: Path
    database_url: str
    foundry: Foundry
    site: str
    shop: str

    def visitor(self, token: str | None = None) -> VisitorClient:
        return VisitorClient.arriving(self.desk.base, self.site, token)

    def teammate(self, email: str = "tess@foundry.example") -> TeammateClient:
        return TeammateClient.signing_in(self.desk.base, email)

    def kill(self) -> None:
        """kill -9 of chatref; the database lives on."""
        self.desk.kill()

    def start_again(self) -> None:
        """On the same port, with what was stored."""
        self.desk = start(self.home, self.database_url, port=int(self.desk.base.rpartition(":")[2]))

    def stop(self) -> None:
        self.desk.process.terminate()
        self.desk.process.wait(timeout=STOP_SECONDS)


@contextmanager
def opened(home: Path, database_url: str) -> Iterator[Line]:
    with closing(create_server(("127.0.0.1", 0))) as listening:
        shop = f"http://127.0.0.1:{listening.getsockname()[1]}"
        foundry, site = beside(_furnish(database_url, shop))
        desk = start(home, database_url)
        with shop_site.served(listening, shop_site.Widget(desk.base, site)):
            line = Line(desk, home, database_url, foundry, site, shop)
            try:
                learn(line.teammate("olga@foundry.example"), f"{shop}/help")
                yield line
            finally:
                line.stop()


def learn(owner: TeammateClient, address: str) -> None:
    """Returns when the assistant has read what is there."""
    wanted = {"address": address, "allow_private": True}
    made = owner.http.post("/api/admin/sources", json=wanted).raise_for_status().json()["source"]
    until = time.monotonic() + LEARNING_SECONDS
    while True:
        sources = owner.http.get("/api/admin/sources").raise_for_status().json()["sources"]
        source = next(each for each in sources if each["id"] == made)
        if source["state"] == "learned":
            return
        assert time.monotonic() < until, f"{address} was not learned: {source}"
        time.sleep(0.2)


async def _furnish(database_url: str, shop: str) -> tuple[Foundry, str]:
    database = await Database.open(database_url, size=2)
    try:
        foundry = await open_foundry(database)
        async with database.workspace(foundry.workspace) as connection:
            made = await sites.create(connection, "Foundry", [shop])
            look = {"suggested": ["Is the desktop licence enough for my website?"]}
            await sites.update(connection, made.id, SiteChange(look=look))
        return foundry, made.public_key
    finally:
        await database.close()


@dataclass
class Shopper:
    """A visitor in the shop, with the chat open."""

    page: Page

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator('iframe[src*="/widget/frame"]')

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.chat.locator(".composer textarea")

    def open(self) -> None:
        """Presses the launcher, unless the chat is open already."""
        if not self.box.is_visible():
            self.page.get_by_role("button", name="Chat", exact=True).click()
        self.box.wait_for()

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def talk_to_a_person(self) -> None:
        self.chat.get_by_role("button", name=PERSON).click()

    def messages(self) -> list[str]:
        """What stands in the bubbles, from the first to the last, also what the desk said in between."""
        return self.log.locator(".bubble, .line:not(.day)").all_inner_texts()

    def conversation(self) -> str:
        """The id that the widget gave to what was begun here."""
        frame = next(each for each in self.page.frames if "/widget/frame" in each.url)
        found = frame.evaluate(
            "Object.entries(localStorage).find(([key]) => key.startsWith('chatref:conversation:'))[1]"
        )
        return cast(str, found)


@dataclass
class Desk:
    """A teammate's inbox, signed in."""

    page: Page
    base: str

    @classmethod
    def signed_in(cls, page: Page, base: str, email: str) -> Self:
        """From an address of their own, and not on any page yet."""
        headers = {"X-Chatref": "1", "Origin": base, "X-Forwarded-For": anywhere()}
        form = {"email": email, "password": PASSWORD}
        answer = page.request.post(f"{base}/api/inbox/sign-in", data=form, headers=headers)
        assert answer.ok, answer.text()
        return cls(page, base)

    def row(self, conversation: str) -> Locator:
        return self.page.locator(f'.row:has(a[href*="/{conversation}"])')

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("log")

    def open(self, conversation: str) -> None:
        self.row(conversation).click()
        self.thread.wait_for()

    def reply(self, text: str) -> None:
        """Who has read what stands there: sooner than in a glance nobody writes. The page's own clock says when."""
        self.page.evaluate(LOOKED)
        self._write("Reply", "Your reply to the visitor", text)

    def note(self, text: str) -> None:
        self._write("Note", "A note for teammates", text)

    def _write(self, mode: str, field: str, text: str) -> None:
        self.page.locator(".modes").get_by_role("button", name=mode).click()
        self.page.get_by_role("textbox", name=field).fill(text)
        self.page.keyboard.press("Control+Enter")
