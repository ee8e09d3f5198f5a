"""A shop's web site of two pages, served from a thread: the widget stands on it, and its help is learned."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from chatref.accounts import sites
from chatref.database.pool import Database
from tests.running import beside
from tests.web.conftest import Open

LICENCES = """
<h1>Licence comparison</h1>
<h2>Desktop licence</h2>
<p>A desktop licence covers documents and logos, not web fonts. It is for one person on up to three computers.</p>
<h2>Web licence</h2>
<p>For a website you need a web licence. It covers one domain and 50,000 page views a month.</p>
<h2>Exchange</h2>
<p>Within 14 days you can exchange a desktop licence for a web licence and pay only the difference.</p>
"""
DOWNLOADS = """
<h1>Your downloads</h1>
<p>Your downloads are in your account under Orders. Every link in the receipt works for 30 days.</p>
<p>When a link has run out, open the order and choose Send again to get a new one by e-mail.</p>
"""


@contextmanager
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """The origin, and the pages by path: whatever is put there is served."""
    pages = {
        "/help": _page("Help", '<h1>Help</h1><ul><li><a href="/help/licences">Licence comparison</a></li>'
                               '<li><a href="/help/downloads">Your downloads</a></li></ul>'),
        "/help/licences": _page("Licence comparison", LICENCES),
        "/help/downloads": _page("Your downloads", DOWNLOADS),
    }  # fmt: skip

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path.partition("?")[0])
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def opened(open_desk: Open) -> Iterator[str]:
    """Its origin; on its front page stands the widget of a site of its own."""
    with served() as (origin, pages):
        pages["/"] = front(open_desk.desk.base, beside(_site(open_desk, origin)))
        yield origin


async def _site(open_desk: Open, origin: str) -> str:
    database = await Database.open(open_desk.database_url, size=1)
    try:
        async with database.workspace(open_desk.foundry.workspace) as connection:
            return (await sites.create(connection, "Foundry shop", [origin])).public_key
    finally:
        await database.close()


def front(desk: str, key: str) -> str:
    """The shop's front page with the one line of HTML."""
    line = f'<script async src="{desk}/widget.js" data-site="{key}"></script>'
    queue = "<script>window.chatref=window.chatref||function(){(chatref.q=chatref.q||[]).push(arguments)}</script>"
    return _page("Foundry", f"<h1>Type for people who read</h1>{queue}{line}")


def _page(title: str, body: str) -> str:
    head = f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><main>{body}</main></body></html>'
