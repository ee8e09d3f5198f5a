"""What the tests of the running desk share."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, models: Path) -> Path:
    """An empty CHATREF_HOME, but for the local model, whose making is another test's."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return home
