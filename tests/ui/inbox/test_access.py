"""axe finds nothing on the inbox's screens, in both themes and at both widths (WCAG 2.2 AA)."""

import pytest
from playwright.sync_api import expect

from tests.clients import VisitorClient
from tests.ui.conftest import DESKTOP, PHONE, violations
from tests.ui.inbox.conftest import Teammates

TESS, OLGA = "tess@foundry.example", "olga@foundry.example"
looks = pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True)]
)


@looks
def test_list_and_thread(
    window: Teammates, waiting: VisitorClient, size: tuple[int, int], dark: bool
) -> None:
    tess = window(TESS, size=size, dark=dark)
    tess.go("/inbox/needs_person")
    expect(tess.row(waiting.conversation)).to_be_visible()
    assert violations(tess.page) == []
    tess.open(waiting.conversation)
    assert violations(tess.page) == []
    tess.go("/inbox/snoozed")
    expect(tess.page.get_by_text("Nothing is snoozed")).to_be_visible()
    assert violations(tess.page) == []


@looks
def test_menus_and_dialogs(
    window: Teammates, waiting: VisitorClient, size: tuple[int, int], dark: bool
) -> None:
    tess = window(TESS, size=size, dark=dark)
    tess.open(waiting.conversation)
    tess.page.get_by_role("button", name="More").click()
    expect(tess.page.get_by_role("menu")).to_be_visible()
    assert violations(tess.page) == []
    tess.page.get_by_role("menuitem", name="Resolve").click()
    expect(tess.page.get_by_role("dialog")).to_be_visible()
    assert violations(tess.page) == []
    tess.page.keyboard.press("Escape")
    expect(tess.page.get_by_role("dialog")).to_have_count(0)
    tess.page.keyboard.press("?")
    expect(tess.page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(tess.page) == []


@looks
def test_doors_and_first_run(window: Teammates, size: tuple[int, int], dark: bool) -> None:
    nobody = window(size=size, dark=dark)
    nobody.go("/sign-in")
    expect(nobody.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert violations(nobody.page) == []
    nobody.go("/setup")
    expect(nobody.page.get_by_role("heading")).to_be_visible()
    assert violations(nobody.page) == []
    olga = window(OLGA, size=size, dark=dark)
    olga.go("/settings/start")
    expect(olga.page.get_by_role("heading", name="Live in minutes")).to_be_visible()
    assert violations(olga.page) == []


def test_a_state_is_seen_in_the_readers_own_colours(window: Teammates) -> None:
    """Where the system's colours replace ours: what is on, and where one is."""
    olga = window(OLGA, forced_colors="active")
    olga.go("/settings/rules")
    switch = olga.page.get_by_role("switch", checked=True).first
    thumb = switch.locator(".switch-thumb")
    colour = "each => getComputedStyle(each).backgroundColor"
    assert switch.evaluate(colour) != thumb.evaluate(colour)
    here = olga.page.get_by_role("link", name="Rules", exact=True).first
    assert here.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
