"""What a browser fetches before it shows something stays small. Counted as gzip sends it, from the built pages."""

import gzip
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.reading import ROOT

STATIC = Path("src/chatref/web/static")
FETCHED = re.compile(r'(?:src|href)="(/[^"]+\.(?:js|css))"')


@dataclass(frozen=True, slots=True)
class Bundle:
    """`entry` is a script, or a page with what it names; addresses in it begin at the static folder."""

    name: str
    entry: str
    most_kb: float


BUNDLES = (
    Bundle("loader", "widget/widget.js", 2),
    Bundle("widget frame", "widget/frame.html", 30),
    Bundle("inbox, first load", "inbox/index.html", 200),
)


def first_load(static: Path, entry: str) -> list[Path]:
    path = static / entry
    if path.suffix != ".html":
        return [path]
    return [
        path,
        *(static / address.lstrip("/") for address in FETCHED.findall(path.read_text(encoding="utf-8"))),
    ]


def kb(paths: list[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in paths) / 1000


def too_large(static: Path) -> list[str]:
    sizes = {bundle: kb(first_load(static, bundle.entry)) for bundle in BUNDLES}
    for bundle, size in sizes.items():
        print(f"{bundle.name}: {size:.1f} KB of {bundle.most_kb:g}")
    return [bundle.name for bundle, size in sizes.items() if size > bundle.most_kb]


if __name__ == "__main__":
    sys.exit(bool(too_large(ROOT / STATIC)))
