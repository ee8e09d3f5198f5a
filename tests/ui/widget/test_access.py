"""WCAG: axe finds nothing on the widget's screens, in both themes and at both widths; the keyboard is enough."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.ui.conftest import DESKTOP, PHONE, violations
from tests.ui.widget.conftest import Arriving, Shop


def frame_of(page: Page) -> Frame:
    return next(each for each in page.frames if "/widget/frame" in each.url)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(arriving: Arriving, shop: Shop, dark: bool, size: tuple[int, int]) -> None:
    visitor = arriving(size=size, dark=dark)
    frame = frame_of(visitor.page)
    assert violations(frame) == [], "first screen"

    visitor.write("Is the desktop licence enough for my website?")
    expect(visitor.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    assert violations(frame) == [], "answer"

    visitor.chat.get_by_role("button", name="Talk to a person").click()
    expect(visitor.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    assert violations(frame) == [], "waiting"

    conversation = visitor.conversation()
    shop.answer(conversation, "Hello!")
    expect(visitor.log.get_by_text("Hello!")).to_be_visible()
    assert violations(frame) == [], "with a person"

    shop.resolve(conversation)
    expect(visitor.chat.get_by_text("How did we do?")).to_be_visible()
    assert violations(frame) == [], "resolved"


def test_the_keyboard_is_enough(arriving: Arriving) -> None:
    """From the launcher to the message and back, without a pointer."""
    visitor = arriving()
    page = visitor.page
    expect(visitor.box).to_be_focused()
    page.keyboard.type("First line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")
    expect(visitor.log.get_by_text("First line\nsecond line")).to_be_visible()
    expect(visitor.box).to_be_focused()
    expect(visitor.box).to_have_value("")
    page.keyboard.press("Escape")
    expect(visitor.box).to_be_hidden()
    expect(page.get_by_role("button", name="Chat")).to_be_focused()
    page.keyboard.press("Enter")
    expect(visitor.box).to_be_focused()


def test_a_phone_is_filled_and_nothing_overflows(arriving: Arriving) -> None:
    visitor = arriving(size=(320, 568), has_touch=True, is_mobile=True)
    assert visitor.page.locator("iframe").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 568}
    visitor.write("Donaudampfschifffahrtsgesellschaftskapitän" * 4)
    expect(visitor.log.get_by_text("Donaudampf")).to_be_visible()
    frame = frame_of(visitor.page)
    assert frame.evaluate("document.documentElement.scrollWidth") == 320
    assert frame.evaluate("document.querySelector('.scroll').scrollWidth") == 320


def test_a_bubble_is_seen_in_the_readers_own_colours(arriving: Arriving) -> None:
    visitor = arriving(size=PHONE, forced_colors="active")
    visitor.write("Hello")
    expect(visitor.log.locator(".mine .bubble")).to_have_css("border-top-width", "1px")


def test_axe_finds_nothing_in_a_form_in_the_dark(arriving: Arriving, rulebook: None) -> None:
    """By all its rules, also once a field is refused."""
    visitor = arriving(dark=True)
    frame = frame_of(visitor.page)
    visitor.write("I want to return order A-10233, I need a person")
    form = visitor.chat.get_by_role("form", name="Details for the team")
    expect(form).to_be_visible()
    assert violations(frame) == [], "form"
    form.get_by_label("SKU").fill("99999")
    form.get_by_label("Reason").select_option("Wrong licence")
    form.get_by_role("button", name="Pass on").click()
    expect(form.get_by_role("alert")).to_contain_text("For example: 5521")
    assert violations(frame) == [], "refused"
