"""What a handoff teaches, over the wire: from a question without an answer to a test that it has one (P17, S18)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest

from chatref.web.limits import Limit
from tests.clients import PATIENCE, TeammateClient, VisitorClient
from tests.web.conftest import Open

Json = dict[str, Any]
CORRECTIONS = "/api/insights/corrections"
TESTS = "/api/admin/test-cases"
ANSWER = "Yes. Zebra prints come in two sizes, A3 & A2.\n\nThey <b>ship</b> from Hamburg within two days."


@pytest.fixture(scope="module")
def tess(open_desk: Open) -> TeammateClient:
    return open_desk.teammate()


def _handed_over(open_desk: Open, tess: TeammateClient, *said: str) -> tuple[VisitorClient, str]:
    """After these words, each answered; and the handoff's id."""
    visitor, after = open_desk.visitor(), 0
    for text in said:
        visitor.write(text).raise_for_status()
        after = visitor.awaits("assistant_answered", after)["vseq"]
    visitor.ask("ask_person").raise_for_status()
    return visitor, str(tess.awaits(visitor.conversation, "handoff_opened")["handoff"])


def _closed(tess: TeammateClient, conversation: str, lesson: str) -> None:
    tess.take_over(conversation).raise_for_status()
    tess.reply(conversation, "Let me see.").raise_for_status()
    tess.ask(
        conversation, "resolve", outcome="elsewhere", lesson=lesson, **tess.seen(conversation)
    ).raise_for_status()


def _propose(tess: TeammateClient, conversation: str, handoff: str, **more: object) -> httpx.Response:
    path = f"/api/inbox/conversations/{conversation}/corrections"
    return tess.http.post(path, json={"handoff": handoff, **more})


def _crumpled(open_desk: Open, tess: TeammateClient) -> Json:
    """A person should have come at once; and somebody else had the word, too."""
    somebody, visitor = open_desk.visitor(), open_desk.visitor()
    for who, text in ((somebody, "Is it crumpled on purpose?"), (visitor, "My map came crumpled.")):
        who.write(text).raise_for_status()
        who.awaits("assistant_answered")
    visitor.write("Is that so?").raise_for_status()
    handoff = tess.awaits(visitor.conversation, "handoff_opened")["handoff"]
    wish = {"kind": "rule", "wanted": "hand_over"}
    found: Json = _propose(tess, visitor.conversation, handoff, **wish).raise_for_status().json()
    return found


def _decide(
    olga: TeammateClient, correction: Json, decision: str = "accept", **more: object
) -> httpx.Response:
    return olga.http.post(f"/api/admin/corrections/{correction['id']}/{decision}", json=more)


def _tests(olga: TeammateClient) -> Json:
    found: Json = olga.http.get(TESTS).raise_for_status().json()
    return found


def _test(olga: TeammateClient, test_case: str, so: Callable[[Json], bool]) -> Json:
    """The last result of a test case, as soon as it is so."""
    until = time.monotonic() + PATIENCE
    while True:
        (mine,) = [each for each in _tests(olga)["test_cases"] if each["id"] == test_case]
        last: Json | None = mine["last"]
        if last is not None and so(last):
            return last
        assert time.monotonic() < until, mine
        time.sleep(0.1)


def test_what_the_content_lacked_is_answered_from_then_on(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    """P17, S18, S14: not found, handed over, reviewed, corrected, accepted; found, cited, and kept so by a test."""
    visitor, handoff = _handed_over(open_desk, tess, "Do you sell zebra prints?")
    assert visitor.awaits("assistant_answered")["answer"] == "not_found"
    _closed(tess, visitor.conversation, "content_missing")
    assert tess.awaits(visitor.conversation, "reviewed")["lesson"] == "content_missing"

    said = {
        "kind": "answer",
        "question": "Do you sell zebra prints?",
        "answer": ANSWER,
        "note": "Often asked.",
    }
    first = (
        _propose(tess, visitor.conversation, handoff, **{**said, "answer": "No."}).raise_for_status().json()
    )
    proposed = _propose(tess, visitor.conversation, handoff, **said).raise_for_status().json()
    assert (proposed["id"], proposed["state"], proposed["rule"]) == (first["id"], "proposed", None)
    assert (proposed["subject"], proposed["by"]["name"]) == ("Do you sell zebra prints?", "Tess Type")
    listed = tess.http.get(CORRECTIONS, params={"state": "proposed"}).json()
    assert (listed["corrections"], listed["proposed"]) == ([proposed], 1)
    assert _decide(tess, proposed).status_code == 403

    accepted = _decide(olga, proposed).raise_for_status().json()
    assert (accepted["state"], accepted["decided_by"]["name"]) == ("accepted", "Olga Owner")
    again = open_desk.visitor()
    again.write("Do you have prints of zebras, too?").raise_for_status()
    answered = again.awaits("assistant_answered")
    assert (answered["answer"], answered["citations"]) == (
        "answer",
        [{"title": "Do you sell zebra prints?", "address": accepted["page"], "heading": ""}],
    )
    result = _test(olga, accepted["test_case"], lambda _: True)
    assert (result["passed"], result["found"]) == (True, "Answered from “Do you sell zebra prints?”.")
    (cited,) = olga.http.get("/api/admin/answers/cited").raise_for_status().json()["cited"]
    assert (cited["address"], cited["messages"]) == (accepted["page"], 1)
    assert cited["figures"]["episodes"] == cited["figures"]["alone_going_on"] == 1


def test_an_answer_of_the_team_has_a_page_and_is_no_source_to_be_read(
    open_desk: Open, olga: TeammateClient
) -> None:
    """F41: told apart from what is crawled; what it says is text and never markup."""
    (answer,) = olga.http.get("/api/admin/answers").raise_for_status().json()["answers"]
    page = httpx.get(f"{open_desk.desk.base}{answer['address']}")
    assert page.status_code == 200
    assert "Do you sell zebra prints?" in page.text
    assert '<html lang="en">' in page.text
    assert "A3 &amp; A2" in page.text
    assert "&lt;b&gt;ship&lt;/b&gt;" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert httpx.get(f"{open_desk.desk.base}/answers/{uuid4()}").status_code == 404
    assert httpx.get(f"{open_desk.desk.base}/answers/none").status_code == 404
    (source,) = olga.http.get("/api/admin/sources").json()["sources"]
    assert (source["kind"], source["state"], source["learned"]) == ("written", "learned", 1)
    for refused in (
        olga.http.post(f"/api/admin/sources/{source['id']}/again"),
        olga.http.post(f"/api/admin/sources/{source['id']}/stop"),
        olga.http.delete(f"/api/admin/sources/{source['id']}"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "written_by_hand")


def test_an_answer_is_changed_and_removed_and_its_test_says_so(open_desk: Open, olga: TeammateClient) -> None:
    """P17: holds for the next question; a page that is gone fails the test that asks for it."""
    (answer,) = olga.http.get("/api/admin/answers").json()["answers"]
    (test_case,) = _tests(olga)["test_cases"]
    path = f"/api/admin/answers/{answer['id']}"
    olga.http.patch(path, json={"answer": "Zebra prints are sold out until spring."}).raise_for_status()
    visitor = open_desk.visitor()
    visitor.write("Do you sell zebra prints?").raise_for_status()
    assert "sold out" in visitor.awaits("assistant_answered")["text"]
    assert _test(olga, test_case["id"], lambda last: last["passed"])
    assert olga.http.delete(path).raise_for_status().json() == {"id": answer["id"]}
    assert olga.http.delete(path).status_code == 404
    late = open_desk.visitor()
    late.write("Do you sell zebra prints?").raise_for_status()
    assert late.awaits("assistant_answered")["answer"] == "not_found"
    failed = _test(olga, test_case["id"], lambda last: not last["passed"])
    assert failed["found"] == f"Found no answer instead of answering from “{answer['address']}”."
    assert olga.http.get("/api/admin/sources").json()["sources"] == []
    olga.http.delete(f"{TESTS}/{test_case['id']}").raise_for_status()


def test_an_answer_written_by_hand_is_found_like_any(open_desk: Open, olga: TeammateClient) -> None:
    """P17: out of no conversation; and nobody needs a person to know it."""
    asked = {"question": "Do you sell  okapi\nprints?", "answer": "Yes, on Fridays."}
    assert olga.http.post("/api/admin/answers", json={**asked, "answer": " "}).status_code == 422
    made = olga.http.post("/api/admin/answers", json=asked).raise_for_status().json()
    assert (made["question"], made["conversation"]) == ("Do you sell okapi prints?", None)
    visitor = open_desk.visitor()
    visitor.write("Do you sell okapi prints?").raise_for_status()
    assert visitor.awaits("assistant_answered")["citations"][0]["address"] == made["address"]
    page = httpx.get(f"{open_desk.desk.base}{made['address']}").text
    assert '<h1 dir="auto">' in page
    assert '<p dir="auto">Yes, on Fridays.' in page
    olga.http.delete(f"/api/admin/answers/{made['id']}").raise_for_status()


def test_a_needless_handoff_fails_its_test_until_the_rules_are_changed(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    """P17, S18, P3."""
    book = olga.http.get("/api/admin/rules").json()
    stripes = {"name": "Stripes", "when": {"phrase": ["stripes"]}, "reason": "Stripes"}
    ours = {"rules": [stripes, *book["rules"]], "playbooks": book["playbooks"]}
    based_on = olga.http.put("/api/admin/rules", json={"based_on": book["version"], **ours}).json()["version"]
    visitor = open_desk.visitor()
    visitor.write("Are the stripes printed by hand?").raise_for_status()
    opened = tess.awaits(visitor.conversation, "handoff_opened")
    _closed(tess, visitor.conversation, "needless")
    wish = {"kind": "rule", "wanted": "stay"}
    proposed = _propose(tess, visitor.conversation, opened["handoff"], **wish).raise_for_status().json()
    assert (proposed["rule"], proposed["question"]) == ("Stripes", "Are the stripes printed by hand?")
    accepted = _decide(olga, proposed).raise_for_status().json()
    failed = _test(olga, accepted["test_case"], lambda _: True)
    assert (failed["passed"], failed["version"]) == (False, based_on)
    assert failed["found"] == "Handed over by the rule “Stripes” instead of staying with the assistant."

    theirs = {"rules": book["rules"], "playbooks": book["playbooks"]}
    saved = olga.http.put("/api/admin/rules", json={"based_on": based_on, **theirs}).json()["version"]
    passed = _test(olga, accepted["test_case"], lambda last: last["version"] == saved)
    assert (passed["passed"], passed["found"]) == (True, "Found no answer.")
    ran = olga.http.post(f"{TESTS}/run").raise_for_status().json()
    assert (ran["passed"], ran["failed"], ran["running"], ran["version"]) == (1, 0, False, saved)


def test_p17_a_wish_to_the_rules_comes_with_rules_that_an_owner_may_take(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    """P3: with what each would have done; nothing holds until it is saved, and then the test case passes."""
    proposed = _crumpled(open_desk, tess)
    assert proposed["question"] == "My map came crumpled."
    path = f"/api/admin/corrections/{proposed['id']}"
    early = olga.http.get(f"{path}/rules").raise_for_status().json()
    assert (
        olga.http.get(f"{path}/rules", params={"wanted": "stay"}).json()["none"]
        == "The rules do this already."
    )
    mine = _decide(olga, proposed).raise_for_status().json()["test_case"]
    kept = {
        "name": "Zebras",
        "said": [{"who": "visitor", "text": "Crumpled?"}],
        "expects": {"hand_over": False},
    }
    other = olga.http.post(TESTS, json=kept).raise_for_status().json()["id"]
    assert not _test(olga, mine, lambda _: True)["passed"]
    assert tess.http.get(f"{TESTS}/{mine}/rules").status_code == 403
    assert open_desk.teammate("rosa@rival.example").http.get(f"{TESTS}/{mine}/rules").status_code == 404

    before = olga.http.get("/api/admin/rules").json()
    found = olga.http.get(f"{TESTS}/{mine}/rules").raise_for_status().json()
    assert [each["rule"] for each in found["proposals"]] == [each["rule"] for each in early["proposals"]]
    (crumpled,) = [each for each in found["proposals"] if each["rule"]["when"] == {"phrase": ["crumpled"]}]
    assert crumpled["rule"]["sentence"].startswith("When the visitor writes “crumpled”, hand over to ")
    assert (crumpled["before"], crumpled["replaces"], crumpled["passes"]) == ("Asks for a person", None, True)
    assert crumpled["breaks"] == [{"id": other, "name": "Zebras"}]
    assert crumpled["changes"].get("new", 0) + crumpled["changes"].get("sooner", 0) >= 1
    assert crumpled["conversations"] >= 2
    assert olga.http.get("/api/admin/rules").json() == before

    at = [rule["name"] for rule in before["rules"]].index(crumpled["before"])
    rules = [*before["rules"][:at], crumpled["rule"], *before["rules"][at:]]
    asked = {"based_on": before["version"], "rules": rules, "playbooks": before["playbooks"]}
    saved = olga.http.put("/api/admin/rules", json=asked).raise_for_status().json()["version"]
    assert _test(olga, mine, lambda last: last["version"] == saved)["passed"]
    assert not _test(olga, other, lambda last: last["version"] == saved)["passed"]
    assert olga.http.get(f"{TESTS}/{mine}/rules").json()["none"] == "The rules do this already."
    theirs = {"based_on": saved, "rules": before["rules"], "playbooks": before["playbooks"]}
    olga.http.put("/api/admin/rules", json=theirs).raise_for_status()
    for each in (mine, other):
        olga.http.delete(f"{TESTS}/{each}").raise_for_status()


def _bent(open_desk: Open, olga: TeammateClient) -> tuple[str, Json, Json]:
    """The team of bent posters, a book whose rule sends them elsewhere, and the one before it."""
    returns = olga.http.post("/api/admin/teams", json={"name": "Returns"}).raise_for_status().json()["id"]
    members = {"members": [open_desk.foundry.tom.id]}
    olga.http.put(f"/api/admin/teams/{returns}", json=members).raise_for_status()
    book = olga.http.get("/api/admin/rules").raise_for_status().json()
    bent = {"name": "Bent", "when": {"phrase": ["bent"]}, "reason": "Bent"}
    return str(returns), _saved(olga, {**book, "rules": [bent, *book["rules"]]}), book


def _saved(olga: TeammateClient, book: Json, version: int | None = None) -> Json:
    """The same book, as it holds then."""
    asked = {"rules": book["rules"], "playbooks": book["playbooks"], "based_on": version or book["version"]}
    saved = olga.http.put("/api/admin/rules", json=asked).raise_for_status().json()
    return {**book, "version": saved["version"]}


def test_p17_a_case_of_another_team_becomes_a_rule_with_that_team_and_a_test_that_holds_it(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    """P3: proposed with what each team would get; a rival's team is none."""
    returns, book, before = _bent(open_desk, olga)
    visitor = open_desk.visitor()
    visitor.write("My poster came bent.").raise_for_status()
    opened = tess.awaits(visitor.conversation, "handoff_opened")
    seen = tess.seen(visitor.conversation)
    tess.ask(visitor.conversation, "transfer", team=returns, **seen).raise_for_status()
    wish = {"kind": "rule", "wanted": "other_team"}
    for team in (None, str(uuid4()), open_desk.rival.team):
        refused = _propose(tess, visitor.conversation, opened["handoff"], team=team, **wish)
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["team"])
    proposed = _propose(tess, visitor.conversation, opened["handoff"], team=returns, **wish).json()
    assert (proposed["wanted"], proposed["team"], proposed["rule"]) == ("other_team", returns, "Bent")
    early = olga.http.get(f"/api/admin/corrections/{proposed['id']}/rules").raise_for_status().json()
    mine = _decide(olga, proposed).raise_for_status().json()["test_case"]
    assert _test(olga, mine, lambda last: not last["passed"])["found"].endswith(" instead of to Returns.")

    found = olga.http.get(f"{TESTS}/{mine}/rules").raise_for_status().json()
    assert found["proposals"] == early["proposals"]
    first = found["proposals"][0]
    assert (first["kind"], first["replaces"], first["passes"]) == ("changed", "Bent", True)
    assert (first["rule"]["team"], first["changes"]) == (returns, {"other_team": 1})
    assert {"team": "Returns", "now": 0, "draft": 1} in first["teams"]
    saved = _saved(olga, {**book, "rules": [first["rule"], *before["rules"]]})
    passed = _test(olga, mine, lambda last: last["version"] == saved["version"])
    assert (passed["passed"], passed["found"]) == (True, "Handed over by the rule “Bent” to Returns.")

    (kept,) = [each for each in _tests(olga)["test_cases"] if each["id"] == mine]
    assert kept["expects"] == {"hand_over": True, "reason": None, "team": returns, "answer_from": None}
    for expects in ({"hand_over": True, "team": open_desk.rival.team}, {"hand_over": False, "team": returns}):
        refused = olga.http.patch(f"{TESTS}/{mine}", json={"expects": expects})
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["expects.team"])
    _saved(olga, before, saved["version"])
    olga.http.delete(f"{TESTS}/{mine}").raise_for_status()
    olga.http.delete(f"/api/admin/teams/{returns}").raise_for_status()


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    """P17: one answer and one test case come of it; the winner may press again."""
    visitor, handoff = _handed_over(open_desk, tess, "Do you sell giraffe prints?")
    said = {"kind": "answer", "question": "Do you sell giraffe prints?", "answer": "Not yet."}
    proposed = _propose(tess, visitor.conversation, handoff, **said).json()
    windows = [olga, open_desk.teammate("olga@foundry.example")]
    with ThreadPoolExecutor(2) as threads:
        accepted, dismissed = threads.map(_decide, windows, [proposed] * 2, ["accept", "dismiss"])
    assert sorted([accepted.status_code, dismissed.status_code]) == [200, 409]
    lost = next(each for each in (accepted, dismissed) if each.status_code == 409).json()
    won = accepted if accepted.status_code == 200 else dismissed
    assert lost["code"] == "already_decided"
    assert "Olga Owner" in lost["detail"]
    assert _decide(olga, proposed, "accept" if won is accepted else "dismiss").json() == won.json()
    answers = olga.http.get("/api/admin/answers").json()["answers"]
    assert len([each for each in answers if "giraffe" in each["question"]]) == (won is accepted)


def test_a_test_case_is_made_by_hand_or_of_a_conversation_and_changed(
    open_desk: Open, tess: TeammateClient, olga: TeammateClient
) -> None:
    visitor, _ = _handed_over(open_desk, tess, "Do you sell okapi prints?", "Thank you!")
    first = next(
        each["seq"] for each in tess.thread(visitor.conversation)["events"] if each["kind"] == "visitor_wrote"
    )
    asked = {"conversation": visitor.conversation, "up_to": first, "expects": {"hand_over": False}}
    kept = olga.http.post(TESTS, json=asked).raise_for_status().json()
    assert (kept["name"], kept["origin"]) == ("Do you sell okapi prints?", visitor.conversation)
    assert [each["text"] for each in kept["said"]] == ["Do you sell okapi prints?"]
    whole = olga.http.post(TESTS, json={**asked, "up_to": None}).raise_for_status().json()
    assert [each["who"] for each in whole["said"]] == ["visitor", "assistant", "visitor"]
    assert whole["said"][1]["found"] is False
    assert olga.http.post(TESTS, json={**asked, "up_to": first + 1}).status_code == 422

    person = [{"who": "visitor", "text": "I want to talk to a human."}]
    asked = {"name": "A person", "said": person, "expects": {"hand_over": True}}
    made = olga.http.post(TESTS, json=asked).json()
    assert _test(olga, made["id"], lambda last: last["passed"])
    path = f"{TESTS}/{made['id']}"
    olga.http.patch(path, json={"expects": {"hand_over": True, "reason": "Zebras"}}).raise_for_status()
    wrong = _test(olga, made["id"], lambda last: not last["passed"])
    assert wrong["found"].endswith("instead of for “Zebras”.")
    assert olga.http.patch(path, json={"said": []}).status_code == 422
    assert olga.http.post(TESTS, json={"name": "Nothing", "expects": {"hand_over": True}}).status_code == 422
    press = {"name": "B", "pressed": True, "expects": {"hand_over": True}}
    pressed = olga.http.post(TESTS, json=press).json()
    assert (pressed["said"], pressed["pressed"], made["pressed"]) == ([], True, False)
    assert _test(olga, pressed["id"], lambda last: last["passed"])["found"].endswith("pressed for a person.")
    path = f"{TESTS}/{pressed['id']}"
    assert olga.http.patch(path, json={"pressed": False}).status_code == 422
    assert olga.http.patch(path, json={"expects": {"hand_over": False}}).status_code == 200
    assert "the rule says that stands" in olga.http.get(f"{path}/rules").json()["none"]
    both = {"hand_over": True, "answer_from": "/answers/1"}
    assert olga.http.post(TESTS, json={"name": "B", "said": person, "expects": both}).status_code == 422
    for each in (kept, whole, made, pressed):
        olga.http.delete(f"{TESTS}/{each['id']}").raise_for_status()


def test_what_is_another_businesss_is_not_there(open_desk: Open, tess: TeammateClient) -> None:
    """F39."""
    visitor, handoff = _handed_over(open_desk, tess, "Do you sell tapir prints?")
    rosa = open_desk.teammate("rosa@rival.example")
    said = {"kind": "answer", "answer": "No."}
    assert _propose(rosa, visitor.conversation, handoff, **said).status_code == 404
    assert _propose(tess, visitor.conversation, str(uuid4()), **said).status_code == 404
    assert _propose(tess, visitor.conversation, handoff, kind="answer").status_code == 422
    proposed = _propose(tess, visitor.conversation, handoff, **said).raise_for_status().json()
    assert _decide(rosa, proposed).status_code == 404
    assert rosa.http.get(CORRECTIONS).json() == {"corrections": [], "proposed": 0}
    asked = {"conversation": visitor.conversation, "expects": {"hand_over": False}}
    assert rosa.http.post(TESTS, json=asked).status_code == 404


def test_who_runs_them_over_and_over_is_slowed_down(open_desk: Open) -> None:
    """Abuse: whoever waits for a run that is under way knocks at the database all the while."""
    rosa = open_desk.teammate("rosa@rival.example")
    most = Limit.TEST_RUNS_PER_TEAMMATE.value.most
    runs = (rosa.http.post(f"{TESTS}/run").status_code for _ in range(3 * most))
    allowed, refused = next((n, status) for n, status in enumerate(runs) if status != 200)
    assert (allowed >= most, refused) == (True, 429)
