"""What the checks share: which files they read, and how."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FOLDERS = ("src", "tools", "tests", "demo", "bench")
SKIPPED = {"node_modules", "static", "__pycache__", "dist"}


def files(root: Path, folders: tuple[str, ...], *suffixes: str) -> Iterator[Path]:
    """Every file written by hand under `folders`, in a stable order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and not SKIPPED.intersection(path.relative_to(root).parts):
                yield path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
