"""What the owner sets about teams and teammates, and what a teammate says of themselves. docs/teams.md."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest

from tests.cast import PASSWORD
from tests.serving.desks import eventually
from tests.web.conftest import Open

WEEK = [[{"start": "09:00", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]] * 4
HOURS = {
    "zone": "Europe/Berlin",
    "weekly": [*WEEK, [{"start": "22:00", "end": "02:00"}], [], []],
    "holidays": ["2026-12-31"],
    "special": [{"day": "2026-12-24", "spans": [{"start": "09:00", "end": "12:00"}]}],
    "country": "DE",
    "region": "BY",
}


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> httpx.Client:
    return open_desk.teammate("olga@foundry.example").http


@pytest.fixture
def team(olga: httpx.Client) -> Iterator[str]:
    made = olga.post("/api/admin/teams", json={"name": f"Billing {uuid4()}"}).raise_for_status().json()
    yield made["id"]
    olga.delete(f"/api/admin/teams/{made['id']}")


def test_a_new_team_is_a_pool_that_never_closes(olga: httpx.Client, team: str) -> None:
    row = next(each for each in olga.get("/api/admin/teams").json()["teams"] if each["id"] == team)
    assert (row["strategy"], row["members"], row["open"], row["hours"]["weekly"]) == ("pool", [], True, None)


def test_hours_come_back_as_they_were_set(olga: httpx.Client, team: str) -> None:
    """P14: several intervals, over midnight, holidays of the region and of the team, special days, a zone."""
    asked = {"hours": HOURS, "strategy": "least_busy"}
    row = olga.put(f"/api/admin/teams/{team}", json=asked).raise_for_status().json()
    assert row["hours"] == HOURS
    assert row["strategy"] == "least_busy"
    again = next(each for each in olga.get("/api/admin/teams").json()["teams"] if each["id"] == team)
    assert again == row


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"zone": "Mars/Olympus"}, "hours.zone"),
        ({"weekly": [[]] * 6}, "hours.weekly"),
        ({"weekly": [[{"start": "9:00", "end": "12:00"}], *[[]] * 6]}, "hours.weekly.0.0.start"),
        (
            {
                "weekly": [
                    [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}],
                    *[[]] * 6,
                ]
            },
            "hours.weekly.0",
        ),
        ({"country": "XX"}, "hours"),
        ({"country": "DE", "region": "Mordor"}, "hours"),
        ({"country": None, "region": "BY"}, "hours"),
    ],
)
def test_hours_that_cannot_be_kept_are_refused_with_the_field(
    olga: httpx.Client, team: str, wrong: dict[str, object], field: str
) -> None:
    answer = olga.put(f"/api/admin/teams/{team}", json={"hours": {**HOURS, "region": None, **wrong}})
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


def test_members_teams_and_the_default_team(open_desk: Open, olga: httpx.Client, team: str) -> None:
    tess, default = open_desk.foundry.tess.id, open_desk.foundry.team
    row = olga.put(f"/api/admin/teams/{team}", json={"members": [tess]}).raise_for_status().json()
    assert row["members"] == [tess]
    stranger = olga.put(f"/api/admin/teams/{team}", json={"members": [str(uuid4())]})
    assert stranger.json()["fields"] == {"members": "There is no such teammate."}
    assert olga.post(f"/api/admin/teams/{team}/default").json()["is_default"]
    refused = olga.delete(f"/api/admin/teams/{team}")
    assert (refused.status_code, refused.json()["code"]) == (409, "default_team_stays")
    assert olga.post(f"/api/admin/teams/{default}/default").json()["is_default"]


def test_an_invited_teammate_chooses_a_password_and_is_here(
    open_desk: Open, olga: httpx.Client, team: str
) -> None:
    person = {"name": "Nina New", "email": "nina@foundry.example", "teams": [team], "languages": ["de", "en"]}
    made = olga.post("/api/admin/teammates", json={**person, "capacity": 3}).raise_for_status().json()
    page, _, token = made["link"].partition("#")
    assert page == f"{open_desk.desk.base}/setup"
    row = _row(olga, made["teammate"])
    assert (row["invited"], row["capacity"], row["languages"]) == (True, 3, ["de", "en"])
    assert set(row["teams"]) == {team, open_desk.foundry.team}
    again = olga.post(f"/api/admin/teammates/{made['teammate']}/invite").json()["link"].partition("#")[2]
    http = httpx.Client(base_url=open_desk.desk.base, headers={"X-Chatref": "1"})
    chosen = {"token": again, "password": "a brand new lantern"}
    assert http.post("/api/setup/password", json={**chosen, "token": token}).status_code == 404
    http.post("/api/setup/password", json=chosen).raise_for_status()
    signing_in = {"email": person["email"], "password": "a brand new lantern"}
    http.post("/api/inbox/sign-in", json=signing_in).raise_for_status()
    assert http.get("/api/inbox/me").json()["teammate"]["id"] == made["teammate"]
    joined = olga.post(f"/api/admin/teammates/{made['teammate']}/invite")
    assert (joined.status_code, joined.json()["code"]) == (409, "already_joined")
    assert olga.delete(f"/api/admin/teammates/{made['teammate']}").json() == {"removed": True}
    assert http.get("/api/inbox/me").status_code == 401
    assert olga.delete(f"/api/admin/teammates/{made['teammate']}").status_code == 404


def test_who_lost_their_password_gets_a_link_from_who_may_do_as_much(
    open_desk: Open, olga: httpx.Client
) -> None:
    """F39: not from a teammate, not from another business, and nobody for themselves."""
    people = open_desk.foundry
    tom, rosa = open_desk.teammate("tom@foundry.example").http, open_desk.teammate("rosa@rival.example").http

    def asked(http: httpx.Client, whom: str) -> httpx.Response:
        return http.post(f"/api/admin/teammates/{whom}/password-link")

    assert {asked(tom, each.id).status_code for each in (people.olga, people.tess, people.tom)} == {403}
    assert asked(rosa, people.tom.id).status_code == 404
    assert asked(olga, people.olga.id).json()["code"] == "own_password"
    token = asked(olga, people.tom.id).raise_for_status().json()["link"].partition("#")[2]
    assert tom.get("/api/inbox/me").status_code == 200
    nobody = httpx.Client(base_url=open_desk.desk.base, headers={"X-Chatref": "1"})
    for status in (200, 404):
        chosen = nobody.post("/api/setup/password", json={"token": token, "password": PASSWORD})
        assert chosen.status_code == status
    assert tom.get("/api/inbox/me").status_code == 401


def test_the_owner_stays(open_desk: Open, olga: httpx.Client) -> None:
    refused = olga.delete(f"/api/admin/teammates/{open_desk.foundry.olga.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "owner_stays")


def test_capacity_languages_and_teams_of_a_teammate(open_desk: Open, olga: httpx.Client, team: str) -> None:
    path = f"/api/admin/teammates/{open_desk.foundry.tom.id}"
    asked = {"name": "Tom Tall", "capacity": 2, "languages": ["fr"], "teams": [team]}
    row = olga.put(path, json=asked).raise_for_status().json()
    assert {name: row[name] for name in asked} == asked
    assert row["initials"] == "TT"
    for wrong in ({"capacity": 0}, {"capacity": 101}, {"languages": ["klingon"]}, {"teams": [str(uuid4())]}):
        assert olga.put(path, json=wrong).status_code == 422
    olga.put(path, json={"name": "Tom Template", "teams": [open_desk.foundry.team]}).raise_for_status()


def test_a_teammate_may_set_their_own_switch_and_no_more(open_desk: Open, olga: httpx.Client) -> None:
    tess = open_desk.teammate()
    assert tess.http.get("/api/inbox/me").json()["teammate"]["availability"] == "available"
    tess.http.put("/api/inbox/availability", json={"availability": "away"}).raise_for_status()
    assert tess.http.get("/api/inbox/me").json()["teammate"]["availability"] == "away"
    assert _row(olga, open_desk.foundry.tess.id)["availability"] == "away"
    assert tess.http.put("/api/inbox/availability", json={"availability": "asleep"}).status_code == 422
    tess.http.put("/api/inbox/availability", json={"availability": "available"}).raise_for_status()
    for door in ("teams", "teammates", "holidays"):
        assert tess.http.get(f"/api/admin/{door}").status_code == 403


def test_the_countries_with_their_regions_are_told(olga: httpx.Client) -> None:
    countries = olga.get("/api/admin/holidays").json()["countries"]
    assert (countries["DE"]["BY"], countries["AT"]["9"]) == ("Bayern", "Wien")
    assert all(len(code) == 2 for code in countries)


def _row(olga: httpx.Client, teammate: str) -> dict[str, Any]:
    rows = olga.get("/api/admin/teammates").json()["teammates"]
    return next(dict(each) for each in rows if each["id"] == teammate)


def test_f29_a_teammate_chooses_whether_alerts_come_by_mail(open_desk: Open) -> None:
    tess = open_desk.teammate("tess@foundry.example").http
    assert tess.get("/api/inbox/me").json()["teammate"]["alert_mail"] is True
    assert tess.put("/api/inbox/alerts", json={"mail": False}).raise_for_status().json() == {"mail": False}
    assert tess.get("/api/inbox/me").json()["teammate"]["alert_mail"] is False
    tess.put("/api/inbox/alerts", json={"mail": True}).raise_for_status()


def test_p15_the_owner_sets_how_long_who_may_take(olga: httpx.Client, open_desk: Open) -> None:
    """P13: a deadline that runs already is computed anew."""
    shipped = olga.get("/api/admin/timers").raise_for_status().json()
    assert (shipped["rungs"], shipped["rung"], shipped["reply"]) == ([120, 180], 600, 300)
    visitor = open_desk.visitor()
    visitor.write("I was charged twice.").raise_for_status()
    visitor.ask("ask_person").raise_for_status()
    tess = open_desk.teammate("tess@foundry.example")

    def rung() -> float:
        owed = tess.thread(visitor.conversation)["summary"]["owed"]
        due, since = (datetime.fromisoformat(owed[name]) for name in ("due_at", "since"))
        return (due - since).total_seconds() if owed["debt"] == "rung" else 0.0

    assert rung() == 120
    asked = {**shipped, "rungs": [3_600], "quiet": 86_400}
    assert olga.put("/api/admin/timers", json=asked).raise_for_status().json() == asked
    assert olga.get("/api/admin/timers").json() == asked
    eventually(lambda: rung() == 3_600)
    olga.put("/api/admin/timers", json=shipped).raise_for_status()
    assert tess.http.get("/api/admin/timers").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rungs": []}, "rungs"),
        ({"rungs": [120, 5]}, "rungs.1"),
        ({"reply": 1}, "reply"),
        ({"reply": 10**9}, "reply"),
        ({"answer": 5}, "answer"),
    ],
)
def test_times_in_which_nobody_could_act_are_refused(
    olga: httpx.Client, wrong: dict[str, Any], field: str
) -> None:
    shipped = olga.get("/api/admin/timers").json()
    answer = olga.put("/api/admin/timers", json={**shipped, **wrong})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert olga.get("/api/admin/timers").json() == shipped
