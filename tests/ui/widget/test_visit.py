"""A visitor's minute, in a real browser against a real desk."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chatref.database.pool import Database
from chatref.knowledge.folders import learn_folder
from tests.running import beside
from tests.serving.desks import eventually
from tests.ui.midnight import within_one_day
from tests.ui.waking import CAUGHT_UP, Away, asleep, without_network
from tests.ui.widget.conftest import Arriving, Shop, Visitor
from tests.visitors.test_vouching import signed

PASTED = "rgb(170, 0, 0)"
PASTED_BEFORE = """new MutationObserver(() => {
  document.querySelector("script[data-site]")?.setAttribute("data-colour", "#aa0000")
}).observe(document, { childList: true, subtree: true })"""
QUESTION = "Is the desktop licence enough for my website?"
# Who listens last hears it last: the widget has heard it by then.
SAID_BY_ITSELF = """new Promise(heard => {
  addEventListener("message", ({ source }) => source === window && heard())
  postMessage({ type: "close" }, "*")
})"""


def test_first_screen_says_that_an_assistant_answers(vera: Visitor) -> None:
    """P11: never a disguise."""
    expect(vera.chat.get_by_text("I'm the assistant")).to_be_visible()
    expect(vera.chat.get_by_role("button", name="Talk to a person")).to_be_visible()


def test_a_question_is_answered_with_its_source(vera: Visitor, shop: Shop) -> None:
    """P1, S22: the answer names the page that it comes from, and that page opens beside the chat."""
    vera.write(QUESTION)
    source = vera.log.get_by_role("link", name="Licence comparison").first
    expect(source).to_have_attribute("href", re.compile(f"{shop.address}help/licences"))
    expect(source).to_have_attribute("target", "_blank")
    expect(source).to_have_attribute("rel", "noopener noreferrer")


def test_a_file_is_named_as_a_source_though_it_has_no_address(
    vera: Visitor, shop: Shop, models: Path, tmp_path: Path
) -> None:
    """P1: what was learned from a folder opens nowhere, and is told all the same."""
    (tmp_path / "models").symlink_to(models)
    (tmp_path / "studio").mkdir()
    hours = "# Visiting the studio\n\nThe letterpress studio in Leipzig is open to guests on Saturdays from 10 to 16."
    (tmp_path / "studio" / "visiting.md").write_text(hours)
    beside(_learn_folder(shop, tmp_path))
    vera.write("When is the letterpress studio in Leipzig open to guests?")
    sources = vera.log.get_by_role("list", name="Sources")
    expect(sources.get_by_text("Visiting the studio")).to_be_visible()
    expect(sources.get_by_role("link", name="Visiting the studio")).to_have_count(0)


async def _learn_folder(shop: Shop, home: Path) -> None:
    database = await Database.open(shop.open_desk.database_url, size=2)
    try:
        source = await learn_folder(database, home, shop.open_desk.foundry.workspace, home / "studio")
        assert source.progress.learned == 1
    finally:
        await database.close()


def test_a_reload_keeps_the_thread_and_the_visitor(vera: Visitor) -> None:
    """P11, F26."""
    within_one_day()
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    said = vera.log.inner_text()
    vera.page.reload()
    vera.open()
    expect(vera.log.get_by_text(QUESTION)).to_have_count(1)
    assert vera.log.inner_text() == said


def test_a_person_is_fetched_takes_over_and_is_seen(vera: Visitor, shop: Shop) -> None:
    """S1, S10, P11, P12: told at once, then a name and a face in the same thread."""
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    vera.chat.get_by_role("button", name="Talk to a person").click()
    expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    expect(vera.chat.get_by_role("button", name="Talk to a person")).to_have_count(0)

    shop.answer(vera.conversation(), "Hello! Shall I swap it for you?")
    expect(vera.chat.get_by_text("You are talking to Tess Type")).to_be_visible()
    expect(vera.log.get_by_text("Shall I swap it")).to_be_visible()
    expect(vera.log.get_by_text("Tess Type", exact=True).first).to_be_visible()


def test_a_person_can_be_asked_for_before_anything_else(vera: Visitor, shop: Shop) -> None:
    """F9: a request as the very first thing reaches the team."""
    vera.chat.get_by_role("button", name="Talk to a person").click()
    expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    waiting = [row["conversation"] for row in shop.teammate().listed("needs_person")]
    assert vera.conversation() in waiting


def test_who_waits_may_leave_a_contact_or_change_their_mind(vera: Visitor) -> None:
    """P14, F16."""
    vera.chat.get_by_role("button", name="Talk to a person").click()
    vera.chat.get_by_label("Leave your e-mail").fill("vera@example.com")
    vera.chat.get_by_role("button", name="Save").click()
    expect(vera.chat.get_by_text("The team can reach you at vera@example.com")).to_be_visible()
    vera.chat.get_by_role("button", name="I don't need a person any more").click()
    expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_have_count(0)


def test_what_is_written_without_a_network_goes_when_it_is_back(vera: Visitor, shop: Shop) -> None:
    """P11, F24: kept on the screen, sent once."""
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    vera.page.context.set_offline(True)
    vera.write("And for an app?")
    expect(vera.log.get_by_text("Waits for the network")).to_be_visible()
    expect(vera.chat.get_by_text("You are offline")).to_be_visible()
    vera.page.context.set_offline(False)
    expect(vera.log.get_by_text("Waits for the network")).to_have_count(0)
    expect(vera.log.get_by_text("And for an app?")).to_have_count(1)
    expect(vera.chat.get_by_text("You are offline")).to_have_count(0)
    shop.teammate().awaits(vera.conversation(), "visitor_wrote", text="And for an app?")
    written = [
        e for e in shop.teammate().thread(vera.conversation())["events"] if e["kind"] == "visitor_wrote"
    ]
    assert [event["text"] for event in written] == [QUESTION, "And for an app?"]


def test_a_closed_conversation_can_be_rated_and_left_behind(vera: Visitor, shop: Shop) -> None:
    """S13: the loop is closed in the visitor's window too."""
    vera.chat.get_by_role("button", name="Talk to a person").click()
    expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    conversation = vera.conversation()
    shop.answer(conversation, "Done.")
    shop.resolve(conversation)
    vera.chat.get_by_text("4 stars").locator("..").click()
    vera.chat.get_by_role("button", name="Send", exact=True).first.click()
    expect(vera.chat.get_by_text("Thank you for telling us.")).to_be_visible()
    assert shop.teammate().awaits(conversation, "rated")["score"] == 4
    vera.chat.get_by_role("button", name="Start a new conversation").click()
    expect(vera.log.get_by_text("Done.")).to_have_count(0)
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    assert vera.conversation() != conversation


def test_a_second_tab_shows_the_same_thread(vera: Visitor, shop: Shop) -> None:
    """P11."""
    other = Visitor(vera.page.context.new_page())
    other.page.goto(shop.address)
    other.open()
    vera.write(QUESTION)
    expect(other.log.get_by_text(QUESTION)).to_be_visible()


def test_what_the_page_says_is_only_heard_from_the_page(vera: Visitor) -> None:
    """A message from any other window, or with another origin, opens and closes nothing."""
    vera.page.evaluate(SAID_BY_ITSELF)
    expect(vera.box).to_be_visible()
    vera.box.press("Escape")
    expect(vera.box).to_be_hidden()
    vera.page.evaluate("chatref('open')")
    expect(vera.box).to_be_visible()


def test_words_are_never_markup(vera: Visitor) -> None:
    vera.write("<img src=x onerror=\"document.title='owned'\"> **bold**")
    expect(vera.log.get_by_text("<img src=x onerror=")).to_be_visible()
    assert vera.log.locator("img").count() == 0


def test_the_chat_speaks_the_language_of_the_visitor(arriving: Arriving) -> None:
    visitor = arriving(locale="de-DE")
    expect(visitor.chat.get_by_role("button", name="Mit einem Menschen sprechen")).to_be_visible()


def test_the_page_opens_the_chat_and_hears_of_it(vera: Visitor) -> None:
    vera.page.evaluate("heard = []; for (const n of ['open', 'close']) chatref('on', n, () => heard.push(n))")
    vera.page.evaluate("chatref('close')")
    expect(vera.box).to_be_hidden()
    vera.page.evaluate("chatref('open')")
    expect(vera.box).to_be_focused()
    assert vera.page.evaluate("heard") == ["close", "open"]


def test_the_launcher_wears_the_sites_colour_whatever_the_line_was_pasted_with(vera: Visitor) -> None:
    """Who changes the colour does not paste the line again."""

    launcher = vera.page.locator("[part=launcher]")
    vera.page.wait_for_function("Object.values(localStorage).some(each => each.includes('colour'))")
    own = launcher.evaluate("each => getComputedStyle(each).backgroundColor")
    assert own != PASTED
    vera.page.add_init_script(PASTED_BEFORE)
    vera.page.reload()
    expect(launcher).to_have_css("background-color", own)
    vera.page.evaluate("localStorage.clear()")
    vera.page.reload()
    expect(launcher).to_have_css("background-color", PASTED)
    launcher.click()
    expect(launcher).to_have_css("background-color", own)


def test_what_the_page_reports_reaches_the_team_as_claimed(vera: Visitor, shop: Shop) -> None:
    """P2, S3: a business event of a page, told before the conversation began."""
    vera.page.evaluate("chatref('event', 'payment_failed', {order: 'A-10233'})")
    vera.write(QUESTION)
    expect(vera.log.get_by_text(QUESTION)).to_be_visible()
    expect(vera.log.get_by_text("I see that a payment didn't go through.")).to_be_visible()
    event = shop.teammate().awaits(vera.conversation(), "business_event_received")
    assert (event["name"], event["verified"]) == ("payment_failed", False)


def test_f38_f39_who_is_signed_in_on_the_page_has_a_thread_of_their_own(vera: Visitor, shop: Shop) -> None:
    """P11: what was written before goes on; the next person in this browser sees nothing of it."""
    owner = shop.open_desk.teammate("olga@foundry.example")
    secret = owner.http.get("/api/admin/tokens/identity").raise_for_status().json()["secret"]
    soon = time.time() + 600
    vera.page.evaluate("refused = []; chatref('on', 'refused', found => refused.push(found.why))")
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    ada = signed({"sub": "ada", "name": "Ada Byron", "exp": soon, "plan": "pro"}, secret)
    vera.page.evaluate("token => chatref('identify', token)", ada)
    conversation = vera.conversation()
    shown = {"name": "Ada Byron", "identified": True, "attributes": {"name": "Ada Byron", "plan": "pro"}}
    eventually(lambda: shown.items() <= owner.thread(conversation)["visitor"].items())
    expect(vera.log.get_by_text(QUESTION)).to_be_visible()
    vera.page.evaluate("chatref('identify', 'made.up.token')")
    eventually(lambda: vera.page.evaluate("refused.length") == 1)
    vera.page.evaluate("token => chatref('identify', token)", signed({"sub": "bob", "exp": soon}, secret))
    expect(vera.log.get_by_text(QUESTION)).to_have_count(0)
    vera.page.evaluate("token => chatref('identify', token)", ada)
    expect(vera.log.get_by_text(QUESTION)).to_be_visible()
    vera.page.evaluate("chatref('forget')")
    expect(vera.log.get_by_text(QUESTION)).to_have_count(0)


def test_a_closed_chat_shows_what_is_unread(vera: Visitor, shop: Shop) -> None:
    """F16: the answer is noticed on the page."""
    vera.write(QUESTION)
    expect(vera.log.get_by_role("link", name="Licence comparison").first).to_be_visible()
    vera.box.press("Escape")
    expect(vera.box).to_be_hidden()
    shop.answer(vera.conversation(), "Hello!")
    launcher = vera.page.get_by_role("button", name="Chat (2)")
    expect(launcher).to_be_visible()
    launcher.click()
    expect(vera.log.get_by_text("Hello!")).to_be_visible()
    expect(vera.page.get_by_role("button", name="Chat", exact=True)).to_be_visible()


@pytest.mark.parametrize("away", [asleep, without_network])
def test_a_phone_that_slept_or_had_no_network_shows_what_it_missed(
    vera: Visitor, shop: Shop, away: Away
) -> None:
    """F24, P11: without a reload, in a few seconds, in order and once."""
    vera.chat.get_by_role("button", name="Talk to a person").click()
    expect(vera.chat.get_by_role("region", name="Waiting for a person")).to_be_visible()
    conversation = vera.conversation()
    with away(vera.page):
        shop.answer(conversation, "I am here now.")
        shop.resolve(conversation)
    expect(vera.log.get_by_text("I am here now.")).to_have_count(1, timeout=CAUGHT_UP)
    expect(vera.chat.get_by_text("This conversation is closed")).to_be_visible(timeout=CAUGHT_UP)
