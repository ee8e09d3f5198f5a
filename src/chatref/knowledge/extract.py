"""The main content of a page: title, blocks under their headings, links. No I/O."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from chatref.knowledge.split import Block
from chatref.knowledge.tables import Cell, label, table_lines
from chatref.knowledge.tamed import BLOCKS, FURNITURE, HEADINGS, LINK, TooLarge, tamed

LONGEST_MARKDOWN = 1_000_000  # of which brackets alone take seconds
LONGEST_HEADING = 300
"""It stands above each passage below it. What is longer is a paragraph; a title is cut."""
# A page whose <main> holds less than this share of its text keeps its content elsewhere.
MAIN_SHARE = 0.2
# A list in which this share of the letters are links leads somewhere and says nothing.
LINK_SHARE = 0.7

_NEVER_TEXT = (
    f"{FURNITURE}, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], "
    "[role=search], [role=complementary], [role=dialog], [role=alertdialog], [role=menu], [role=toolbar], "
    f"{LINK}.headerlink, {LINK}.anchor, [data-nosnippet]"
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookie|consent|gdpr|breadcrumbs?|sidebar|side-?nav|nav(?:bar|igation|header|footer)?|toc|"
    r"table-of-contents|skip-?link|pagination|pager|share|social|related|newsletter|subscribe|banner|"
    r"sphinxsidebar|footer|menu|advert|comments?|feedback|vote)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BOX_NAME = re.compile(r"(?:^|\s)sidebar(?:$|\s)")
SHORTEST_BOX = 200
BOX_LINK_SHARE = 0.2
_ANY_LINK = f"{LINK}[href]"
_MAIN = (
    "main",
    "[role=main]",
    "article",
    "#content",
    "#main",
    "#main-content",
    ".content",
    "div.document",
    "div.body",
)
_SPACE = re.compile(r"\s+")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_FRONT_MATTER = re.compile(r"\A---[ \t\r]*\n(.*?)\n---[ \t\r]*\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Extract:
    """What a page says. `links` are absolute; `canonical` is the address the page itself claims."""

    title: str
    blocks: tuple[Block, ...]
    links: tuple[str, ...] = ()
    canonical: str | None = None
    language: str | None = None
    indexable: bool = True


def from_html(html: str | bytes, address: str = "") -> Extract:
    """Raises TooLarge."""
    tree = LexborHTMLParser(tamed(html))
    base = _base(tree, address)
    robots = _meta(tree, "robots").lower()
    links = () if "nofollow" in robots else tuple(_links(tree, base))
    canonical, language = _canonical(tree, base), _language(tree)
    site_title = _text_of(tree.css_first("title"))
    for node in tree.css(_NEVER_TEXT):
        node.decompose()
    for node in tree.css("br"):
        node.replace_with("\n")
    _drop_furniture(tree)
    root = _main(tree)
    title = _title(tree, root, site_title)
    blocks = tuple(_without_title(_blocks(root), title)) if root else ()
    return Extract(title, blocks, links, canonical, language, "noindex" not in robots)


def from_markdown(text: str) -> Extract:
    """Raises TooLarge."""
    if len(text) > LONGEST_MARKDOWN:
        raise TooLarge(f"It is longer than {LONGEST_MARKDOWN:,} letters.")
    front = _FRONT_MATTER.match(text)
    named = _front_title(front.group(1)) if front else ""
    page = from_html(_MARKDOWN.render(text[front.end() :] if front else text))
    return Extract(named or page.title, page.blocks, page.links)


def from_text(text: str) -> Extract:
    """The first line is the title if a blank line follows it."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    titled = len(paragraphs) > 1 and "\n" not in paragraphs[0].strip() and len(paragraphs[0]) < 120
    title = paragraphs.pop(0).strip() if titled else ""
    return Extract(title, tuple(Block((), _one_line(part)) for part in paragraphs))


def _front_title(front: str) -> str:
    named = _FRONT_TITLE.search(front)
    return _one_line(named.group(1)).strip("\"' ")[:LONGEST_HEADING] if named else ""


def _drop_furniture(tree: LexborHTMLParser) -> None:
    for node in tree.css("[class], [id]"):
        if node.tag in ("html", "body", "main", "article") or node.tag in HEADINGS:
            continue
        name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if not _FURNITURE_NAME.search(name) or node.css_first("main, article, [role=main]"):
            continue
        if not (_BOX_NAME.search(name) and _tells(node)):
            node.decompose()


def _tells(node: LexborNode) -> bool:
    """Books print boxes of prose as sidebars; those of sites are made of links."""
    length = len(_text_of(node))
    return length >= SHORTEST_BOX and _linked(node) < BOX_LINK_SHARE * length


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    body = tree.body
    if body is None:
        return None
    whole = len(body.text(deep=True, strip=True)) or 1
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(deep=True, strip=True)) >= MAIN_SHARE * whole:
            return found[0]
    return body


def _title(tree: LexborHTMLParser, root: LexborNode | None, site_title: str) -> str:
    heading = _text_of(root.css_first("h1")) if root else ""
    own = heading or _text_of(tree.css_first("h1"))
    # "Refunds | Help centre | Shop": the page's own part comes first.
    return (own or re.split(r"\s+[|–—·»]\s+", site_title)[0].strip())[:LONGEST_HEADING]


def _without_title(blocks: Iterator[Block], title: str) -> Iterator[Block]:
    """The title stands above every passage already."""
    for block in blocks:
        headings = block.headings[1:] if block.headings[:1] == (title,) else block.headings
        yield Block(headings, block.text)


def _blocks(root: LexborNode) -> Iterator[Block]:
    path: list[tuple[int, str]] = []
    for level, text in _lines(root):
        if level:
            path = [held for held in path if held[0] < level] + [(level, text)]
        else:
            yield Block(tuple(heading for _, heading in path), text)


def _lines(node: LexborNode) -> Iterator[tuple[int, str]]:
    """Headings with their level, everything else with 0, in reading order."""
    inline: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text" or not _is_block(child):
            inline.append(child.text(deep=True, separator=""))
            continue
        yield from _flushed(inline)
        yield from _lines_of_block(child)
    yield from _flushed(inline)


def _is_block(node: LexborNode) -> bool:
    return node.tag in BLOCKS or node.tag in HEADINGS or node.css_first(_ANY_BLOCK) is not None


_ANY_BLOCK = ", ".join(sorted(BLOCKS | set(HEADINGS)))


def _flushed(inline: list[str]) -> Iterator[tuple[int, str]]:
    for line in "".join(inline).split("\n\n"):
        text = _one_line(line)
        if text:
            yield 0, text
    inline.clear()


def _lines_of_block(node: LexborNode) -> Iterator[tuple[int, str]]:
    if node.tag in HEADINGS:
        yield from _heading(node, HEADINGS[node.tag])
    elif node.tag == "pre":
        text = node.text(deep=True).strip()
        if text:
            yield 0, text
    elif node.tag == "table" and _is_of_data(node):
        yield from ((0, line) for line in _table(node))
    elif node.tag == "dl":
        yield from _terms(node)
    elif node.tag == "summary":
        yield from _heading(node, 6)
    elif node.tag in ("ul", "ol", "div") and _only_leads_on(node):
        return
    elif node.tag == "ol":
        yield from _steps(node)
    else:
        yield from _lines(node)


def _heading(node: LexborNode, level: int) -> Iterator[tuple[int, str]]:
    if text := _text_of(node):
        yield level if len(text) <= LONGEST_HEADING else 0, text


def _steps(node: LexborNode) -> Iterator[tuple[int, str]]:
    """A numbered list keeps its numbers: in an answer they are the order of the steps."""
    for number, item in enumerate((child for child in node.iter() if child.tag == "li"), 1):
        for place, (level, text) in enumerate(_lines(item)):
            yield level, text if level or place else f"{number}. {text}"


def _is_of_data(table: LexborNode) -> bool:
    """Not one that only lays out a page."""
    laid_out = table.attributes.get("role") in ("presentation", "none") or table.css_first(_IN_LAYOUT)
    return not laid_out and not any(row.css_first("table") for row in table.iter())


_IN_LAYOUT = ", ".join(f"td {heading}" for heading in HEADINGS)


def _table(table: LexborNode) -> Iterator[str]:
    for caption in table.css("caption"):
        if text := _run_on(caption):
            yield label(text)
    yield from table_lines(
        [_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")
    )


def _cell(cell: LexborNode) -> Cell:
    row = cell.parent
    head = cell.tag == "th" or (row is not None and row.parent is not None and row.parent.tag == "thead")
    return Cell(_run_on(cell), head, _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1


def _run_on(node: LexborNode) -> str:
    """All of its lines as one."""
    lines = [text for _, text in _lines(node)]
    ended = (text if text.endswith(_ENDS) else f"{text}," for text in lines[:-1])
    return _one_line(" ".join([*ended, *lines[-1:]]))


_ENDS = (".", "!", "?", ":", ";", ",", "…")


def _terms(node: LexborNode) -> Iterator[tuple[int, str]]:
    """Definitions, each after the names that it is of."""
    names: list[str] = []
    for child in _entries(node):
        lines = list(_lines(child))
        if child.tag == "dt":
            names += [text for _, text in lines]
        elif lines:
            yield from _defined(", ".join(names), lines)
            names = []
    yield from ((0, name) for name in names)


def _entries(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        yield from child.iter() if child.tag == "div" else (child,)


def _defined(name: str, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    (level, first), *others = lines
    if not name or level or "\n" in first or label(name) == name:
        yield from ((0, text) for text in [name] if text)
        yield level, first
    else:
        yield 0, f"{name}: {first}"
    yield from others


def _only_leads_on(node: LexborNode) -> bool:
    links = node.css(_ANY_LINK)
    if len(links) < 3:
        return False
    return _linked(node) >= LINK_SHARE * (len(_text_of(node)) or 1)


def _linked(node: LexborNode) -> int:
    return sum(len(_text_of(link)) for link in node.css(_ANY_LINK))


def _links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    for node in tree.css(_ANY_LINK):
        if "nofollow" not in (node.attributes.get("rel") or ""):
            joined = _joined(base, node.attributes.get("href") or "")
            if joined:
                yield joined


def _joined(base: str, reference: str) -> str | None:
    try:
        joined = urljoin(base, reference.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _base(tree: LexborHTMLParser, address: str) -> str:
    node = tree.css_first("base[href]")
    return (_joined(address, node.attributes.get("href") or "") or address) if node else address


def _canonical(tree: LexborHTMLParser, base: str) -> str | None:
    node = tree.css_first("link[rel=canonical]")
    return _joined(base, node.attributes.get("href") or "") if node else None


def _language(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("html")
    return ((node.attributes.get("lang") or "").split("-")[0].lower() or None) if node else None


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f"meta[name={name}]")
    return (node.attributes.get("content") or "") if node else ""


def _text_of(node: LexborNode | None) -> str:
    return _one_line(node.text(deep=True)) if node else ""


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\0", " ")).strip().removesuffix("¶").strip()
