"""The owner reads, changes, checks and tries the rules over the wire (P2, P3, S11, F47)."""

from copy import deepcopy
from functools import partial
from typing import Any

import httpx2 as httpx

from chatref.escalation.catalog import CATALOG
from chatref.escalation.schema import condition_from, condition_to
from tests.clients import TeammateClient
from tests.serving.desks import eventually
from tests.web.conftest import Open

RULES = "/api/admin/rules"
Json = dict[str, Any]


def _book(olga: TeammateClient) -> Json:
    found: Json = olga.http.get(RULES).raise_for_status().json()
    return found


def _saved(olga: TeammateClient, rules: list[Json], **more: object) -> httpx.Response:
    return olga.http.put(RULES, json={"based_on": _book(olga)["version"], "rules": rules, **more})


def _rule(**changes: object) -> Json:
    return {"name": "Phones", "when": {"phrase": ["call me"]}, "reason": "Call", **changes}


def test_what_is_read_can_be_saved_as_it_is(olga: TeammateClient) -> None:
    """S11: sentence, words, switches and all."""
    before = _book(olga)
    off = deepcopy(before["rules"])
    off[0]["on"] = False
    saved = olga.http.put(
        RULES,
        json={
            "based_on": before["version"],
            "rules": off,
            "intents": before["intents"],
            "playbooks": before["playbooks"],
        },
    )
    after = _book(olga)
    assert saved.json()["version"] == after["version"] == before["version"] + 1
    assert after["rules"] == off
    assert after["playbooks"] == before["playbooks"]


def test_of_two_owners_the_later_one_hears_of_the_earlier(olga: TeammateClient, open_desk: Open) -> None:
    other = open_desk.teammate("olga@foundry.example")
    both = _book(olga)
    first = {"based_on": both["version"], "rules": [_rule()]}
    assert olga.http.put(RULES, json=first).status_code == 200
    late = other.http.put(RULES, json={"based_on": both["version"], "rules": [_rule(name="Mine")]})
    assert (late.status_code, late.json()["code"]) == (409, "saved_meanwhile")
    assert late.json()["version"] == both["version"] + 1
    assert late.json()["by"] in late.json()["detail"]
    assert [rule["name"] for rule in _book(olga)["rules"]] == ["Phones"]
    assert other.http.put(RULES, json={"based_on": 999, "rules": []}).status_code == 422


def test_a_book_that_cannot_be_read_is_refused_with_its_field_and_nothing_is_kept(
    olga: TeammateClient,
) -> None:
    """F47."""
    before = _book(olga)
    wrong = _rule(name="B", when={"any": [{"pattern": "A-[0-9"}]})
    refused = _saved(olga, [_rule(), wrong])
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == ["rules[1].when.any[0].pattern"]
    assert _book(olga)["version"] == before["version"]


def test_a_draft_is_checked_rule_by_rule_without_being_saved(olga: TeammateClient) -> None:
    before = _book(olga)
    rules = [
        _rule(),
        _rule(name="Never", when={"all": [{"phrase": ["call me"]}, {"turns": 3}]}, reason="Never"),
        _rule(name="Nowhere", team="11111111-1111-1111-1111-111111111111", action="No such", reason="N"),
        {"name": "Broken", "when": {"circles": 0}, "reason": "B"},
    ]
    found = olga.http.post(f"{RULES}/check", json={"rules": rules}).raise_for_status().json()
    assert found["sentences"][0].startswith("When the visitor writes “call me”, hand over to ")
    assert found["sentences"][3] is None
    said = {(each["rule"], each["field"], each["fatal"]) for each in found["findings"]}
    assert {
        (1, None, False),
        (2, "rules[2].team", True),
        (2, "rules[2].action", True),
        (3, "rules[3].when.circles", True),
        (None, None, False),
    } <= said
    assert any("“Phones” does" in each["text"] for each in found["findings"] if each["rule"] == 1)
    assert _book(olga)["version"] == before["version"]


def test_every_version_can_be_read_again_and_restored(olga: TeammateClient) -> None:
    """P3."""
    then = _book(olga)
    assert _saved(olga, [_rule(name="Short-lived")]).status_code == 200
    listed = olga.http.get(f"{RULES}/versions").raise_for_status().json()["versions"]
    assert [each["version"] for each in listed] == list(range(then["version"] + 1, -1, -1))
    assert (listed[0]["rules"], listed[0]["by"]["name"]) == (1, "Olga Owner")
    old = olga.http.get(f"{RULES}/versions/{then['version']}").raise_for_status().json()
    assert _saved(olga, old["rules"], playbooks=old["playbooks"]).status_code == 200
    assert _book(olga)["rules"] == then["rules"]
    assert olga.http.get(f"{RULES}/versions/999").status_code == 404


def test_a_turn_is_tried_over_a_draft_with_every_test_of_every_rule(olga: TeammateClient) -> None:
    """P3: also why nothing fired; nothing is stored."""
    site = _book(olga)["catalog"]["sites"][0]["value"]
    rules = [
        _rule(name="Off", on=False),
        _rule(name="Elsewhere", sites=["22222222-2222-2222-2222-222222222222"]),
        _rule(name="Lost", when={"unanswered": 2}, reason="Lost", hand_over={"en": "Hold on."}),
    ]
    asked = {"rules": {"rules": rules}, "text": "Can you call me about zebras?", "site": site}
    once = olga.http.post(f"{RULES}/try", json=asked).raise_for_status().json()
    assert once["hands_over"] is None
    assert once["answer"]["answer"] == "not_found"
    assert [each["moment"] for each in once["verdicts"]] == ["before", "after"]
    off, elsewhere, lost = once["verdicts"][1]["rules"]
    assert (off["held"], off["off"], off["fired"]) == (True, True, False)
    assert (elsewhere["held"], elsewhere["elsewhere"], elsewhere["fired"]) == (True, True, False)
    assert lost["tests"] == [{"test": "no answer found in a row", "value": "1", "limit": "2", "fired": False}]
    assert {"intent", "nearness", "limit"} == set(once["intents"][0])

    thread = [
        {"who": "visitor", "text": "What about zebras?"},
        {"who": "assistant", "text": "I could not find this.", "found": False},
        {"who": "visitor", "text": "And lions?"},
    ]
    twice = olga.http.post(f"{RULES}/try", json={"rules": {"rules": rules}, "messages": thread})
    assert twice.json()["hands_over"]["said"] == "Hold on."
    assert twice.json()["hands_over"]["why"] == "Because twice in a row no answer was found."


def test_an_event_is_tried_too_and_an_empty_try_is_refused(olga: TeammateClient) -> None:
    rules = {"rules": [_rule(name="Paid", when={"event": {"name": "payment_failed", "verified": True}})]}
    event = {"name": "payment_failed", "verified": True}
    found = olga.http.post(f"{RULES}/try", json={"rules": rules, "event": event}).raise_for_status().json()
    assert found["hands_over"]["rule"] == "Paid"
    claimed = {"name": "payment_failed", "verified": False}
    other = olga.http.post(f"{RULES}/try", json={"rules": rules, "event": claimed}).json()
    assert other["hands_over"] is None
    assert olga.http.post(f"{RULES}/try", json={}).status_code == 422


def test_a_teammate_reads_why_a_turn_was_not_handed_over(open_desk: Open) -> None:
    """P3."""
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("Do you sell zebras?")
    event = tess.awaits(visitor.conversation, "verdict_reached", escalates=False)
    path = f"/api/inbox/conversations/{visitor.conversation}/trace"
    found = tess.http.get(f"{path}/{event['seq']}").raise_for_status().json()
    assert [each["moment"] for each in found["verdicts"]] == ["before", "after"]
    assert all(rule["tests"] for each in found["verdicts"] for rule in each["rules"])
    assert tess.http.get(f"{path}/1").status_code == 404
    rosa = open_desk.teammate("rosa@rival.example")
    assert rosa.http.get(f"{path}/{event['seq']}").status_code == 404


def test_only_who_keeps_the_rules_may_see_or_change_them(open_desk: Open) -> None:
    tess = open_desk.teammate()
    assert tess.http.get(RULES).status_code == 403
    assert tess.http.put(RULES, json={"based_on": 0, "rules": []}).status_code == 403


def test_a_book_of_two_thousand_rules_is_taken(olga: TeammateClient) -> None:
    rules = [_rule(name=f"Rule {n}", when={"phrase": [f"word {n}"]}, reason=f"R{n}") for n in range(2_000)]
    assert _saved(olga, rules).status_code == 200
    assert _saved(olga, [*rules, _rule()]).status_code == 422


def test_every_ready_made_set_can_be_saved(olga: TeammateClient) -> None:
    sets = olga.http.get(f"{RULES}/ready").raise_for_status().json()["sets"]
    assert "shops" in [each["key"] for each in sets]
    for each in sets:
        assert _saved(olga, each["rules"], playbooks=each["playbooks"]).status_code == 200, each["name"]


def test_the_catalog_names_every_test_with_an_example_that_can_be_read(olga: TeammateClient) -> None:
    tests = _book(olga)["catalog"]["tests"]
    assert [each["key"] for each in tests] == [each.key for each in CATALOG]
    for each in tests:
        plain = {each["key"]: each["example"]}
        assert condition_from(condition_to(condition_from(plain, "when")), "") == condition_from(
            plain, "when"
        )


def test_what_the_content_is_about_is_kept_beside_the_rules(olga: TeammateClient) -> None:
    """P2: saving the rules leaves it as it is, and saving it leaves the rules."""
    topics = "/api/admin/topics"
    rules = _book(olga)["rules"]
    marks = [
        {"what": "folder", "value": "https://a.example/legal", "tags": ["Law"], "person_decides": False},
        {"what": "tag", "value": "Law", "tags": [], "person_decides": True},
    ]
    version = olga.http.get(topics).raise_for_status().json()["version"]
    saved = olga.http.put(topics, json={"based_on": version, "marks": marks}).raise_for_status().json()
    late = olga.http.put(topics, json={"based_on": version, "marks": []})
    assert (late.status_code, late.json()["code"]) == (409, "saved_meanwhile")
    assert _saved(olga, [_rule()]).status_code == 200
    found = olga.http.get(topics).json()
    assert (found["version"], found["marks"], found["tags"]) == (saved["version"] + 1, marks, ["Law"])
    assert _book(olga)["catalog"]["tests"][13]["options"] == ["Law"]
    assert _saved(olga, rules).status_code == 200


def test_f11_rules_that_leave_a_visitor_with_nobody_are_not_saved(olga: TeammateClient) -> None:
    """Each in words at its field; a rule that is off may wait for its team."""
    before = _book(olga)
    nowhere = _rule(name="Nowhere", team="11111111-1111-1111-1111-111111111111", action="No such", reason="N")
    refused = _saved(olga, [_rule(), nowhere])
    assert refused.status_code == 422
    assert refused.json()["fields"] == {
        "rules[1].team": "It hands over to a team that is not there. Choose another team.",
        "rules[1].action": "It runs 'No such', which is no action. Choose another action.",
    }
    assert _book(olga)["version"] == before["version"]
    _saved(olga, [_rule(), {**nowhere, "on": False}]).raise_for_status()


def test_a_press_of_the_button_lands_where_asking_in_words_does(
    olga: TeammateClient, open_desk: Open
) -> None:
    """P3, P12: the team, the priority and the tags of the rule; and the case says whose they are."""
    made = olga.http.post("/api/admin/teams", json={"name": "Night desk"}).raise_for_status().json()
    team, members = made["id"], [open_desk.foundry.tess.id]
    olga.http.put(f"/api/admin/teams/{team}", json={"members": members}).raise_for_status()
    person = _rule(
        name="Person", when={"asks_for_person": "strong"}, team=team, priority="high", tags=["wants a person"]
    )
    _saved(olga, [person]).raise_for_status()
    pressing, writing = open_desk.visitor(), open_desk.visitor()
    pressing.ask("ask_person").raise_for_status()
    writing.write("I want to talk to a person").raise_for_status()
    tess = open_desk.teammate()
    for conversation in (pressing.conversation, writing.conversation):
        eventually(partial(_handed_over, tess, conversation))
        found = tess.thread(conversation)["summary"]
        assert (found["team"], found["priority"], found["tags"]) == (team, 2, ["wants a person"])
    case = tess.thread(pressing.conversation)["handoff"]
    assert case["rule"] is None
    assert case["why"] == (
        "Because the visitor pressed for a person; as the rule “Person” says: team Night desk, high priority."
    )


def _handed_over(tess: TeammateClient, conversation: str) -> bool:
    return tess.thread(conversation)["handoff"] is not None
