"""Nothing of a thread is squeezed or covered, at whatever width a teammate works."""

import pytest
from playwright.sync_api import expect

from tests.clients import VisitorClient
from tests.ui.inbox.conftest import Teammates, Window


@pytest.mark.parametrize("width", [360, 912, 1200, 1280, 1440])
@pytest.mark.parametrize("context", [False, True])
def test_the_composer_leaves_the_thread_its_place(
    window: Teammates, waiting: VisitorClient, width: int, context: bool
) -> None:
    """With the visitor's details beside it or not, on a screen of 720 pixels."""
    tess = window("tess@foundry.example", size=(width, 720))
    tess.open(waiting.conversation)
    expect(tess.page.get_by_role("button", name="Take over")).to_be_visible()
    if context != tess.page.locator(".context").is_visible():
        tess.page.keyboard.press("i")
    assert height(tess, ".composer") < 240
    assert height(tess, ".log") > 180


@pytest.mark.parametrize("place", ["/report", "/settings/rules/playbooks", "/settings/mail"])
def test_a_page_scrolls_within_its_frame_and_never_away_with_it(window: Teammates, place: str) -> None:
    """What only screen readers hear stands below the edge, too."""
    olga = window("olga@foundry.example", size=(390, 600))
    olga.go(place)
    expect(olga.page.get_by_role("heading", level=1)).to_be_visible()
    expect(olga.page.locator(".skeleton")).to_have_count(0)
    olga.page.evaluate("scrollTo(0, 9999)")
    assert olga.page.evaluate("scrollY") == 0


def height(window: Window, selector: str) -> float:
    return float(window.page.locator(selector).evaluate("element => element.getBoundingClientRect().height"))
