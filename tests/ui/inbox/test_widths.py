"""Nothing of a thread is squeezed or covered, at whatever width a teammate works."""

import pytest
from playwright.sync_api import expect

from tests.clients import VisitorClient
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open


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
    sends = tess.page.locator(".sends .button")
    tops = sends.evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert len(tops) == 2
    assert tops[0] == tops[1], "beside each other"
    assert tess.page.locator(".composer").evaluate("each => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize("place", ["/report", "/settings/rules/playbooks", "/settings/mail"])
def test_a_page_scrolls_within_its_frame_and_never_away_with_it(window: Teammates, place: str) -> None:
    """What only screen readers hear stands below the edge, too."""
    olga = window("olga@foundry.example", size=(390, 600))
    olga.go(place)
    expect(olga.page.get_by_role("heading", level=1)).to_be_visible()
    expect(olga.page.locator(".skeleton")).to_have_count(0)
    olga.page.evaluate("scrollTo(0, 9999)")
    assert olga.page.evaluate("scrollY") == 0


def test_a_row_without_marks_shows_two_lines_of_words_and_is_as_high_as_any(
    window: Teammates, open_desk: Open, waiting: VisitorClient
) -> None:
    """Nothing jumps once it is marked."""
    talking = open_desk.visitor()
    talking.write("Hello, and a long question about everything that one might ask. " * 3).raise_for_status()
    talking.awaits("assistant_answered")
    tess = window("tess@foundry.example")
    tess.go("/inbox/needs_person")
    marked = tess.row(waiting.conversation).evaluate("each => each.offsetHeight")
    tess.go("/inbox/assistant")
    words = tess.row(talking.conversation).locator(".row-words")
    lines = words.evaluate("each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)")
    assert lines == pytest.approx(2, abs=0.1)
    assert tess.row(talking.conversation).evaluate("each => each.offsetHeight") == marked


def height(window: Window, selector: str) -> float:
    return float(window.page.locator(selector).evaluate("element => element.getBoundingClientRect().height"))
