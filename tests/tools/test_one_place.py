"""F45: a conversation's status is made in one pure place, and the tests run on what production runs on."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from chatref.conversation.model import Stage
from chatref.database.embedded import EmbeddedServer

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "chatref"
OTHER_DATABASES = re.compile(
    r"\b(import|from) (sqlite3|aiosqlite|pymysql|duckdb|sqlalchemy|mongomock|fakeredis)\b"
)


def test_f45_only_the_pure_core_gives_a_conversation_its_stage() -> None:
    """Everybody else copies the one that it was given."""
    made = [
        f"{file.relative_to(SOURCE)}:{value.lineno}"
        for file in SOURCE.rglob("*.py")
        if "conversation" not in file.relative_to(SOURCE).parts
        for value in _given_as_stage(ast.parse(file.read_text()))
        if not (isinstance(value, ast.Attribute) and value.attr == "stage")
    ]
    assert made == []


def test_f45_only_evolve_moves_a_conversation_to_another_stage() -> None:
    """Of the core itself: a command is decided into events, and they alone change the state."""
    moves = {
        file.relative_to(SOURCE).parts[1].removesuffix(".py")
        for file in (SOURCE / "conversation").rglob("*.py")
        for value in _given_as_stage(ast.parse(file.read_text()))
        if isinstance(value, ast.Attribute) and value.attr in Stage.__members__
    }
    assert moves == {"evolve"}


def test_f45_the_tests_run_on_the_server_that_a_desk_starts_with(server: EmbeddedServer) -> None:
    """And on no other database: none is a dependency, and none is imported."""
    assert server.url.startswith("postgresql://")
    files = [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert [str(file) for file in files if OTHER_DATABASES.search(file.read_text())] == []


def _given_as_stage(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "stage":
            yield node.value
        if isinstance(node, ast.Assign):
            yield from (
                node.value
                for each in node.targets
                if isinstance(each, ast.Attribute) and each.attr == "stage"
            )
