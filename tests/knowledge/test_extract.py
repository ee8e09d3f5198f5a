"""What a page says, without what stands around it. P20, S2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.knowledge.extract import from_html, from_markdown, from_text

PROSE = "You get your money back within fourteen days of buying a font."


def said(html: str) -> str:
    return "\n".join(block.text for block in from_html(html).blocks)


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        "<div role='navigation'>{}</div>",
        "<div class='cookie-banner'>{}</div>",
        "<ol class='breadcrumbs'><li>{}</li></ol>",
        "<div hidden>{}</div>",
        "<script>{}</script>",
        "<form>{}</form>",
        "<ul><li><a href='/a'>{}</a></li><li><a href='/b'>Fonts</a></li><li><a href='/c'>Plug-ins</a></li></ul>",
    ],
)
def test_what_stands_around_the_content_is_left_out(around: str) -> None:
    page = f"<body>{around.format('Furniture of the site')}<div><h1>Refunds</h1><p>{PROSE}</p></div></body>"
    assert said(page) == PROSE


def test_a_box_of_prose_that_is_called_a_sidebar_is_content() -> None:
    box = "A server takes requests from a client and carries them out. " * 5
    page = f"<body><p>{PROSE}</p><div class='sidebar'><p>{box}</p></div></body>"
    assert box.strip() in said(page)


def test_a_box_of_links_that_is_called_a_sidebar_is_not() -> None:
    links = "".join(f"<li><a href='/{n}'>A page with a long name, number {n}</a></li>" for n in range(9))
    assert said(f"<body><p>{PROSE}</p><div class='sidebar'><ul>{links}</ul></div></body>") == PROSE


def test_what_the_page_itself_is_called_says_nothing_of_its_content() -> None:
    assert said(f"<body class='has sidebar' id=nav><p>{PROSE}</body>") == PROSE


def test_tables_that_only_lay_out_a_page_are_read_as_what_stands_in_them() -> None:
    """Their outer rows said again all that the inner ones say."""
    inner = "<table><tr><th>Paid by<th>Takes<tr><td>card<td>3 days</table>"
    assert said(f"<table><tr><td>{PROSE}<td>{inner}</table>") == f"{PROSE}\ncard – Takes: 3 days"


def test_each_paragraph_knows_the_headings_above_it() -> None:
    page = "<h1>Refunds</h1><h2>Fonts</h2><p>One.</p><h3>Trials</h3><p>Two.</p><h2>Cards</h2><p>Three.</p>"
    blocks = from_html(page).blocks
    assert [(block.headings, block.text) for block in blocks] == [
        (("Fonts",), "One."),
        (("Fonts", "Trials"), "Two."),
        (("Cards",), "Three."),
    ]


def test_a_row_of_a_table_says_what_its_columns_are() -> None:
    page = "<table><tr><th>Paid by</th><th>Takes</th></tr><tr><td>card</td><td>3 to 5 working days</td></tr></table>"
    assert said(f"<main>{page}</main>") == "card – Takes: 3 to 5 working days"
    drawn = "| Plan | Price | Seats |\n|---|---|---|\n| Team | €40 | 10<br>and more |"
    assert [block.text for block in from_markdown(drawn).blocks] == ["Team – Price: €40; Seats: 10 and more"]


def test_what_stands_on_lines_of_its_own_in_a_cell_does_not_run_together() -> None:
    cells = "<td><p>Pro</p><td><ul><li>Mac<li>Linux</ul><td>on<br>request"
    page = f"<caption>Prices</caption><thead><tr><td>Plan<td>Systems<td>Price</thead><tr>{cells}"
    assert said(f"<table>{page}</table>") == "Prices:\nPro – Systems: Mac, Linux; Price: on request"


def test_a_table_that_lays_out_a_page_keeps_its_headings() -> None:
    page = f"<table><tr><td><h2>Fonts</h2><p>{PROSE}</p><td><p>Ask us.</p></table>"
    assert [(block.headings, block.text) for block in from_html(page).blocks] == [
        (("Fonts",), PROSE),
        (("Fonts",), "Ask us."),
    ]


def test_a_definition_says_what_it_is_of() -> None:
    page = "<dl><dt>Refund<dd>14 days.<dd>Or 20.<div><dt>Card<dt>PayPal<dd><p>A day.</p><p>Or two.</p></div></dl>"
    assert said(page) == "Refund: 14 days.\nOr 20.\nCard, PayPal: A day.\nOr two."
    assert said("<dl><dt>May I sell it?<dd>No.<dt>Nothing</dl>") == "May I sell it?\nNo.\nNothing"


def test_a_broken_line_is_no_word() -> None:
    assert said("<p>One <b>word<br>and</b> another</p>") == "One word and another"


def test_the_title_is_the_heading_or_the_pages_own_part_of_it() -> None:
    assert from_html("<title>Refunds | Help | Shop</title><p>x</p>").title == "Refunds"
    assert from_html("<title>Shop</title><h1>Refunds</h1><p>x</p>").title == "Refunds"


def test_links_are_absolute_and_nofollow_is_kept() -> None:
    page = "<a href='b#part'>b</a><a href='/c' rel='nofollow'>c</a><a href='mailto:x@y.example'>m</a>"
    assert from_html(page, "https://shop.example/help/a").links == ("https://shop.example/help/b#part",)


def test_a_page_may_ask_not_to_be_learned() -> None:
    page = from_html(
        "<head><meta name='robots' content='noindex, nofollow'></head><a href='/b'>b</a>", "https://a/"
    )
    assert (page.indexable, page.links) == (False, ())


def test_markdown_says_the_same_as_its_page() -> None:
    """S2: content comes in several forms."""
    page = from_markdown(f"---\ntitle: Refunds\n---\n\n## Fonts\n\n{PROSE}\n\n1. Open it.\n2. Send it.\n")
    assert page.title == "Refunds"
    assert [(block.headings, block.text) for block in page.blocks] == [
        (("Fonts",), PROSE),
        (("Fonts",), "1. Open it."),
        (("Fonts",), "2. Send it."),
    ]


def test_the_first_line_of_a_text_is_its_title() -> None:
    page = from_text(f"Refunds\n\n{PROSE}\n\nAsk us.\n")
    assert (page.title, [block.text for block in page.blocks]) == ("Refunds", [PROSE, "Ask us."])


@given(st.text(max_size=200))
def test_any_text_in_a_paragraph_comes_back_in_one_line(text: str) -> None:
    """F46: nothing that stands on a page ends the reading."""
    for block in from_html(f"<main><p>{text}</p></main>").blocks:
        assert block.text == " ".join(block.text.split())
