"""What a stranger may try at the doors: wrong numbers, other people's ids, junk, guesses, races. docs/security.md."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest

from chatref.web.limits import Limit, Limits
from tests.clients import TeammateClient, VisitorClient
from tests.databases import Databases
from tests.web.conftest import Open, opened_desk

HUGE = ("2147483648", "9" * 30, "9" * 5_000)


def code(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


@pytest.fixture
def exposed(databases: Databases, furnished_home: Path) -> Iterator[Open]:
    """A desk that no proxy stands before."""
    with opened_desk(databases, furnished_home, {"CHATREF_TRUSTED_PROXIES": ""}) as opened:
        yield opened


@pytest.fixture
def vera(open_desk: Open) -> VisitorClient:
    visitor = open_desk.visitor()
    visitor.ask("ask_person").raise_for_status()
    return visitor


@pytest.fixture(scope="module")
def tess(open_desk: Open) -> TeammateClient:
    return open_desk.teammate()


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_was_never_given_out_is_bad_input(
    vera: VisitorClient, tess: TeammateClient, number: str
) -> None:
    theirs, ours = (f"/api/{side}/conversations/{vera.conversation}" for side in ("visitor", "inbox"))
    for answer in (
        vera.http.get(theirs, params={"before": number}),
        vera.http.get(f"{theirs}/events", params={"after": number}),
        tess.http.get(ours, params={"before": number}),
        tess.http.get(f"{ours}/events", params={"after": number}),
    ):
        assert (answer.status_code, code(answer)) == (422, "bad_input")


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 30])
def test_no_list_goes_on_before_a_number_beyond_all(tess: TeammateClient, number: str) -> None:
    assert tess.http.get("/api/inbox/conversations", params={"before": number}).status_code == 422


@pytest.mark.parametrize(
    "until", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z"]
)
def test_nobody_snoozes_beyond_the_calendar(vera: VisitorClient, tess: TeammateClient, until: str) -> None:
    """The database has no such time: the write failed, and what was written with it."""
    tess.take_over(vera.conversation)
    tess.reply(vera.conversation, "I am on it.")
    refused = tess.ask(vera.conversation, "snooze", until=until, **tess.seen(vera.conversation))
    assert refused.status_code == 422
    assert "until" in refused.json()["fields"]


def test_details_that_nobody_asked_for_are_not_kept(vera: VisitorClient) -> None:
    """F40: a conversation that a stranger fills is loaded and stored again with each message."""
    before = len(vera.events())
    refused = vera.ask("give_details", values={f"field_{n}": "x" * 500 for n in range(40)})
    assert refused.status_code == 422
    assert len(vera.events()) == before


@pytest.mark.parametrize("kind", ["give_details", "report_event"])
@pytest.mark.parametrize("key", ["a\u0000b", "a\nb", "", "\x85"])
def test_a_key_is_a_word(vera: VisitorClient, kind: str, key: str) -> None:
    held: dict[str, Any] = (
        {"values": {key: "x"}} if kind == "give_details" else {"name": "x", "facts": {key: "x"}}
    )
    assert vera.ask(kind, **held).status_code == 422


@pytest.mark.parametrize(
    "address", ["http://[", "http://[::1", "http://a:99999/", "http://a:b/", "file:///etc/passwd"]
)
def test_an_owner_who_types_no_address_is_told_so(olga: TeammateClient, address: str) -> None:
    site = olga.http.get("/api/admin/sites").json()["sites"][0]["id"]
    checked = olga.http.post(f"/api/admin/sites/{site}/check", json={"address": address})
    assert checked.json() == {"found": False, "text": "This is not a web address."}
    assert olga.http.post("/api/admin/sources", json={"address": address}).status_code == 422


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]", "olga:x@127.0.0.1",
     "①②⑦.⓪.⓪.①", "127。0。0。1", "169.254.169.254"],
)  # fmt: skip
def test_the_check_of_a_page_reaches_nothing_private(
    open_desk: Open, olga: TeammateClient, host: str
) -> None:
    """F44: nor this desk itself, however its address is written."""
    site = olga.http.get("/api/admin/sites").json()["sites"][0]["id"]
    port = open_desk.desk.base.rpartition(":")[2]
    answer = olga.http.post(f"/api/admin/sites/{site}/check", json={"address": f"http://{host}:{port}/inbox"})
    assert answer.json()["found"] is False
    assert "private" in answer.json()["text"]


def test_another_business_reaches_nothing_by_ids(open_desk: Open, vera: VisitorClient) -> None:
    """F39."""
    rosa = open_desk.teammate("rosa@rival.example")
    site, visitor = open_desk.foundry.site.id, vera.session["visitor"]
    tried = [
        rosa.http.get(f"/api/inbox/conversations/{vera.conversation}"),
        rosa.http.get(f"/api/inbox/conversations/{vera.conversation}/events"),
        rosa.ask(vera.conversation, "note", message=str(uuid4()), text="mine now"),
        *(rosa.ask(vera.conversation, kind) for kind in ("wake", "decline", "pause_assistant")),
        rosa.http.post(f"/api/inbox/visitors/{visitor}/block", json={}),
        rosa.http.put(f"/api/admin/sites/{site}", json={"name": "Mine"}),
        rosa.http.put(f"/api/admin/sites/{site}/assistant", json={"enabled": False}),
        rosa.http.post(f"/api/admin/sites/{site}/check", json={"address": "https://a.example"}),
    ]
    assert [answer.status_code for answer in tried] == [404] * len(tried)


def test_a_case_goes_to_nobody_of_another_business(
    open_desk: Open, vera: VisitorClient, tess: TeammateClient
) -> None:
    """F39: it stays with the own team."""
    tess.take_over(vera.conversation)
    seen = tess.seen(vera.conversation)
    tess.ask(vera.conversation, "transfer", teammate=open_desk.rival.owner.id, **seen)
    tess.ask(vera.conversation, "transfer", team=open_desk.rival.team, **tess.seen(vera.conversation))
    told = str(tess.thread(vera.conversation))
    assert open_desk.rival.owner.id not in told
    assert open_desk.rival.team not in told


def test_the_same_command_id_of_another_sender_is_another_command(open_desk: Open) -> None:
    vera, vic, command = open_desk.visitor(), open_desk.visitor(), str(uuid4())
    vera.write("My order is A-10233.", command=command).raise_for_status()
    assert vic.write("My order is A-10233.", command=command).json().keys() == {"vseq"}
    assert "A-10233" in str(vic.events())


def test_twenty_who_claim_at_once_are_one_owner(
    vera: VisitorClient, tess: TeammateClient, open_desk: Open
) -> None:
    """P10, F28."""
    team = [tess, open_desk.teammate("tom@foundry.example")]
    epoch = team[0].thread(vera.conversation)["summary"]["epoch"]
    with ThreadPoolExecutor(20) as threads:
        answers = list(
            threads.map(lambda n: team[n % 2].ask(vera.conversation, "claim", epoch=epoch), range(20))
        )
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert [e["kind"] for e in team[0].thread(vera.conversation)["events"]].count("claimed") == 1


def test_twenty_times_the_same_command_at_once_is_done_once(open_desk: Open) -> None:
    vera, command, message = open_desk.visitor(), str(uuid4()), str(uuid4())
    with ThreadPoolExecutor(18) as threads:
        answers = list(
            threads.map(
                lambda _: vera.write("What is a web licence?", command=command, message=message), range(18)
            )
        )
    assert {answer.status_code for answer in answers} == {200}
    assert [event["kind"] for event in vera.events()].count("visitor_wrote") == 1


def test_two_tabs_that_begin_at_once_end_in_one_conversation(open_desk: Open) -> None:
    one = open_desk.visitor()
    other = open_desk.visitor(one.session["token"])
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda tab: tab.write("Hello, what is a web licence?"), (one, other)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [lost] = [answer for answer in answers if answer.status_code == 409]
    assert code(lost) == "continued"
    assert lost.json()["conversation"] in {one.conversation, other.conversation}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_a_foreign_form_can_send_is_no_command(vera: VisitorClient, kind: str) -> None:
    body = f'{{"command": "{uuid4()}", "kind": "withdraw"}}'
    path = f"/api/visitor/conversations/{vera.conversation}/commands"
    assert vera.http.post(path, content=body, headers={"Content-Type": kind}).status_code == 422


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/visitor/session", "/widget/frame?site=x", "/api/inbox/me", "/"]
)
def test_no_answer_can_be_framed_or_run_a_script(open_desk: Open, path: str) -> None:
    answer = httpx.get(open_desk.desk.base + path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/api/inbox/me", "/api/inbox/mail-bin", "/api/admin/teammates", "/api/admin/tokens/identity"]
)
def test_what_is_somebodys_own_is_kept_by_no_cache(olga: TeammateClient, path: str) -> None:
    answer = olga.http.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("path", ["/inbox", "/setup", "/widget/frame?site={site}"])
def test_our_pages_load_nothing_from_elsewhere(open_desk: Open, path: str) -> None:
    """What slipped into one could tell nobody, not even by the address of a picture."""
    page = httpx.get(open_desk.desk.base + path.format(site=open_desk.foundry.site.public_key))
    loads = page.headers["content-security-policy"].partition("frame-ancestors")[0]
    assert page.status_code == 200
    assert not any(word in loads for word in ("http", "*", "blob:"))


def test_only_the_sites_own_pages_frame_its_widget(open_desk: Open) -> None:
    answer = httpx.get(
        f"{open_desk.desk.base}/widget/frame", params={"site": open_desk.foundry.site.public_key}
    )
    assert "frame-ancestors 'self' https://foundry.example" in answer.headers["content-security-policy"]


def test_a_session_cookie_is_out_of_reach_of_scripts_and_other_sites(tess: TeammateClient) -> None:
    [cookie] = list(tess.http.cookies.jar)
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    assert cookie.path == "/"
    assert not cookie.domain_specified


def test_nobody_is_sent_elsewhere_by_a_host_or_a_path(open_desk: Open) -> None:
    for path in ("/", "//evil.example/", "/inbox//evil.example"):
        answer = httpx.get(open_desk.desk.base + path, headers={"Host": "evil.example"})
        assert "evil" not in answer.headers.get("location", "")


def test_a_forwarded_address_from_just_anybody_counts_for_nothing(exposed: Open) -> None:
    """F40: or each request would come from an address of its own."""
    forged = {"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7", "X-Real-IP": "203.0.113.7"}
    body = {"email": "tom@foundry.example", "password": "seven quiet lanterns"}
    tom = httpx.Client(base_url=exposed.desk.base, headers={"X-Chatref": "1", **forged})
    tom.post("/api/inbox/sign-in", json=body).raise_for_status()
    [current] = [row for row in tom.get("/api/inbox/sessions").json()["sessions"] if row["current"]]
    assert current["address"] == "127.0.0.1"


def test_one_address_cannot_lock_a_teammate_out() -> None:
    """F40: nor can it guess for long."""
    limits = Limits()
    within = Limit.SIGN_INS_PER_ADDRESS.value.most
    assert within < Limit.SIGN_INS_PER_EMAIL.value.most
    for _ in range(Limit.SIGN_INS_PER_ADDRESS_AND_EMAIL.value.most):
        limits.take(Limit.SIGN_INS_PER_ADDRESS_AND_EMAIL, "203.0.113.7 olga@foundry.example")
    limits.check(Limit.SIGN_INS_PER_ADDRESS_AND_EMAIL, "198.51.100.4 olga@foundry.example")


def test_what_breaks_inside_says_nothing_of_the_inside(open_desk: Open, vera: VisitorClient) -> None:
    log = open_desk.desk.log.read_text()
    assert "Traceback" not in log
    assert vera.session["token"] not in log
