"""A network that lets no socket through: both ends ask again and again, and nothing is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.ui.conftest import Contexts
from tests.ui.line import Desk, Line, Shopper

QUESTION = "Is the desktop licence enough for my website?"


@pytest.fixture
def contexts(contexts: Contexts) -> Contexts:
    """Every browser of this file is behind such a network."""

    def behind(**options: object) -> BrowserContext:
        context = contexts(**options)
        context.route_web_socket("**/api/*/socket", lambda socket: socket.close())
        return context

    return behind


def test_question_takeover_and_replies_arrive_by_asking(
    shopper: Shopper, desk_of: Callable[..., Desk], line: Line
) -> None:
    """F24, P11, P8: the list, the thread and the chat go on without a reload."""
    tess = desk_of("tess@foundry.example")
    shopper.write(QUESTION)
    expect(shopper.log.get_by_role("link").first).to_be_visible()
    shopper.talk_to_a_person()
    expect(tess.row(shopper.conversation())).to_be_visible()
    tess.open(shopper.conversation())
    tess.page.keyboard.press("t")
    expect(shopper.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    tess.reply("Hello, I am Tess.")
    expect(shopper.log.get_by_text("Hello, I am Tess.")).to_be_visible()
    shopper.write("Good to hear from you.")
    expect(tess.thread.get_by_text("Good to hear from you.")).to_be_visible()
    heard = line.teammate().thread(shopper.conversation())["events"]
    assert [each["text"] for each in heard if each["kind"] == "visitor_wrote"] == [
        QUESTION,
        "Good to hear from you.",
    ]
