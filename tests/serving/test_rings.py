"""F17: several processes route as one, whichever of them hears of a case or of a teammate first."""

from pathlib import Path

from tests.clients import Json, TeammateClient
from tests.serving.desks import OWNER, PASSWORD, both_serve, desk, eventually, set_up
from tests.serving.sockets import on_every_worker, teammate_tab

PLACES = 3
RINGS = 600  # seconds: none has rung in vain before we have looked


def test_f17_with_two_workers_the_longest_waiting_ring_once_each_and_nobody_beyond_their_places(
    home: Path,
) -> None:
    with desk(home, "--workers", "2") as opened:
        shop, workers = set_up(opened), both_serve(opened)
        olga = TeammateClient.signing_in(opened.base, OWNER, PASSWORD)
        [team] = shop.owner.get("/api/admin/teams").json()["teams"]
        [person] = shop.owner.get("/api/admin/teammates").json()["teammates"]
        shop.owner.put(f"/api/admin/teams/{team['id']}", json={"strategy": "least_busy"}).raise_for_status()
        shop.owner.put(f"/api/admin/teammates/{person['id']}", json={"capacity": PLACES}).raise_for_status()
        times = shop.owner.get("/api/admin/timers").raise_for_status().json()
        shop.owner.put("/api/admin/timers", json={**times, "acceptance": RINGS}).raise_for_status()
        visitors = [shop.visitor(opened.base) for _ in range(PLACES + 3)]
        for visitor in visitors:
            visitor.ask("ask_person").raise_for_status()
        cases = [visitor.conversation for visitor in visitors]
        with on_every_worker(lambda: teammate_tab(opened.base, olga, cases[0]), workers):
            eventually(lambda: len(_ringing(olga)) == PLACES)
            assert _ringing(olga) == set(cases[:PLACES])
            first = olga.thread(cases[0])["summary"]
            olga.ask(cases[0], "claim", epoch=first["epoch"]).raise_for_status()
            olga.reply(cases[0], "It was nothing").raise_for_status()
            olga.ask(cases[0], "resolve", outcome="answered", **olga.seen(cases[0])).raise_for_status()
            eventually(lambda: cases[PLACES] in _ringing(olga))
            assert _ringing(olga) == set(cases[1 : PLACES + 1])
            kinds = [[each["kind"] for each in olga.thread(case)["events"]] for case in cases]
            assert [each.count("offered") for each in kinds] == [1] * (PLACES + 1) + [0, 0]


def _ringing(olga: TeammateClient) -> set[str]:
    rows: list[Json] = olga.listed("needs_person")
    return {row["conversation"] for row in rows if row["offer"]}
