"""The owner's destinations in a real browser: added, tried, seen to fail, and sent again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.clients import TeammateClient
from tests.outbound.receiver import Mood, Receiver
from tests.serving.desks import eventually
from tests.ui.conftest import DESKTOP, PHONE, clean
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"


def destinations(window: Window) -> Page:
    window.go("/settings/destinations")
    window.page.get_by_role("heading", name="Destinations", level=1).wait_for()
    return window.page


def add(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Add a destination").click()
    page.get_by_role("menuitem", name=kind).click()
    page.get_by_role("region", name=f"New: {kind}").wait_for()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. It holds for the next case.").last).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)


def failed_once(olga: TeammateClient) -> bool:
    """Then the next look of an open page, ten seconds after its last, finds it."""
    held = olga.http.get("/api/admin/destinations").raise_for_status().json()
    return any(each["dead"] for each in held["destinations"])


def test_a_destination_is_added_tried_seen_to_fail_and_sent_again(
    window: Teammates, open_desk: Open, far: Receiver
) -> None:
    """P6, F48: what is missing is named, the test says whether it arrived, a dead letter goes again."""
    page = destinations(window(OLGA))
    add(page, "Webhook")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please fill this in.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Order system")
    page.get_by_label("Address", exact=True).fill(far.hook)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("https").and_(page.locator(".field-error"))).to_be_visible()
    page.get_by_label("It may be in the private network").check()
    expect(page.get_by_role("button", name="Send a test")).to_be_disabled()
    save(page)

    editor = page.get_by_role("region", name="Order system")
    editor.get_by_role("button", name="Send a test").click()
    expect(editor.get_by_text("It arrived.")).to_be_visible()

    far.moods = [Mood.REFUSING]
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    owner = open_desk.teammate(OLGA)
    eventually(lambda: failed_once(owner))
    expect(editor.get_by_text("1 did not arrive")).to_be_visible()
    expect(
        editor.get_by_role("listitem")
        .filter(has_text="It answered 422: it does not take what was sent.")
        .first
    ).to_be_visible()
    editor.get_by_text("1 try").click()
    expect(editor.get_by_text("refused")).to_be_visible()
    editor.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("1 delivery is on the way again")).to_be_visible()
    editor.get_by_role("button", name="Delivered 1").click()
    link = editor.get_by_role("link", name="Open the case")
    expect(link).to_have_attribute("href", f"/inbox/needs_person/{visitor.conversation}")
    expect(page.get_by_role("link", name="Order system")).to_contain_text("working")

    tess = window(TESS)
    tess.open(visitor.conversation)
    sent = tess.page.locator(".sent-list > li")
    expect(sent).to_contain_text(re.compile("Order system.*arrived"))

    editor.get_by_role("button", name="Remove this destination").click()
    page.get_by_role("dialog", name="Remove Order system?").get_by_role("button", name="Remove this").click()
    expect(page.get_by_text("Order system is removed")).to_be_visible()
    expect(page.get_by_text("Cases go to the inbox alone")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_destinations_are_for_everyone(
    window: Teammates, open_desk: Open, far: Receiver, size: tuple[int, int]
) -> None:
    """WCAG 2.2 AA: axe finds nothing in list, forms, what is wrong and the log, in both themes."""
    owner = open_desk.teammate(OLGA)
    olga = owner.http
    body = {"kind": "webhook", "name": "Hook", "settings": {"address": far.hook, "allow_private": True}}
    made = olga.post("/api/admin/destinations", json=body).raise_for_status().json()["id"]
    far.moods = [Mood.REFUSING]
    open_desk.visitor().ask("ask_person").raise_for_status()
    eventually(lambda: failed_once(owner))
    page = destinations(window(OLGA, size=size))
    expect(page.get_by_role("link", name="Hook")).to_contain_text("failing")
    clean(page)
    page.get_by_role("link", name="Hook").click()
    page.get_by_text("1 try").click()
    clean(page)
    page.get_by_role("button", name="All destinations" if size == PHONE else "Close", exact=True).click()
    add(page, "E-mail")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please fill this in.").first).to_be_visible()
    clean(page)
    olga.delete(f"/api/admin/destinations/{made}").raise_for_status()


def test_the_hint_of_a_kept_secret_gives_way_to_what_is_wrong_with_it(
    window: Teammates, open_desk: Open
) -> None:
    """F48: entered for another server, it is asked for again."""
    olga = open_desk.teammate(OLGA).http
    sends = {
        "to": OLGA,
        "sender": OLGA,
        "host": "mail.example",
        "user": "desk",
        "password": "four grey kites",
    }
    body = {"kind": "email", "name": "Post", "settings": sends, "on": False}
    made = olga.post("/api/admin/destinations", json=body).raise_for_status().json()["id"]
    page = destinations(window(OLGA))
    page.get_by_role("link", name="Post").click()
    hint = page.get_by_text("Kept. Write another one to replace it.")
    expect(hint).to_be_visible()
    page.get_by_label("Mail server").fill("thief.example")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please enter it again.")).to_be_visible()
    expect(hint).to_have_count(0)
    olga.delete(f"/api/admin/destinations/{made}").raise_for_status()


def test_destinations_are_the_owners(window: Teammates) -> None:
    tess = window(TESS)
    tess.go("/settings/destinations")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
