"""The report in a real browser: what it says is what happened, and every number opens its conversations."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.clients import TeammateClient, VisitorClient
from tests.ui.conftest import PHONE, clean
from tests.ui.inbox.conftest import Teammates
from tests.ui.midnight import within_one_day
from tests.web.conftest import Open

TESS = "tess@foundry.example"
NUMBERS = (
    "3 Handoffs",
    "2 Answered less than 7 days ago",
    "1 Still open",
    "2 Answered by a person",
    "1 Yes, if it had known the answer",
    "1 No, a person was needed",
    "1 Not reviewed",
)


def handed_over(desk: Open, text: str) -> VisitorClient:
    visitor = desk.visitor()
    visitor.write(text).raise_for_status()
    visitor.ask("ask_person").raise_for_status()
    return visitor


def closed(tess: TeammateClient, visitor: VisitorClient, lesson: str) -> None:
    tess.reply(visitor.conversation, "Here it is.").raise_for_status()
    seen = tess.seen(visitor.conversation)
    tess.ask(visitor.conversation, "resolve", **seen, lesson=lesson).raise_for_status()


def opened_and_back(page: Page, sheet: Locator, visitor: VisitorClient) -> None:
    sheet.get_by_role("link", name="My refund?").click()
    expect(page).to_have_url(re.compile(f"/inbox/resolved/{visitor.conversation}$"))
    page.go_back()
    expect(sheet.get_by_role("link", name="My refund?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert "figure" not in page.url


def test_s14_p18_the_numbers_are_what_happened_and_open_their_conversations(
    window: Teammates, open_desk: Open
) -> None:
    """By keyboard and pointer, on a wide screen and a phone, in both themes; an empty desk says so."""
    tess, olga = open_desk.teammate(), window("olga@foundry.example")
    olga.go("/report")
    page = olga.page
    expect(page.get_by_text("Nothing to report yet")).to_be_visible()

    within_one_day()
    refund, link, waiting = (handed_over(open_desk, text) for text in ("My refund?", "The link?", "Hello?"))
    closed(tess, refund, "content_missing")
    closed(tess, link, "person_needed")
    tess.ask(refund.conversation, "tag", add=["money"]).raise_for_status()
    tess.ask(waiting.conversation, "tag", add=["money", "late"]).raise_for_status()
    page.reload()
    endings = page.get_by_role("region", name="How conversations went")
    expect(endings.get_by_role("link", name="3 Handed off")).to_be_visible()
    expect(endings.get_by_role("link")).to_have_count(1)  # nobody confirmed, fell silent or came back
    whole = page.get_by_role("region", name="All handoffs")
    for number in NUMBERS:
        expect(whole.get_by_role("link", name=number, exact=True)).to_be_visible()
    expect(whole.get_by_text("%")).to_have_count(0)  # of three nobody takes a percentage
    expect(page.get_by_role("region", name="Handoffs per day")).to_contain_text(re.compile(r"Most on .*: 3"))

    page.get_by_role("button", name="Tag", exact=True).click()
    money = page.locator(".report-table tbody").filter(has=page.get_by_role("button", name="money"))
    heads = page.locator(".report-table th[scope=row] > button")
    asked = "asked for a person"  # what the rule gives that stands for the button
    expect(heads).to_have_text([asked, "money", "late"])
    page.get_by_role("button", name="Tag").last.click()
    expect(heads).to_have_text([asked, "late", "money"])
    money.get_by_role("button", name="money").press("Enter")
    clean(page)
    money.get_by_role("link", name="1 Yes, if it had known the answer").first.click()
    sheet = page.get_by_role("dialog", name="Yes, if it had known the answer")
    expect(sheet.get_by_text("1 handoff")).to_be_visible()
    clean(page)
    opened_and_back(page, sheet, refund)

    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    card = page.locator(".report-cards > li").filter(has=page.get_by_role("heading", name="money"))
    expect(card.get_by_role("link", name="2 Handoffs")).to_be_visible()
    clean(page)


def test_s14_a_tag_in_use_is_suggested_and_one_that_goes_can_come_back(
    window: Teammates, open_desk: Open
) -> None:
    tess = open_desk.teammate()
    first, second = handed_over(open_desk, "One?"), handed_over(open_desk, "Two?")
    tess.ask(first.conversation, "tag", add=["Broken download"]).raise_for_status()
    mine = window(TESS)
    mine.open(second.conversation)
    page, tags = mine.page, mine.page.locator(".context .tags")
    tags.get_by_role("button", name="Add a tag").click()
    field = page.get_by_role("combobox", name="Add a tag")
    field.press_sequentially("down")
    known = page.get_by_role("option", name="Broken download")
    expect(known).to_be_visible()
    clean(page)
    field.press("ArrowDown")
    expect(known).to_have_attribute("data-highlighted", "")
    field.press("Enter")
    expect(tags).to_contain_text("Broken download")
    tags.get_by_role("button", name="Add a tag").click()
    field.fill("new one")
    field.press("Enter")
    expect(tags).to_contain_text("new one")
    tags.get_by_role("button", name="Remove the tag new one").click()
    expect(page.get_by_text("The tag new one is removed")).to_be_visible()
    expect(tags).not_to_contain_text("new one")
    page.get_by_role("button", name="Undo").click()
    expect(tags).to_contain_text("new one")
