"""How a teammate who looks elsewhere hears that somebody waits, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.serving.desks import eventually
from tests.ui.conftest import clean
from tests.ui.inbox.conftest import Teammates, Window, asking
from tests.ui.waking import asleep
from tests.web.conftest import Open

TESS = "tess@foundry.example"
MINE = re.compile("view=mine")  # read last of what tells who waited before

# What the browser was asked to show, beside showing it.
LISTENED = """
window.shown = []
const Real = Notification
window.Notification = class extends Real {
  constructor(title, options) {
    super(title, options)
    window.shown.push({ title, open: true })
    this.mine = window.shown.at(-1)
  }
  close() { super.close(); this.mine.open = false }
}
"""


def titles(page: Page, *, still_open: bool = False) -> list[str]:
    shown = page.evaluate("window.shown")
    return [each["title"] for each in shown if each["open"] or not still_open]


def shows_one(page: Page) -> bool:
    """For all who wait, however many they are."""
    [*others, last] = titles(page, still_open=True) or [""]
    return not others and last.endswith("visitors wait for a person")


def looks_elsewhere(page: Page) -> None:
    """The browser is told by the test runner that every page has the focus; here it says otherwise."""
    page.evaluate("document.hasFocus = () => false")


def test_f29_f31_a_handoff_notifies_who_looks_elsewhere_and_many_are_one(
    window: Teammates, open_desk: Open
) -> None:
    """F30 beside them: a new word in what waits comes after a minute again (ui/inbox/tests/alerts.test.ts)."""
    asking(open_desk)
    tess = window(TESS)
    tess.page.context.grant_permissions(["notifications"])
    tess.page.add_init_script(LISTENED)
    with tess.page.expect_response(MINE):
        tess.go("/inbox/needs_person")
    tess.page.get_by_role("button", name="Your account").click()
    tess.page.get_by_role("menuitem", name="Alerts").click()
    tess.page.get_by_role("switch", name="Show a notification").click()
    expect(tess.page.get_by_role("switch", name="Show a notification")).to_be_checked()
    tess.page.get_by_role("button", name="Try it out").click()
    assert titles(tess.page) == ["Chatref waits for a person"]
    me = open_desk.teammate(TESS).http
    for mail in (False, True):
        tess.page.get_by_role("switch", name="Send me an e-mail").click()
        eventually(lambda mail=mail: me.get("/api/inbox/me").json()["teammate"]["alert_mail"] is mail)
    clean(tess.page)
    tess.page.get_by_role("button", name="Close").click()
    looks_elsewhere(tess.page)
    first = asking(open_desk)
    expect(tess.row(first.conversation)).to_be_visible()
    eventually(lambda: shows_one(tess.page))
    assert len(titles(tess.page)) == 2, "what waited before it was opened rings for nobody"
    with asleep(tess.page):
        *_, last = [asking(open_desk) for _ in range(5)]
    expect(tess.row(last.conversation)).to_be_visible()
    eventually(lambda: len(titles(tess.page)) > 2 and shows_one(tess.page))
    open_desk.teammate(TESS).take_over(last.conversation).raise_for_status()
    with tess.page.expect_response(MINE):
        tess.page.reload()
    expect(tess.row(first.conversation)).to_be_visible()
    assert titles(tess.page) == [], "an inbox that is opened has nothing stale to say"
    rings_away_from_the_list(tess, open_desk)


def rings_away_from_the_list(tess: Window, open_desk: Open) -> None:
    """On a page that shows no list: the same alert, and the way to who waits."""
    tess.page.get_by_role("link", name="Report").click()
    card = tess.page.get_by_role("region", name="Alerts")
    expect(tess.page.get_by_role("heading", name="Report", exact=True)).to_be_visible()
    expect(card).to_be_hidden()
    looks_elsewhere(tess.page)
    newest = asking(open_desk)
    expect(card.get_by_role("article")).to_contain_text("waits for a person")
    clean(tess.page)
    eventually(lambda: shows_one(tess.page))
    card.get_by_role("link", name="Open").click()
    expect(tess.page).to_have_url(re.compile(f"/inbox/needs_person/{newest.conversation}"))
    expect(card).to_be_hidden()
