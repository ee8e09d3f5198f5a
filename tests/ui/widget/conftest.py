"""A shop with the widget on it, whose help the assistant has read, and visitors with a browser each."""

import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from playwright.sync_api import FrameLocator, Locator, Page

from chatref.accounts import teammates
from chatref.actions import schema
from chatref.actions import store as actions
from chatref.database.pool import Database
from chatref.escalation import book
from chatref.escalation import store as rules
from demo.setup import DESK
from tests.clients import TeammateClient
from tests.running import beside
from tests.ui.conftest import Contexts
from tests.ui.widget import shop as shops
from tests.web.conftest import Open

PATIENCE = 60.0  # seconds, for two pages to be learned


@dataclass(frozen=True, eq=False)
class Shop:
    address: str
    open_desk: Open

    @cache  # noqa: B019 - as long as the file runs; who signs in for each act is taken for somebody who guesses
    def teammate(self) -> TeammateClient:
        return self.open_desk.teammate()

    def answer(self, conversation: str, text: str) -> None:
        """Tess takes it over and replies."""
        tess = self.teammate()
        tess.take_over(conversation).raise_for_status()
        tess.reply(conversation, text).raise_for_status()

    def resolve(self, conversation: str) -> None:
        """Tess has seen all there is."""
        tess = self.teammate()
        seen = tess.thread(conversation)["seq"]
        tess.ask(
            conversation, "resolve", outcome="answered", seen=seen, seen_colleague=seen
        ).raise_for_status()


@pytest.fixture(scope="module")
def shop(open_desk: Open) -> Iterator[Shop]:
    with shops.opened(open_desk) as origin:
        _learn(open_desk.teammate("olga@foundry.example"), f"{origin}/help")
        yield Shop(f"{origin}/", open_desk)


def _learn(owner: TeammateClient, address: str) -> None:
    owner.http.post("/api/admin/sources", json={"address": address, "allow_private": True}).raise_for_status()
    source, until = None, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        (source,) = owner.http.get("/api/admin/sources").raise_for_status().json()["sources"]
        if source["state"] == "learned":
            return
        time.sleep(0.1)
    raise AssertionError(f"the shop's help was not learned: {source}")


@pytest.fixture(scope="module")
def rulebook(shop: Shop) -> None:
    """The rules and the actions of the demo's owner, with an invoice that may be given."""
    beside(_save_rules(shop.open_desk))


async def _save_rules(desk: Open) -> None:
    plain = tomllib.loads(DESK.read_text())
    invoice = {"id": "invoice", "label": "Invoice", "kind": "file", "required": False}
    next(each for each in plain["action"] if each["name"] == "Return")["field"].append(invoice)
    database = await Database.open(desk.database_url, size=1)
    try:
        workspace = desk.foundry.workspace
        async with database.workspace(workspace) as connection:
            everybody = next(each for each in await teammates.teams(connection) if each.is_default)
            teams = {each["name"]: everybody.id for each in plain["team"]}
            await actions.save(connection, workspace, schema.from_plain(plain))
            await rules.save(connection, workspace, book.from_plain(plain, teams, "en"))
    finally:
        await database.close()


@dataclass
class Visitor:
    """Somebody on the shop's page, with the chat open."""

    page: Page

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.chat.get_by_role("textbox", name="Write")

    def open(self) -> None:
        self.page.get_by_role("button", name="Chat", exact=True).click()
        self.chat.get_by_role("textbox").wait_for()

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def conversation(self) -> str:
        """The id that the widget gave to what was begun here."""
        frame = next(each for each in self.page.frames if "/widget/frame" in each.url)
        found = frame.evaluate(
            "Object.entries(localStorage).find(([key]) => key.startsWith('chatref:conversation:'))[1]"
        )
        return str(found)


Arriving = Callable[..., Visitor]


@pytest.fixture
def arriving(shop: Shop, contexts: Contexts) -> Arriving:
    """`arriving(size=PHONE, dark=True)` is a new visitor who opened the chat.

    The shop comes before the browser, since it has to run a loop of its own.
    """

    def arrive(**look: object) -> Visitor:
        page = contexts(**look).new_page()
        page.goto(shop.address)
        visitor = Visitor(page)
        visitor.open()
        return visitor

    return arrive


@pytest.fixture
def vera(arriving: Arriving) -> Visitor:
    return arriving()
