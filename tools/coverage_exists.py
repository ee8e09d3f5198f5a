"""docs/coverage.md: every claim once, in one sentence, with tests that exist or the word open."""

import ast
import re
from pathlib import Path

from tools.reading import parsed

CLAIMS = {"S": 22, "P": 20, "F": 48, "I": 12}
ROW = re.compile(r"^\| (?P<claim>[A-Z]\d+) \| (?P<sentence>[^|]+) \| (?P<proof>[^|]+) \|$", re.MULTILINE)
ROW_LIKE = re.compile(r"^\|\s*[A-Z]\d+\s*\|.*$", re.MULTILINE)


def wrong_lines(root: Path) -> list[str]:
    page = (root / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = list(ROW.finditer(page))
    malformed = set(ROW_LIKE.findall(page)) - {row[0] for row in rows}
    return [
        *(f"not one sentence and one proof: {line}" for line in sorted(malformed)),
        *miscounted([row["claim"] for row in rows]),
        *(f"{row['claim']}: {fault}" for row in rows for fault in faults_of(root, row["proof"].strip())),
    ]


def miscounted(stated: list[str]) -> list[str]:
    known = [f"{letter}{number}" for letter, last in CLAIMS.items() for number in range(1, last + 1)]
    missing = [f"{claim}: no line" for claim in known if claim not in stated]
    twice = [f"{claim}: {stated.count(claim)} lines" for claim in known if stated.count(claim) > 1]
    return missing + twice + [f"{claim}: no such claim" for claim in stated if claim not in known]


def faults_of(root: Path, proof: str) -> list[str]:
    if proof == "open":
        return []
    tests = [test.strip("`") for test in proof.split()]
    return [f"no such test: {test}" for test in tests if not exists(root, test)]


def exists(root: Path, test: str) -> bool:
    """tests/x.py::name or ::Class::name; of the screens ui/x.test.ts::its-title, with - for spaces."""
    place, _, name = test.partition("::")
    path = root / place
    if not name or not place.startswith(("tests/", "ui/")) or not path.is_file():
        return False
    if path.suffix == ".py":
        return name in tests_in(parsed(path))
    return name.replace("-", " ") in path.read_text(encoding="utf-8").replace("-", " ")


def tests_in(tree: ast.Module) -> set[str]:
    scopes = [("", tree.body)]
    scopes += [(f"{node.name}::", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    return {
        prefix + node.name
        for prefix, body in scopes
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    } | {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.startswith(("test", "Test"))
    }
