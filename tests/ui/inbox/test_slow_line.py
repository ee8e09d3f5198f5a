"""A line on which the desk's answers take long, while its news come at once: nothing that is pressed is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.clients import VisitorClient
from tests.ui.held import held
from tests.ui.inbox.conftest import Teammates
from tests.web.conftest import Open

TESS = "tess@foundry.example"


def command(page: Page, kind: str, *, arrives: bool) -> Callable[[], None]:
    """The next command of this kind is held, or the answer to it."""
    return held(
        page,
        "**/commands",
        lambda request: (request.post_data_json or {}).get("kind") == kind,
        arrives=arrives,
    )


def test_an_act_never_overtakes_ones_own_words(window: Teammates, waiting: VisitorClient) -> None:
    """Who answers and closes in one breath has answered first."""
    tess = window(TESS)
    tess.open(waiting.conversation)
    tess.page.keyboard.press("t")
    expect(tess.log).to_contain_text("You took over")
    let_go = command(tess.page, "reply", arrives=False)
    tess.write("Here is a new link.")
    expect(tess.log).to_contain_text("Sending …")
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    expect(tess.page.get_by_role("button", name="Resolve", exact=True)).to_be_disabled()
    let_go()
    expect(tess.log).to_contain_text("You resolved this")
    kinds = [event["kind"] for event in waiting.events()]
    assert kinds.index("teammate_replied") < kinds.index("resolved")


def test_what_is_done_before_the_last_act_was_answered_comes_after_it(
    window: Teammates, waiting: VisitorClient
) -> None:
    """The socket has told that it is hers, and the answer to her takeover is still on its way."""
    tess = window(TESS)
    tess.open(waiting.conversation)
    let_go = command(tess.page, "claim", arrives=True)
    tess.page.keyboard.press("t")
    expect(tess.log).to_contain_text("You took over")
    tess.page.keyboard.press("Escape")
    tess.page.keyboard.press("e")
    let_go()
    expect(tess.page.get_by_role("dialog")).to_contain_text("Resolve without an answer")


def test_what_is_proposed_while_the_earlier_ones_are_being_read_stands_there(
    window: Teammates, waiting: VisitorClient, open_desk: Open
) -> None:
    """Their answer is of a time before it, and would not tell it."""
    client, tess = open_desk.teammate(), window(TESS)
    client.reply(waiting.conversation, "Here is a new link.").raise_for_status()
    seen = client.seen(waiting.conversation)
    client.ask(waiting.conversation, "resolve", lesson="content_missing", **seen).raise_for_status()
    let_go = held(tess.page, "**/api/insights/corrections?conversation=*", lambda _: True, arrives=True)
    tess.open(waiting.conversation, "resolved")
    tess.page.get_by_role("button", name="Propose an answer").click()
    with tess.page.expect_response("**/corrections"):
        tess.page.get_by_role("button", name="Propose", exact=True).click()
    let_go()
    expect(tess.page.get_by_role("link", name="Proposed, an owner decides")).to_be_visible()
