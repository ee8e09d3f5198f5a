"""The far sides of these tests refuse what their vendors' references don't know: else they would prove nothing."""

import copy
import json
from dataclasses import replace

import pytest

from chatref.outbound.destination import Delivered, Following, There
from tests.outbound.kinds.conftest import Wire
from tests.outbound.kinds.far import Asked, objects_in
from tests.outbound.kinds.packages import LATER, ORDINARY

KEY = "0192f7a0-0000-7000-8000-00000000000a"


@pytest.fixture(params=["ticket", "note"])
async def made(wire: Wire, request: pytest.FixtureRequest) -> Asked:
    """The request that made a ticket, or put a note under one."""
    destination = wire.opened()
    ticket = await destination.send(ORDINARY, KEY)
    assert isinstance(ticket, Delivered)
    if request.param == "note":
        assert isinstance(destination, Following)
        there = There(KEY, ticket.reference, ticket.address)
        assert isinstance(await destination.follow(LATER, there, f"{KEY[:-1]}b"), Delivered)
    assert wire.system.refused == []
    return wire.far.asked[-1]


def _places(plain: object) -> list[int]:
    """One object of each shape, by its place among all; what GraphQL wraps it in knows no unknown fields."""
    shapes: dict[tuple[str, ...], int] = {}
    for n, each in enumerate(objects_in(plain)):
        if "query" not in each and "input" not in each:
            shapes.setdefault((*sorted(each), str(each.get("type"))), n)
    return list(shapes.values())


def _changed(asked: Asked, plain: object) -> Asked:
    """With another key, so that nothing is taken for a repeat."""
    headers = {**asked.headers, "idempotency-key": "another"}
    return replace(asked, headers=headers, body=json.dumps(plain).encode())


def test_a_field_that_nobody_knows_is_refused_wherever_it_stands(wire: Wire, made: Asked) -> None:
    plain = made.plain()
    assert _places(plain)
    for n in _places(plain):
        other = copy.deepcopy(plain)
        inside = list(objects_in(other))[n]
        inside["surely_unknown"] = "x"
        assert wire.system.reply(_changed(made, other)).status in (400, 422), inside


def test_a_value_of_another_type_is_refused(wire: Wire, made: Asked) -> None:
    plain = made.plain()
    for n in _places(plain):
        for name in list(objects_in(plain))[n]:
            other = copy.deepcopy(plain)
            list(objects_in(other))[n][name] = {"surely": 3.5}
            assert wire.system.reply(_changed(made, other)).status in (400, 422), name


@pytest.mark.parametrize("credentials", ["", "Basic eDp5", "Bearer x"])
def test_other_credentials_are_refused(wire: Wire, made: Asked, credentials: str) -> None:
    for asked in wire.far.asked:
        other = replace(asked, headers={**asked.headers, "authorization": credentials})
        assert wire.system.reply(other).status == 401


def test_another_address_and_another_question_are_refused(wire: Wire, made: Asked) -> None:
    for asked in wire.far.asked:
        assert wire.system.reply(replace(asked, path="/elsewhere")).status == 404
        other = replace(asked, query={**asked.query, "surely_unknown": "x"})
        assert wire.system.reply(other).status >= 400
