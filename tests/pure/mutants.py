"""The core with one thing taken out: a guard of decide, a branch of evolve or owed, a field that is set.

`python -m tests.pure.mutants MODULE NUMBER STEPS` walks one mutant in this process, lets the named tests look
at it if the walk noticed nothing, and exits with 0 if nobody did.
"""

# ruff: noqa: ARG002 - a finder and a loader have their contract's signatures

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[2] / "src" / "chatref" / "conversation"
NOTICED, UNNOTICED = 3, 0
"""Not 1, which is a process that failed: a mutant that could not be made was not noticed."""
PATIENCE = 60
"""Seconds of the processor's time, of which a mutant that ends needs a fifth."""
ENDLESS = -signal.SIGXCPU
"""How one that never ends is told from one that waits for a busy machine."""
NOTHING = 1_000_000
"""The number of no mutant."""
HERE = Path(__file__).parent
NAMED = sorted(str(path) for path in [*HERE.glob("test_[ft]a*.py"), HERE / "test_introducing.py"])
"""The tests of single failures, of the table and of who is introduced: what a walk reaches once in a million steps."""


@dataclass(frozen=True)
class Mutant:
    module: str
    number: int
    line: int
    function: str
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"

    @property
    def place(self) -> str:
        return self.module.removeprefix("chatref.conversation.")

    @property
    def inside(self) -> str:
        """The same words can stand in two functions of a module."""
        return f"{self.place}.{self.function}"


def mutants() -> list[Mutant]:
    return [mutant for path in _files() for mutant in _of(path)]


def _files() -> list[Path]:
    return [
        *sorted((ROOT / "decide").glob("*.py")),
        *sorted((ROOT / "evolve").glob("*.py")),
        ROOT / "owed.py",
    ]


def _of(path: Path) -> Iterator[Mutant]:
    surgeon = _Surgeon(NOTHING)
    surgeon.visit(ast.parse(path.read_text()))
    for number, (line, inside, what) in enumerate(surgeon.seen):
        yield Mutant(_module(path), number, line, inside, what)


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT.parents[1]).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


class _Surgeon(ast.NodeTransformer):
    """Notes each place where something could go (its line, its function, what), and takes out the one asked for."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.seen: list[tuple[int, str, str]] = []
        self.first_argument = self.function = ""

    def _here(self, node: ast.AST, what: str) -> bool:
        self.seen.append((getattr(node, "lineno", 0), self.function, what))
        return len(self.seen) - 1 == self.number

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.first_argument = node.args.args[0].arg if node.args.args else ""
        self.function = node.name
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        for truth in (False, True):
            if self._here(node, f"if {ast.unparse(node.test)} is {truth}"):
                node.test = ast.Constant(truth)
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        if self._here(node, f"always {ast.unparse(node.body)}"):
            return node.body
        if self._here(node, f"always {ast.unparse(node.orelse)}"):
            return node.orelse
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        for operand in list(node.values):
            if self._here(node, f"without {ast.unparse(operand)} in {ast.unparse(node)}"):
                node.values.remove(operand)
                break
        self.generic_visit(node)
        return node if len(node.values) > 1 else node.values[0]

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        for test in list(node.ifs):
            if self._here(test, f"of all, not where {ast.unparse(test)}"):
                node.ifs.remove(test)
                break
        return self.generic_visit(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        if self._here(node, f"never while {ast.unparse(node.test)}"):
            node.test = ast.Constant(value=False)
        return self.generic_visit(node)

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        if "assert_never" not in ast.unparse(node.body[0]) and self._here(
            node.body[0], f"no {ast.unparse(node.pattern)}"
        ):
            returns = any(isinstance(one, ast.Return) for one in ast.walk(node))
            name = ast.Name(self.first_argument, ast.Load())
            node.body = [ast.Return(name)] if returns else [ast.Pass()]
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        acts = isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
        if acts and "assert_never" not in ast.unparse(node) and self._here(node, f"no {ast.unparse(node)}"):
            return ast.Pass()
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "changed":
            for keyword in list(node.keywords):
                if self._here(keyword.value, f"{keyword.arg} kept, not {ast.unparse(keyword.value)}"):
                    node.keywords.remove(keyword)
                    break
        return self.generic_visit(node)


class _Loader(SourceFileLoader):
    number = 0

    def source_to_code(self, data, path, *, _optimize=-1) -> CodeType:  # type: ignore[no-untyped-def,override] # noqa: ANN001
        tree = _Surgeon(self.number).visit(ast.parse(data))
        code: CodeType = compile(ast.fix_missing_locations(tree), path, "exec")
        return code

    def get_code(self, fullname: str) -> CodeType:
        """Never from a cached file."""
        return self.source_to_code(self.get_data(self.path), self.path)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, number: int) -> None:
        self.module, self.number = module, number

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        loader, inside = self.loader(), self._inside()
        places = [str(inside)] if inside.is_dir() else None
        return importlib.util.spec_from_file_location(
            fullname, loader.path, loader=loader, submodule_search_locations=places
        )

    def loader(self) -> _Loader:
        inside = self._inside()
        loader = _Loader(
            self.module, str(inside / "__init__.py" if inside.is_dir() else inside.with_suffix(".py"))
        )
        loader.number = self.number
        return loader

    def _inside(self) -> Path:
        return ROOT.joinpath(*self.module.split(".")[2:])


def main(module: str, number: str, steps: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, 2 * PATIENCE))
    finder = _Finder(module, int(number))
    finder.loader().get_code(module)
    sys.meta_path.insert(0, finder)
    try:
        from tests.pure.walk import walk

        for seed in range(3):
            walk(seed, int(steps) // 3)
    except Exception as noticed:  # noqa: BLE001 - whatever goes wrong, it was noticed
        print(type(noticed).__name__, str(noticed)[:160])
        return NOTICED
    return NOTICED if pytest.main(["-qx", "-p", "no:cacheprovider", *NAMED]) else UNNOTICED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
