"""The report over HTTP: what a teammate reads and opens, and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx2 as httpx
import pytest

from tests.web.conftest import Open

REPORT, BEHIND = "/api/insights/report", "/api/insights/report/conversations"
ZEBRAS = {"name": "Zebras", "when": {"phrase": ["zebras"]}, "reason": "Animals", "tags": ["stripes"]}
STEPS = {"Animals": {"close": ["Say which.\nOr none."]}}
# Where no day ends while we look: what happened is of the last day of the report.
ZONE = next(zone for zone in ("Asia/Tokyo", "America/Lima") if 2 <= datetime.now(ZoneInfo(zone)).hour < 22)
HOURS = {"zone": ZONE, "weekly": [[{"start": "00:00", "end": "00:00"}]] * 7}


@pytest.fixture(scope="module")
def told(open_desk: Open) -> dict[str, Any]:
    """A conversation that a rule handed over, and Tess answered and closed; the report, and who reads it."""
    olga = open_desk.teammate("olga@foundry.example").http
    olga.put(f"/api/admin/teams/{open_desk.foundry.team}", json={"hours": HOURS}).raise_for_status()
    before = olga.get("/api/admin/rules").json()["version"]
    olga.put(
        "/api/admin/rules", json={"based_on": before, "rules": [ZEBRAS], "playbooks": STEPS}
    ).raise_for_status()
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("Do you sell zebras?")
    tess.awaits(visitor.conversation, "handoff_opened")
    tess.reply(visitor.conversation, "We do.").raise_for_status()
    seen = tess.seen(visitor.conversation)
    tess.ask(visitor.conversation, "resolve", **seen, lesson="content_missing").raise_for_status()
    return {"tess": tess.http, "conversation": visitor.conversation, **tess.http.get(REPORT).json()}


def test_s14_a_handoff_counts_by_reason_rule_cause_team_tag_site_and_day(
    open_desk: Open, told: dict[str, Any]
) -> None:
    names = {by: [(each["name"], each["label"]) for each in groups] for by, groups in told["by"].items()}
    days = names.pop("day")
    assert names.pop("answer") == []
    assert names == {
        "reason": [("Animals", "Animals")],
        "rule": [("Zebras", "Zebras")],
        "cause": [("rule", "rule")],
        "team": [(open_desk.foundry.team, "Support")],
        "tag": [("stripes", "stripes")],
        "step": [("Animals\nclose\nSay which.\nOr none.", "Say which.\nOr none.")],
        "site": [(open_desk.foundry.site.id, "Foundry's shop")],
    }
    today = datetime.fromisoformat(told["as_of"]).astimezone(ZoneInfo(ZONE)).date()
    assert told["zone"] == ZONE
    assert [day for day, _ in days] == [str(today - timedelta(days=back)) for back in reversed(range(28))]
    for groups in filter(None, told["by"].values()):
        figures = groups[-1]["figures"]
        assert figures["handoffs"] == figures["handoffs_answered"] == figures["lesson_content_missing"] == 1
        assert figures["episodes"] == figures["episodes_closed"] == figures["episodes_handed_off"] == 1
        assert groups[-1]["first_wait"] == {
            "waits": 1,
            "median": None,
            "nine_of_ten": None,
            "at_least": False,
        }


@pytest.mark.parametrize(
    ("figure", "by", "name"),
    [
        ("handoffs_too_early", "tag", "stripes"),
        ("episodes", "", ""),
        ("step_left_out", "step", "Animals\nclose\nSay which.\nOr none."),
    ],
)
def test_s14_a_figure_opens_its_conversations(told: dict[str, Any], figure: str, by: str, name: str) -> None:
    """As things stood when the report was read: what is reopened since is still there."""
    asked = {"figure": figure, "as_of": told["as_of"], **({"by": by, "name": name} if by else {})}
    found = told["tess"].get(BEHIND, params=asked).raise_for_status().json()
    [row] = found["rows"]
    assert (found["count"], found["after"]) == (1, None)
    assert (row["conversation"], row["subject"], row["tags"]) == (
        told["conversation"],
        "Do you sell zebras?",
        ["stripes"],
    )
    thread = told["tess"].get(f"/api/inbox/conversations/{told['conversation']}").json()
    assert row["visitor"] == thread["summary"]["visitor"]["name"] != ""
    ended = ("answered", None, "Animals") if by else (None, "closed", None)
    assert (row["outcome"], row["ending"], row["reason"]) == ended


def test_s14_tags_are_suggested_from_use_and_from_rules(told: dict[str, Any]) -> None:
    told["tess"].post(
        f"/api/inbox/conversations/{told['conversation']}/commands",
        json={"command": str(uuid4()), "kind": "tag", "add": ["vip"]},
    ).raise_for_status()
    tags = told["tess"].get("/api/tags").json()["tags"]
    assert tags == [{"tag": "stripes", "conversations": 1}, {"tag": "vip", "conversations": 1}]


def test_days_up_to_today_are_counted_by_the_desks_clock(told: dict[str, Any]) -> None:
    def span(**asked: object) -> tuple[date, date]:
        found = told["tess"].get(REPORT, params=asked).raise_for_status().json()
        return date.fromisoformat(found["first_day"]), date.fromisoformat(found["last_day"])

    for days in (1, 7, 366):
        first, last = span(days=days)
        assert (last - first).days == days - 1
    assert span() == span(days=28)
    assert span(as_of="9999-12-31T23:59:59-14:00") == span()
    assert span(days=3, last_day="2026-03-01") == (date(2026, 2, 27), date(2026, 3, 1))


@pytest.mark.parametrize(
    "asked",
    [
        {"first_day": "2026-02-02", "last_day": "2026-02-01"},
        {"first_day": "2025-01-01", "last_day": "2026-01-02"},
        {"first_day": "1999-01-01", "last_day": "1999-01-02"},
        {"first_day": "yesterday"},
        {"days": 0},
        {"days": 367},
        {"last_day": "9999-12-31"},
        {"last_day": "0001-01-05"},
        {"as_of": "0001-01-01T00:00:00+14:00"},
        {"as_of": "2026-02-01T00:00:00"},
        {"site": "shop"},
    ],
)
def test_what_is_no_span_of_days_is_refused(told: dict[str, Any], asked: dict[str, str]) -> None:
    assert told["tess"].get(REPORT, params=asked).status_code == 422


def test_a_figure_that_is_none_is_refused_and_a_stranger_reads_nothing(
    open_desk: Open, told: dict[str, Any]
) -> None:
    assert told["tess"].get(BEHIND, params={"figure": "happiness"}).status_code == 422
    assert httpx.get(open_desk.desk.base + REPORT).status_code == 401
    rosa = open_desk.teammate("rosa@rival.example").http
    assert rosa.get(REPORT).json()["whole"]["figures"] == {}


@pytest.mark.parametrize(("tag", "there"), [("stripes", 1), ("Stripes", 0), ("%", 0)])
def test_a_view_and_its_counts_can_be_of_one_tag(told: dict[str, Any], tag: str, there: int) -> None:
    """Of the view that the conversation stands in, and of no other."""
    counts = told["tess"].get("/api/inbox/views", params={"tag": tag}).json()["counts"]
    for view, expected in (("resolved", there), ("needs_person", 0)):
        found = told["tess"].get("/api/inbox/conversations", params={"view": view, "tag": tag}).json()
        assert [row["conversation"] for row in found["summaries"]] == [told["conversation"]] * expected
        assert (found["counts"]["resolved"], found["counts"]["needs_person"], found["more"]) == (
            there, 0, False
        )  # fmt: skip
        assert found["counts"] == counts
