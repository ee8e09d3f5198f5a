"""A visitor is identified by what the business's own server has signed, and by nothing else (F38)."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.errors import BadInput
from chatref.visitors.model import Attributes
from chatref.visitors.vouching import MOST_ATTRIBUTES, Vouched, vouched

SECRET = "a secret of the desk and its business"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOON = int((NOW + timedelta(hours=1)).timestamp())
SAID = {"sub": "customer-42", "exp": SOON}


def signed(claims: object, secret: str = SECRET, alg: str = "HS256") -> str:
    """As every library for such tokens makes it."""
    head, body = (_part(json.dumps(each).encode()) for each in ({"alg": alg, "typ": "JWT"}, claims))
    return f"{head}.{body}.{_part(hmac.digest(secret.encode(), f'{head}.{body}'.encode(), hashlib.sha256))}"


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_f38_what_is_signed_is_read() -> None:
    token = signed(
        {**SAID, "iat": 1, "name": "Ada Æsir", "plan": "pro", "seats": 12, "beta": True, "vat": None}
    )
    attributes: Attributes = {"name": "Ada Æsir", "plan": "pro", "seats": 12, "beta": True}
    assert vouched(token, SECRET, NOW) == Vouched("customer-42", "Ada Æsir", attributes)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "no signed token"),
        ("a.b", "no signed token"),
        ("é.é.é", "no signed token"),
        (f"{signed(SAID)}x", "not signed with the secret"),
        (signed(SAID, "another secret"), "not signed with the secret"),
        (signed(SAID, ""), "not signed with the secret"),
        (signed(SAID).rpartition(".")[0] + ".", "not signed with the secret"),
        (signed({**SAID, "sub": "owner"}).rpartition(".")[0] + "." + signed(SAID).rpartition(".")[2], "not signed"),
        (signed(SAID, alg="none"), "must be signed by HS256"),
        (signed(SAID, alg="HS512"), "must be signed by HS256"),
        (signed([SAID]), "no signed token"),
        (signed({"sub": "customer-42"}), "needs exp"),
        (signed({**SAID, "exp": "never"}), "needs exp"),
        (signed({**SAID, "exp": 1e300}), "needs exp"),
        (signed({**SAID, "exp": float("nan")}), "needs exp"),
        (signed({**SAID, "exp": NOW.timestamp()}), "has run out"),
        (signed({"exp": SOON}), "needs sub"),
        (signed({**SAID, "sub": ""}), "needs sub"),
        (signed({**SAID, "sub": 42}), "needs sub"),
        (signed({**SAID, "sub": "a\nb"}), "needs sub"),
        (signed({**SAID, "sub": "\ud800"}), "needs sub"),
        (signed({**SAID, "name": ["Ada"]}), "name must be a text"),
        (signed({**SAID, "plan": {"of": "things"}}), "“plan” must be a text"),
        (signed({**SAID, "plan": "x" * 501}), "“plan” must be a text"),
        (signed({**SAID, "plan": float("nan")}), "“plan” must be a text"),
        (signed({**SAID, "plan": float("inf")}), "“plan” must be a text"),
        (signed({**SAID, "": "x"}), "name of an attribute"),
        (signed({**SAID, **{f"a{n}": n for n in range(MOST_ATTRIBUTES + 1)}}), "more than"),
        (signed({**SAID, "plan": "x" * 9_000}), "no signed token"),
    ],
)  # fmt: skip
def test_f38_what_is_not_signed_or_says_what_nobody_can_be_is_refused(token: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        vouched(token, SECRET, NOW)
    assert refused.value.field == "identity"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Ada \U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", None),
        ("\u0dc1\u0dca\u200d\u0dbb\u0dd3", None),
        ("\u0645\u0647\u200c\u0633\u0627", None),
        ("\u5c71\u7530\u3000\u592a\u90ce", "\u5c71\u7530 \u592a\u90ce"),
        ("Ada\u00a0\n Æsir ", "Ada Æsir"),
        ("Ada \u202egnp.\u2066exe\u200f\ufeff\u200b", "Ada gnp.exe"),
        ("\u2067 Ada\x00\ud800\u00ad", "Ada"),
    ],
)
def test_f38_a_name_of_any_script_is_read_without_what_deceives(name: str, read: str | None) -> None:
    """Families in pictures, Sinhala and Persian are written with joiners, Japanese with a space of its own."""
    said = vouched(signed({**SAID, "name": name, "calls_themselves": name}), SECRET, NOW)
    assert said.name == said.attributes["name"] == said.attributes["calls_themselves"] == (read or name)


@pytest.mark.parametrize("nothing", ["", " ", "\u200d\u200c", "\u202e", " \u200d\n"])
def test_f38_a_name_of_which_nothing_is_seen_is_refused(nothing: str) -> None:
    with pytest.raises(BadInput, match="name must be a text"):
        vouched(signed({**SAID, "name": nothing}), SECRET, NOW)
    with pytest.raises(BadInput, match="“plan” must be a text"):
        vouched(signed({**SAID, "plan": nothing}), SECRET, NOW)


@given(st.text(max_size=60) | st.tuples(*[st.text(alphabet="abc-_=é", max_size=8)] * 3).map(".".join))
def test_any_text_is_read_or_refused(token: str) -> None:
    with pytest.raises(BadInput):
        vouched(token, SECRET, NOW)


@given(st.integers(0, 10_000), st.sampled_from("AZaz09-_"))
def test_f38_with_one_letter_changed_it_is_worth_nothing(place: int, letter: str) -> None:
    whole = signed({**SAID, "plan": "free"})
    # The last letter of each part holds bits that are not there.
    ends = {len(whole) - 1, *(at - 1 for at, sign in enumerate(whole) if sign == ".")}
    at = place % len(whole)
    if whole[at] in {letter, "."} or at in ends:
        return
    with pytest.raises(BadInput):
        vouched(whole[:at] + letter + whole[at + 1 :], SECRET, NOW)
