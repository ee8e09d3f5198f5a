"""A visitor who only says thanks is not called back, by either page; one who asks again is."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.ui.line import Desk, Line, Shopper

TESS = "tess@foundry.example"
QUESTION = "The licence file is broken"
DONE = "I have put a new one in your account."
PERFECT, AGAIN = "Thank you, perfect!", "Thanks again, Tess!"
MORE = "And where is the invoice?"


def test_p13_a_thanks_brings_nobody_back_and_a_question_does(
    shopper: Shopper, desk_of: Callable[..., Desk], line: Line
) -> None:
    tess = desk_of(TESS)
    conversation = be_helped(shopper, tess)

    shopper.write(PERFECT)
    expect(tess.thread.get_by_text(PERFECT)).to_be_visible()
    assert line.teammate().thread(conversation)["summary"]["owed"]["debt"] == "next_word"
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    expect(tess.thread).to_contain_text("You resolved this")
    expect(tess.page.get_by_text("Resolve without an answer?")).to_have_count(0)
    closed = shopper.chat.get_by_text("This conversation is closed")
    expect(closed).to_be_visible()
    shown = shopper.messages()

    shopper.write(AGAIN)
    expect(tess.thread.get_by_text(AGAIN)).to_be_visible()
    expect(closed).to_be_visible()
    assert shopper.messages() == [*shown, AGAIN]
    assert line.teammate().thread(conversation)["summary"]["stage"] == "resolved"

    shopper.write(MORE)
    expect(shopper.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    expect(tess.thread.get_by_text(MORE)).to_be_visible()
    back = shopper.log.locator(".joined")
    expect(back).to_have_text([re.compile("Tess Type")] * 2)
    expect(back.locator(".face")).to_have_count(2)
    assert shopper.messages() == [*shown, AGAIN, MORE]
    assert line.teammate().thread(conversation)["summary"]["owed"]["debt"] == "reply"
    expect(closed).to_have_count(0)


def be_helped(shopper: Shopper, tess: Desk) -> str:
    shopper.write(QUESTION)
    expect(shopper.log.get_by_text(QUESTION)).to_be_visible()
    shopper.talk_to_a_person()
    expect(shopper.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    conversation = shopper.conversation()
    tess.open(conversation)
    tess.page.keyboard.press("t")
    expect(shopper.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    tess.reply(DONE)
    expect(shopper.log.get_by_text(DONE)).to_be_visible()
    return conversation
