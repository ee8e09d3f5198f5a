"""SQL stands only in files named store.py and in database/: what touches a table is read there."""

import ast
import re
from pathlib import Path

from tools.reading import files, parsed

STATEMENT = re.compile(
    r"""\s*(?:--[^\n]*\n\s*)*(?:
        select\s+(?:.*\sfrom\s|[\w.]+\s*\(|\d)
      | with\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+|materialized\s+)*\(
      | insert\s+into\s | update\s+[\w.{}"]+\s+(?:as\s+\w+\s+|\w+\s+)?set\s | delete\s+from\s
      | merge\s+into\s | copy\s+[\w.{}"]+\s*(?:\(|from\s|to\s) | truncate\s+(?:table\s+)?\w+\s*;?\s*$
      | (?:create|alter|drop)\s+(?:or\s+replace\s+|unique\s+|unlogged\s+)*
        (?:table|index|role|policy|function|extension|schema|sequence|trigger|type|view|database)\s
      | (?:listen|unlisten|notify)\s+[\w."{}]+\s*(?:,.*)?;?\s*$
      | (?:grant|revoke)\s+.+\s+(?:to|from)\s+\w+\s*;?\s*$
      | set\s+(?:local\s+|session\s+)?(?:role\s|[\w.]+\s*=)
      | lock\s+table\s
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def sql_outside(root: Path) -> list[str]:
    places = [path for path in files(root, ("src",), ".py") if not may_speak_sql(path)]
    strays = [path for path in files(root, ("src",), ".sql") if "database" not in path.parts]
    return [f"{path.relative_to(root)}: a file of SQL" for path in strays] + [
        f"{path.relative_to(root)}:{line} SQL: {text}"
        for path in places
        for line, text in statements(path).items()
    ]


def may_speak_sql(path: Path) -> bool:
    return path.name == "store.py" or "database" in path.parts


def statements(path: Path) -> dict[int, str]:
    """The first words of each statement, by its line. A docstring may speak of SQL."""
    tree = parsed(path)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in prose
    ]
    return {
        string.lineno: " ".join(spelled(string).split())[:80]
        for string in reversed(strings)
        if STATEMENT.match(spelled(string))
    }


def spelled(node: ast.AST) -> str:
    """The text of a string, with {} where a formatted one has a value."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(spelled(part) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case _:
            return ""
