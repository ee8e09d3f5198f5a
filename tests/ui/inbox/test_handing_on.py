"""A case changes hands by the pointer alone, and whoever gets it reads what was before."""

from dataclasses import replace
from uuid import uuid4

from playwright.sync_api import expect

from tests.clients import VisitorClient
from tests.ui.inbox.conftest import Teammates
from tests.web.conftest import Open

TESS, OLGA = "tess@foundry.example", "olga@foundry.example"


def test_a_case_goes_to_another_team_and_back_to_the_queue(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    """P15: each step is told in the thread, and nobody has it who gave it away."""
    olga = open_desk.teammate(OLGA).http
    team = olga.post("/api/admin/teams", json={"name": "Licences"}).raise_for_status().json()["id"]
    members = [open_desk.foundry.tess.id, open_desk.foundry.tom.id]
    olga.put(f"/api/admin/teams/{team}", json={"members": members}).raise_for_status()
    tess = window(TESS)
    tess.open(waiting.conversation)
    for item, told in (
        ("Licences", "You transferred it to Licences"),
        ("Give back to the queue", "You gave it back to the queue"),
    ):
        tess.page.get_by_role("button", name="Take over").first.click()
        expect(tess.page.get_by_role("button", name="Resolve", exact=True)).to_be_enabled()
        tess.thread.get_by_role("button", name="More", exact=True).click()
        tess.page.get_by_role("menuitem", name=item).click()
        expect(tess.log).to_contain_text(told)
        expect(tess.page.get_by_role("button", name="Take over").first).to_be_visible()


def test_a_case_for_a_team_without_anybody_says_where_it_went_and_why(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    """P3, F11."""
    olga = open_desk.teammate(OLGA).http
    olga.post("/api/admin/teams", json={"name": "Night"}).raise_for_status()
    tess = window(TESS)
    tess.open(waiting.conversation)
    tess.page.get_by_role("button", name="Take over").first.click()
    expect(tess.page.get_by_role("button", name="Resolve", exact=True)).to_be_enabled()
    tess.thread.get_by_role("button", name="More", exact=True).click()
    tess.page.get_by_role("menuitem", name="Night").click()
    told = "Nobody in Night could take it, so it went to Support"
    expect(tess.log).to_contain_text(told)
    expect(tess.page.get_by_role("region", name="Handoff")).to_contain_text(f"{told}.")


def test_who_opens_a_case_sees_what_the_visitor_came_with_before(window: Teammates, open_desk: Open) -> None:
    """P9."""
    before, tess = open_desk.visitor(), open_desk.teammate()
    before.write("Where is my invoice of May?").raise_for_status()
    before.ask("ask_person").raise_for_status()
    tess.take_over(before.conversation).raise_for_status()
    tess.reply(before.conversation, "It lies in your account now.").raise_for_status()
    tess.ask(
        before.conversation, "resolve", outcome="answered", **tess.seen(before.conversation)
    ).raise_for_status()
    now = replace(before, conversation=str(uuid4()))
    now.write("My download link does not work.").raise_for_status()
    now.ask("ask_person").raise_for_status()
    opened = window(TESS)
    opened.open(now.conversation)
    about = opened.page.get_by_role("region", name="Visitor")
    about.get_by_role("link", name="Where is my invoice of May?").click()
    expect(opened.log).to_contain_text("It lies in your account now.")
