"""Going through what has one tag, in a real browser."""

import re

from playwright.sync_api import expect

from tests.clients import VisitorClient
from tests.ui.inbox.conftest import Teammates
from tests.web.conftest import Open

TESS, TOM = "tess@foundry.example", "tom@foundry.example"


def test_a_list_of_one_tag_is_an_address_and_follows_what_happens(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    """S7: by key, with counts of that tag, live, and one key back to all."""
    other, tom = open_desk.visitor(), open_desk.teammate(TOM)
    other.ask("ask_person").raise_for_status()
    tom.ask(waiting.conversation, "tag", add=["zebra"], remove=[]).raise_for_status()
    tess = window(TESS)
    tess.go("/inbox/needs_person")
    expect(tess.row(other.conversation)).to_be_visible()
    tess.page.keyboard.press("f")
    tess.page.get_by_label("Only conversations with this tag").fill("zeb")
    zebra = tess.page.get_by_role("option", name="zebra")
    expect(zebra).to_be_visible()
    tess.page.keyboard.press("ArrowDown")
    expect(zebra).to_have_attribute("data-highlighted", "")
    tess.page.keyboard.press("Enter")
    expect(tess.page).to_have_url(re.compile(r"/inbox/needs_person\?tag=zebra$"))
    expect(tess.row(waiting.conversation)).to_be_visible()
    expect(tess.row(other.conversation)).to_have_count(0)
    count = tess.page.get_by_role("status").filter(has_text="conversation")
    expect(count).to_have_text("1 conversation")

    tom.ask(other.conversation, "tag", add=["zebra"], remove=[]).raise_for_status()
    expect(tess.row(other.conversation)).to_be_visible()
    expect(count).to_have_text("2 conversations")
    tom.ask(waiting.conversation, "tag", add=[], remove=["zebra"]).raise_for_status()
    expect(tess.row(waiting.conversation)).to_have_count(0)
    expect(count).to_have_text("1 conversation")

    tess.page.keyboard.press("Escape")
    expect(tess.row(waiting.conversation)).to_be_visible()
    tess.row(other.conversation).get_by_role("link", name="zebra").click()
    expect(tess.page).to_have_url(re.compile(r"/inbox/needs_person\?tag=zebra$"))
