"""A part of the program that cannot be had: after an update its file is gone, on a bad line it does not come."""

import re

from playwright.sync_api import Page, expect

from tests.ui.inbox.conftest import Teammates

PARTS = re.compile(r"/assets/page-[^/]*\.js$")
OLGA = "olga@foundry.example"


def test_a_page_whose_file_is_gone_comes_with_the_inbox_read_anew(window: Teammates) -> None:
    """After an update of the desk, in a window that was open before."""
    olga = window(OLGA)
    olga.go("/inbox/needs_person")
    gone = ["until the inbox is read anew"]
    olga.page.on("request", lambda request: gone.clear() if request.is_navigation_request() else None)
    olga.page.route(PARTS, lambda route: route.fulfill(status=404) if gone else route.fallback())
    _turn_to_the_report(olga.page)
    expect(olga.page.get_by_role("heading", name="Report")).to_be_visible()


def test_where_it_stays_away_the_window_says_so_and_tries_again(window: Teammates) -> None:
    olga = window(OLGA)
    olga.go("/inbox/needs_person")
    olga.page.route(PARTS, lambda route: route.abort())
    _turn_to_the_report(olga.page)
    said = olga.page.get_by_role("alert")
    expect(said).to_contain_text("Nothing you typed is lost.")
    olga.page.unroute(PARTS)
    said.get_by_role("button", name="Try again").click()
    expect(olga.page.get_by_role("heading", name="Report")).to_be_visible()


def _turn_to_the_report(page: Page) -> None:
    """It is read anew by itself, once."""
    with page.expect_event("load"):
        page.get_by_role("link", name="Report").first.click()
