"""A teammate's day, in a real browser against a real desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.clients import VisitorClient
from tests.ui.conftest import PHONE, clean
from tests.ui.inbox.conftest import Teammates
from tests.web.conftest import Open

TESS, TOM, OLGA = "tess@foundry.example", "tom@foundry.example", "olga@foundry.example"


def test_signing_in_leads_back_to_where_one_was(window: Teammates, waiting: VisitorClient) -> None:
    nobody = window()
    place = f"/inbox/needs_person/{waiting.conversation}"
    nobody.go(place)
    expect(nobody.page.get_by_text("Your session ended.")).to_have_count(0)
    nobody.page.get_by_label("E-mail").fill(TESS)
    nobody.page.get_by_label("Password", exact=True).fill("not the password")
    nobody.page.get_by_role("button", name="Sign in").click()
    expect(nobody.page.get_by_role("alert")).to_contain_text("do not match")
    nobody.page.get_by_label("Password", exact=True).fill(PASSWORD)
    nobody.page.get_by_role("button", name="Sign in").click()
    expect(nobody.page).to_have_url(re.compile(f"{place}$"))
    expect(nobody.log).to_contain_text("My download link does not work.")
    change_password(nobody.page, "not the password", PASSWORD)
    expect(nobody.page.get_by_text("This is not your present password.")).to_be_visible()
    clean(nobody.page)
    nobody.page.get_by_label("Present password").fill(PASSWORD)
    nobody.page.get_by_role("button", name="Change my password").click()
    expect(nobody.page.get_by_text("you are signed out everywhere else")).to_be_visible()
    expect(nobody.page.get_by_role("button", name="Sign out there")).to_have_count(0)
    nobody.page.context.clear_cookies()
    nobody.go(place)
    expect(nobody.page.get_by_text("Your session ended.")).to_be_visible()


def change_password(page: Page, present: str, password: str) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Sign-ins and password").click()
    page.get_by_role("button", name="Change my password").click()
    page.get_by_label("Present password").fill(present)
    page.get_by_label("New password").fill(password)
    page.get_by_role("button", name="Change my password").click()


def test_a_waiting_case_appears_by_itself_with_its_card(window: Teammates, open_desk: Open) -> None:
    """S7, S8, P9: nothing is reloaded; history and reason are there at once."""
    tess = window(TESS)
    tess.go("/inbox/needs_person")
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    visitor = open_desk.visitor()
    visitor.write("I was charged twice.").raise_for_status()
    visitor.ask("ask_person").raise_for_status()
    expect(tess.row(visitor.conversation)).to_be_visible()
    tess.row(visitor.conversation).click()
    expect(tess.log).to_contain_text("I was charged twice.")
    expect(tess.page.get_by_role("region", name="Handoff")).to_be_visible()


def test_on_a_phone_the_card_says_the_reason_in_short_and_opens_by_a_tap(
    window: Teammates, waiting: VisitorClient
) -> None:
    """P9: what was said has the room, and nothing that was handed over is lost."""
    tess = window(TESS, size=PHONE, has_touch=True, is_mobile=True)
    tess.open(waiting.conversation)
    card = tess.page.get_by_role("region", name="Handoff")
    expect(card).to_contain_text("Asked for a person")
    folded = card.bounding_box()
    assert folded is not None
    assert folded["height"] < PHONE[1] / 8
    why = card.get_by_role("button", name="Why", exact=True)
    expect(why).to_have_count(0)
    card.get_by_role("button").first.tap()
    expect(why).to_be_visible()
    clean(tess.page)


def test_from_takeover_to_resolution_in_one_thread(window: Teammates, waiting: VisitorClient) -> None:
    """S9, S10, P10: keys alone; note for the team, reply for the visitor, resolved."""
    tess = window(TESS)
    tess.open(waiting.conversation)
    tess.page.keyboard.press("t")
    tess.page.keyboard.type("I look at it now.")
    tess.page.keyboard.press("Control+Enter")
    expect(tess.log).to_contain_text("You took over")
    expect(tess.log.get_by_text("I look at it now.")).to_have_count(1)
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("n")
    tess.page.keyboard.type("Asks for the second time")
    tess.page.keyboard.press("Control+Enter")
    expect(tess.page.get_by_role("article", name="Note")).to_contain_text("Asks for the second time")
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("r")
    tess.page.keyboard.type("Here is a new link.")
    tess.page.keyboard.press("Control+Enter")
    expect(tess.log.get_by_text("Here is a new link.")).to_have_count(1)
    waiting.awaits("teammate_replied", text="Here is a new link.")
    assert "note_written" not in {event["kind"] for event in waiting.events()}
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    expect(tess.log).to_contain_text("You resolved this")
    waiting.awaits("resolved")
    tess.page.get_by_role("button", name="Reopen").click()
    expect(tess.log).to_contain_text("Opened again")
    expect(tess.page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()


def test_keys_are_advised_where_there_is_a_list_and_a_keyboard(
    window: Teammates, waiting: VisitorClient
) -> None:
    tess = window(TESS)
    tess.go("/inbox/needs_person")
    expect(tess.thread.get_by_text("J and K")).to_be_visible()
    tess.go("/inbox/needs_person?tag=nothing-has-it")
    expect(tess.page.get_by_text("Nothing here has the tag")).to_be_visible()
    expect(tess.thread).to_contain_text("No conversation is open")
    expect(tess.thread).not_to_contain_text("from the list")
    tablet = window(TESS, size=(1180, 820), has_touch=True, is_mobile=True)
    tablet.go("/inbox/needs_person")
    expect(tablet.thread.get_by_text("Pick one from the list.")).to_be_visible()
    expect(tablet.thread.get_by_text("J and K")).to_be_hidden()


def test_a_visitor_is_blocked_and_let_in_again(window: Teammates, waiting: VisitorClient) -> None:
    """Abuse: after a question, and for as long as the team wants. What a page claims of them is no proof."""
    told = waiting.http.post(
        "/api/visitor/known", json={"attributes": {"plan": "pro", "order_number": "A-\u202e10233"}}
    )
    told.raise_for_status()
    tess = window(TESS)
    tess.open(waiting.conversation)
    expect(tess.page.locator(".pairs div", has_text="plan")).to_contain_text("unverified")
    expect(tess.page.locator(".pairs div", has_text="order number").locator("dd > span")).to_have_text(
        "A-10233"
    )
    tess.page.get_by_role("button", name="More").click()
    tess.page.get_by_role("menuitem", name="Block this visitor").click()
    tess.page.get_by_role("dialog").get_by_role("button", name="Block this visitor").click()
    expect(tess.page.get_by_text("Blocked", exact=True)).to_be_visible()
    assert waiting.write("Let me in!").status_code == 403
    tess.page.get_by_role("button", name="More").click()
    tess.page.get_by_role("menuitem", name="Let this visitor in again").click()
    expect(tess.page.get_by_text("They may write again")).to_be_visible()
    assert waiting.write("Thank you.").is_success


def test_of_two_who_take_over_one_wins_and_the_other_hears_who(
    window: Teammates, waiting: VisitorClient
) -> None:
    """P10, F28: both saw the free case; the slower one is told the name."""
    tess, tom = window(TESS), window(TOM)
    deafen = tom.deafenable()
    for each in (tess, tom):
        each.open(waiting.conversation)
        expect(each.page.get_by_label("Live", exact=True)).to_be_visible()
    deafen()  # the race: Tom presses the key before the news of Tess has reached his window
    tess.page.keyboard.press("t")
    expect(tess.log).to_contain_text("You took over")
    tom.page.keyboard.press("t")
    expect(tom.page.get_by_text("Tess Type took this conversation over.")).to_be_visible()
    expect(tom.page.get_by_role("button", name="Take over from Tess")).to_be_visible()
    claimed = [event for event in waiting.events() if event["kind"] == "claimed"]
    assert len(claimed) == 1


def test_a_colleagues_answer_holds_the_reply_back(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    """F23: theirs is shown first, the held text is kept, and sending again passes."""
    tess = window(TESS)
    deafen = tess.deafenable()
    tess.open(waiting.conversation)
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    deafen()
    tom = open_desk.teammate(TOM)
    tom.take_over(waiting.conversation).raise_for_status()
    tom.reply(waiting.conversation, "Tom was here first").raise_for_status()
    to_tess = {"teammate": open_desk.foundry.tess.id, **tom.seen(waiting.conversation)}
    tom.ask(waiting.conversation, "transfer", **to_tess).raise_for_status()
    tess.write("My answer")
    held = tess.page.get_by_role("alert")
    expect(held).to_contain_text("Tom Template answered first")
    expect(held).to_contain_text("My answer")
    expect(tess.log).to_contain_text("Tom was here first")
    tess.page.reload()
    expect(held).to_contain_text("My answer")
    held.get_by_role("button", name="Send as it is").click()
    waiting.awaits("teammate_replied", text="My answer")
    expect(tess.log.get_by_text("My answer")).to_have_count(1)


def test_who_has_not_read_the_visitors_last_words_is_warned_once(
    window: Teammates, waiting: VisitorClient
) -> None:
    """F23: what came while one wrote, out of sight, is shown before the reply goes; sending again passes."""
    tess = window(TESS, size=(1440, 500))
    for number in range(8):
        waiting.write(f"One more thing, number {number}.").raise_for_status()
    tess.open(waiting.conversation)
    expect(tess.log).to_contain_text("number 7")
    tess.page.keyboard.press("t")
    expect(tess.log).to_contain_text("You took over")
    tess.log.hover()
    tess.page.mouse.wheel(0, -4_000)
    expect(tess.page.get_by_role("button", name="Latest")).to_be_visible()
    waiting.write("Never mind, it works now!").raise_for_status()
    expect(tess.log).to_contain_text("Never mind, it works now!")
    tess.write("Try another browser.")
    warning = tess.page.get_by_role("alert")
    expect(warning).to_contain_text("The visitor wrote again")
    expect(tess.log.get_by_text("Never mind, it works now!")).to_be_in_viewport()
    assert "teammate_replied" not in {event["kind"] for event in waiting.events()}
    tess.page.keyboard.press("Control+Enter")
    waiting.awaits("teammate_replied", text="Try another browser.")
    expect(warning).to_have_count(0)


def test_a_draft_survives_a_reload_and_belongs_to_its_thread(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    other = open_desk.visitor()
    other.write("Hello").raise_for_status()
    other.ask("ask_person").raise_for_status()
    tess = window(TESS)
    tess.open(waiting.conversation)
    field = tess.page.get_by_role("textbox", name="Your reply to the visitor")
    field.fill("Half a sentence")
    tess.page.reload()
    expect(field).to_have_value("Half a sentence")
    tess.open(other.conversation)
    expect(field).to_have_value("")


def test_what_is_written_without_a_network_is_sent_once_it_is_back(
    window: Teammates, waiting: VisitorClient
) -> None:
    """F24: shown at once as on its way, kept, and sent once."""
    tess = window(TESS)
    tess.open(waiting.conversation)
    tess.page.keyboard.press("t")
    expect(tess.log).to_contain_text("You took over")
    tess.page.context.set_offline(True)
    tess.write("From the train")
    expect(tess.log).to_contain_text("Sending …")
    tess.page.context.set_offline(False)
    waiting.awaits("teammate_replied", text="From the train")
    expect(tess.log).not_to_contain_text("Sending …")
    expect(tess.log.get_by_text("From the train")).to_have_count(1)


def test_a_session_is_seen_and_ended_from_another_window(window: Teammates) -> None:
    here, there = window(TOM), window(TOM)
    there.go("/inbox")
    expect(there.page.get_by_role("heading", name="Inbox")).to_be_visible()
    here.go("/inbox")
    here.page.get_by_role("button", name="Your account").click()
    here.page.get_by_role("menuitem", name="Sign-ins and password").click()
    ends = here.page.get_by_role("button", name="Sign out there")
    expect(ends.first).to_be_visible()
    clean(here.page)
    while ends.count():
        before = ends.count()
        ends.first.click()
        expect(ends).to_have_count(before - 1)
    there.page.reload()
    expect(there.page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(here.page.get_by_text("this device")).to_be_visible()


def test_on_a_phone_one_pane_shows_at_a_time(window: Teammates, waiting: VisitorClient) -> None:
    tess = window(TESS, size=PHONE)
    tess.go("/inbox/needs_person")
    expect(tess.row(waiting.conversation)).to_be_visible()
    tess.row(waiting.conversation).click()
    expect(tess.log).to_be_visible()
    expect(tess.row(waiting.conversation)).to_be_hidden()
    width = tess.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]
    tess.page.get_by_role("button", name="Back to the list").click()
    expect(tess.row(waiting.conversation)).to_be_visible()


@pytest.mark.parametrize("width", [360, 390])
def test_no_screen_is_wider_than_a_phone(window: Teammates, waiting: VisitorClient, width: int) -> None:
    olga = window(OLGA, size=(width, 780))
    for place in ("/inbox", f"/inbox/needs_person/{waiting.conversation}", "/settings/start", "/sign-in"):
        olga.go(place)
        heading = olga.page.locator("h1, h2").locator("visible=true").first
        expect(heading).to_be_visible()
        assert olga.page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert heading.evaluate("element => element.getBoundingClientRect().height") < 80, place
