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


def height(window: Window, selector: str) -> float:
    return float(window.page.locator(selector).evaluate("element => element.getBoundingClientRect().height"))
