"""Two people in two browsers, one thread: the verdict is what both pages show, and a fresh read over HTTP."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.clients import Json
from tests.ui.line import Desk, Line, Shopper

TESS = "tess@foundry.example"
QUESTION = "Is the desktop licence enough for my website?"
HELLO, YES = "Hello, I am Tess. Shall I swap it?", "Perfect, please swap it."
DONE = "Done: the web licence is in your account."
# Milliseconds: who has called in vain for long calls once in half a minute, and a desk may take that long to start.
COME_BACK = 60_000


def test_from_a_question_to_a_rating_in_one_thread(
    shopper: Shopper, desk_of: Callable[..., Desk], line: Line
) -> None:
    """P1, P8, P9, P10, P11, S1, S7, S8, S9, S10: nobody reloads, nothing is lost, and nothing is said twice."""
    tess = desk_of(TESS)
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    ask_a_question(shopper, line)
    conversation = shopper.conversation()
    be_handed_over(shopper, tess, line)
    take_over(shopper, tess)
    read_what_was_before(tess, line)
    talk(shopper, tess)
    leave_a_note(shopper, tess)
    resolve_and_rate(shopper, tess, line)

    shown = shopper.messages()
    shopper.page.reload()
    shopper.open()
    expect(shopper.log.get_by_text(YES)).to_have_count(1)
    assert shopper.messages() == shown
    stored = line.teammate().thread(conversation)
    assert stored["summary"]["stage"] == "resolved"
    assert said(stored) == [QUESTION, HELLO, YES, DONE]


def test_a_person_asked_for_in_words_comes_at_the_first_asking(
    shopper: Shopper, desk_of: Callable[..., Desk]
) -> None:
    """P4, S1, F9: a clear request as the very first thing."""
    tess = desk_of(TESS)
    shopper.write("I'd like to talk to a person")
    expect(shopper.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    expect(tess.row(shopper.conversation())).to_be_visible()


def test_the_thread_survives_a_reload_and_a_killed_server(
    shopper: Shopper, desk_of: Callable[..., Desk], line: Line
) -> None:
    """P11, P13, F15: kill -9 in the middle of a conversation; both go on where they were."""
    tess = desk_of(TESS)
    ask_a_question(shopper, line)
    conversation = shopper.conversation()
    be_handed_over(shopper, tess, line)
    take_over(shopper, tess)
    shopper.page.reload()
    shopper.open()
    expect(shopper.chat.get_by_text("You are talking to Tess Type")).to_be_visible()

    line.kill()
    shopper.write("Written while nobody listened.")
    tess.reply("Also written while nobody listened.")
    line.start_again()
    for thread in (shopper.log, tess.thread):
        for text in ("Written while nobody listened.", "Also written while nobody listened."):
            expect(thread.get_by_text(text, exact=True)).to_have_count(1, timeout=COME_BACK)
    shopper.write("And we go on.")
    expect(tess.thread.get_by_text("And we go on.", exact=True)).to_be_visible()
    once = said(line.teammate().thread(conversation))
    assert sorted(once[1:3]) == ["Also written while nobody listened.", "Written while nobody listened."]
    assert (once[0], once[3:]) == (QUESTION, ["And we go on."])


def ask_a_question(shopper: Shopper, line: Line) -> None:
    shopper.write(QUESTION)
    source = shopper.log.get_by_role("link").first
    expect(source).to_have_attribute("href", re.compile(f"^{re.escape(line.shop)}/help/"))


def be_handed_over(shopper: Shopper, tess: Desk, line: Line) -> None:
    """P12: told in the owner's words, once. To the inbox it is told, too: it asks for nothing."""
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    expect(tess.page.locator(".skeleton")).to_have_count(0)
    asked: list[str] = []
    tess.page.on("request", lambda request: asked.append(request.url))
    shopper.talk_to_a_person()
    expect(tess.row(shopper.conversation())).to_be_visible()
    assert not [each for each in asked if "/api/inbox/conversations?" in each]
    expect(shopper.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    told = line.teammate().awaits(shopper.conversation(), "desk_said", line="hand_over")
    assert shopper.messages().count(told["text"]) == 1


def take_over(shopper: Shopper, tess: Desk) -> None:
    tess.open(shopper.conversation())
    expect(tess.thread).to_contain_text(QUESTION)
    expect(tess.page.get_by_role("region", name="Handoff")).to_be_visible()
    tess.page.keyboard.press("t")
    expect(tess.thread).to_contain_text("You took over")
    expect(shopper.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    expect(shopper.log.locator(".joined")).to_contain_text("Tess")


def read_what_was_before(tess: Desk, line: Line) -> None:
    """The summary, the page that the assistant answered from, and what it said of it."""
    card = tess.page.get_by_role("region", name="Handoff")
    expect(card).to_contain_text("So far:")
    card.get_by_role("button", name="1 source", exact=True).click()
    expect(card.get_by_role("link")).to_have_attribute("href", re.compile(f"^{re.escape(line.shop)}/help/"))
    card.get_by_role("button", name="what was tried").click()
    expect(card.get_by_role("listitem")).to_contain_text("licence")


def talk(shopper: Shopper, tess: Desk) -> None:
    tess.reply(HELLO)
    expect(shopper.log.get_by_text(HELLO)).to_be_visible()
    shopper.write(YES)
    expect(tess.thread.get_by_text(YES)).to_be_visible()


def leave_a_note(shopper: Shopper, tess: Desk) -> None:
    tess.note("Careful: second swap this year.")
    expect(tess.page.get_by_role("article", name="Note")).to_contain_text("second swap")
    assert not any("second swap" in text for text in shopper.messages())


def resolve_and_rate(shopper: Shopper, tess: Desk, line: Line) -> None:
    tess.reply(DONE)
    expect(shopper.log.get_by_text(DONE)).to_be_visible()
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    expect(tess.thread).to_contain_text("You resolved this")
    shopper.chat.get_by_text("4 stars").locator("..").click()
    shopper.chat.get_by_role("button", name="Send", exact=True).first.click()
    expect(shopper.chat.get_by_text("Thank you for telling us.")).to_be_visible()
    assert line.teammate().awaits(shopper.conversation(), "rated")["score"] == 4


def said(thread: Json) -> list[str]:
    """What visitor and teammate said, as stored."""
    spoken = {"visitor_wrote", "teammate_replied"}
    return [event["text"] for event in thread["events"] if event["kind"] in spoken]
