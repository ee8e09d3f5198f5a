"""Requests that Schemathesis makes from the served schema, good and bad, by four who may more and more."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response

from tests.clients import PATIENCE, TeammateClient
from tests.web.walls.attackers import SIGN_OUT
from tests.web.walls.calls import COUNTED
from tests.web.walls.conftest import World

EACH = 4  # good ones, good ones about what is really there, and bad ones, of each operation
LEAST_PAST = 0.6
# Its number is taken together with its lock, before anything is decided: a gap in the numbers says nothing.
LOCK = "workspace_changes"
KNOCKS = 2  # at a door before it counts as shut
SENTENCE = re.compile(r"(?:[\w.\[\]-]+: )?[A-Z0-9“].*[.!?]", re.DOTALL)
OF_THE_INSIDE = re.compile(
    r"Traceback|Error\b|None\b|null|pydantic|psycopg|asyncpg|Input should|str_|uuid|SQL|relation|column|0x[0-9a-f]{6}",
    re.IGNORECASE,
)
Headers = Mapping[str, str]
Operation: TypeAlias = schemathesis.schemas.APIOperation[Any, Any, Any, Any]
Case: TypeAlias = schemathesis.Case[Operation]


@dataclass
class Role:
    """`own` are ids of things that are really there, by the name that a path gives them."""

    name: str
    sent: Headers
    spare: Headers
    own: Mapping[str, str]
    tally: Counter[int] = field(default_factory=Counter)
    past: int = 0
    """Calls that came past the question who is asking."""

    def headers(self, case: Case, number: int) -> dict[str, str]:
        who = self.spare if case.operation.label == SIGN_OUT else self.sent
        address = f"198.51.{number // 250 % 250}.{number % 250}"
        return {**case.headers, **who, "X-Chatref": "1", "X-Forwarded-For": address}

    def count(self, case: Case, answer: Response) -> None:
        self.tally[answer.status_code] += 1
        self.past += not _kept_out(case, answer)


def _kept_out(case: Case, answer: Response) -> bool:
    """A one-time link that is none is answered as if there were nothing."""
    no_link = answer.status_code == 404 and case.operation.path.startswith("/api/setup")
    return no_link or answer.status_code in {401, 403}


@pytest.fixture(scope="module")
def roles(world: World) -> list[Role]:
    foundry, base = world.foundry, world.desk.base
    own = {name: known[-1] for name, known in foundry.ids.items()}
    own |= {name: str(foundry.numbers[name]) for name in COUNTED}
    mine = {**own, "conversation": foundry.visitor.conversation}
    bearer = {"Authorization": f"Bearer {foundry.visitor.session['token']}"}
    return [
        Role("nobody", {}, {}, own),
        Role("visitor", bearer, bearer, mine),
        *(_teammate(base, name, own) for name in ("tess", "olga")),
    ]


def _teammate(base: str, name: str, own: Mapping[str, str]) -> Role:
    here, spare = (TeammateClient.signing_in(base, f"{name}@foundry.example") for _ in range(2))
    return Role(name, _cookie(here), _cookie(spare), own)


def _cookie(client: TeammateClient) -> Headers:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in client.http.cookies.items())}


@pytest.mark.timeout(600)  # it grows with every door
def test_what_is_generated_is_answered_or_clearly_refused(world: World, roles: list[Role]) -> None:
    """No 5xx, nothing stored by a refused call, each refusal a problem document, and most calls let in."""
    schema = schemathesis.openapi.from_url(f"{world.desk.base}/openapi.json", timeout=PATIENCE)
    for operation in (found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)):
        cases = Cases(operation)
        for role in roles:
            for number, case in enumerate(cases.of(role.own)):
                answer = _called(world, role, case, number)
                role.count(case, answer)
                if number + 1 == KNOCKS and _kept_out(case, answer):
                    break
    calls = sum(role.tally.total() for role in roles)
    tallies = {role.name: (dict(role.tally), role.past) for role in roles}
    print(tallies)
    assert calls >= 1_000, tallies
    assert sum(role.past for role in roles) / calls >= LEAST_PAST, tallies
    assert all(any(status < 300 for status in role.tally) for role in roles[1:]), tallies


class Cases:
    """Of one operation; what is drawn the same for several roles is drawn once."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._drawn = cache(partial(_drawn, operation))

    def of(self, own: Mapping[str, str]) -> list[Case]:
        in_path = tuple((each.name, own[each.name]) for each in self._operation.path_parameters)
        good = self._drawn(GenerationMode.POSITIVE, in_path), self._drawn(GenerationMode.POSITIVE)
        return [*chain(*good), *self._drawn(GenerationMode.NEGATIVE)]


def _drawn(
    operation: Operation, mode: GenerationMode, in_path: tuple[tuple[str, str], ...] = ()
) -> list[Case]:
    drawn: list[Case] = []
    strategy = operation.as_strategy(generation_mode=mode, path_parameters=dict(in_path) or None)

    @settings(max_examples=EACH, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def draw(case: Case) -> None:
        drawn.append(case)

    try:
        draw()
    except Unsatisfiable:  # an operation that takes nothing can be called in one way only
        return drawn
    return drawn


def _called(world: World, role: Role, case: Case, number: int) -> Response:
    """A refused call that seems to have stored something is sent again: the desk may have written meanwhile.

    What a refusal stores at its first time alone would pass here.
    """
    answer, changed = _watched(world, role, case, number)
    who = (
        role.name,
        case.operation.label,
        case.path_parameters,
        case.body,
        answer.status_code,
        answer.text[:500],
    )
    assert answer.status_code < 500, who
    if answer.status_code >= 400:
        _judge(answer, who)
        if changed and _watched(world, role, case, number)[1]:
            world.stored.settle()
            assert _watched(world, role, case, number)[1] == set(), who
    return answer


def _watched(world: World, role: Role, case: Case, number: int) -> tuple[Response, set[str]]:
    """The answer, and the tables that changed meanwhile."""
    workspace = world.foundry.business.workspace
    before = world.stored.fingerprint(workspace)
    headers = role.headers(case, number)
    answer = case.call(base_url=world.desk.base, headers=headers, timeout=PATIENCE)
    after = world.stored.fingerprint(workspace) if answer.status_code >= 400 else before
    return answer, {table for table, mark in after.items() if mark != before[table]} - {LOCK}


def _judge(answer: Response, who: object) -> None:
    assert answer.headers["content-type"] == ["application/problem+json"], who
    found = answer.json()
    assert found["status"] == answer.status_code, who
    assert found["title"], who
    assert re.fullmatch(r"[a-z_]+", found["code"]), who
    for words in (found["detail"], *found.get("fields", {}).values()):
        assert SENTENCE.fullmatch(words), (words, who)
        assert not OF_THE_INSIDE.search(words), (words, who)
    if answer.status_code == 422:
        assert found["fields"], who
