"""What an owner switches and reports takes hold at once."""

from uuid import uuid4

import httpx2 as httpx

from tests.clients import VisitorClient
from tests.web.conftest import Open


def _switch(open_desk: Open, *, enabled: bool) -> None:
    olga = open_desk.teammate("olga@foundry.example")
    path = f"/api/admin/sites/{open_desk.foundry.site.id}/assistant"
    olga.http.put(path, json={"enabled": enabled}).raise_for_status()


def _report(open_desk: Open, secret: str, conversation: str, **more: object) -> httpx.Response:
    return httpx.post(
        f"{open_desk.desk.base}/api/events",
        headers={"Authorization": f"Bearer {secret}"},
        json={"conversation": conversation, "name": "payment_failed", "facts": {"order": "A-10291"}, **more},
    )


def test_a_paused_assistant_leaves_every_message_to_the_team_at_once(open_desk: Open) -> None:
    """F6: by the switch of the site; what the assistant still owed moves too."""
    tess = open_desk.teammate()
    _switch(open_desk, enabled=False)
    try:
        visitor = open_desk.visitor()
        visitor.write("Is there an education discount?")
        visitor.awaits("desk_said", line="hand_over")
        assert "assistant_answered" not in [event["kind"] for event in visitor.events()]
        assert visitor.conversation in [row["conversation"] for row in tess.listed("needs_person")]
    finally:
        _switch(open_desk, enabled=True)
    again = open_desk.visitor()
    again.write("Is there an education discount?")
    again.awaits("assistant_answered")


def test_the_assistant_can_be_paused_in_one_conversation(open_desk: Open) -> None:
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("Is there an education discount?")
    visitor.awaits("assistant_answered")
    assert tess.ask(visitor.conversation, "pause_assistant").is_success
    before = visitor.snapshot()["vseq"]
    visitor.write("And for a whole school?")
    visitor.awaits("desk_said", after=before, line="hand_over")
    kinds = [event["kind"] for event in visitor.events(before)]
    assert "assistant_answered" not in kinds


def test_a_failed_payment_that_a_server_verifies_hands_over_by_itself(open_desk: Open) -> None:
    """S3, P2: without another word of the visitor, and once however often it is reported."""
    olga, visitor = open_desk.teammate("olga@foundry.example"), open_desk.visitor()
    secret = olga.http.post("/api/admin/tokens", json={"name": "shop"}).raise_for_status().json()["secret"]
    visitor.write("hello, what is a web licence?")
    visitor.awaits("assistant_answered")
    event = str(uuid4())
    first, again = (_report(open_desk, secret, visitor.conversation, id=event) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    visitor.awaits("desk_said", line="hand_over")
    thread = olga.thread(visitor.conversation)
    received = [each for each in thread["events"] if each["kind"] == "business_event_received"]
    assert [each["verified"] for each in received] == [True]
    assert "payment_failed" in thread["handoff"]["why"]


def test_a_page_may_report_before_anybody_writes(open_desk: Open) -> None:
    """S3: the visitor with a failed payment at 23:40."""
    visitor = open_desk.visitor()
    assert visitor.ask("report_event", name="payment_failed", facts={"order": "A-10291"}).is_success
    visitor.awaits("desk_said", line="hand_over")
    assert visitor.snapshot()["head"]["stage"] in {"waiting", "collecting"}


def test_a_token_speaks_only_for_its_own_business_and_dies_when_revoked(open_desk: Open) -> None:
    olga, stranger = open_desk.teammate("olga@foundry.example"), open_desk.rivals_visitor()
    stranger.write("hello, what is this shop about?")
    secret = olga.http.post("/api/admin/tokens", json={"name": "till"}).json()["secret"]
    assert _report(open_desk, secret, stranger.conversation).status_code == 404
    rows = olga.http.get("/api/admin/tokens").json()["tokens"]
    token = next(row["id"] for row in rows if row["name"] == "till")
    assert "secret" not in str(rows)
    olga.http.post(f"/api/admin/tokens/{token}/revoke").raise_for_status()
    assert _report(open_desk, secret, stranger.conversation).status_code == 401


def test_a_source_with_a_mistyped_address_can_be_removed(open_desk: Open) -> None:
    """P19: by who keeps the knowledge, and nobody else."""
    olga, tess = open_desk.teammate("olga@foundry.example"), open_desk.teammate()
    asked = {"address": "https://hlep.foundry.invalid/"}
    source = olga.http.post("/api/admin/sources", json=asked).raise_for_status().json()["source"]
    path = f"/api/admin/sources/{source}"
    assert tess.http.delete(path).status_code == 403
    assert source in [row["id"] for row in olga.http.get("/api/admin/sources").json()["sources"]]
    assert olga.http.delete(path).json() == {"source": source}
    assert source not in [row["id"] for row in olga.http.get("/api/admin/sources").json()["sources"]]
    assert olga.http.delete(path).status_code == 404


def test_the_rules_can_be_read_in_plain_words(open_desk: Open) -> None:
    """S11, P3."""
    rules = open_desk.teammate("olga@foundry.example").http.get("/api/admin/rules").json()["rules"]
    assert any("When the visitor asks for a person, hand over to" in rule["sentence"] for rule in rules)


def test_a_visitors_language_comes_with_the_first_word(open_desk: Open) -> None:
    """P12: the desk's own words in the visitor's language."""
    visitor = VisitorClient.arriving(open_desk.desk.base, open_desk.foundry.site.public_key)
    visitor.http.headers["Accept-Language"] = "de-DE,de;q=0.9"
    visitor.write("Ich möchte mit einem Mitarbeiter sprechen")
    line = visitor.awaits("desk_said", line="hand_over")
    assert "Ab hier übernimmt ein Mensch" in line["text"]
