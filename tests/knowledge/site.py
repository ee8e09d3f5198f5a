"""A small web server whose pages a test can change while it runs."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread


@dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Site:
    """`pages` by path; `asked` counts the requests for each. What is `held` is given once it is let go."""

    port: int = 0
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)
    let_go: Event = field(default_factory=Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(self, path: str, title: str, *paragraphs: str, links: tuple[str, ...] = ()) -> None:
        said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        menu = "".join(f'<a href="{link}">{link}</a> ' for link in links)
        page = f"<html><title>{title}</title><body><nav>{menu}</nav><main><h1>{title}</h1>{said}</main></body></html>"
        self.pages[path] = Reply(page.encode())

    def redirect(self, path: str, to: str) -> None:
        self.pages[path] = Reply(status=302, headers={"Location": to})


@contextmanager
def serve(tls: SSLContext | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            if self.path in site.held:
                site.let_go.wait()
            reply = site.pages.get(self.path, Reply(b"not here", 404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.let_go.set()
        server.shutdown()
        server.server_close()
