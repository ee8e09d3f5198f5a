"""Mail with visitors in real browsers: an owner sets it up, a visitor who has left answers by mail, the team sorts."""

from collections.abc import Iterator
from email.message import EmailMessage

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.serving.desks import eventually
from tests.ui.conftest import PHONE, Contexts, clean
from tests.ui.inbox.conftest import Teammates, Window
from tests.ui.inbox.mail_provider import DOMAIN, Provider, provided
from tests.web.conftest import Open

OLGA, TESS = "olga@foundry.example", "tess@foundry.example"
VERA, MOVED = "vera@home.example", "vera@new.example"
DESK = f"desk@{DOMAIN}"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided() as opened:
        yield opened


@pytest.fixture
def account(open_desk: Open, provider: Provider) -> None:
    """As the first test left it, or the same made past the form."""
    if provider.hook:
        return
    olga = open_desk.teammate(OLGA).http
    smtp = {"host": "127.0.0.1", "port": provider.port, "security": "none", "allow_private": True}
    body = {"on": True, "sender": DESK, "smtp": smtp, "way_in": "webhook", "based_on": 0}
    olga.put("/api/admin/mail", json=body).raise_for_status()
    provider.hook = olga.post("/api/admin/mail/address").raise_for_status().json()["address"]


def test_an_owner_sets_up_mail_and_a_test_mail_comes_back(window: Teammates, provider: Provider) -> None:
    """F16: what is missing is named, the address is shown once, and the whole way is proven before it is needed."""
    page = settings(window(OLGA))
    page.get_by_text("Switch it on and save it first.").wait_for()
    page.get_by_role("switch", name="Answer by mail").click()
    save = page.get_by_role("button", name="Save", exact=True)
    save.click()
    expect(page.get_by_text("Please write an e-mail address.")).to_be_visible()
    page.get_by_label("Sender").fill(DESK)
    page.get_by_label("Server", exact=True).fill("127.0.0.1")
    page.get_by_label("Encryption").select_option("none")
    page.get_by_label("Port", exact=True).fill(str(provider.port))
    save.click()
    expect(page.get_by_text("Details leave only encrypted, but for a private network.")).to_be_visible()
    page.get_by_label("It is in my own network").check()
    page.get_by_role("button", name="The provider posts them").click()
    save.click()
    expect(page.get_by_text("Saved. It holds from the next answer on.")).to_be_visible()
    expect(page.get_by_text(f"desk+k7d2…@{DOMAIN}")).to_be_visible()

    page.get_by_role("button", name="Make the address").click()
    provider.hook = page.get_by_label("Your provider posts to").input_value()
    page.get_by_role("button", name="Send a test mail").click()
    expect(page.get_by_text("It came back after")).to_be_visible()
    page.reload()
    expect(page.get_by_text("There is an address already. It is not shown again.")).to_be_visible()
    expect(page.get_by_text("It came back after")).to_be_visible()
    assert provider.received == []
    clean(page)


def test_a_visitor_who_has_left_is_answered_and_answers_by_mail(
    window: Teammates, open_desk: Open, contexts: Contexts, provider: Provider, account: None
) -> None:
    """F2, F16, F32, F33, P11, P13: one thread, whether they sit before the chat or before their mailbox."""
    chat = contexts(size=(400, 640)).new_page()
    frame = f"{open_desk.desk.base}/widget/frame?site={open_desk.foundry.site.public_key}"
    chat.goto(frame)
    chat.get_by_role("button", name="Talk to a person").click()
    waiting = chat.get_by_role("region", name="Waiting for a person")
    expect(waiting).to_contain_text("The answer comes by mail too, and you can reply to it there.")
    waiting.get_by_role("textbox").fill(VERA)
    waiting.get_by_role("button", name="Save").click()
    expect(waiting).to_contain_text(f"The team can reach you at {VERA}")
    conversation = chat.evaluate(
        "Object.entries(localStorage).find(([key]) => key.startsWith('chatref:conversation:'))[1]"
    )
    chat.goto("about:blank")

    tess = window(TESS)
    tess.open(conversation)
    tess.page.keyboard.press("t")
    tess.write("Your licence is renewed.")
    expect(tess.log).to_contain_text("unless seen")
    mail = mailed(open_desk, provider, "Your licence is renewed.")
    expect(tess.log).to_contain_text(f"Mailed to {VERA}")

    provider.returns(mail, VERA)
    tess.page.get_by_role("button", name="Send again").click()
    clean(tess.page)
    tess.page.get_by_label("The visitor’s address").fill(MOVED)
    tess.page.get_by_role("dialog").get_by_role("button", name="Send again").click()
    expect(tess.log).to_contain_text(f"Mailed to {MOVED}")

    provider.answer(mail, f"Vera <{MOVED}>", "Thank you, it works again.")
    expect(tess.log.get_by_text("Thank you, it works again.")).to_be_visible()
    expect(tess.log.get_by_text("by mail", exact=True)).to_be_visible()
    expect(tess.log.get_by_role("link", name="Original")).to_be_visible()
    expect(tess.log).not_to_contain_text("wrote:")

    chat.goto(frame)
    expect(chat.get_by_role("log")).to_contain_text("Thank you, it works again.")
    expect(chat.get_by_role("log")).to_contain_text("by mail")
    expect(tess.log).to_contain_text("Seen")


def test_what_names_no_conversation_waits_in_the_bin(
    window: Teammates, open_desk: Open, provider: Provider, account: None
) -> None:
    """F16, F38: nothing is lost, nothing is matched by a name that anybody can type, and one key says where it goes."""
    tess = window(TESS)
    tess.go("/inbox/needs_person")
    expect(tess.page.get_by_role("link", name="Mail", exact=True)).to_be_visible()
    stranger = EmailMessage()
    stranger["From"], stranger["To"], stranger["Subject"] = "sam@home.example", DESK, "My invoice"
    stranger["Message-ID"] = "<1@home.example>"
    stranger.set_content("Where do I find it?")
    provider.post(stranger.as_bytes())
    tess.page.get_by_role("link", name="Mail: 1 mail waits").click()
    row = tess.page.get_by_role("link", name="sam@home.example")
    expect(row).to_contain_text("It does not say which conversation it belongs to.")
    clean(tess.page)
    tess.page.keyboard.press("j")
    expect(tess.page.get_by_role("region", name="My invoice")).to_contain_text("Where do I find it?")
    clean(tess.page)
    with tess.page.expect_download() as download:
        tess.page.get_by_role("link", name="Download the original").click()
    assert b"Where do I find it?" in download.value.path().read_bytes()
    tess.page.keyboard.press("o")
    expect(tess.log).to_contain_text("Where do I find it?")
    expect(tess.page.get_by_role("link", name="Mail", exact=True)).to_be_visible()
    tess.go("/mail")
    expect(tess.page.get_by_text("Nothing to sort")).to_be_visible()


def test_all_that_one_sender_sent_is_discarded_together(
    window: Teammates, open_desk: Open, provider: Provider, account: None
) -> None:
    tess = window(TESS)
    for number, sender in enumerate(["ad@x.example", "ad@x.example", "ad@x.example", "sam@home.example"]):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, DESK, f"No {number}"
        mail["Message-ID"] = f"<all-{number}@x.example>"
        mail.set_content("Buy this!")
        provider.post(mail.as_bytes())
    tess.go("/mail")
    advert = tess.page.get_by_role("link", name="ad@x.example")
    expect(advert).to_have_count(3)
    expect(tess.page.get_by_role("link", name="sam@home.example")).to_be_visible()
    advert.first.click()
    tess.page.get_by_role("button", name="Discard all 3 from this sender").click()
    asked = tess.page.get_by_role("dialog", name="Discard 3 mails?")
    expect(asked).to_contain_text("ad@x.example")
    clean(tess.page)
    asked.get_by_role("button", name="Discard").click()
    expect(tess.page.get_by_role("region", name="No 3")).to_contain_text("Buy this!")
    expect(advert).to_have_count(0)
    expect(tess.page.get_by_role("button", name="Discard all")).to_have_count(0)
    tess.page.keyboard.press("d")
    tess.page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(tess.page.get_by_text("Nothing to sort")).to_be_visible()


def test_the_settings_are_for_a_phone_too(window: Teammates, account: None) -> None:
    """WCAG 2.2 AA: axe finds nothing on the form, whichever way in is chosen and whatever is wrong, in both themes."""
    page = settings(window(OLGA, size=PHONE))
    page.get_by_role("button", name="Look into a mailbox").click()
    page.get_by_role("button", name="A domain of its own").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please fill this in.").first).to_be_visible()
    clean(page)


def test_the_settings_are_the_owners(window: Teammates) -> None:
    tess = window(TESS)
    tess.go("/settings/mail")
    expect(tess.page.get_by_text("You do not have the right to see this")).to_be_visible()
    tess.go("/mail")
    expect(tess.page.get_by_role("link", name="Mail with visitors")).to_have_count(0)


def settings(window: Window) -> Page:
    window.go("/settings/mail")
    window.page.get_by_role("heading", name="Try it").wait_for()
    return window.page


def mailed(open_desk: Open, provider: Provider, text: str) -> EmailMessage:
    """The two minutes in which it could be seen have passed."""
    with psycopg.connect(open_desk.database_url, autocommit=True) as connection:
        connection.execute("update mails_out set due_at = now() where state = 'due'")
    found: list[EmailMessage] = []

    def arrived() -> bool:
        found[:] = [each for each in provider.received if text in each.as_string()]
        return bool(found)

    eventually(arrived)
    return found[0]
