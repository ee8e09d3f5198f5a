"""The owner's teams and people in a real browser: hours are written, somebody is invited, and it holds."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from tests.clients import Json, TeammateClient
from tests.ui.conftest import DESKTOP, PHONE, clean
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open

OLGA, TESS, UMA = "olga@foundry.example", "tess@foundry.example", "uma@foundry.example"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def team_page(window: Window, place: str = "") -> Page:
    window.go(f"/settings/teams{place}")
    window.page.get_by_role("heading", name="Team", level=1).wait_for()
    return window.page


def add_team(page: Page, name: str) -> Locator:
    page.get_by_role("button", name="Add a team").click()
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Add it").click()
    editor = page.get_by_role("region", name=name)
    expect(editor).to_be_visible()
    return editor


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. It holds from now on.").last).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)


def stored(desk: Open, name: str) -> Json:
    teams = desk.teammate(OLGA).http.get("/api/admin/teams").raise_for_status().json()["teams"]
    found: Json = next(team for team in teams if team["name"] == name)
    return found


def test_a_team_gets_its_people_its_way_and_its_hours(window: Teammates, open_desk: Open) -> None:
    """S11, F17: several intervals, over midnight, copied; holidays and a day of its own; said before it is saved."""
    page = team_page(window(OLGA))
    editor = add_team(page, "Billing")
    expect(editor.get_by_text("Always open.")).to_be_visible()
    editor.get_by_role("radio", name="In turn").check()
    editor.get_by_role("checkbox", name="Tess Type").check()

    editor.get_by_role("switch", name="Never closes").click()
    expect(editor.get_by_text(re.compile("^(Open now, closes|Closed now, opens)"))).to_be_visible()
    editor.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(editor.get_by_text("(Tokyo time)")).to_be_visible()
    editor.get_by_label("Monday until").fill("12:00")
    editor.get_by_role("button", name="Add hours on Monday").click()
    expect(editor.get_by_label("Monday, 2 from")).to_have_value("13:00")
    editor.get_by_label("Monday, 2 from").fill("11:00")
    expect(editor.get_by_text("Two of these hours overlap.")).to_be_visible()
    editor.get_by_label("Monday, 2 from").fill("13:00")
    editor.get_by_label("Monday, 2 until").fill("02:00")
    expect(editor.get_by_text("Two of these hours overlap.")).to_have_count(0)
    expect(editor.get_by_text("next day")).to_be_visible()
    editor.get_by_role("button", name="Copy Monday to other days").click()
    page.get_by_role("menuitem", name="To the whole week").click()

    editor.get_by_label("Public holidays of").select_option("DE")
    editor.get_by_label("Region").select_option("BY")
    for day in ("2099-12-24", "2099-12-31"):
        editor.get_by_label("Another day").fill(day)
        editor.get_by_role("button", name="Closed all day").click()
    editor.get_by_role("button", name="Add hours on Thu, 24 December 2099").click()
    page.reload()
    expect(page.get_by_text("These changes are from an earlier visit.")).to_be_visible()
    save(page)

    team = stored(open_desk, "Billing")
    tess = open_desk.foundry.tess.id
    assert (team["strategy"], team["members"]) == ("round_robin", [tess])
    spans = [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "02:00"}]
    assert team["hours"] == {
        "zone": "Asia/Tokyo",
        "weekly": [spans] * 7,
        "holidays": ["2099-12-31"],
        "special": [{"day": "2099-12-24", "spans": [{"start": "09:00", "end": "17:00"}]}],
        "country": "DE",
        "region": "BY",
    }


def test_a_visitor_hears_of_the_hours_of_the_default_team(window: Teammates, open_desk: Open) -> None:
    """S11: closed every day, and made the default; then it is deleted, and the rest goes on."""
    page = team_page(window(OLGA))
    editor = add_team(page, "Nights")
    editor.get_by_role("switch", name="Never closes").click()
    for day in DAYS[:5]:
        editor.get_by_role("button", name=f"Remove these hours on {day}").click()
    expect(editor.get_by_text("Never open: no hours are set.")).to_be_visible()
    save(page)
    make_default(page, editor, "Nights")
    assert open_desk.visitor().session["site"]["opening"]["open"] is False
    page.get_by_role("link", name=re.compile("^Support")).click()
    make_default(page, page.locator(".owner-editor"), "Support")
    page.get_by_role("link", name=re.compile("^Nights")).click()
    editor.get_by_role("button", name="More for this team").click()
    page.get_by_role("menuitem", name="Delete this team").click()
    page.get_by_role("dialog", name="Delete the team Nights?").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The team Nights is deleted")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Nights"))).to_have_count(0)
    assert open_desk.visitor().session["site"]["opening"]["open"] is True


def make_default(page: Page, editor: Locator, name: str) -> None:
    editor.get_by_role("button", name="More for this team").click()
    page.get_by_role("menuitem", name="Make it the default team").click()
    expect(page.get_by_text(f"{name} is the default team now")).to_be_visible()


def test_somebody_is_invited_comes_and_is_removed(window: Teammates, open_desk: Open) -> None:
    """S11: the link is shown once and works; capacity and languages hold; removed, they are out at once."""
    olga = window(OLGA)
    page = team_page(olga, "/people")
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_text("Enter an e-mail address.")).to_be_visible()
    dialog.get_by_label("Name").fill("Uma Unicode")
    dialog.get_by_label("E-mail").fill(UMA)
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("One-time link").input_value()
    dialog.get_by_role("button", name="Done").click()

    editor = page.get_by_role("region", name="Uma Unicode")
    expect(editor.get_by_role("region", name="Not here yet")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(link)
    editor.get_by_label("Cases at once").fill("0")
    expect(editor.get_by_text("A whole number from 1 to 100.")).to_be_visible()
    editor.get_by_label("Cases at once").fill("3")
    editor.get_by_label("Add a language").select_option("de")
    save(page)

    uma = window()
    uma.page.goto(link)
    uma.page.get_by_role("button", name="Use this password").wait_for()
    clean(uma.page)
    uma.page.get_by_label("Password", exact=True).fill(PASSWORD)
    uma.page.get_by_role("button", name="Use this password").click()
    uma.page.wait_for_url("**/sign-in")
    page.reload()
    row = page.get_by_role("link", name=re.compile("Uma Unicode"))
    expect(row).to_contain_text("up to 3 at once · German")
    expect(row).not_to_contain_text("invited")
    editor.get_by_role("button", name="Make a link for a new password").click()
    dialog = page.get_by_role("dialog", name="A link for Uma Unicode")
    assert dialog.get_by_label("One-time link").input_value() not in {"", link}
    dialog.get_by_role("button", name="Done").click()

    here = TeammateClient.signing_in(open_desk.desk.base, UMA)
    editor.get_by_role("button", name="Remove from the desk").click()
    asked = page.get_by_role("dialog", name="Remove Uma Unicode?")
    expect(asked).to_contain_text("go back into the line")
    asked.get_by_role("button", name="Remove from the desk").click()
    expect(page.get_by_text("Uma Unicode is removed")).to_be_visible()
    expect(row).to_have_count(0)
    assert here.http.get("/api/inbox/me").status_code == 401


def test_how_long_who_may_take_is_set_in_the_unit_that_fits(window: Teammates, open_desk: Open) -> None:
    """P15: what is too short is refused in words; what is saved holds."""
    page = team_page(window(OLGA), "/times")
    rings = page.get_by_label("A case rings at one teammate for", exact=True)
    expect(rings).to_have_value("30")
    rings.fill("1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("That is too little: at least 10 seconds.")).to_be_visible()
    page.get_by_label("A case rings at one teammate for: unit").select_option("minutes")
    page.get_by_label("Nobody took it for", exact=True).fill("4")
    save(page)
    timers = open_desk.teammate(OLGA).http.get("/api/admin/timers").raise_for_status().json()
    assert (timers["acceptance"], timers["rungs"], timers["rung"]) == (60, [240, 180], 600)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_team_is_for_everyone(window: Teammates, size: tuple[int, int]) -> None:
    """WCAG 2.2 AA: axe finds nothing in lists, editors, week, menus and dialogs, in both themes."""
    page = team_page(window(OLGA, size=size))
    clean(page)
    if size == PHONE:
        page.get_by_role("button", name="Team. More pages").click()
        expect(page.get_by_role("menuitem", name="Learning")).to_be_visible()
        clean(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a team").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    page.locator("a.owner-row").first.click()
    editor = page.locator(".owner-editor")
    never = editor.get_by_role("switch", name="Never closes")
    if never.is_checked():
        never.click()
    editor.get_by_label("Another day").fill("2099-05-01")
    editor.get_by_role("button", name="With other hours").click()
    clean(page)
    editor.get_by_role("button", name="Copy Monday to other days").click()
    expect(page.get_by_role("menu")).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="All teams" if size == PHONE else "Close", exact=True).first.click()
    page.get_by_role("link", name="Times").click()
    expect(page.get_by_label("Then again every", exact=True)).to_be_visible()
    clean(page)
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name=re.compile("Tess Type")).click()
    expect(page.get_by_role("region", name="Tess Type")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Remove from the desk").click()
    expect(page.get_by_role("dialog", name="Remove Tess Type?")).to_be_visible()
    clean(page)


def test_the_team_is_the_owners(window: Teammates) -> None:
    tess = window(TESS)
    tess.go("/settings/teams")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
