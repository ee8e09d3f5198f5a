"""A fresh desk for each race."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, models: Path) -> Path:
    """A CHATREF_HOME with nothing in it but the local model, whose making is another test's."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return home
