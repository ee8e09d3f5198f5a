"""A desk of its own for each test, whose parts may be killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site, opened


@pytest.fixture
def site(furnished_home: Path) -> Iterator[Site]:
    with opened(furnished_home) as site:
        yield site
