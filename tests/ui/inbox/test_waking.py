"""An inbox that was not looked at for a while."""

import json

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.clients import VisitorClient
from tests.ui.inbox.conftest import Teammates
from tests.ui.waking import CAUGHT_UP, Away, asleep, breakable, without_network
from tests.web.conftest import Open

TESS, TOM = "tess@foundry.example", "tom@foundry.example"


@pytest.mark.parametrize("away", [asleep, without_network])
def test_an_inbox_that_slept_or_had_no_network_shows_what_it_missed(
    window: Teammates, waiting: VisitorClient, open_desk: Open, away: Away
) -> None:
    """F24, F26, F27: the open thread, its stage, and a case never heard of."""
    tess = window(TESS)
    tess.open(waiting.conversation)
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    with away(tess.page):
        waiting.write("Are you still there?").raise_for_status()
        open_desk.teammate(TOM).take_over(waiting.conversation).raise_for_status()
        other = open_desk.visitor()
        other.write("Me too!").raise_for_status()
        other.ask("ask_person").raise_for_status()
    expect(tess.log.get_by_text("Are you still there?")).to_have_count(1, timeout=CAUGHT_UP)
    expect(tess.page.get_by_role("button", name="Take over from Tom")).to_be_visible(timeout=CAUGHT_UP)
    expect(tess.row(other.conversation)).to_be_visible(timeout=CAUGHT_UP)


def test_a_line_that_died_without_a_word_is_found_out_on_waking(
    window: Teammates, waiting: VisitorClient
) -> None:
    """F24, F25: it still looks connected; who is looked at again asks, hears nothing, and dials anew."""
    tess = window(TESS)
    broken = breakable(tess.page, "**/api/inbox/socket")
    tess.open(waiting.conversation)
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    with broken:
        waiting.write("Are you still there?").raise_for_status()
        tess.page.evaluate("dispatchEvent(new Event('focus'))")
        expect(tess.log.get_by_text("Are you still there?")).to_have_count(1, timeout=CAUGHT_UP)


def test_an_inbox_that_missed_too_much_to_be_told_reads_its_lists_anew(
    window: Teammates, open_desk: Open
) -> None:
    """F27: what the socket would tell is kept from it here, but for the number up to which it has to read."""
    tess = window(TESS)

    def between(ours: WebSocketRoute) -> None:
        theirs = ours.connect_to_server()
        theirs.on_message(lambda frame: ours.send(_too_much(frame)))

    tess.page.route_web_socket("**/api/inbox/socket", between)
    tess.go("/inbox/needs_person")
    expect(tess.page.get_by_label("Live", exact=True)).to_be_visible()
    other = open_desk.visitor()
    other.write("Is anybody there?").raise_for_status()
    other.ask("ask_person").raise_for_status()
    expect(tess.row(other.conversation)).to_be_visible(timeout=CAUGHT_UP)


def _too_much(frame: str | bytes) -> str | bytes:
    told = json.loads(frame)
    return json.dumps({"t": "anew", "change": told["change"]}) if told["t"] == "summaries" else frame
