"""The owner's first run, in a real browser, with a real site to learn from."""

from json import loads
from pathlib import Path

from playwright.sync_api import expect

from tests.serving.desks import OWNER, PASSWORD, desk, eventually
from tests.ui.conftest import Contexts, clean
from tests.ui.inbox.conftest import Teammates
from tests.ui.widget import shop as shops
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"
LEARNED = 60_000.0  # milliseconds, for three pages


def test_the_first_owner_comes_in_by_the_link_that_the_desk_printed(
    contexts: Contexts, furnished_home: Path
) -> None:
    """P19, F48: until then every page says what it waits for; a name and a password lead to the first step."""
    with desk(furnished_home) as opened:
        page = contexts().new_page()
        page.goto(f"{opened.base}/inbox")
        expect(page.get_by_role("heading", name="This desk has not been set up yet")).to_be_visible()
        clean(page)
        page.goto(f"{opened.base}/setup#{opened.token()}")
        page.get_by_role("button", name="Create the workspace").click()
        expect(page.get_by_text("Please fill this in.").first).to_be_visible()
        clean(page)
        page.get_by_label("Name of your business").fill("Foundry")
        page.get_by_label("Your name").fill("Olga Owner")
        page.get_by_label("E-mail").fill(OWNER)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Create the workspace").click()
        expect(page.get_by_role("heading", name="Live in minutes")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Live in minutes")).to_be_visible()


def test_from_an_address_to_the_line_of_html(window: Teammates, open_desk: Open) -> None:
    """P19, S22, F41: each step shows on the page that it worked."""
    olga = window(OLGA)
    page = olga.page
    with shops.served() as (origin, pages):
        pages["/shop"] = shops.front(open_desk.desk.base, open_desk.foundry.site.public_key)
        olga.go("/settings/start")
        last = page.get_by_role("region", name="Step 4")
        address = last.get_by_label("Address of a page that has it")
        address.fill(f"{origin}/shop")
        last.get_by_role("button", name="Check").click()
        expect(last.locator('[data-found="false"]')).to_be_visible()  # F44: a private address, not allowed

        first = page.get_by_role("region", name="Step 1")
        first.get_by_label("Address", exact=True).fill(f"{origin}/help")
        first.get_by_role("button", name="Learn from it").click()
        expect(first.locator('.source[data-state="failed"]')).to_contain_text("in a private network")
        first.get_by_label("This address is inside our own network").check()
        first.get_by_role("button", name="Learn from it").click()
        expect(first.locator('.source[data-state="learned"]')).to_be_visible(timeout=LEARNED)
        expect(first).to_contain_text("Licence comparison")
        expect(first.locator(".chat-ours").get_by_role("link").first).to_be_visible()

        asking = page.get_by_role("region", name="Try it")
        asking.get_by_label("A question").fill("Is a desktop licence enough for a website?")
        asking.get_by_role("button", name="Ask").click()
        expect(asking.get_by_role("link", name="Licence comparison").first).to_be_visible()

        second = page.get_by_role("region", name="Step 2")
        second.get_by_label("Greeting").fill("Welcome to Foundry")
        expect(second.get_by_role("figure")).to_contain_text("Welcome to Foundry")
        second.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        page.reload()
        expect(second.get_by_label("Greeting")).to_have_value("Welcome to Foundry")

        expect(last.locator("code")).to_contain_text(open_desk.foundry.site.public_key)
        for path, found in (("/help", "false"), ("/shop", "true")):
            address.fill(f"{origin}{path}")
            last.get_by_role("button", name="Check").click()
            expect(last.locator(f'[data-found="{found}"]')).to_be_visible()
        clean(page)


def test_what_a_server_may_say_stands_under_the_line(window: Teammates, open_desk: Open) -> None:
    """S3, F38: the token for what it reports, and the secret for whom it signs; each at hand without a command line."""
    page = (olga := window(OLGA)).page
    olga.go("/settings/start")
    last = page.get_by_role("region", name="Step 4")
    last.get_by_text("What your own server can say").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    last.get_by_role("region", name="Your own server").get_by_role("button", name="Copy").click()
    copied = "navigator.clipboard.readText()"
    eventually(lambda: f"curl {open_desk.desk.base}/api/events" in page.evaluate(copied))
    lines = page.evaluate(copied)
    expect(last.get_by_text("There is no token yet.")).to_be_visible()
    last.get_by_label("What it is for").fill("Shop")
    last.get_by_role("button", name="Make a token").click()
    token = last.get_by_label("Token of “Shop”").input_value()
    report = loads(lines.partition("-d '")[2].partition("'")[0])
    asked = page.request.post(
        f"{open_desk.desk.base}/api/events", data=report, headers={"Authorization": f"Bearer {token}"}
    )
    assert asked.status == 404  # it is believed, and knows of no such user
    last.get_by_role("button", name="Show the secret").click()
    expect(last.get_by_label("Secret of identities")).not_to_have_value("")
    last.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(last.get_by_text("There is no token yet.")).to_be_visible()
    clean(page)


def test_what_was_learned_goes_with_its_source(window: Teammates) -> None:
    """P1, P19: a source is removed after a question, and nothing is answered from it any more."""
    page = (olga := window(OLGA)).page
    with shops.served() as (origin, pages):
        pages["/studio"] = (
            "<title>Visiting</title><p>The letterpress studio in Leipzig has guests on Saturdays.</p>"
        )
        olga.go("/settings/start")
        first = page.get_by_role("region", name="Step 1")
        first.get_by_label("Address", exact=True).fill(f"{origin}/studio")
        first.get_by_label("This address is inside our own network").check()
        first.get_by_role("button", name="Learn from it").click()
        source = first.locator(".source", has_text=f"{origin}/studio")
        expect(source.get_by_text("Learned", exact=True).first).to_be_visible(timeout=LEARNED)
        asking = page.get_by_role("region", name="Try it")
        asking.get_by_label("A question").fill("When has the letterpress studio in Leipzig guests?")
        asking.get_by_role("button", name="Ask").click()
        expect(asking.get_by_role("link", name="Visiting")).to_be_visible()

        source.get_by_role("button", name="Remove").click()
        question = page.get_by_role("dialog", name="Remove this source?")
        expect(question).to_contain_text(f"forgets the 1 page that it learned from {origin}/studio")
        clean(page)
        question.get_by_role("button", name="Cancel").click()
        expect(source).to_be_visible()
        source.get_by_role("button", name="Remove").click()
        question.get_by_role("button", name="Remove").click()
        expect(source).to_have_count(0)
        expect(question).to_have_count(0)
        asking.get_by_role("button", name="Ask").click()
        expect(asking).to_contain_text("Not in the content")
        expect(asking.get_by_role("link", name="Visiting")).to_have_count(0)


def test_an_address_that_is_none_is_refused_with_a_reason(window: Teammates) -> None:
    olga = window(OLGA)
    olga.go("/settings/start")
    first = olga.page.get_by_role("region", name="Step 1")
    first.get_by_label("Address", exact=True).fill("our help centre")
    first.get_by_role("button", name="Learn from it").click()
    expect(first).to_contain_text("Enter a whole address")
    expect(first.get_by_label("Address", exact=True)).to_have_attribute("aria-invalid", "true")


def test_who_may_not_is_told(window: Teammates) -> None:
    """A teammate is led to no owner's page; by its address they hear what to do instead."""
    tess = window(TESS)
    tess.go("/settings/start")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
    places = tess.page.get_by_role("navigation", name="Chatref")
    expect(places.get_by_role("link", name="Report")).to_be_visible()
    expect(places.get_by_role("link", name="Rules")).to_have_count(0)
