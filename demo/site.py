"""The shop's web site. `python -m demo.site --port 8400 --widget http://127.0.0.1:8321 --site KEY` serves it."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from time import sleep
from xml.sax.saxutils import escape

import uvicorn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from demo.articles import categories
from demo.catalogue import drawing
from demo.shop import MENU, PRIVATE_PATHS, Page, all_pages

HERE = Path(__file__).parent
MISSING = Page(
    "/404", "Nothing on this shelf", "The page was moved, or never made.", "missing.html", private=True
)


@dataclass(frozen=True)
class Widget:
    """Where the chat on the pages comes from, for which site, and in which colour before the desk has said it."""

    address: str
    key: str
    colour: str = ""


def create_app(origin: str, widget: Widget | None = None) -> Starlette:
    """The site as an ASGI application; `origin` is its own public address, without a slash at the end."""
    pages = all_pages()
    frame = _frame(origin, widget)
    routes: list[BaseRoute] = [_html(page, _render(frame, page)) for page in pages]
    routes += [
        Route("/sitemap.xml", _fixed(_sitemap(origin, pages), "application/xml")),
        Route("/robots.txt", _fixed(_robots(origin), "text/plain")),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    missing = _render(frame, MISSING)
    return Starlette(
        routes=routes, exception_handlers={404: lambda _request, _error: HTMLResponse(missing, 404)}
    )


@contextmanager
def serve(port: int = 0, widget: Widget | None = None, host: str = "127.0.0.1") -> Iterator[str]:
    """Serves from a thread while the block runs, and gives the address; port 0 takes a free one."""
    with closing(create_server((host, port))) as listening, served(listening, widget) as origin:
        yield origin


@contextmanager
def served(listening: socket, widget: Widget | None = None) -> Iterator[str]:
    """The same on a socket that listens already, for who must know the address before the pages are made."""
    host, port = listening.getsockname()[:2]
    origin = f"http://{host}:{port}"
    server = uvicorn.Server(uvicorn.Config(create_app(origin, widget), log_level="warning"))
    thread = Thread(target=server.run, args=([listening],), name="demo-site", daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield origin
    finally:
        server.should_exit = True
        thread.join()


def _frame(origin: str, widget: Widget | None) -> Environment:
    frame = Environment(loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined)
    frame.globals.update(
        origin=origin, widget=widget, menu=MENU, categories=categories(), mark=drawing("mark")
    )
    return frame


def _render(frame: Environment, page: Page) -> str:
    return frame.get_template(page.layout).render(page=page, **page.shows)


def _html(page: Page, html: str) -> Route:
    return Route(page.path, _fixed(html, "text/html"))


def _fixed(text: str, media_type: str) -> Callable[[Request], Response]:
    def answer(_request: Request) -> Response:
        return Response(text, media_type=media_type)

    return answer


def _sitemap(origin: str, pages: Iterable[Page]) -> str:
    entries = [_entry(origin, page) for page in pages if not page.private]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *entries,
            "</urlset>\n",
        )
    )


def _entry(origin: str, page: Page) -> str:
    changed = f"<lastmod>{page.updated.isoformat()}</lastmod>" if page.updated else ""
    return f"<url><loc>{escape(origin + page.path)}</loc>{changed}</url>"


def _robots(origin: str) -> str:
    barred = "".join(f"Disallow: {path}\n" for path in PRIVATE_PATHS)
    return f"User-agent: *\n{barred}\nSitemap: {origin}/sitemap.xml\n"


def main() -> None:
    options = _options()
    widget = Widget(options.widget.rstrip("/"), options.site) if options.widget else None
    origin = options.origin or f"http://{options.host}:{options.port}"
    print(f"Foundry is open at {origin}", flush=True)
    uvicorn.run(create_app(origin, widget), host=options.host, port=options.port, log_level="warning")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.site", description="Serve the demo shop.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8400)
    parser.add_argument("--origin", help="the address visitors use, if it differs from host and port")
    parser.add_argument("--widget", help="the address of Chatref, for example http://127.0.0.1:8321")
    parser.add_argument("--site", default="", help="the public key of the site on Chatref")
    return parser.parse_args()


if __name__ == "__main__":
    main()
