"""A web site and a folder of the test's own on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.knowledge.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    made.mkdir()
    return made
