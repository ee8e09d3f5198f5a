"""Behind a proxy, with the configuration that docs/operate.md gives, word for word but for the name and the port."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx
import pytest
import trustme

from chatref.actions.files import LARGEST
from chatref.web.limits import Limit
from tests.clients import PATIENCE, TeammateClient, VisitorClient
from tests.conftest import furnished
from tests.running import free_port
from tests.serving.desks import OWNER, PASSWORD, Desk, Shop, desk, eventually, set_up
from tests.serving.sockets import teammate_tab, visitor_tab
from tools.reading import ROOT

NGINX = shutil.which("nginx")
BUSY = "203.0.113.7"
ALLOWED = Limit.SETUPS_PER_ADDRESS.value.most  # in an hour
WHILE_WE_KNOCK = 40.0  # seconds


@dataclass
class Public:
    """The desk as the world sees it: `base` is the proxy's address, `trust` its certificate's authority."""

    base: str
    trust: ssl.SSLContext
    behind: Desk

    def client(self, address: str | None = None) -> httpx.Client:
        headers = {"X-Chatref": "1", **({"X-Forwarded-For": address} if address else {})}
        return httpx.Client(base_url=self.base, verify=self.trust, headers=headers, timeout=PATIENCE)


@pytest.fixture(scope="module", params=["caddy", "nginx"])
def public(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, models: Path
) -> Iterator[Public]:
    if request.param == "nginx" and not NGINX:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("proxy")
    home = furnished(folder, models)
    base = f"https://localhost:{free_port()}"
    settings = {"CHATREF_PUBLIC_URL": base, "CHATREF_TRUSTED_PROXIES": "127.0.0.1, ::1"}
    port = free_port()
    with (
        desk(home, port=port, at=f"http://127.0.0.1:{port}", **settings) as behind,
        PROXIES[request.param](folder, base, port) as authority,
    ):
        yield Public(base, ssl.create_default_context(cafile=str(authority)), behind)


@pytest.fixture(scope="module")
def shop(public: Public) -> Shop:
    assert f"{public.base}/setup#" in public.behind.said()
    return set_up(public.behind, public.client())


@contextmanager
def _caddy(folder: Path, base: str, port: int) -> Iterator[Path]:
    """Caddy with the documented file; gives the certificate of the authority it made for itself."""
    example = _example("caddy")
    assert "help.example.com" in example
    assert "127.0.0.1:8321" in example
    ours = example.replace("help.example.com", base).replace("127.0.0.1:8321", f"127.0.0.1:{port}")
    # A name for this machine alone: no certificate is asked for outside, and nothing is installed.
    file = folder / "Caddyfile"
    file.write_text("{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n" + ours)
    with (folder / "caddy.log").open("w") as log:
        caddy = subprocess.Popen(
            ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
            env={"PATH": str(Path(sys.executable).parent), "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")},
            stdout=log, stderr=log,
        )  # fmt: skip
    authority = folder / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    with _until_the_end(caddy, base, authority):
        yield authority


@contextmanager
def _nginx(folder: Path, base: str, port: int) -> Iterator[Path]:
    """nginx with the documented file and a certificate of ours."""
    authority, certificate = folder / "authority.pem", folder / "localhost.pem"
    made = trustme.CA()
    made.cert_pem.write_to_path(str(authority))
    made.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    ours = _example("nginx")
    for documented, here in (
        ("listen 443 ssl", f"listen {base.rpartition(':')[2]} ssl"),
        ("server_name help.example.com", "server_name localhost"),
        ("/etc/ssl/help.example.com.pem", str(certificate)),
        ("/etc/ssl/help.example.com.key", str(certificate)),
        ("127.0.0.1:8321", f"127.0.0.1:{port}"),
    ):
        assert documented in ours
        ours = ours.replace(documented, here)
    places = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{ours}}}\n"
    )
    nginx = subprocess.Popen([str(NGINX), "-c", file, "-e", folder / "nginx.log"])
    with _until_the_end(nginx, base, authority):
        yield authority


@contextmanager
def _until_the_end(proxy: "subprocess.Popen[bytes]", base: str, authority: Path) -> Iterator[None]:
    try:
        eventually(lambda: _passes_on(base, authority))
        yield
    finally:
        proxy.terminate()
        proxy.wait(15)


PROXIES: dict[str, Callable[[Path, str, int], AbstractContextManager[Path]]] = {
    "caddy": _caddy,
    "nginx": _nginx,
}


def _passes_on(base: str, authority: Path) -> bool:
    """It listens before it has made its certificate, and writes a file before it has written it whole."""
    try:
        trust = ssl.create_default_context(cafile=str(authority))
        return httpx.get(f"{base}/healthz", verify=trust).status_code == 200
    except (OSError, httpx.TransportError):
        return False


def _example(language: str) -> str:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert found, f"docs/operate.md has no example for {language}"
    return found[1]


def test_cookies_and_headers_say_tls_only(public: Public, shop: Shop) -> None:
    with public.client() as browser:
        answer = browser.post("/api/inbox/sign-in", json={"email": OWNER, "password": PASSWORD})
        cookie = answer.raise_for_status().headers["Set-Cookie"]
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert browser.get("/api/inbox/me").json()["teammate"]["email"] == OWNER


def test_a_page_under_the_public_address_may_write_and_another_may_not(public: Public, shop: Shop) -> None:
    asked = {"email": OWNER, "password": PASSWORD}
    with public.client() as browser:
        own = browser.post("/api/inbox/sign-in", json=asked, headers={"Origin": public.base})
        foreign = browser.post("/api/inbox/sign-in", json=asked, headers={"Origin": "https://evil.example"})
    assert (own.status_code, foreign.status_code) == (200, 403)


def test_sockets_work_through_the_proxy(public: Public, shop: Shop) -> None:
    """S9, P11: a visitor asks, a teammate answers, both by sockets over TLS."""
    visitor = _visitor(public, shop)
    visitor.write("A person please").raise_for_status()
    browser = public.client()
    me = browser.post("/api/inbox/sign-in", json={"email": OWNER, "password": PASSWORD}).json()
    olga = TeammateClient(browser, me)
    with (
        visitor_tab(public.base, visitor, public.trust) as widget,
        teammate_tab(public.base, olga, visitor.conversation, public.trust) as inbox,
    ):
        eventually(lambda: "A person please" in inbox.texts())
        olga.take_over(visitor.conversation).raise_for_status()
        olga.reply(visitor.conversation, "Here I am").raise_for_status()
        eventually(lambda: "Here I am" in widget.texts())


@pytest.mark.parametrize(("size", "code"), [(LARGEST + 500_000, "too_large"), (LARGEST, "not_allowed")])
def test_who_sends_a_file_that_is_refused_hears_why_from_the_desk(
    public: Public, shop: Shop, size: int, code: str
) -> None:
    """It is answered while the proxy still sends: several times, since it is a race that the answer may lose.

    Over a connection each: on one that was used again Caddy itself once said 431, as if a body's rest were a head.
    """
    visitor = _visitor(public, shop)
    visitor.write("A person please").raise_for_status()
    path = f"/api/visitor/files/{visitor.conversation}/{uuid4()}?field=none&name=shot.png"
    answers = []
    for _ in range(8):
        with public.client() as http:
            http.headers["Authorization"] = visitor.http.headers["Authorization"]
            answers.append(http.put(path, content=bytes(size)))
    assert [(each.status_code // 100, each.json().get("code")) for each in answers] == [(4, code)] * 8


def _visitor(public: Public, shop: Shop) -> VisitorClient:
    http = public.client()
    asked = {"site": shop.key, "token": None, "language": "en", "page": "/pricing"}
    session = http.post("/api/visitor/session", json=asked).raise_for_status().json()
    http.headers["Authorization"] = f"Bearer {session['token']}"
    return VisitorClient(http, session=session)


def test_the_address_is_the_visitors_own_and_cannot_be_made_up(public: Public, shop: Shop) -> None:
    """Limits are per address: what Caddy is told about an address by a stranger, it throws away."""
    with public.client("198.51.100.9") as browser:
        browser.post("/api/inbox/sign-in", json={"email": OWNER, "password": PASSWORD}).raise_for_status()
        sessions = browser.get("/api/inbox/sessions").json()["sessions"]
    (current,) = (each for each in sessions if each["current"])
    assert current["address"] in {"127.0.0.1", "::1"}


def test_what_one_address_used_up_is_not_missing_to_another(public: Public) -> None:
    """A trusted proxy, here the test itself, names the addresses."""
    _early_in_the_hour()
    assert _knocks(public.behind, [f"10.9.9.9, {BUSY}"] * (ALLOWED + 1)) == [404] * ALLOWED + [429]
    assert _knocks(public.behind, [f"{BUSY}, 10.9.9.9"]) == [404]  # the last one is who asked the proxy
    assert _knocks(public.behind, ["203.0.113.8"]) == [404]


def test_one_user_of_ipv6_is_one_address(public: Public) -> None:
    """Whoever has a network of 2⁶⁴ addresses gains nothing by changing between them."""
    _early_in_the_hour()
    assert _knocks(public.behind, [f"2001:db8::{n:x}" for n in range(ALLOWED + 1)]) == [404] * ALLOWED + [429]
    assert _knocks(public.behind, ["2001:db8:0:1::1"]) == [404]
    other = "203.0.113.9"
    assert _knocks(public.behind, [other] * ALLOWED + [f"::ffff:{other}"]) == [404] * ALLOWED + [429]


def test_without_trust_a_forwarded_address_means_nothing(home: Path) -> None:
    with desk(home) as opened:
        _early_in_the_hour()
        addresses = [f"203.0.113.{number}" for number in range(ALLOWED + 1)]
        assert _knocks(opened, addresses) == [404] * ALLOWED + [429]
        told = httpx.get(f"{opened.base}/healthz", headers={"X-Forwarded-Proto": "https"})
        assert "Strict-Transport-Security" not in told.headers


def _early_in_the_hour() -> None:
    """Limits are counted by the hours of the machine's clock, and one that ends meanwhile lets one more through."""
    hour = Limit.SETUPS_PER_ADDRESS.value.seconds
    left = hour - time.monotonic() % hour
    if left < WHILE_WE_KNOCK:
        time.sleep(left)


def _knocks(opened: Desk, addresses: list[str]) -> list[int]:
    """Tries links that lead nowhere, each as if passed on for another address."""
    return [
        httpx.post(
            f"{opened.base}/api/setup/link",
            json={"token": "no such link"},
            headers={"X-Chatref": "1", "X-Forwarded-For": address},
        ).status_code
        for address in addresses
    ]
