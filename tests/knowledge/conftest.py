"""A web site of the test's own on this machine, and one embedder for the whole run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatref.knowledge.embed import Embedder
from tests.knowledge.site import Site, serve


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    made = Embedder(tmp_path_factory.getbasetemp().parent / "chatref-models")
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    made.mkdir()
    return made
