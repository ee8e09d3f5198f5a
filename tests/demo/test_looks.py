"""The shop in Chromium: it fits a phone, works in both themes, and reports a failed payment to the widget (S3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from demo.shop import all_pages
from tools.chromium import CHROMIUM, FLAGS

PATHS = [
    "/",
    "/fonts",
    "/fonts/kontor-grotesk",
    "/licences/compare",
    "/help",
    "/help/install-linux",
    "/about",
    "/checkout",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is not installed: make setup brings it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_fit_and_axe_finds_nothing(browser: Browser, shop: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in PATHS:
        page.goto(shop + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    page.close()


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_is_wider_than_its_screen(browser: Browser, shop: str, width: int) -> None:
    screen = browser.new_page(viewport={"width": width, "height": 900})
    for page in all_pages():
        screen.goto(shop + page.path)
        assert screen.evaluate("document.documentElement.scrollWidth") <= width, page.path
    screen.close()


def test_a_failed_payment_is_reported_to_the_widget_with_its_order(browser: Browser, shop: str) -> None:
    page = browser.new_page()
    page.goto(f"{shop}/checkout")
    page.get_by_role("button", name="Pay").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert _reported(page) == [
        ["event", "payment_failed", {"order": "A-10291", "amount": "€149.00", "reason": "declined by bank"}]
    ]
    page.close()


def test_what_is_bought_waits_in_the_basket(browser: Browser, shop: str) -> None:
    page = browser.new_page()
    page.goto(f"{shop}/fonts/harbour-serif")
    page.get_by_label("Desktop, single style").check()
    page.get_by_role("button", name="Add to basket").click()
    page.get_by_role("link", name="Have a look").click()
    expect(page.get_by_role("row")).to_contain_text("Harbour Serif, Desktop, single style")
    assert page.get_by_role("row").inner_text().split("\t")[0] == "Harbour Serif, Desktop, single style"
    page.get_by_role("link", name="Go to the checkout").click()
    expect(page.get_by_role("button", name="Pay €29.00")).to_be_visible()
    page.close()


def _reported(page: Page) -> object:
    return page.evaluate("window.chatref.q")
