"""Settings come from the environment alone, and a wrong one is named in words that say what to write (S22, P19)."""

from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.errors import Misconfigured
from chatref.settings import settings_from


def test_an_empty_environment_is_enough_to_run() -> None:
    """P19, P20: no setting is needed to go live, and no outside model is assumed."""
    settings = settings_from({})
    assert settings.home == Path.home() / ".chatref"
    assert settings.base_url == "http://127.0.0.1:8321"
    assert settings.database_url is None
    assert settings.model is None
    assert not settings.secure


def test_every_setting_is_read() -> None:
    settings = settings_from(
        {
            "CHATREF_HOME": "/var/lib/chatref",
            "CHATREF_HOST": "::1",
            "CHATREF_PORT": "9000",
            "CHATREF_WORKERS": "2",
            "DATABASE_URL": "postgresql://desk@db/chatref",
            "CHATREF_PUBLIC_URL": "https://help.example.com/",
            "CHATREF_MODEL": "openai:gpt-5-mini",
            "CHATREF_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
        }
    )
    assert settings.home == Path("/var/lib/chatref")
    assert (settings.host, settings.port, settings.workers) == ("::1", 9000, 2)
    assert settings.database_url == "postgresql://desk@db/chatref"
    assert settings.base_url == "https://help.example.com"
    assert settings.secure
    assert settings.model == "openai:gpt-5-mini"
    assert settings.trusted_proxies == (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"))


def test_an_empty_value_counts_as_not_set() -> None:
    assert settings_from({"CHATREF_PORT": " ", "DATABASE_URL": ""}) == settings_from({})


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://localhost:8321"),
        ("::1", "http://[::1]:8321"),
        ("desk.local", "http://desk.local:8321"),
    ],
)
def test_the_address_can_be_opened_whatever_the_host(host: str, address: str) -> None:
    assert settings_from({"CHATREF_HOST": host}).base_url == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHATREF_PORT", "0"),
        ("CHATREF_PORT", "65536"),
        ("CHATREF_PORT", "http"),
        ("CHATREF_WORKERS", "-1"),
        ("DATABASE_URL", "mysql://root@db/chatref"),
        ("CHATREF_PUBLIC_URL", "help.example.com"),
        ("CHATREF_PUBLIC_URL", "https://help.example.com/desk"),
        ("CHATREF_PUBLIC_URL", "https://help.example.com:port"),
        ("CHATREF_MODEL", "gpt-5-mini"),
        ("CHATREF_MODEL", "openai:"),
        ("CHATREF_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("CHATREF_TRUSTED_PROXIES", "caddy"),
    ],
)
def test_a_wrong_value_is_refused_and_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name) as caught:
        settings_from({name: value})
    assert caught.value.setting == name


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(Misconfigured) as caught:
        settings_from({"DATABASE_URL": "mysql://desk:hunter2@db/chatref"})
    assert "hunter2" not in caught.value.text


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "CHATREF_HOST",
                "CHATREF_PORT",
                "CHATREF_WORKERS",
                "DATABASE_URL",
                "CHATREF_PUBLIC_URL",
                "CHATREF_MODEL",
                "CHATREF_TRUSTED_PROXIES",
            ]
        ),
        st.text(max_size=30),
    )
)
def test_any_environment_gives_settings_or_a_named_refusal(environment: dict[str, str]) -> None:
    try:
        settings = settings_from(environment)
    except Misconfigured as refusal:
        assert refusal.setting in environment
    else:
        assert 1 <= settings.port <= 65535
