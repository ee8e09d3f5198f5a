"""Every door of the served schema, called with everybody else's ids: nothing is told, nothing changes. F39."""

import random
from collections import Counter

import httpx2 as httpx
import pytest

from tests.clients import PATIENCE, VisitorClient
from tests.ui.served import served
from tests.web.walls.attackers import Attacker, attackers
from tests.web.walls.calls import Call, Door, call, doors, fresh
from tests.web.walls.conftest import World

ROUNDS = 4
LEAST = 2_000
KEPT_OUT = {401, 403, 404}
OUR_PAGE = {"X-Chatref": "1"}
ANYBODYS = "POST /api/visitor/session"  # a site's key stands in its pages' source: it opens a widget for somebody new
DOORS = [door for door in doors(served()) if door.operation != ANYBODYS]


def test_every_table_holds_something_of_both(world: World) -> None:
    """Or a door could leak it unseen."""
    for holding in (world.foundry, world.rival):
        rows = world.stored.rows(holding.business.workspace)
        assert [table for table, found in rows.items() if not found] == []


def test_every_id_that_a_door_takes_is_somebodys(world: World) -> None:
    assert {door.name: unknown for door in DOORS if (unknown := door.reaches(world.foundry.ids))} == {}


@pytest.mark.timeout(600)  # it grows with every door
def test_two_thousand_calls_with_foreign_ids_reach_nothing(world: World) -> None:
    """F39, F38: by everybody from nobody to the owner of another business, over every door."""
    chance, tally = random.Random(2), Counter[str]()
    with httpx.Client(base_url=world.desk.base, timeout=PATIENCE, headers=OUR_PAGE) as http:
        for number, attacker in enumerate(attackers(world)):
            http.headers["X-Forwarded-For"] = f"203.0.113.{number}"
            for door in DOORS:
                tally["foreign" if door.slots else "own"] += _try(world, http, attacker, door, chance)
    assert tally["foreign"] >= LEAST, tally


def _try(world: World, http: httpx.Client, attacker: Attacker, door: Door, chance: random.Random) -> int:
    """How many calls it made."""
    workspace, watched = attacker.victim.business.workspace, attacker.watched
    world.stored.settle()
    before = world.stored.fingerprint(workspace, watched)
    rounds = ROUNDS if door.slots else 1
    for number in range(rounds):
        ids = chance.choice([attacker.victim.ids, fresh(attacker.victim)])
        made = call(door, ids, attacker.victim.numbers, chance)
        answer = made.by(http, attacker.headers(door.operation, number))
        _judge(attacker, made, answer)
    assert world.stored.fingerprint(workspace, watched) == before, (attacker.name, door.name)
    return rounds


def _judge(attacker: Attacker, made: Call, answer: httpx.Response) -> None:
    who = (attacker.name, made.door.name, made.path, made.body, answer.status_code, answer.text)
    told = answer.text.lower()
    assert [
        word for word in attacker.words if word.lower() in told and word.lower() not in made.said
    ] == [], who
    if made.door.in_path and not attacker.begins_own:
        assert answer.status_code in KEPT_OUT, who
    assert answer.status_code != 429, who
    assert answer.status_code < 500, who


def test_a_sites_key_opens_its_widget_for_somebody_new_only(world: World) -> None:
    """F38, F39: not even with the secret of a visitor of another business."""
    foundry, rival = world.foundry, world.rival
    came = VisitorClient.arriving(
        world.desk.base, foundry.business.site.public_key, rival.visitor.session["token"]
    )
    assert came.session["conversation"] is None
    assert came.session["visitor"] not in {*foundry.ids["visitor"], *rival.ids["visitor"]}
    assert rival.word not in str(came.session)
