"""A folder of HTML, Markdown and text files; nothing outside of it is ever read."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

from chatref.knowledge import extract
from chatref.knowledge.extract import Extract
from chatref.knowledge.sources.fetch import LARGEST_PAGE
from chatref.knowledge.sources.reading import Failed, Gone, Page, Reading, Unreadable, Validators
from chatref.knowledge.tamed import TooLarge

READABLE = {".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"}


class Folder:
    """Implements Reader. A document's address is its path below the folder, with slashes."""

    def __init__(self, root: Path, page_limit: int = 2000) -> None:
        self._root = root.resolve()
        self._limit = page_limit

    async def read(self, known: Mapping[str, Validators]) -> AsyncIterator[Reading]:
        found = await asyncio.to_thread(self._found)
        for path in found:
            yield await asyncio.to_thread(self._reading, path)
        present = {self._address(path) for path in found}
        for address in known:
            if address not in present:
                yield Gone(address)

    def _found(self) -> list[Path]:
        """Raises Unreadable if the folder is away: what was learned from it is kept (F43)."""
        if not self._root.is_dir():
            raise Unreadable("This folder is not there.", retryable=True)
        return sorted(self._files())[: self._limit]

    def _files(self) -> Iterator[Path]:
        for path in self._root.rglob("*"):
            if path.suffix.lower() in READABLE and path.is_file() and self._inside(path):
                yield path

    def _inside(self, path: Path) -> bool:
        """A symbolic link may lead out of the folder, at the file or at any folder above it."""
        return path.resolve().is_relative_to(self._root)

    def _address(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _reading(self, path: Path) -> Reading:
        address = self._address(path)
        try:
            if path.stat().st_size > LARGEST_PAGE:
                return Failed(address, f"It is larger than {LARGEST_PAGE // 1_000_000} MB.", retryable=False)
            return Page(address, _extracted(path))
        except TooLarge as error:
            return Failed(address, str(error), retryable=False)
        except OSError:
            return Failed(address, "The file could not be read.", retryable=True)


def _extracted(path: Path) -> Extract:
    if path.suffix.lower() in (".html", ".htm", ".xhtml"):
        return extract.from_html(path.read_bytes())
    text = path.read_text("utf-8", "replace")
    return extract.from_text(text) if path.suffix.lower() == ".txt" else extract.from_markdown(text)
