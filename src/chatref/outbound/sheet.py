"""A hand-over package laid out for somebody who reads it in another system, in the order they need it. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chatref.outbound.destination import Line, Matter, Package
from chatref.outbound.plain_text import cut, lines_of, one_line


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """`note` says how far the value can be trusted, if that is not plain."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's own words, in lines. `who` and `at` stand over them, if they are one of several."""

    text: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Title and address; the addresses are the desk's own and those of the business's content."""

    rows: tuple[tuple[str, str], ...]


Block = Heading | Sentence | Facts | Said | Steps | Links

Written = Callable[[tuple[Block, ...]], str]
SINCE = {Matter.HANDOFF: "Waiting since", Matter.LEAD: "Noted", Matter.TEST: "Waiting since"}
MOST_ROWS = 50
LONGEST_ADDRESS = 2_000


def title(package: Package, most: int) -> str:
    """One line, in characters."""
    return cut(
        one_line(("Test: " if package.matter is Matter.TEST else "") + package.subject) or "A conversation",
        most,
    )


def fitted(package: Package, write: Written, most: int) -> str:
    """As `write` writes it, in at most so many bytes: the older part of the transcript goes first."""
    return within(lambda room: _blocks(package, room), write, most)


def within(blocks: Callable[[int], Iterable[Block]], write: Written, most: int) -> str:
    """What markup adds can't be known before, so the room that the blocks have is halved until it fits."""
    room = most
    while True:
        text = write(tuple(blocks(room)))
        if len(text.encode()) <= most or room < 1:
            return text
        room //= 2


def short(text: str, room: int, most: int) -> str:
    """One line, as long as there is room for it."""
    return cut(one_line(text), min(most, max(room // 40, 1)))


def _blocks(package: Package, room: int) -> Iterator[Block]:
    if package.matter is Matter.TEST:
        yield Sentence("This is a test of this destination. Nobody waits.")
    yield Sentence(_sentence(short(package.why, room, 500)))
    yield Links((("Open the conversation in the inbox", package.link),))
    yield Facts(tuple(_facts(package, room)))
    if package.details or package.missing:
        yield Heading("Details")
        yield Facts(tuple(_details(package, room)))
    if package.summary.strip():
        yield Heading("Summary by the assistant" if package.summed else "Summary")
        yield Said(_said(package.summary, room, 4_000))
    if package.playbook:
        yield Heading("What to do")
        yield Steps(tuple(short(step, room, 300) for step in package.playbook[:MOST_ROWS]))
    yield from _what_was_tried(package, room)
    if package.earlier:
        yield Heading("Earlier conversations")
        yield Links(tuple((short(each.subject, room, 150), each.link) for each in package.earlier[:10]))
    yield from _transcript(package.transcript, room // 2)


def _facts(package: Package, room: int) -> Iterator[Fact]:
    visitor = package.visitor
    known = "known to the site" if visitor.identified else "not verified"
    rows = (
        Fact("Visitor", visitor.name, known),
        Fact("Contact", visitor.contact or ""),
        Fact("Reason", package.reason),
        Fact("Priority", package.priority),
        Fact("Team", package.team),
        Fact("Tags", ", ".join(package.tags)),
        Fact("Rule", package.rule or ""),
        Fact(SINCE[package.matter], f"{package.requested_at:%Y-%m-%d %H:%M} UTC"),
        Fact("Language", package.language),
        Fact("Site", package.site),
        Fact("Page", package.page),
        Fact("Device", package.device),
    )
    for row in rows:
        if row.value.strip():
            yield Fact(row.label, short(row.value, room, 500), row.note)


def _details(package: Package, room: int) -> Iterator[Fact]:
    for each in package.details[:MOST_ROWS]:
        label, value = short(each.label, room, 100), short(each.value, room, 500)
        yield Fact(label, value, "" if each.verified else "unverified")
    for label in package.missing[:MOST_ROWS]:
        yield Fact(short(label, room, 100), "", "not given")


def _what_was_tried(package: Package, room: int) -> Iterator[Block]:
    if package.tried:
        yield Heading("What the assistant said")
        for text in package.tried[-5:]:
            yield Said(_said(text, room, 1_000))
    shown = [each for each in package.sources[:10] if _is_address(each.address)]
    if shown:
        yield Heading("Sources it used")
        yield Links(tuple((short(each.title, room, 150) or each.address, each.address) for each in shown))


def _transcript(lines: tuple[Line, ...], room: int) -> Iterator[Block]:
    """The newest lines that there is room for."""
    kept: list[Said] = []
    for line in reversed(lines):
        text = _said(line.text, room, 4_000)
        room -= len(text) + 40
        if room < 0:
            break
        kept.append(Said(text, one_line(line.who) or "Somebody", line.at))
    if lines:
        yield Heading("Transcript")
    if len(kept) < len(lines):
        yield Sentence(f"Of {len(lines)} messages, the newest {len(kept)} are here; all are in the inbox.")
    yield from reversed(kept)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '…')) else '.'}"


def _said(text: str, room: int, most: int) -> str:
    return cut(lines_of(text), min(most, max(room // 4, 1)))


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) <= LONGEST_ADDRESS and text.isprintable()
