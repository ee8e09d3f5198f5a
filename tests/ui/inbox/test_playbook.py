"""The steps of a case, in two real browsers (P16, S13)."""

from playwright.sync_api import Locator, Page, expect

from tests.clients import VisitorClient
from tests.ui.conftest import PHONE, clean
from tests.ui.inbox.conftest import Teammates
from tests.web.conftest import Open

TESS, TOM = "tess@foundry.example", "tom@foundry.example"
COMPARE, CORRECT = "Compare the bookings", "Correct them"
TELL = "Say what comes back, and when"


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="Handoff")


def step(page: Page, text: str) -> Locator:
    return card(page).get_by_role("checkbox", name=text)


def disputed(open_desk: Open) -> VisitorClient:
    """A billing dispute that Tess has taken over and answered once."""
    tess, visitor = open_desk.teammate(), open_desk.visitor()
    visitor.write("I was charged twice for one order.").raise_for_status()
    tess.awaits(visitor.conversation, "handoff_opened", reason="Billing dispute")
    tess.take_over(visitor.conversation).raise_for_status()
    tess.reply(visitor.conversation, "I look at the bookings.").raise_for_status()
    return visitor


def test_a_case_is_ticked_off_together_and_closed_when_the_visitor_knows(
    window: Teammates, open_desk: Open
) -> None:
    """P16, S13: both see each tick as it happens; a close asks once for what the visitor must be told."""
    conversation = disputed(open_desk).conversation
    tess, tom = window(TESS), window(TOM, size=PHONE, dark=True)
    for each in (tess, tom):
        each.open(conversation, "mine")

    for each in (tess, tom):
        expect(card(each.page).get_by_role("button").first).to_contain_text("0 of 4 steps")
        expect(card(each.page).get_by_role("group")).to_have_count(0)
        card(each.page).get_by_role("button").first.click()
    step(tess.page, COMPARE).focus()
    tess.page.keyboard.press("Space")
    expect(step(tom.page, COMPARE)).to_be_checked()
    work = card(tom.page).get_by_role("group", name="Work")
    expect(work.get_by_title("Ticked by Tess")).to_be_visible()
    step(tom.page, CORRECT).click()
    expect(step(tess.page, CORRECT)).to_be_checked()
    step(tom.page, CORRECT).click()
    expect(step(tess.page, CORRECT)).not_to_be_checked()
    clean(tom.page)

    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    question = tess.page.get_by_role("dialog", name="Does the visitor know?")
    expect(question.get_by_role("listitem")).to_have_text([TELL])
    clean(tess.page)
    expect(question.get_by_role("button", name="Tell the visitor first")).to_be_focused()
    tess.page.keyboard.press("Enter")
    expect(question).to_be_hidden()
    expect(tess.page.get_by_role("textbox", name="Your reply to the visitor")).to_be_focused()
    tess.page.keyboard.type("The second booking is back on Monday.")
    tess.page.keyboard.press("Control+Enter")
    expect(tess.log).to_contain_text("The second booking is back on Monday.")
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    question.get_by_role("button", name="Tick and close").click()
    for each in (tess, tom):
        expect(card(each.page)).to_contain_text("Answered · 2 of 4")
        expect(card(each.page).get_by_role("checkbox")).to_have_count(0)
    card(tom.page).get_by_role("button").first.click()
    expect(step(tom.page, TELL)).to_be_checked()
    expect(step(tom.page, TELL)).to_be_disabled()


def test_a_last_word_that_closes_is_held_until_the_visitor_knows(window: Teammates, open_desk: Open) -> None:
    """P16: send and resolve asks too, and keeps what was written until then."""
    visitor = disputed(open_desk)
    tess = window(TESS)
    tess.open(visitor.conversation, "mine")
    field = tess.page.get_by_role("textbox", name="Your reply to the visitor")
    field.fill("It is back on Monday.")
    tess.page.get_by_role("button", name="Send and resolve").click()
    tess.page.get_by_role("button", name="Tell the visitor first").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("It is back on Monday.")
    tess.page.keyboard.press("Control+Shift+Enter")
    tess.page.get_by_role("button", name="Tick and close").click()
    expect(card(tess.page)).to_contain_text("Answered · 1 of 4")
    assert visitor.awaits("resolved")["outcome"] == "answered"
