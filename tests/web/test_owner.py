"""What an owner switches and reports takes hold at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2 as httpx

from tests.clients import Json, TeammateClient, VisitorClient
from tests.visitors.test_vouching import signed
from tests.web.conftest import Open

ADA = "ada@byron.example"


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


def test_p11_the_owner_says_how_visitors_get_to_know_a_person(open_desk: Open) -> None:
    """At once, and in what was told before, too; over plain requests as over the socket (live/test_introducing)."""
    olga, tess, visitor = (
        open_desk.teammate("olga@foundry.example"),
        open_desk.teammate(),
        open_desk.visitor(),
    )
    path = f"/api/admin/sites/{open_desk.foundry.site.id}"
    visitor.write("My download link does not work.")
    visitor.ask("ask_person").raise_for_status()
    tess.take_over(visitor.conversation).raise_for_status()

    def told(way: str) -> str:
        changed = olga.http.put(path, json={"introduces": way}).raise_for_status().json()
        [site] = olga.http.get("/api/admin/sites").raise_for_status().json()["sites"]
        assert changed["introduces"] == site["introduces"] == way
        return str([visitor.events(), visitor.snapshot()])

    try:
        found = {way: told(way) for way in ("name", "team", "face")}
    finally:
        olga.http.put(path, json={"introduces": "face"}).raise_for_status()
    assert {way: ("Tess Type" in text, "initials" in text) for way, text in found.items()} == {
        "face": (True, True),
        "name": (True, False),
        "team": (False, False),
    }
    assert "Tess" not in found["team"]
    assert olga.http.put(path, json={"introduces": "alias"}).status_code == 422


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


def _vouch(olga: TeammateClient, sub: str, **said: object) -> str:
    """As the shop's server does it."""
    secret = olga.http.get("/api/admin/tokens/identity").raise_for_status().json()["secret"]
    return signed({"sub": sub, "exp": (datetime.now(UTC) + timedelta(hours=1)).timestamp(), **said}, secret)


def _tell(visitor: VisitorClient, **said: object) -> Json:
    told: Json = visitor.http.post("/api/visitor/known", json=said).raise_for_status().json()
    return told


def test_f38_p2_what_the_businesss_server_signs_of_a_visitor_is_judged_by_its_rules(
    open_desk: Open, olga: TeammateClient
) -> None:
    """And what a page claims is not, unless a rule says so."""
    before = "/api/admin/rules"
    book = olga.http.get(before).json()
    plan = {"attribute": {"name": "plan", "value": "enterprise"}}
    rule = {"name": "Enterprise", "when": {"all": [plan, {"identified": True}]}, "reason": "Enterprise"}
    kept = {name: book[name] for name in ("intents", "playbooks")}
    draft = {"based_on": book["version"], "rules": [rule, *book["rules"]], **kept}
    saved = olga.http.put(before, json=draft).raise_for_status().json()
    claiming, vouched_for = open_desk.visitor(), open_desk.visitor()
    _tell(claiming, attributes={"plan": "enterprise"})
    told = _tell(
        vouched_for, identity=_vouch(olga, str(uuid4()), name="Ada Byron", plan="enterprise", email=ADA)
    )
    assert told == {"visitor": vouched_for.session["visitor"], "token": None}
    for each in (claiming, vouched_for):
        each.write("Is there an education discount?").raise_for_status()
    vouched_for.awaits("desk_said", line="hand_over")
    claiming.awaits("assistant_answered")
    thread = olga.thread(vouched_for.conversation)
    assert thread["handoff"]["reason"] == "Enterprise"
    assert "the visitor is identified" in thread["handoff"]["why"]
    assert (thread["visitor"]["name"], thread["visitor"]["identified"]) == ("Ada Byron", True)
    contacts = [each.snapshot()["head"]["contact"] for each in (vouched_for, claiming)]
    assert contacts == [ADA, None], "F37: what is known is not asked for"
    shown = olga.thread(claiming.conversation)["visitor"]
    assert (shown["identified"], shown["attributes"], shown["claimed"]) == (
        False,
        {"plan": "enterprise"},
        ["plan"],
    )
    assert thread["visitor"]["claimed"] == []
    back = {"based_on": saved["version"], "rules": book["rules"], **kept}
    olga.http.put(before, json=back).raise_for_status()


def test_f38_what_nobody_signed_identifies_nobody_and_nothing_of_it_is_kept(
    open_desk: Open, olga: TeammateClient
) -> None:
    visitor = open_desk.visitor()
    visitor.write("hello").raise_for_status()
    until = (datetime.now(UTC) + timedelta(hours=1)).timestamp()
    for token in ("me", signed({"sub": "ada", "exp": until}, "guessed"), _vouch(olga, "ada", exp=1)):
        asked = {"identity": token, "attributes": {"plan": "enterprise"}}
        answer = visitor.http.post("/api/visitor/known", json=asked)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["identity"])
    shown = olga.thread(visitor.conversation)["visitor"]
    assert (shown["identified"], shown["attributes"]) == (False, {})
    assert open_desk.teammate().http.get("/api/admin/tokens/identity").status_code == 403


def test_f39_somebody_elses_sign_in_in_the_same_browser_leaves_the_thread_behind(
    open_desk: Open, olga: TeammateClient
) -> None:
    ada, bob = str(uuid4()), str(uuid4())
    visitor = open_desk.visitor()
    visitor.write("I am Ada, where is my invoice?").raise_for_status()
    assert _tell(visitor, identity=_vouch(olga, ada))["token"] is None  # the thread goes on
    told = _tell(visitor, identity=_vouch(olga, bob))
    assert told["visitor"] != visitor.session["visitor"]
    after = VisitorClient.arriving(open_desk.desk.base, open_desk.foundry.site.public_key, told["token"])
    assert (after.session["token"], after.session["conversation"]) == (told["token"], None)
    after.conversation = visitor.conversation
    assert after.http.get(f"/api/visitor/conversations/{visitor.conversation}").status_code == 404


def test_p11_who_is_identified_goes_on_in_another_browser(open_desk: Open, olga: TeammateClient) -> None:
    ada = str(uuid4())
    desktop, phone = open_desk.visitor(), open_desk.visitor()
    _tell(desktop, identity=_vouch(olga, ada))
    desktop.write("Where is my invoice?").raise_for_status()
    told = _tell(phone, identity=_vouch(olga, ada))
    there = VisitorClient.arriving(open_desk.desk.base, open_desk.foundry.site.public_key, told["token"])
    assert there.session["conversation"] == desktop.conversation
    there.conversation = desktop.conversation
    assert there.events()[0]["kind"] == "started"


def test_s3_a_server_reports_what_happened_to_whom_by_its_own_id_of_them(
    open_desk: Open, olga: TeammateClient
) -> None:
    """It need not know how we call a conversation."""
    visitor, ada = open_desk.visitor(), str(uuid4())
    secret = olga.http.post("/api/admin/tokens", json={"name": "till"}).raise_for_status().json()["secret"]
    said: Json = {"name": "payment_failed", "facts": {"order": "A-10291"}}
    server = {"Authorization": f"Bearer {secret}"}
    report = f"{open_desk.desk.base}/api/events"
    _tell(visitor, identity=_vouch(olga, ada))
    assert httpx.post(report, headers=server, json={**said, "user": ada}).status_code == 404
    visitor.write("hello, what is a web licence?").raise_for_status()
    visitor.awaits("assistant_answered")
    assert httpx.post(report, headers=server, json={**said, "user": ada}).status_code == 200
    assert httpx.post(report, headers=server, json=said).status_code == 422
    visitor.awaits("desk_said", line="hand_over")
