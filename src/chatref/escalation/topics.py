"""What the content is about: an owner gives pages, folders and sources tags, and says what only a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What a mark is on. A folder is all that stands below an address; a source is that, and all learned from it."""

    PAGE = "page"
    FOLDER = "folder"
    SOURCE = "source"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Cited:
    """A page that an answer is taken from. `source` is the address of what it was learned from."""

    title: str
    address: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """`value` is an address, or the tag's name; a tag has no tags of its own."""

    what: What
    value: str
    tags: tuple[str, ...] = ()
    person_decides: bool = False

    def covers(self, address: str) -> bool:
        match self.what:
            case What.PAGE:
                return _bare(address) == _bare(self.value)
            case What.FOLDER | What.SOURCE:
                return below(address, self.value)
            case What.TAG:
                return False

    def covers_source(self, source: str) -> bool:
        """A page's address need not lie below its source's: a file is named within its folder on this machine."""
        return self.what is What.SOURCE and _bare(source) == _bare(self.value)


def below(address: str, folder: str) -> bool:
    """`https://shop.example/legal` covers itself and `…/legal/terms`, not `…/legalese`."""
    start = _bare(folder)
    return _bare(address) == start or _bare(address).startswith(f"{start}/")


def about(marks: Sequence[Mark], addresses: Sequence[str], sources: Sequence[str] = ()) -> tuple[str, ...]:
    """The addresses, and the tags that they have, or what they were learned from."""
    tags = [tag for address in addresses for tag in _tags(marks, address)]
    tags += [tag for source in sources for mark in marks if mark.covers_source(source) for tag in mark.tags]
    return tuple(dict.fromkeys([*addresses, *tags]))


def decided_by_a_person(marks: Sequence[Mark], cited: Sequence[Cited]) -> tuple[Cited, ...]:
    """Of the pages that an answer is taken from."""
    reserved = {mark.value.casefold() for mark in marks if mark.what is What.TAG and mark.person_decides}

    def is_reserved(page: Cited) -> bool:
        own = [mark for mark in marks if mark.covers(page.address) or mark.covers_source(page.source)]
        tags = {tag.casefold() for mark in own for tag in mark.tags}
        return any(mark.person_decides for mark in own) or bool(tags & reserved)

    return tuple(page for page in cited if is_reserved(page))


def _tags(marks: Sequence[Mark], address: str) -> Iterator[str]:
    return (tag for mark in marks if mark.covers(address) for tag in mark.tags)


def _bare(address: str) -> str:
    return address.partition("#")[0].rstrip("/").casefold()
