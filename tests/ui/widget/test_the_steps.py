"""The main job from first to last, in every look: each step is done, judged by axe, and kept as a picture.

The pictures lie in tests/ui/pictures/steps, to be looked at by whoever has changed a screen;
`python -m tools.pictures` takes those in docs/pictures from there.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chatref.accounts import teammates
from chatref.database.pool import Database
from tests.running import beside
from tests.ui.conftest import DESKTOP, OF_COLOURS, PHONE, PICTURES, Contexts, violations
from tests.ui.line import Desk
from tests.ui.waking import without_network
from tests.ui.widget.conftest import Arriving, Shop, Visitor

TESS = "tess@foundry.example"
QUESTION = "Is the desktop licence enough for my website?"
ASKS = "Then I want to return order A-10233, I need a person"
PASSED_ON = "Your details were passed on to our licence team"
HELLO, YES, MEANWHILE = "Hello, I am Tess. Shall I swap it?", "Yes, please!", "I have swapped it already."
looks = pytest.mark.parametrize(
    ("size", "theme"), [(size, theme) for size in (DESKTOP, PHONE) for theme in ("light", "dark")]
)


@dataclass
class Album:
    """The pictures of one look, and the rules of axe that it is held to."""

    place: Path
    rules: Sequence[str] | None = None
    number: int = 0

    def __post_init__(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)

    def keep(self, page: Page, name: str) -> None:
        """axe reads the widget's frame and the inbox's page; the shop around the frame is not ours."""
        frame = next((each for each in page.frames if "/widget/frame" in each.url), None)
        assert violations(frame or page, self.rules) == [], name
        self.number += 1
        page.screenshot(path=self.place / f"{self.number:02}-{name}.png")


@looks
def test_the_main_job_in_every_look(
    rulebook: None, shop: Shop, arriving: Arriving, contexts: Contexts, size: tuple[int, int], theme: str
) -> None:
    """S1, S7 to S10, P1, P5, P9 to P12: asked, answered, handed over, filled in, taken over, resolved, rated."""
    rules = OF_COLOURS if theme == "dark" else None  # all else is as it is in the light
    album = Album(PICTURES / "steps" / f"{size[0]}-{theme}", rules)
    vera = arriving(size=size, dark=theme == "dark")
    tess = inbox_of(shop, contexts(size=size, dark=theme == "dark"))
    album.keep(vera.page, "visitor-first-screen")
    ask(vera, album)
    fill_in(vera, tess, album)
    take_over(vera, tess, album)
    reload_and_lose_the_network(vera, tess, shop, album)
    resolve(vera, tess, album)


def test_while_the_team_is_away_it_is_said_once_when_it_is_back(
    rulebook: None, shop: Shop, arriving: Arriving
) -> None:
    """F12, F13, P14: the line says it, the header says it in the same words, and the confirmation not again."""
    with away(shop):
        album = Album(PICTURES / "steps" / "away")
        vera = arriving()
        back = vera.chat.locator(".header p").inner_text()
        assert back.startswith("The team is back on ")
        vera.write(ASKS)
        form = vera.chat.get_by_role("form", name="Details for the team")
        expect(form).to_be_visible()
        album.keep(vera.page, "form")
        form.get_by_role("button", name="Skip").click()
        expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
        album.keep(vera.page, "waiting")
        expect(vera.log.get_by_text(back)).to_have_count(1)
        expect(vera.chat.get_by_text("Leave a contact")).to_have_count(1)


def ask(vera: Visitor, album: Album) -> None:
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    album.keep(vera.page, "visitor-answer")


def fill_in(vera: Visitor, tess: Desk, album: Album) -> None:
    vera.write(ASKS)
    form = vera.chat.get_by_role("form", name="Details for the team")
    expect(form).to_be_visible()
    album.keep(vera.page, "visitor-form")
    row = tess.row(vera.conversation())
    expect(row).to_contain_text("Collecting details")
    album.keep(tess.page, "inbox-collecting")
    form.get_by_label("SKU").fill("5521")
    form.get_by_label("Reason").select_option("Wrong licence")
    form.get_by_role("button", name="Pass on").click()
    expect(vera.log.get_by_text(PASSED_ON)).to_have_count(1)
    expect(vera.chat.get_by_text("You are next")).to_be_visible()
    album.keep(vera.page, "visitor-waiting")


def take_over(vera: Visitor, tess: Desk, album: Album) -> None:
    tess.open(vera.conversation())
    card = tess.page.get_by_role("region", name="Handoff")
    expect(card).to_contain_text("5521")
    album.keep(tess.page, "inbox-handoff")
    if card.get_attribute("data-open") == "false":  # on a phone
        card.get_by_role("button").first.click()
    why = tess.page.get_by_role("button", name="Why", exact=True)
    why.click()
    expect(tess.page.get_by_role("dialog")).to_contain_text("Refund or licence return")
    album.keep(tess.page, "inbox-why")
    tess.page.keyboard.press("Escape")
    expect(tess.page.get_by_role("dialog")).to_have_count(0)
    expect(why).to_be_focused()  # given back only now, it would be taken from what is typed next
    tess.page.keyboard.press("t")
    tess.page.keyboard.type(HELLO)
    tess.page.keyboard.press("Control+Enter")
    expect(tess.thread.get_by_text(HELLO)).to_have_count(1)
    expect(vera.log.get_by_text(HELLO)).to_be_visible()
    expect(vera.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    album.keep(tess.page, "inbox-taken-over")
    album.keep(vera.page, "visitor-with-a-person")


def reload_and_lose_the_network(vera: Visitor, tess: Desk, shop: Shop, album: Album) -> None:
    vera.page.reload()
    vera.open()
    expect(vera.log.get_by_text(HELLO)).to_have_count(1)
    with without_network(vera.page):
        vera.write(YES)
        expect(vera.chat.get_by_text("You are offline")).to_be_visible()
        album.keep(vera.page, "visitor-off-line")
        tess.reply(MEANWHILE)
        shop.teammate().awaits(vera.conversation(), "teammate_replied", text=MEANWHILE)
    expect(vera.log.get_by_text(MEANWHILE)).to_have_count(1)
    expect(vera.log.get_by_text(YES)).to_have_count(1)
    expect(tess.thread.get_by_text(YES)).to_have_count(1)
    expect(vera.chat.get_by_text("You are offline")).to_have_count(0)


def resolve(vera: Visitor, tess: Desk, album: Album) -> None:
    tess.reply("Done.")
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    expect(tess.page.get_by_role("dialog", name="Does the visitor know?")).to_be_visible()
    album.keep(tess.page, "inbox-untold")
    tess.page.get_by_role("button", name="Tick and close").click()
    expect(tess.thread).to_contain_text("You resolved this")
    album.keep(tess.page, "inbox-resolved")
    expect(vera.chat.get_by_text("How did we do?")).to_be_visible()
    album.keep(vera.page, "visitor-rating")


def inbox_of(shop: Shop, context: BrowserContext) -> Desk:
    desk = Desk.signed_in(context.new_page(), shop.open_desk.desk.base, TESS)
    desk.page.goto(f"{desk.base}/inbox/needs_person")
    return desk


@contextmanager
def away(shop: Shop) -> Iterator[None]:
    """The team is back in three days, also if it is midnight meanwhile; after the block it is always there again."""
    weekly: list[list[list[str]]] = [[] for _ in range(7)]
    weekly[(datetime.now(UTC) + timedelta(days=3)).weekday()].append(["09:00", "17:00"])
    beside(_set_hours(shop, {"zone": "UTC", "weekly": weekly}))
    try:
        yield
    finally:
        beside(_set_hours(shop, {}))


async def _set_hours(shop: Shop, hours: dict[str, object]) -> None:
    database = await Database.open(shop.open_desk.database_url, size=1)
    try:
        async with database.workspace(shop.open_desk.foundry.workspace) as connection:
            everybody = next(each for each in await teammates.teams(connection) if each.is_default)
            await teammates.set_team_hours(connection, everybody.id, hours)
    finally:
        await database.close()
