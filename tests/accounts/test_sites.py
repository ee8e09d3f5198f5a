"""Sites and tokens: where the widget may run, and which server may speak for the business (S22, F38)."""

import pytest

from chatref.accounts import sites, tokens
from chatref.accounts.sites import SiteChange
from chatref.accounts.workspaces import policy_inputs
from chatref.database.pool import Database
from chatref.errors import BadInput, NotFound
from tests.cast import Business, Foundry


async def test_a_site_is_found_by_the_key_in_the_page(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    assert await sites.find(database, foundry.site.public_key) == (foundry.workspace, foundry.site.id)
    assert await sites.find(database, rival.site.public_key) == (rival.workspace, rival.site.id)
    assert await sites.find(database, "site_guess") is None
    for key in ("", "\0", "\ud800", "x" * 1_000_000):
        assert await sites.find(database, key) is None


async def test_a_change_touches_what_it_names_and_raises_the_policy(
    database: Database, foundry: Foundry
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        before = (await policy_inputs(connection)).version
        change = SiteChange(look={"accent": "sea"}, origins=("https://Shop.example/", "https://shop.example"))
        site = await sites.update(connection, foundry.site.id, change)
        assert (site.look, site.origins) == ({"accent": "sea"}, ("https://shop.example",))
        assert (site.name, site.assistant_enabled) == (foundry.site.name, True)
        version = (await policy_inputs(connection)).version
        assert version > before
        assert await sites.update(connection, foundry.site.id, SiteChange()) == site
        assert (await policy_inputs(connection)).version == version


async def test_the_assistant_of_a_site_is_paused_by_one_switch(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        other = await sites.create(connection, "Blog")
        assert not (await sites.pause_assistant(connection, foundry.site.id)).assistant_enabled
        assert [site.assistant_enabled for site in (await policy_inputs(connection)).sites] == [False, True]
        assert (await sites.read(connection, other.id)).assistant_enabled
        assert (await sites.resume_assistant(connection, foundry.site.id)).assistant_enabled


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://shop.example", "https://shop.example"),
        (" HTTPS://Shop.Example:443/ ", "https://shop.example"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:5000", "http://[::1]:5000"),
    ],
)
async def test_an_origin_is_kept_as_a_browser_sends_it(
    database: Database, foundry: Foundry, typed: str, stored: str
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        assert (await sites.create(connection, "New", [typed])).origins == (stored,)


@pytest.mark.parametrize(
    "typed",
    ["", "*", "shop.example", "https://", "https://shop.example/path", "https://shop.example?x", "ftp://shop.example",
     "https://a:b@shop.example", "https://shop.example:99999", "null", "https://*.example", "javascript:alert(1)",
     "https://shop example"],
)  # fmt: skip
async def test_what_is_no_origin_is_refused(database: Database, foundry: Foundry, typed: str) -> None:
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(BadInput) as refusal:
            await sites.create(connection, "New", [typed])
    assert refusal.value.field == "origins"


async def test_nobody_reads_or_changes_another_businesss_site(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39"""
    async with database.workspace(rival.workspace) as connection:
        with pytest.raises(NotFound):
            await sites.read(connection, foundry.site.id)
        with pytest.raises(NotFound):
            await sites.pause_assistant(connection, foundry.site.id)
        assert [site.id for site in await sites.all_sites(connection)] == [rival.site.id]


async def test_a_server_speaks_for_its_workspace_until_the_token_is_revoked(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F38: what it says counts as verified."""
    async with database.workspace(foundry.workspace) as connection:
        secret = await tokens.create(connection, "Shop's server", foundry.olga.id)
        (listed,) = await tokens.all_tokens(connection)
        assert (listed.name, listed.last_used_at) == ("Shop's server", None)
    assert await tokens.authenticate(database, secret) == tokens.Server(foundry.workspace, listed.id)
    async with database.workspace(rival.workspace) as connection:
        assert await tokens.all_tokens(connection) == ()
        with pytest.raises(NotFound):
            await tokens.revoke(connection, listed.id)
    async with database.workspace(foundry.workspace) as connection:
        (used,) = await tokens.all_tokens(connection)
        assert used.last_used_at is not None
        await tokens.revoke(connection, listed.id)
        assert await tokens.all_tokens(connection) == ()
    assert await tokens.authenticate(database, secret) is None
    assert await tokens.authenticate(database, listed.id) is None
