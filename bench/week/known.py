"""The model's reading of every text of the week, made once before it begins and then looked up."""

import pickle
from pathlib import Path

from chatref.knowledge.embed import Embedder, Read


class Known(Embedder):
    """The product's embedder; what it has read before it does not read again."""

    def __init__(self, home: Path, file: Path | None = None) -> None:
        super().__init__(home, lanes=1)
        self.texts: dict[str, Read] = pickle.loads(file.read_bytes()) if file else {}

    def read(self, text: str) -> Read:
        known = self.texts.get(text)
        if known is None:
            known = self.texts[text] = super().read(text)
        return known

    def keep(self, file: Path) -> None:
        file.write_bytes(pickle.dumps(self.texts))
