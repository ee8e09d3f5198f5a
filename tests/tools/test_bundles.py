"""The limits of what a browser fetches first count everything that the page names (P19)."""

import random
from pathlib import Path

import pytest

from tools.bundles import too_large


def built(static: Path, *, loader: int, frame: int, inbox: int) -> Path:
    """Pages whose scripts and styles can't be compressed, so that sizes are what they seem."""
    (static / "widget" / "assets").mkdir(parents=True)
    (static / "inbox" / "assets").mkdir(parents=True)
    noise = random.Random(1)
    (static / "widget" / "widget.js").write_bytes(noise.randbytes(loader))
    (static / "widget" / "assets" / "a.js").write_bytes(noise.randbytes(frame // 2))
    (static / "widget" / "assets" / "a.css").write_bytes(noise.randbytes(frame // 2))
    (static / "inbox" / "assets" / "b.js").write_bytes(noise.randbytes(inbox))
    (static / "inbox" / "assets" / "later.js").write_bytes(noise.randbytes(400_000))
    frame_page = (
        '<script src="/widget/assets/a.js"></script><link rel="stylesheet" href="/widget/assets/a.css">'
    )
    (static / "widget" / "frame.html").write_text(frame_page)
    (static / "inbox" / "index.html").write_text('<link rel="modulepreload" href="/inbox/assets/b.js">')
    return static


def test_small_bundles_pass(tmp_path: Path) -> None:
    assert too_large(built(tmp_path, loader=1_900, frame=29_000, inbox=190_000)) == []


@pytest.mark.parametrize(
    ("loader", "frame", "inbox", "named"),
    [(2_100, 1, 1, "loader"), (1, 32_000, 1, "widget frame"), (1, 1, 210_000, "inbox, first load")],
)
def test_a_large_bundle_is_named(tmp_path: Path, loader: int, frame: int, inbox: int, named: str) -> None:
    assert too_large(built(tmp_path, loader=loader, frame=frame, inbox=inbox)) == [named]
