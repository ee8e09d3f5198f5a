"""What may be fetched, and that one page has one name. F44."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.knowledge.sources import address as room
from chatref.knowledge.sources.address import Scope, canonical, checked_target
from chatref.knowledge.sources.reading import Unreadable

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::",
]  # fmt: skip


@pytest.mark.parametrize("ip", PRIVATE)
async def test_private_addresses_are_refused(ip: str) -> None:
    host = f"[{ip}]" if ":" in ip else ip
    with pytest.raises(Unreadable, match="private"):
        await checked_target(f"http://{host}/", ())


@pytest.mark.parametrize(
    "written", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/"]
)
async def test_another_spelling_of_a_private_address_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        await checked_target(written, ())


async def test_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def both(*_: object) -> list[object]:
        return [ip_address("93.184.216.34"), ip_address("10.0.0.1")]

    monkeypatch.setattr(room, "_resolved", both)
    with pytest.raises(Unreadable, match="private"):
        await checked_target("http://mixed.example/", ())


async def test_only_the_allowed_port_of_an_allowed_host_is_reached() -> None:
    target = await checked_target("http://127.0.0.1:8400/help", {"127.0.0.1:8400"})
    assert (target.ip, target.port) == ("127.0.0.1", 8400)
    with pytest.raises(Unreadable, match="private"):
        await checked_target("http://127.0.0.1:5432/", {"127.0.0.1:8400"})


@pytest.mark.parametrize("wrong", ["ftp://a.example/", "file:///etc/passwd", "http:///x", "gopher://a/"])
async def test_only_web_addresses_are_fetched(wrong: str) -> None:
    with pytest.raises(Unreadable):
        await checked_target(wrong, ())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HTTP://Shop.Example:80/a/../b/./c#part", "http://shop.example/b/c"),
        ("https://shop.example:443", "https://shop.example/"),
        ("https://shop.example/a?utm_source=x&id=7&gclid=1", "https://shop.example/a?id=7"),
        ("https://shop.example/%7Etim/%C3%BCber", "https://shop.example/~tim/%C3%BCber"),
        ("https://shop.example/a%2Fb", "https://shop.example/a%2Fb"),
    ],
)
def test_a_page_has_one_name(written: str, name: str) -> None:
    """F43"""
    assert canonical(written) == name


@given(st.text(max_size=30), st.text(max_size=20))
def test_a_name_is_its_own_name(path: str, query: str) -> None:
    """F43: learning an address again never makes another document of it."""
    once = canonical(f"https://shop.example/{path}?{query}")
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        ("https://a.example/help/", "https://www.a.example/help/x", "https://a.example/helpless"),
        ("https://a.example/help", "https://a.example/help/x", "https://a.example/shop"),
        ("https://a.example/docs/index.html", "https://a.example/docs/b.html", "https://a.example/"),
        ("https://a.example/", "https://a.example/anything", "https://b.example/"),
    ],
)
def test_a_source_ends_where_its_folder_ends(start: str, inside: str, outside: str) -> None:
    assert Scope.of(start).holds(inside)
    assert not Scope.of(start).holds(outside)
