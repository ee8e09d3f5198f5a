"""A browser, and a desk that really runs. What went wrong is kept in tests/ui/pictures."""

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect, sync_playwright

from tests.conftest import furnished
from tests.databases import Databases
from tests.ui.line import Desk, Line, Shopper, opened
from tests.web.conftest import Open, opened_desk
from tools.chromium import CHROMIUM, FLAGS

SLOWEST, STARTING = 20_000, 120_000  # milliseconds, on a machine that has other things to do
expect.set_options(timeout=SLOWEST)
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text()
PICTURES = Path(__file__).parent / "pictures"
DESKTOP, PHONE = (1440, 900), (390, 844)

_failed = pytest.StashKey[bool]()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one file: as long as it is open its loop runs, and tests with a loop of their own could not."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=STARTING)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def open_desk(databases: Databases, tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Open]:
    home = furnished(tmp_path_factory.mktemp("desk"), models)
    with opened_desk(databases, home) as opened:
        yield opened


@pytest.fixture(scope="session")
def line(databases: Databases, tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Line]:
    """Foundry's desk and shop, with the whole help centre learned, once for all."""
    home = furnished(tmp_path_factory.mktemp("line"), models)
    with databases.fresh() as url, opened(home, url) as everything:
        yield everything


Contexts = Callable[..., BrowserContext]


@pytest.fixture
def contexts(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Contexts]:
    """contexts(size=PHONE, dark=True, …) is a person's own browser; when the test fails, what it did is kept."""
    made: list[BrowserContext] = []

    def context(*, size: tuple[int, int] = DESKTOP, dark: bool = False, **options: object) -> BrowserContext:
        found = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            **{"locale": "en-GB", "reduced_motion": "reduce", **options},  # type: ignore[arg-type]
        )
        found.set_default_navigation_timeout(STARTING)
        # Pictures of every frame would cost a fifth of all that a browser does here.
        found.tracing.start(snapshots=True)
        made.append(found)
        return found

    yield context
    failed = request.node.stash.get(_failed, False)
    for number, each in enumerate(made):
        _end(each, PICTURES / request.node.name / str(number) if failed else None)


@pytest.fixture
def shopping(line: Line, contexts: Contexts) -> Callable[..., Shopper]:
    """shopping("/help/refunds", size=PHONE, …) is a visitor on that page of the shop, with the chat open."""

    def arrive(path: str = "/", **options: object) -> Shopper:
        page = contexts(**options).new_page()
        page.goto(line.shop + path)
        shopper = Shopper(page)
        shopper.open()
        return shopper

    return arrive


@pytest.fixture
def shopper(shopping: Callable[..., Shopper]) -> Shopper:
    return shopping()


@pytest.fixture
def desk_of(line: Line, contexts: Contexts) -> Callable[..., Desk]:
    """desk_of("tess@foundry.example", size=PHONE, …) is a teammate's inbox, signed in."""

    def sign_in(email: str, path: str = "/inbox/needs_person", **options: object) -> Desk:
        desk = Desk.signed_in(contexts(**options).new_page(), line.desk.base, email)
        desk.page.goto(desk.base + path)
        return desk

    return sign_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report


def _end(context: BrowserContext, kept: Path | None) -> None:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(context.pages):
            page.screenshot(path=kept / f"{number}.png")
    context.tracing.stop(path=kept / "trace.zip" if kept else None)
    context.close()


TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
OF_COLOURS = ["color-contrast", "link-in-text-block"]
LOOK = """async rules => {
  const only = rules && { runOnly: { type: "rule", values: rules } }
  const found = await axe.run(document, { resultTypes: ["violations"], ...only })
  return found.violations.map(each => `${each.id}: ${each.nodes[0].html}`)
}"""


def violations(where: Page | Frame, rules: Sequence[str] | None = None) -> list[str]:
    """What axe finds, each with its first element; a theme that has just changed is drawn before."""
    where.evaluate(TWO_FRAMES)
    if not where.evaluate("'axe' in window"):
        where.evaluate(AXE)
    found: list[str] = where.evaluate(LOOK, rules)
    return found


def clean(page: Page) -> None:
    """Axe finds nothing in either theme; a theme changes colours alone, so the second is asked for these only."""
    for theme, rules in (("light", None), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert violations(page, rules) == [], theme
