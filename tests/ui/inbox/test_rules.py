"""The owner's rules in a real browser: made, tried, ordered and saved; then a visitor meets them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import DESKTOP, PHONE, clean
from tests.ui.held import held
from tests.ui.inbox.conftest import Teammates, Window
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"


def rules(window: Window, place: str = "") -> Page:
    window.go(f"/settings/rules{place}")
    window.page.get_by_role("heading", name="Rules", level=1).wait_for()
    return window.page


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Rules, in the order of their priority").get_by_role("listitem")


def make(page: Page, name: str, word: str) -> Locator:
    """A rule that hands over at a word; its editor stays open."""
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_role("menuitem", name="A rule of your own").click()
    page.get_by_label("Name", exact=True).fill(name)
    editor = page.get_by_role("region", name=name)
    editor.get_by_label("writes a word or phrase", exact=True).fill(word)
    page.keyboard.press("Enter")
    editor.get_by_label("Reason", exact=True).fill(name)
    return editor


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It holds from now on.").last).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)


def test_a_rule_is_made_tried_ordered_and_saved_and_a_visitor_meets_it(
    window: Teammates, open_desk: Open
) -> None:
    """S3, S11, P2, P3: by keys where a hand would drag; the teammate reads why, also of what did not fire."""
    olga = window(OLGA)
    page = rules(olga)
    editor = make(page, "Wedding", "wedding")
    editor.get_by_role("button", name="Add a test to “all of these hold”").click()
    expect(editor.get_by_label("Test", exact=True).last).to_be_focused()
    page.keyboard.type("is identified")
    page.keyboard.press("Tab")
    editor.get_by_label("is identified by your business", exact=True).select_option("no")
    expect(editor.locator(".sentence")).to_contain_text("the visitor is not identified, hand over to")

    trying = page.get_by_role("region", name="Try it")
    for message in ("Hello", "Do you draw letters for a wedding?"):
        trying.get_by_label("A visitor's message").fill(message)
        page.keyboard.press("Enter")
    expect(trying).to_contain_text("The rule “Wedding” decides.")
    expect(trying.locator('[data-fate="decided"]')).to_contain_text("identified")

    last = rows(page).count()
    grip = page.get_by_role("button", name="Move Wedding", exact=True)
    grip.focus()
    for place in range(last - 1, 1, -1):
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_text(f"Wedding: now number {place} of {last}")).to_be_attached()
        expect(grip).to_be_focused()
    expect(rows(page).nth(1)).to_contain_text("Wedding")
    page.reload()
    expect(page.get_by_text("These changes are from an earlier visit.")).to_be_visible()
    save(page)

    visitor = open_desk.visitor()
    visitor.write("I look for a typeface for our wedding cards.").raise_for_status()
    visitor.awaits("handoff_opened")
    tess = window(TESS)
    tess.open(visitor.conversation)
    card = tess.page.get_by_role("region", name="Handoff")
    card.get_by_role("button", name="Why", exact=True).click()
    trace = tess.page.get_by_role("dialog", name="Why this came to a person")
    expect(trace.locator('[data-fate="decided"]')).to_contain_text("Wedding")
    expect(trace.locator('[data-fate="decided"]')).to_contain_text("wedding")
    trace.get_by_text("that did not hold").click()
    expect(trace.locator('.trace-quiet [data-fate="not"]')).to_have_count(
        last
    )  # what is always on is one more
    clean(tess.page)


def test_a_rule_is_dragged_to_its_place_and_one_of_a_ready_made_set_is_taken(
    window: Teammates, open_desk: Open
) -> None:
    """S11, P2: with the mouse, and back at the end; what was taken has its playbook, and a visitor meets it."""
    page = rules(window(OLGA))
    names = rows(page).locator(".rule-open strong")
    expect(names).not_to_have_count(0)
    before = names.all_inner_texts()
    first, second, third, *others = before
    dragged_below(page, first, third)
    expect(names).to_have_text([second, third, first, *others])
    expect(page.get_by_text(f"{first}: now number 3 of {len(before)}")).to_be_attached()
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_role("menuitem", name="From a ready-made set").click()
    page.get_by_role("button", name="Software", exact=True).click()
    page.get_by_role("checkbox", name="Outage or security").check()
    page.get_by_role("button", name="Add 1 rule").click()
    save(page)
    page.reload()
    expect(names).to_have_text([second, third, first, *others, "Outage or security"])

    visitor = open_desk.visitor()
    visitor.write("Production is down since nine").raise_for_status()
    opened = open_desk.teammate().awaits(visitor.conversation, "handoff_opened")
    assert (opened["rule"], len(opened["playbook"]) > 0) == ("Outage or security", True)

    dragged_below(page, first, second, above=True)
    row = rows(page).filter(has_text="Outage or security")
    row.get_by_role("button", name="More for Outage or security").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(names).to_have_text(before)
    save(page)


def test_whether_a_test_has_to_hold_is_chosen(window: Teammates) -> None:
    """S3, S11: by what looks like a choice; the sentence says what was chosen."""
    page = rules(window(OLGA))
    editor = make(page, "Not a wedding", "wedding")
    turn = editor.get_by_role("combobox", name="Whether “writes a word or phrase” has to hold")
    expect(turn.locator("option:checked")).to_have_text("holds")
    turn.select_option("does not hold")
    expect(editor.locator(".sentence")).to_contain_text("it is not so that the visitor writes “wedding”")
    clean(page)


def dragged_below(page: Page, rule: str, other: str, *, above: bool = False) -> None:
    """By its grip, until its middle is past the other's."""
    grip = page.get_by_role("button", name=f"Move {rule}", exact=True)
    place = rows(page).filter(has=page.get_by_role("button", name=f"Move {other}", exact=True))
    expect(rows(page).get_by_text("Not finished")).to_have_count(0)  # with its sentence a row may grow
    grip.hover()
    page.mouse.down()
    taken, to = grip.bounding_box(), place.bounding_box()
    assert taken
    assert to
    page.mouse.move(taken["x"] + taken["width"] / 2, to["y"] if above else to["y"] + to["height"], steps=5)
    page.mouse.up()


def test_an_answer_says_why_no_rule_handed_over(window: Teammates, open_desk: Open) -> None:
    """P3: the verdict is shown for what did not fire, too."""
    visitor = open_desk.visitor()
    visitor.write("Hello").raise_for_status()
    visitor.awaits("assistant_answered")
    tess = window(TESS)
    tess.open(visitor.conversation, view="assistant")
    tess.log.get_by_role("button", name="Why the assistant answered").click()
    trace = tess.page.get_by_role("dialog", name="Why the assistant answered")
    expect(trace).to_contain_text("Asks for a person")
    expect(trace.locator('[data-fate="decided"]')).to_have_count(0)


def test_nobody_overwrites_what_somebody_else_saved(window: Teammates) -> None:
    """F47: the draft is kept, the other is named, and both stay in the versions; an old one comes back."""
    here, there = window(OLGA), window(OLGA)
    page = rules(here)
    make(page, "Slow", "slowly")
    other = rules(there)
    other.get_by_role("switch", name="No answer found is on").click()
    save(other)
    page.get_by_role("button", name="Save", exact=True).click()
    conflict = page.get_by_role("alert").filter(has_text="meanwhile")
    expect(conflict).to_contain_text("Olga")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Slow")
    conflict.get_by_role("button", name="Go on with mine").click()
    save(page)
    page.get_by_role("link", name="Versions").click()
    versions = page.get_by_role("region", name="Versions").get_by_role("listitem")
    expect(versions.first).to_contain_text("holds now")
    expect(versions.first).to_contain_text("by Olga")
    versions.nth(1).get_by_role("button").click()
    page.get_by_role("button", name="Bring back").click()
    page.get_by_role("link", name="Rules", exact=True).last.click()
    expect(rows(page).filter(has_text="Slow")).to_have_count(0)
    expect(page.get_by_role("switch", name="No answer found is on")).not_to_be_checked()
    page.get_by_role("button", name="Discard").click()
    expect(rows(page).filter(has_text="Slow")).to_have_count(1)


def test_an_owner_sees_whom_a_draft_would_change_before_it_goes_live(
    window: Teammates, open_desk: Open
) -> None:
    """S11, P3: nothing is saved; the check names the rule, each conversation opens its thread."""
    visitor = open_desk.visitor()
    visitor.write("Do you have a quokka?").raise_for_status()
    open_desk.teammate().awaits(visitor.conversation, "verdict_reached", escalates=False)
    page = rules(window(OLGA))
    make(page, "Quokkas", "quokka")
    page.get_by_role("link", name="Before it goes live").click()
    expect(
        page.get_by_role("region", name="Go-live check").get_by_role("button", name="Quokkas")
    ).to_be_visible()
    page.get_by_role("button", name="Try on the last 28 days").click()
    page.get_by_role("button", name="1 newly to a person").click()
    week = page.get_by_role("region", name="The week")
    expect(week.get_by_role("rowheader")).to_have_count(7)
    clean(page)
    row = page.get_by_role("list", name="Conversations that change").get_by_role("link")
    expect(row).to_contain_text("Because the visitor wrote “quokka”.")
    row.click()
    expect(page.get_by_role("log")).to_contain_text("Do you have a quokka?")
    page.go_back()
    expect(row).to_be_visible()
    page.get_by_role("button", name="Discard").click()


def test_what_is_wrong_stands_where_it_is_in_the_form_and_in_the_json(window: Teammates) -> None:
    """F47: a pattern that can't be read is refused at its field; JSON that breaks off names the line."""
    page = rules(window(OLGA))
    editor = make(page, "Numbers", "number")
    editor.get_by_label("Test", exact=True).select_option("pattern")
    editor.get_by_label("writes what matches a pattern", exact=True).fill("A-(")
    expect(editor.get_by_label("writes what matches a pattern", exact=True)).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(editor.locator(".test .field-error")).to_contain_text("This is not a pattern")
    editor.get_by_role("button", name="JSON").click()
    text = editor.get_by_label("This rule as JSON")
    good = text.input_value().replace("A-(", "A-[0-9]+")
    text.fill(good.replace('"reason": ', '"reason" '))
    expect(editor).to_contain_text("Line 10, column 12")
    text.fill(good.replace('"Numbers",', '"Order numbers",', 1))
    editor = page.get_by_role("region", name="Order numbers")
    expect(editor.locator(".sentence")).to_contain_text("A-[0-9]+")
    editor.get_by_role("button", name="Form").click()
    expect(editor.get_by_label("writes what matches a pattern", exact=True)).to_have_value("A-[0-9]+")
    row = rows(page).filter(has_text="Order numbers")
    row.get_by_role("button", name="More for Order numbers").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)


def test_what_a_person_decides_is_marked_and_stays_marked(window: Teammates) -> None:
    """S2, S11: a folder and a tag; a draft of the rules that is under way goes on upon what a mark saved.

    Also where one is set while the one before it is still on its way.
    """
    page = rules(window(OLGA))
    page.get_by_role("switch", name="Legal is on").click()
    let_go = held(page, "**/api/admin/topics", lambda request: request.method == "PUT")
    page.get_by_role("link", name="Content").click()
    others = page.get_by_role("region", name="Other addresses")
    others.get_by_label("Address", exact=True).fill("https://foundry.example/legal")
    others.get_by_role("button", name="A person decides this").click()
    decides = others.get_by_role("switch", name="A person decides this: https://foundry.example/legal")
    expect(decides).to_be_checked()
    others.get_by_label("Tags of https://foundry.example/legal").fill("contracts")
    page.keyboard.press("Enter")
    page.get_by_role("switch", name="A person decides this: contracts").click()
    let_go()
    expect(page.get_by_text("“contracts”: a person decides")).to_be_visible()
    save(page)
    page.reload()
    expect(decides).to_be_checked()
    expect(page.get_by_role("switch", name="A person decides this: contracts")).to_be_checked()
    page.get_by_role("link", name="Rules", exact=True).last.click()
    page.get_by_role("switch", name="Legal is on").click()
    save(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_rules_are_for_everyone(window: Teammates, size: tuple[int, int]) -> None:
    """WCAG 2.2 AA: axe finds nothing in list, editor, trial, dialogs and the other parts, in both themes."""
    page = rules(window(OLGA, size=size))
    page.get_by_label("A visitor's message").fill("I want to talk to a person")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()
    clean(page)
    page.locator(".rule-open").filter(has_text="Assistant failed").click()
    editor = page.get_by_role("region", name="Assistant failed")
    editor.get_by_role("button", name="Add a group to").first.click()
    clean(page)
    editor.get_by_role("button", name="JSON").click()
    clean(page)
    page.get_by_role("button", name="All rules" if size == PHONE else "Close", exact=True).click()
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_role("menuitem", name="From a ready-made set").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    for part in ("Intents", "Playbooks", "Content", "Before it goes live", "Versions"):
        page.get_by_role("link", name=part).click()
        page.get_by_role("region", name=part).wait_for()
        clean(page)


def test_rules_are_for_the_owner(window: Teammates) -> None:
    tess = window(TESS)
    tess.go("/settings/rules")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
