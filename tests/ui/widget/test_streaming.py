"""An answer while it is written, seen by the visitor and by the team, from a model that is played over its wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.conftest import furnished
from tests.databases import Databases
from tests.ui.line import Desk
from tests.ui.widget.conftest import Shop, Visitor
from tests.ui.widget.model import Model, playing
from tests.web.conftest import Open, opened_desk

QUESTION = "Is the desktop licence enough for my website?"
FIRST = "A desktop licence covers documents and logos, not web fonts."
SECOND = "For a website you need a web licence."
BEGUN, GONE_ON = "For a ", "website you need a web licence. [1] Within 14 "
REST = "days you can exchange a desktop licence for a web licence. [1]"


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with playing() as played:
        yield played


@pytest.fixture(scope="module")
def open_desk(
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    models: Path,
    model: Model,
) -> Iterator[Open]:
    """A desk that asks the model."""
    home = furnished(tmp_path_factory.mktemp("desk"), models)
    with opened_desk(databases, home, model.environment()) as opened:
        yield opened


@pytest.fixture
def tess(open_desk: Open, browser: Browser) -> Iterator[Desk]:
    """Watches what the assistant answers."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    desk = Desk.signed_in(context.new_page(), open_desk.desk.base, "tess@foundry.example")
    desk.page.goto(f"{desk.base}/inbox/assistant")
    yield desk
    context.close()


def test_an_answer_grows_before_both_eyes_and_then_stands_once(
    vera: Visitor, tess: Desk, model: Model, shop: Shop
) -> None:
    """P8, S7: what is being written is seen by the visitor and, word for word, by the team."""
    half = begin(vera, tess, model)
    for each in half:
        expect(each).not_to_contain_text(SECOND)
    assert "assistant_answered" not in kinds(shop, vera)
    model.says(GONE_ON)
    for each in half:
        expect(each).to_contain_text(f"{FIRST} {SECOND}")
    assert "assistant_answered" not in kinds(shop, vera)
    model.says(REST)
    model.ends()
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    for each, thread in zip(half, (vera.log, tess.thread), strict=True):
        expect(each).to_have_count(0)
        expect(thread.get_by_text(FIRST)).to_have_count(1)


def test_a_takeover_in_the_middle_takes_the_half_sentence_off_both_screens(
    vera: Visitor, tess: Desk, model: Model, shop: Shop
) -> None:
    """P10, F1: from that instant nothing of the assistant's appears, whatever the model goes on to say."""
    half = begin(vera, tess, model)
    tess.page.keyboard.press("t")
    told = vera.chat.get_by_text("You are talking to Tess Type"), tess.thread.get_by_text("You took over")
    for each, taken in zip(half, told, strict=True):
        expect(taken).to_be_visible()
        assert each.count() == 0
    model.says(GONE_ON)
    model.says(REST)
    model.ends()
    tess.reply("Hello, I am Tess.")
    expect(vera.log.get_by_text("Hello, I am Tess.")).to_be_visible()
    for thread in (vera.log, tess.thread):
        expect(thread).not_to_contain_text("documents and logos")
    vera.page.reload()
    vera.open()
    expect(vera.log.get_by_text("Hello, I am Tess.")).to_be_visible()
    expect(vera.log).not_to_contain_text("documents and logos")
    assert "assistant_answered" not in kinds(shop, vera)


def begin(vera: Visitor, tess: Desk, model: Model) -> tuple[Locator, Locator]:
    """Vera asks, the model has said a sentence and a half; where the half answer stands for her, and for Tess."""
    vera.write(QUESTION)
    expect(vera.log.get_by_text("Sent ·")).to_be_visible()
    tess.open(vera.conversation())
    model.says(f"{FIRST} [1] {BEGUN}")
    half = vera.chat.locator(".writing"), tess.page.locator(".writing")
    for each in half:
        expect(each).to_contain_text(FIRST)
    return half


def kinds(shop: Shop, vera: Visitor) -> set[str]:
    return {event["kind"] for event in shop.teammate().thread(vera.conversation())["events"]}
