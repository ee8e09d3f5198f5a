"""One embedder for the whole run."""

from collections.abc import Iterator

import pytest

from chatref.knowledge.embed import Embedder


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    made = Embedder(tmp_path_factory.getbasetemp().parent / "chatref-models")
    yield made
    made.close()
