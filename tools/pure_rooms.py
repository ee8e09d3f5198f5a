"""The pure rooms import no I/O, no clock and no framework, and ask nobody what time it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.reading import parsed

PURE_STDLIB = {
    "__future__", "abc", "base64", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime",
    "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "html", "ipaddress",
    "itertools", "json", "math", "operator", "re", "statistics", "string", "struct", "textwrap", "types", "typing",
    "unicodedata", "urllib.parse", "uuid", "zlib", "zoneinfo",
}  # fmt: skip
PURE_LIBRARIES = {"holidays", "msgspec", "numpy", "re2", "snowballstemmer", "typing_extensions"}
PURE_ROOMS = (
    "chatref.conversation", "chatref.escalation", "chatref.actions.cues", "chatref.actions.fields",
    "chatref.actions.files", "chatref.actions.fill", "chatref.actions.pictures", "chatref.actions.results",
    "chatref.actions.taking", "chatref.actions.texts", "chatref.hours", "chatref.routing", "chatref.assistant.prompt",
    "chatref.assistant.ground", "chatref.assistant.models", "chatref.knowledge.split", "chatref.knowledge.content",
    "chatref.knowledge.terms",
)  # fmt: skip
HIDDEN_INPUTS = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid7", "open", "print", "input"}


def impure(root: Path) -> list[str]:
    source = root / "src"
    modules = {dotted(path.relative_to(source)): path for path in sorted(source.rglob("*.py"))}
    return [
        f"{path.relative_to(root)}:{line} {breach}"
        for name, path in modules.items()
        if (room := pure_room_of(name)) and path.name != "store.py"
        for line, breach in breaches(parsed(path), room, package_of(path.relative_to(source)))
    ]


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def package_of(path: Path) -> str:
    return ".".join(path.parent.parts)


def pure_room_of(module: str) -> str | None:
    return next((room for room in PURE_ROOMS if module == room or module.startswith(f"{room}.")), None)


def breaches(tree: ast.Module, room: str, package: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import() | ast.ImportFrom():
                yield from (
                    (node.lineno, f"imports {name}")
                    for name in imports(node, package)
                    if not allowed(name, room)
                )
            case ast.Call() if called(node) in HIDDEN_INPUTS:
                yield node.lineno, f"calls {called(node)}: pass the value in"


def imports(node: ast.Import | ast.ImportFrom, package: str) -> list[str]:
    """Full names; a relative import is read from `package`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    rooms = package.split(".")
    above = rooms[: len(rooms) + 1 - node.level] if node.level else []
    start = [*above, node.module] if node.module else above
    return [".".join([*start, alias.name]) for alias in node.names]


def allowed(imported: str, room: str) -> bool:
    if imported.split(".", maxsplit=1)[0] == "chatref":
        return within(imported, permitted_rooms(room)) and "store" not in imported.split(".")
    libraries = PURE_STDLIB if room == "chatref.conversation" else PURE_STDLIB | PURE_LIBRARIES
    return within(imported, libraries)


def permitted_rooms(room: str) -> set[str]:
    if room == "chatref.conversation":
        return {room}
    return {*PURE_ROOMS, "chatref.errors"}


def within(imported: str, places: set[str]) -> bool:
    return any(imported == place or imported.startswith(f"{place}.") for place in places)


def called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case _:
            return None
