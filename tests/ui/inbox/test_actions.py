"""The owner's actions in a real browser: put together, seen as a visitor sees them, saved; then a visitor meets one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.outbound.receiver import Receiver
from tests.ui.conftest import DESKTOP, PHONE, clean
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"


def actions(window: Window) -> Page:
    window.go("/settings/actions")
    window.page.get_by_role("heading", name="Actions", level=1).wait_for()
    return window.page


def make(page: Page, name: str) -> Locator:
    page.get_by_role("button", name="Add an action").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    return page.get_by_role("region", name=name)


def ask(editor: Locator, kind: str, label: str) -> None:
    """One detail more; it stays open."""
    editor.get_by_role("button", name="Add a detail").click()
    editor.page.get_by_role("menuitem", name=kind).click()
    editor.get_by_label("Label", exact=True).fill(label)


def start(editor: Locator, phrase: str) -> None:
    editor.get_by_role("switch", name="Without a person, too").click()
    editor.get_by_label("The visitor writes").fill(phrase)
    editor.page.keyboard.press("Enter")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It holds from the next message on.").last).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)


def test_an_action_is_put_together_and_a_visitor_meets_it(window: Teammates, open_desk: Open) -> None:
    """P5, P7: the form is seen while it is written; the lead stands in the inbox, with nothing asked twice."""
    page = actions(window(OLGA))
    editor = make(page, "Sample")
    ask(editor, "E-mail address", "E-mail")
    ask(editor, "Order number", "Order number")
    editor.get_by_label("Mask", exact=True).fill("A-00000")
    editor.get_by_label("Example", exact=True).fill("10233")
    form = editor.get_by_role("complementary", name="What the visitor sees")
    form.get_by_label("Order number").fill("a10233")
    expect(form.get_by_label("Order number")).to_have_value("A-10233")

    grip = editor.get_by_role("button", name="Move Order number", exact=True)
    grip.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Order number: now number 1 of 2")).to_be_attached()
    expect(grip).to_be_focused()
    expect(form.locator("label")).to_have_text(["Order number", "E-mail"])

    start(editor, "send me a sample")
    editor.get_by_label("Thanks").fill("A sample is on its way.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("The example would not be accepted.")).to_be_visible()
    editor.get_by_label("Example", exact=True).fill("A-10233")
    page.reload()
    expect(page.get_by_text("These changes are from an earlier visit.")).to_be_visible()
    save(page)
    expect(page.get_by_role("link", name=re.compile("Sample"))).to_contain_text("notes a lead")

    visitor = open_desk.visitor()
    visitor.write("Please send me a sample for order A-10244 to vera@example.com").raise_for_status()
    said = visitor.awaits("assistant_answered")
    assert said["text"] == "A sample is on its way."
    details = open_desk.teammate().thread(visitor.conversation)["details"]
    assert {each["label"]: each["value"] for each in details} == {
        "Order number": "A-10244",
        "E-mail": "vera@example.com",
    }


def test_a_lead_goes_where_the_editor_says_and_its_log_says_so(
    window: Teammates, open_desk: Open, far: Receiver
) -> None:
    """P6: chosen by its name, seen beside the conversation and in the log, and named once it is not there."""
    olga = open_desk.teammate(OLGA).http
    settings = {"address": far.hook, "allow_private": True}
    asked = {"kind": "webhook", "name": "Our CRM", "settings": settings, "takes": {"reasons": ["none"]}}
    crm = olga.post("/api/admin/destinations", json=asked).raise_for_status().json()["id"]
    page = actions(window(OLGA))
    editor = make(page, "Price list")
    ask(editor, "E-mail address", "E-mail")
    start(editor, "send me your prices")
    goes = editor.get_by_label("Where it goes")
    expect(goes.locator("option")).to_contain_text(
        ["To every destination that takes it", "Stays in the inbox", "Our CRM"]
    )
    goes.select_option("Our CRM")
    save(page)

    visitor = open_desk.visitor()
    tess = window(TESS)
    visitor.write("Please send me your prices, nora@example.com").raise_for_status()
    visitor.awaits("assistant_answered")
    tess.open(visitor.conversation, "assistant")
    expect(tess.page.locator(".sent-list > li")).to_contain_text(re.compile("Our CRM.*arrived"))
    expect(tess.page.get_by_role("log")).to_contain_text("Lead noted: Price list")
    [body] = far.bodies.values()
    assert (body["type"], body["data"]["details"][0]["value"]) == ("lead.noted", "nora@example.com")

    page.goto(f"{open_desk.desk.base}/settings/destinations?open={crm}")
    page.get_by_role("button", name="Delivered 1").click()
    link = page.get_by_role("link", name="Open the case")
    expect(link).to_have_attribute("href", f"/inbox/needs_person/{visitor.conversation}")

    olga.delete(f"/api/admin/destinations/{crm}").raise_for_status()
    page = actions(window(OLGA))
    page.get_by_role("link", name=re.compile("Price list")).click()
    gone = page.get_by_label("Where it goes")
    expect(gone.locator("option:checked")).to_have_text("A destination that is not there")
    expect(page.get_by_text("It stays in the inbox: choose another one.")).to_be_visible()
    gone.select_option("Stays in the inbox")
    save(page)


def test_a_look_up_is_put_together_and_what_is_missing_is_named(window: Teammates) -> None:
    """S6: everything that is wrong is named at once, where it is; the secret is shown when it is asked for."""
    page = actions(window(OLGA))
    editor = make(page, "Where is it")
    start(editor, "where is it")
    editor.get_by_role("radio", name="Look something up").check()
    page.get_by_role("button", name="Save", exact=True).click()
    for text in (
        "Ask for at least one detail.",
        "Enter a whole address",
        "Name at least one thing that comes back.",
        "Write what to tell of the result.",
    ):
        expect(editor.get_by_text(text)).to_be_visible()
    expect(page.get_by_text("4 fields need your eye")).to_be_visible()

    ask(editor, "Order number", "Order")
    editor.get_by_label("Mask", exact=True).fill("A-00000")
    editor.get_by_label("Example", exact=True).fill("A-10233")
    editor.get_by_role("button", name="Order", exact=False).filter(has_text="Order number").click()
    editor.get_by_label("Address of your server").fill("https://shop.example/order")
    editor.get_by_role("button", name="Add a result").click()
    page.get_by_role("menuitem", name="Text").click()
    editor.get_by_label("Label", exact=True).fill("Status")
    editor.get_by_label("What to say").fill("It is {state}.")
    expect(editor.get_by_text("{state} is no detail and no result.")).to_be_visible()
    editor.get_by_label("What to say").fill("Order {order} is ")
    says = editor.get_by_label("What to say").locator("xpath=ancestor::div[contains(@class, 'text')][1]")
    says.get_by_role("button", name="Insert {status}").click()
    expect(editor.get_by_label("What to say")).to_have_value("Order {order} is {status}")
    expect(editor.get_by_text("Order A-10233 is ‹Status›")).to_be_visible()
    editor.get_by_role("button", name="Show the secret").click()
    expect(editor.get_by_role("textbox", name="Signing secret")).to_have_value(re.compile("^whsec_"))
    save(page)
    expect(page.get_by_role("link", name=re.compile("Where is it"))).to_contain_text("shop.example")


def test_nobody_overwrites_what_somebody_else_saved(window: Teammates) -> None:
    """F47: the draft is kept, and the other is named; what was deleted comes back."""
    here, there = window(OLGA), window(OLGA)
    page, other = actions(here), actions(there)
    ask(make(page, "Mine"), "Text", "Wish")
    ask(make(other, "Theirs"), "Text", "Wish")
    save(other)
    page.get_by_role("button", name="Save", exact=True).click()
    conflict = page.get_by_role("alert").filter(has_text="meanwhile")
    expect(conflict).to_contain_text("Olga")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    conflict.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_role("link", name=re.compile("^Theirs"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Theirs")).click()
    page.get_by_role("button", name="More for this action").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("link", name=re.compile("^Theirs"))).to_have_count(0)
    gone = page.get_by_role("dialog").filter(has_text="“Theirs” is deleted")
    gone.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile("^Theirs"))).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_actions_are_for_everyone(window: Teammates, size: tuple[int, int]) -> None:
    """WCAG 2.2 AA: axe finds nothing in list, editor, form and what is wrong, in both themes."""
    page = actions(window(OLGA, size=size))
    clean(page)
    editor = make(page, "Everything")
    for kind in ("Choice", "Order number"):
        ask(editor, kind, kind)
    start(editor, "everything")
    editor.get_by_role("radio", name="Look something up").check()
    editor.get_by_text("Name and what is known already").click()
    editor.get_by_role("button", name="Show the secret").click()
    expect(editor.get_by_role("button", name="Make another one")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Enter a whole address")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="All actions" if size == PHONE else "Close", exact=True).first.click()
    clean(page)
    page.get_by_role("button", name="Discard").click()


def test_actions_are_the_owners(window: Teammates) -> None:
    tess = window(TESS)
    tess.go("/settings/actions")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
