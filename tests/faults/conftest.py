"""A desk of its own for each test, whose parts may be killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site, opened


@pytest.fixture
def site(tmp_path: Path, models: Path) -> Iterator[Site]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    with opened(home) as site:
        yield site
