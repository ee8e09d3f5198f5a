"""F40 in real browsers: an owner erases a visitor, whoever has them open is told, and the visitor begins anew."""

import json
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.clients import TeammateClient
from tests.serving.desks import eventually
from tests.ui.conftest import PHONE, Contexts, clean
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"
SECRET = "My password is porcupine"
GONE = "This conversation is not here"


def test_f40_an_owner_erases_a_visitor_and_everybody_is_told(
    front: str, window: Teammates, contexts: Contexts, open_desk: Open
) -> None:
    chat = _chat(contexts().new_page(), front)
    _write(chat, SECRET)
    chat.get_by_role("button", name="Talk to a person").click()
    conversation = _waiting(open_desk.teammate())
    tess, olga = window(TESS), window(OLGA, size=PHONE, dark=True)
    for one in (tess, olga):
        one.open(conversation)
    tess.page.get_by_role("button", name="More").click()
    expect(tess.page.get_by_role("menuitem", name="Block this visitor")).to_be_visible()
    expect(tess.page.get_by_role("menuitem", name="Erase…")).to_have_count(0)
    tess.page.keyboard.press("Escape")

    question = _question(olga)
    clean(olga.page)
    assert SECRET in json.dumps(_copy(olga, question))
    question.get_by_role("radio", name="Everything of this visitor").check()
    question.get_by_role("button", name="Erase for good").click()

    for one in (tess, olga):
        expect(one.page.get_by_text(GONE)).to_be_visible()
    expect(chat.get_by_text(SECRET)).to_have_count(0)
    _write(chat, "Hello again")
    expect(chat.get_by_role("log").get_by_text("Hello again")).to_be_visible()
    expect(tess.page.get_by_text(SECRET)).to_have_count(0)
    _keep_for_a_month(olga)


def _waiting(tess: TeammateClient) -> str:
    found: list[str] = []

    def listed() -> bool:
        rows = tess.listed("needs_person")
        found[:] = [row["conversation"] for row in rows if row["subject"] == SECRET]
        return bool(found)

    eventually(listed)
    return found[0]


def _chat(page: Page, front: str) -> FrameLocator:
    page.goto(front)
    page.get_by_role("button", name="Chat", exact=True).click()
    return page.frame_locator("iframe")


def _write(chat: FrameLocator, text: str) -> None:
    field = chat.get_by_role("textbox", name="Write")
    field.fill(text)
    field.press("Enter")


def _question(olga: Window) -> Locator:
    olga.page.get_by_role("button", name="More").click()
    olga.page.get_by_role("menuitem", name="Erase…").click()
    question = olga.page.get_by_role("dialog", name="Erase for good")
    question.get_by_text("What stays").wait_for()
    return question


def _copy(olga: Window, question: Locator) -> object:
    with olga.page.expect_download() as found:
        question.get_by_role("link", name="Download a copy first").click()
    return json.loads(Path(found.value.path()).read_text())


def _keep_for_a_month(olga: Window) -> None:
    """What would go is said before it is saved, and what was erased stands beneath."""
    olga.go("/settings/privacy")
    page = olga.page
    expect(page.get_by_role("region", name="Erased lately")).to_contain_text("1 conversation and 1 visitor")
    page.get_by_role("switch", name="Delete conversations after their end").click()
    expect(page.get_by_text("Nothing would be deleted now.")).to_be_visible()
    page.get_by_label("Days after the end").fill("30")
    clean(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Days after the end")).to_have_value("30")
