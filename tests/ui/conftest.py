"""A browser, and a desk that really runs."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright

from tests.web.conftest import Open, open_desk

__all__ = ["open_desk"]

CHROMIUM = "/usr/bin/chromium"
SLOWEST = 20_000  # milliseconds, on a machine that has other things to do
expect.set_options(timeout=SLOWEST)
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text()


@pytest.fixture(scope="module")
def browser(open_desk: Open) -> Iterator[Browser]:
    """After the desk: once a browser is open, its event loop runs, and no other can be started beside it."""
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container's root doesn't have.
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def violations(where: Page | Frame) -> list[str]:
    """What axe finds, each with its first element."""
    where.evaluate(AXE)
    found = where.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]
