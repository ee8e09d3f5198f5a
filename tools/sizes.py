"""No file over 400 lines, no function over 50: past that there is a second idea in it."""

import ast
from pathlib import Path

from tools.reading import PYTHON_FOLDERS, files, parsed

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50
MADE = "Don't edit."  # in the first line of what a program writes and nobody reads from end to end


def too_long(root: Path) -> list[str]:
    python = list(files(root, PYTHON_FOLDERS, ".py"))
    screens = files(root, ("ui",), ".ts", ".tsx", ".css")
    return long_files(root, [*python, *screens]) + long_functions(root, python)


def long_files(root: Path, paths: list[Path]) -> list[str]:
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    lengths = {
        path: len(text.splitlines()) for path, text in texts.items() if MADE not in text.partition("\n")[0]
    }
    return [
        f"{path.relative_to(root)}: {length} lines"
        for path, length in lengths.items()
        if length > MOST_LINES_OF_A_FILE
    ]


def long_functions(root: Path, paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(root)}:{node.lineno} {node.name}: {length} lines"
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
