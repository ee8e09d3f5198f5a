"""What a mail in HTML says, without a tree of it."""

import pytest

from chatref.mail.incoming.html_text import lines_of_html


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<p title="a > b">one<p>two', ["one", "", "two"]),
        ("<p>it's <b>bold</b><i> and</i> more</p>3 < 4", ["it's bold and more", "", "3 < 4"]),
        ('a<div style="display: none">b<div>c</div></div>d', ["ad"]),
        ('<ul><li style="display:none">a<li>b</ul>', ["- b"]),
        ("a<style>b<p></style><!-- <p>c -->d<svg><title>e</title><text>f</text></svg>g", ["adg"]),
        ("<blockquote>a<pre>b  c\n d</pre></blockquote></blockquote>e", ["> a", "> b  c", ">  d", "e"]),
        ("a<td>b</td><td>c</td>", ["a b c"]),
        ("a <br/>b&nbsp;&amp;lt;", ["a", "b &lt;"]),
        ("a<script", ["a"]),
        (f"a &#{'9' * 5_000}; &#{'0' * 99}98; c", ["a \ufffd b c"]),
    ],
)
def test_html_is_read_as_a_mail_program_shows_it(html: str, lines: list[str]) -> None:
    assert lines_of_html(html).split("\n") == lines


def test_html_too_deep_to_parse_is_read_without_its_elements() -> None:
    assert lines_of_html("<i>" * 5_000 + "a &amp; b<br>c").split() == ["a", "&", "b", "c"]
