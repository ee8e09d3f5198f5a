"""A fresh desk for each race."""

from pathlib import Path

import pytest


@pytest.fixture
def home(furnished_home: Path) -> Path:
    return furnished_home
