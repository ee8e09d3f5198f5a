"""The public page of an answer that the team wrote itself: what a citation of it opens. Text, never markup."""

from html import escape
from string import Template

from chatref.accounts import sites
from chatref.accounts.model import Site
from chatref.database.ids import canonical
from chatref.errors import NotFound
from chatref.knowledge.written import WrittenAnswer, store
from chatref.web.rooms import Rooms
from chatref.web.site_view import COLOUR, colour_of

# Nothing is loaded by it and nothing runs on it; its style stands in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}

PAGE = Template("""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$question</title>
<style>
:root { color-scheme: light dark; --bg: #f6f5f1; --surface: #fff; --line: #e3e0d8; --text: #1d1c19; --text-2: #5f5b53; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #151412; --surface: #1c1b18; --line: #2c2a26; --text: #ece9e2; --text-2: #aaa49a; }
}
body {
  margin: 0; padding: 40px 16px; background: var(--bg); color: var(--text);
  font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main {
  max-width: 640px; margin: 0 auto; padding: 24px; background: var(--surface); border: 1px solid var(--line);
  border-top: 4px solid $colour; border-radius: 10px; overflow-wrap: anywhere;
}
h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 12px; white-space: pre-line; }
footer { max-width: 640px; margin: 12px auto 0; color: var(--text-2); font-size: 14px; }
</style>
</head>
<body>
<main>
<h1 dir="auto">$question</h1>
$answer
</main>
<footer dir="auto">$site</footer>
</body>
</html>
""")


async def answer_page(rooms: Rooms, asked: str) -> str:
    """Raises NotFound."""
    workspace, answer = await _workspace_of(rooms, asked)
    async with rooms.database.workspace(workspace) as connection:
        found = await store.answer(connection, workspace, answer)
        here = await sites.all_sites(connection)
    return _drawn(found, here[0] if here else None)


async def _workspace_of(rooms: Rooms, asked: str) -> tuple[str, str]:
    try:
        answer = canonical(asked)
    except ValueError:
        raise NotFound from None
    async with rooms.database.system() as connection:
        workspace = await store.workspace_of(connection, answer)
    if workspace is None:
        raise NotFound
    return workspace, answer


def _drawn(found: WrittenAnswer, site: Site | None) -> str:
    paragraphs = (part.strip() for part in found.answer.split("\n\n"))
    return PAGE.substitute(
        language=escape(found.language or "en"),
        question=escape(found.question),
        answer="\n".join(f'<p dir="auto">{escape(part)}</p>' for part in paragraphs if part),
        colour=colour_of(site) if site else COLOUR,
        site=escape(site.name if site else ""),
    )
