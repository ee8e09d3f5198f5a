"""Each rule of the house finds what breaks it, and leaves alone what doesn't (F45)."""

from pathlib import Path

import pytest

from tools import clean_locks, coverage_exists, one_writer, pure_rooms, sizes, sql_only_in_stores


def written(root: Path, place: str, text: str) -> Path:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


STATEMENTS = [
    "select id from conversation where id = %s",
    "SELECT set_config('chatref.workspace', %s, true)",
    "\n    with due as (select 1) select * from due",
    "insert into event (seq) values (%s)",
    "update conversation set stage = %s",
    "update conversation c set stage = %s",
    "delete from session",
    "listen chatref_wake",
    "create unique index x on y (z)",
    "-- why\nselect 1",
    "set local role chatref_app",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_outside_a_store_is_found(tmp_path: Path, statement: str) -> None:
    written(tmp_path, "src/chatref/desk/handle.py", f"QUERY = {statement!r}\n")
    assert len(sql_only_in_stores.sql_outside(tmp_path)) == 1


def test_sql_with_a_value_in_it_is_found(tmp_path: Path) -> None:
    written(
        tmp_path,
        "src/chatref/web/pages.py",
        'def q(t: str) -> str:\n    return f"select a from {t} where b"\n',
    )
    assert sql_only_in_stores.sql_outside(tmp_path) == [
        "src/chatref/web/pages.py:2 SQL: select a from {} where b"
    ]


@pytest.mark.parametrize("place", ["src/chatref/desk/store.py", "src/chatref/database/pool.py"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_in_a_store_is_welcome(tmp_path: Path, place: str, statement: str) -> None:
    assert sql_only_in_stores.sql_outside(written(tmp_path, place, f"QUERY = {statement!r}\n")) == []


@pytest.mark.parametrize(
    "prose",
    [
        "Select a person",
        "Update your plan",
        "With us, as always",
        "Set up",
        "Listen to the visitor",
    ],
)
def test_prose_is_not_taken_for_sql(tmp_path: Path, prose: str) -> None:
    written(tmp_path, "src/chatref/web/words.py", f"WORDS = {prose!r}\n")
    assert sql_only_in_stores.sql_outside(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "import asyncio",
        "from pathlib import Path",
        "import random",
        "import numpy",
        "from chatref.errors import Refused",
        "from chatref.settings import Settings",
        "from ..settings import Settings",
        "from datetime import datetime\nx = datetime.now()",
        "from uuid import uuid4\nx = uuid4()",
    ],
)
def test_the_core_imports_nothing_but_pure_stdlib(tmp_path: Path, line: str) -> None:
    assert pure_rooms.impure(written(tmp_path, "src/chatref/conversation/decide.py", f"{line}\n"))


def test_the_core_may_import_its_own_files(tmp_path: Path) -> None:
    lines = "from . import model\nfrom .model import Stage\nfrom chatref.conversation import events\n"
    assert pure_rooms.impure(written(tmp_path, "src/chatref/conversation/decide.py", lines)) == []


def test_a_pure_room_may_use_pure_ones_but_not_a_store(tmp_path: Path) -> None:
    rules = "from chatref.conversation.model import Stage\nfrom chatref.errors import BadInput\nimport re2\n"
    written(tmp_path, "src/chatref/escalation/rules.py", rules)
    written(tmp_path, "src/chatref/escalation/store.py", "import psycopg\n")
    assert pure_rooms.impure(tmp_path) == []
    written(tmp_path, "src/chatref/escalation/lint.py", "from chatref.escalation import store\n")
    assert pure_rooms.impure(tmp_path) == [
        "src/chatref/escalation/lint.py:1 imports chatref.escalation.store"
    ]


@pytest.mark.parametrize("statement", ["insert into events (seq)", "update conversations set x = 1"])
def test_a_second_writer_of_conversations_is_found(tmp_path: Path, statement: str) -> None:
    written(tmp_path, "src/chatref/desk/store.py", f"Q = {statement!r}\n")
    assert one_writer.other_writers(tmp_path) == []
    written(tmp_path, "src/chatref/live/store.py", f"Q = {statement!r}\n")
    assert len(one_writer.other_writers(tmp_path)) == 1


def test_a_long_file_and_a_long_function_are_found(tmp_path: Path) -> None:
    written(tmp_path, "src/a.py", "x = 1\n" * 401)
    written(tmp_path, "src/b.py", "def long() -> None:\n" + "    print()\n" * 50)
    written(tmp_path, "src/c.py", "def fits() -> None:\n" + "    print()\n" * 49)
    written(tmp_path, "ui/node_modules/d.ts", "\n" * 500)
    assert sizes.too_long(tmp_path) == ["src/a.py: 401 lines", "src/b.py:1 long: 51 lines"]


def test_locks_without_hash_or_with_address_are_found(tmp_path: Path) -> None:
    written(tmp_path, "requirements/run.lock", "a==1 \\\n    --hash=sha256:00\nb==2\n--index-url x\n")
    written(tmp_path, "requirements/dev.lock", "a==1 \\\n    --hash=sha256:00\n")
    asked = '[project]\ndependencies = ["a[x]>=1"]\n[dependency-groups]\ndev = ["forgotten>=2"]\n'
    written(tmp_path, "pyproject.toml", asked)
    npm = (
        '{"packages": {"": {}, "node_modules/a": {"resolved": "x", "integrity": "y"}, "node_modules/b": {}}}'
    )
    written(tmp_path, "ui/package-lock.json", npm)
    written(tmp_path, "ui/.npmrc", "registry=https://example.com\n")
    assert [breach.split(":")[0] for breach in clean_locks.unclean(tmp_path)] == [
        "requirements/run.lock",
        "requirements/run.lock",
        "requirements/dev.lock",
        "ui/package-lock.json",
        "ui/package-lock.json",
        "ui/.npmrc",
    ]


def coverage(root: Path, proof: str) -> Path:
    claims = [f"{letter}{n}" for letter, last in coverage_exists.CLAIMS.items() for n in range(1, last + 1)]
    rows = "\n".join(f"| {claim} | It holds. | {proof if claim == 'S1' else 'open'} |" for claim in claims)
    return written(root, "docs/coverage.md", rows)


def test_a_claim_may_name_tests_that_exist(tmp_path: Path) -> None:
    written(
        tmp_path,
        "tests/test_a.py",
        "def test_b() -> None: ...\nclass TestC:\n    def test_d(self) -> None: ...\n",
    )
    written(tmp_path, "ui/shared/a.test.ts", 'test("keeps what was typed", () => {})')
    proof = "`tests/test_a.py::test_b` `tests/test_a.py::TestC::test_d` `ui/shared/a.test.ts::keeps-what-was-typed`"
    assert coverage_exists.wrong_lines(coverage(tmp_path, proof)) == []


@pytest.mark.parametrize(
    "proof", ["`tests/test_a.py::test_gone`", "tests/none.py::test_b", "later", "tests/test_a.py"]
)
def test_a_claim_may_not_name_tests_that_do_not(tmp_path: Path, proof: str) -> None:
    written(tmp_path, "tests/test_a.py", "def test_b() -> None: ...\n")
    assert coverage_exists.wrong_lines(coverage(tmp_path, proof)) == [f"S1: no such test: {proof.strip('`')}"]


def test_missing_double_and_unknown_claims_are_found(tmp_path: Path) -> None:
    page = coverage(tmp_path, "open") / "docs" / "coverage.md"
    rows = (
        page.read_text()
        .replace("| P7 |", "| P8 |")
        .replace("| F3 |", "| F99 |")
        .replace("| I2 | It holds. |", "| I2 |")
    )
    page.write_text(rows)
    assert coverage_exists.wrong_lines(tmp_path) == [
        "not one sentence and one proof: | I2 | open |",
        "P7: no line",
        "F3: no line",
        "I2: no line",
        "P8: 2 lines",
        "F99: no such claim",
    ]
