"""What rings, in the browsers of those it rings at."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Locator, expect

from tests.clients import VisitorClient
from tests.serving.desks import eventually
from tests.ui.conftest import PHONE, clean
from tests.ui.inbox.conftest import Teammates, asking
from tests.web.conftest import Open

TESS, TOM, OLGA = "tess@foundry.example", "tom@foundry.example", "olga@foundry.example"

# The desk may have noted it already.
SIX_MINUTES_AGO = """
insert into unstaffed values (%s, %s, now() - interval '6 minutes', now())
on conflict (workspace, team) where ended_at is null
do update set since = excluded.since, alerted_at = excluded.alerted_at
"""


@pytest.fixture(autouse=True)
def _rings(open_desk: Open) -> Iterator[None]:
    """Foundry's team takes turns, and nobody has to hurry: half a minute may be short on a busy machine."""
    olga = open_desk.teammate(OLGA).http
    timers = olga.get("/api/admin/timers").raise_for_status().json()
    olga.put("/api/admin/timers", json={**timers, "acceptance": 600}).raise_for_status()
    team = f"/api/admin/teams/{open_desk.foundry.team}"
    olga.put(team, json={"strategy": "round_robin"}).raise_for_status()
    yield
    olga.put(team, json={"strategy": "pool"}).raise_for_status()


def rung(open_desk: Open, visitor: VisitorClient) -> str:
    """Whom the case rings at, once it does."""
    olga = open_desk.teammate(OLGA)

    def whom() -> str | None:
        offer = olga.thread(visitor.conversation)["summary"]["offer"]
        return offer and str(offer["teammate"])

    eventually(whom)
    return whom() or ""


def test_f18_f20_who_declines_passes_it_on_and_one_key_accepts(window: Teammates, open_desk: Open) -> None:
    """Seen over any view and any page, gone as soon as it rings at somebody else; accepted, it opens."""
    windows = {open_desk.foundry.tess.id: window(TESS), open_desk.foundry.tom.id: window(TOM)}
    sockets: list[str] = []
    tess = windows[open_desk.foundry.tess.id].page
    tess.on("websocket", lambda socket: sockets.append(socket.url))
    for each, view in zip(windows.values(), ("assistant", "needs_person"), strict=True):
        each.go(f"/inbox/{view}")
        expect(each.page.get_by_label("Live", exact=True)).to_be_visible()
    for page in ("Mail", "Report"):
        tess.get_by_role("link", name=page).click()
        expect(tess.get_by_role("heading", level=1, name=page)).to_be_visible()
    first = windows.pop(rung(open_desk, asking(open_desk)))
    [second] = windows.values()
    ringing, next_ringing = (
        each.page.get_by_role("region", name="Offered to you") for each in (first, second)
    )
    expect(ringing.get_by_role("article")).to_contain_text(re.compile(r"\d+ s"))
    expect(next_ringing).to_be_hidden()
    first.page.keyboard.press("x")
    expect(ringing).to_be_hidden()
    expect(next_ringing.get_by_role("article")).to_be_visible()
    second.page.keyboard.press("a")
    expect(second.log).to_contain_text("You took over")
    expect(second.page).to_have_url(re.compile("/inbox/mine/"))
    expect(next_ringing).to_be_hidden()
    assert len(sockets) == 1, "a window has one line, whatever page it shows"


def test_f18_who_says_that_they_are_available_is_rung_at_once(window: Teammates, open_desk: Open) -> None:
    tess = window(TESS)
    tess.go("/inbox/needs_person")
    switch = tess.page.get_by_role("button", name=re.compile("You are"))
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    with tess.page.expect_response("**/api/inbox/availability"):
        tess.page.keyboard.press("v")
    expect(switch).to_have_attribute("data-state", "busy")
    visitor = asking(open_desk)
    expect(tess.row(visitor.conversation)).to_be_visible()
    offer = tess.page.get_by_role("region", name="Offered to you")
    expect(offer).to_be_hidden()
    switch.click()
    tess.page.get_by_role("menuitemradio", name="Available").click()
    expect(offer.get_by_role("article")).to_be_visible()
    offer.get_by_role("button", name="Accept").click()
    expect(tess.log).to_contain_text("You took over")


@pytest.fixture
def _others_away(open_desk: Open) -> Iterator[None]:
    def say(availability: str) -> None:
        for other in (TESS, TOM):
            switch = {"availability": availability}
            open_desk.teammate(other).http.put("/api/inbox/availability", json=switch).raise_for_status()

    say("away")
    yield
    say("available")


@pytest.mark.usefixtures("_others_away")
def test_what_rings_on_a_phone_covers_nothing(window: Teammates, open_desk: Open) -> None:
    """It has a row of its own, below what is worked in: on a page with something to save, and in a thread."""
    olga = window(OLGA, size=PHONE)
    page, rings = olga.page, olga.page.get_by_role("region", name="Offered to you")
    olga.go("/settings/rules")
    page.locator(".rule-open").filter(has_text="Assistant failed").click()
    page.get_by_role("button", name="Add a group to").first.click()
    visitor = asking(open_desk)
    expect(rings.get_by_role("article")).to_be_visible()
    save = page.get_by_role("region", name="Unsaved changes")
    eventually(lambda: below(rings, save))
    page.get_by_role("button", name="JSON").click()
    save.get_by_role("button", name="Discard").click()
    olga.open(visitor.conversation)
    expect(rings.get_by_role("article")).to_be_visible()
    eventually(lambda: below(rings, page.locator(".composer")))
    clean(page)
    rings.get_by_role("button", name="Accept").click()
    expect(olga.log).to_contain_text("You took over")


def below(one: Locator, other: Locator) -> bool:
    """Whether one begins where the other ends, and both are in sight."""
    box, above = one.bounding_box(), other.bounding_box()
    assert box
    assert above
    return above["y"] + above["height"] <= box["y"] <= PHONE[1] - box["height"]


def test_f22_the_owner_takes_a_case_from_whoever_has_it(window: Teammates, open_desk: Open) -> None:
    """Who is here is rung for it then.

    And where nobody of a team is in open hours, they read it above the list, case or no case (P15).
    """
    visitor = open_desk.visitor()
    visitor.write("I was charged twice.").raise_for_status()
    open_desk.teammate(TESS).take_over(visitor.conversation).raise_for_status()
    made = open_desk.teammate(OLGA).http.post("/api/admin/teams", json={"name": "Billing"}).json()
    with psycopg.connect(open_desk.database_url, autocommit=True) as admin:
        row = (open_desk.foundry.workspace, made["id"])
        admin.execute(SIX_MINUTES_AGO, row)
    olga = window(OLGA)
    olga.open(visitor.conversation, "team")
    expect(olga.page.get_by_text("Nobody of Billing has been here since")).to_be_visible()
    olga.page.get_by_role("button", name="More").click()
    olga.page.get_by_role("menuitem", name="Take from Tess Type").click()
    expect(olga.page.get_by_role("region", name="Offered to you").get_by_role("article")).to_be_visible()
    assert rung(open_desk, visitor) == open_desk.foundry.olga.id
