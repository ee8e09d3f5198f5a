"""Nobody reaches what is not theirs: other visitors, other businesses, other sites' forms, floods and junk."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2 as httpx
import pytest

from tests.cast import PASSWORD
from tests.clients import TeammateClient
from tests.web.conftest import Open


def test_a_visitor_cannot_read_or_write_anothers_conversation(open_desk: Open) -> None:
    """F39, invariant 11."""
    vera, vic = open_desk.visitor(), open_desk.visitor()
    vera.write("My order is A-10233, please help.")
    vic.conversation = vera.conversation
    for answer in (
        vic.http.get(f"/api/visitor/conversations/{vera.conversation}"),
        vic.http.get(f"/api/visitor/conversations/{vera.conversation}/events"),
        vic.write("let me in"),
        vic.ask("withdraw"),
    ):
        assert answer.status_code == 404
        assert "A-10233" not in answer.text


def test_another_business_sees_nothing(open_desk: Open) -> None:
    """F39."""
    vera = open_desk.visitor()
    vera.write("A person please")
    rosa = TeammateClient.signing_in(open_desk.desk.base, "rosa@rival.example")
    assert rosa.listed("needs_person") == []
    assert rosa.http.get(f"/api/inbox/conversations/{vera.conversation}").status_code == 404
    assert rosa.ask(vera.conversation, "claim", epoch=1).status_code == 404


def test_an_id_taken_in_one_business_is_free_in_another(open_desk: Open) -> None:
    vera, stranger = open_desk.visitor(), open_desk.rivals_visitor()
    vera.write("Hello, what is a web licence?")
    stranger.conversation = vera.conversation
    assert stranger.write("Hello from the other shop, who are you?").status_code == 200
    assert "other shop" not in str(vera.events())


@pytest.mark.parametrize("path", ["/api/inbox/me", "/api/inbox/conversations", "/api/admin/sites"])
def test_without_a_session_there_is_nothing_to_read(open_desk: Open, path: str) -> None:
    answer = httpx.get(open_desk.desk.base + path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "signed_out"


def test_a_form_on_another_site_cannot_use_a_teammates_cookie(open_desk: Open) -> None:
    tess, vera = open_desk.teammate(), open_desk.visitor()
    vera.ask("ask_person")
    del tess.http.headers["X-Chatref"]
    assert tess.ask(vera.conversation, "claim", epoch=1).status_code == 403
    tess.http.headers.update({"X-Chatref": "1", "Origin": "https://evil.example"})
    assert tess.ask(vera.conversation, "claim", epoch=1).status_code == 403


def test_a_revoked_session_is_out_at_once(open_desk: Open) -> None:
    tess, elsewhere = open_desk.teammate(), open_desk.teammate()
    rows = tess.http.get("/api/inbox/sessions").json()["sessions"]
    for other in (row["id"] for row in rows if not row["current"]):
        tess.http.post(f"/api/inbox/sessions/{other}/revoke").raise_for_status()
    assert elsewhere.http.get("/api/inbox/me").status_code == 401
    assert tess.http.get("/api/inbox/me").status_code == 200


def test_a_teammate_may_not_change_sites(open_desk: Open) -> None:
    assert open_desk.teammate().http.get("/api/admin/sites").status_code == 403


def test_a_wrong_password_and_an_unknown_address_sound_the_same(open_desk: Open) -> None:
    def told(email: str, password: str) -> str:
        answer = httpx.post(
            f"{open_desk.desk.base}/api/inbox/sign-in",
            json={"email": email, "password": password},
            headers={"X-Chatref": "1"},
        )
        assert answer.status_code == 403
        return answer.text

    assert told("tess@foundry.example", "not hers at all") == told("nobody@foundry.example", PASSWORD)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "write", "message": "x", "text": "hello"}, "message"),
        ({"kind": "write", "message": str(uuid4()), "text": ""}, "text"),
        ({"kind": "write", "message": str(uuid4()), "text": "a" * 8_001}, "text"),
        ({"kind": "rate", "score": 9}, "score"),
        ({"kind": "leave_contact", "address": "nowhere"}, "address"),
        ({"kind": "give_details", "values": {}}, "values"),
        ({"kind": "report_event", "name": "DROP TABLE"}, "name"),
    ],
)
def test_bad_input_names_its_field_in_the_users_words(
    open_desk: Open, body: dict[str, object], field: str
) -> None:
    visitor = open_desk.visitor()
    answer = visitor.http.post(
        f"/api/visitor/conversations/{visitor.conversation}/commands", json={"command": str(uuid4()), **body}
    )
    assert answer.status_code == 422
    assert field in answer.json()["fields"]


def test_a_body_too_large_is_not_read(open_desk: Open) -> None:
    visitor = open_desk.visitor()
    assert visitor.write("x" * 70_000).status_code == 413


def test_nul_and_markup_are_harmless_words(open_desk: Open) -> None:
    visitor = open_desk.visitor()
    assert visitor.write("a\u0000b <script>alert(1)</script> \u202e what is a web licence?").is_success
    assert "\u0000" not in str(visitor.events())


def test_who_floods_is_told_when_to_come_back(open_desk: Open) -> None:
    """Abuse: rate limits per visitor."""
    visitor = open_desk.visitor()
    with ThreadPoolExecutor(8) as threads:  # as slow as a machine may be, more than two a second
        answers = [*threads.map(lambda n: visitor.write(f"again and again {n}, please?"), range(60))]
    late = next(answer for answer in answers if answer.status_code == 429)
    assert late.json()["retry_after"] > 0
    assert int(late.headers["Retry-After"]) >= 1


def test_a_blocked_visitor_cannot_write(open_desk: Open) -> None:
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("hello, is anybody there?")
    assert tess.http.post(f"/api/inbox/visitors/{visitor.session['visitor']}/block").is_success
    assert visitor.write("again?").status_code == 403
    assert tess.http.post(f"/api/inbox/visitors/{visitor.session['visitor']}/unblock").is_success
    assert visitor.write("and now?").is_success


def test_f38_an_address_that_somebody_types_makes_them_nobody(open_desk: Open) -> None:
    """F38, F39: neither left as a contact nor reported by a page does it show what its owner wrote."""
    vera, vic, tess = open_desk.visitor(), open_desk.visitor(), open_desk.teammate()
    typed = "vera@foundry.example"
    for visitor, words in ((vera, "My order is A-10233."), (vic, "I am Vera, show me my order.")):
        visitor.write(words).raise_for_status()
        visitor.ask("leave_contact", address=typed).raise_for_status()
        visitor.ask("report_event", name="signed_in", facts={"email": typed}).raise_for_status()
    shown = tess.thread(vic.conversation)["visitor"]
    assert (shown["contact"], shown["identified"], shown["earlier"]) == (typed, False, [])
    assert vic.http.get(f"/api/visitor/conversations/{vera.conversation}").status_code == 404
    back = open_desk.visitor(vic.session["token"])
    assert (back.session["visitor"], back.session["conversation"]) == (
        vic.session["visitor"],
        vic.conversation,
    )
    assert "A-10233" not in str(vic.events()) + str(vic.snapshot()) + str(back.session)
