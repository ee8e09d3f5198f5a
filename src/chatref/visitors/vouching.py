"""What a business says of somebody on its page: a JSON Web Token that its own server has signed (HS256). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any
from unicodedata import category

import jwt
from jwt.types import Options

from chatref.errors import BadInput
from chatref.visitors.model import Attribute, Attributes

LONGEST = 8_000
LONGEST_ID = 200
LONGEST_NAME = 120
LONGEST_VALUE = 500
LONGEST_KEY = 64
MOST_ATTRIBUTES = 40
# What they mean is the scheme's, and says nothing of the person. `sub` and `exp` are read apart.
OF_THE_SCHEME = {"sub", "exp", "iat", "nbf", "iss", "aud", "jti"}
JOINERS = "\u200c\u200d"
"""Unseen, but letters of many scripts, and families in pictures, are written with them."""
NEVER_SHOWN = {"Cc", "Cf", "Cs"}
"""Control characters, half characters, and marks that nobody sees or that turn the direction, by Unicode's category."""
# Until when it holds is asked of our own clock, and everything else that it says in our own words.
SIGNATURE_ALONE: Options = {
    "verify_signature": True, "verify_exp": False, "verify_nbf": False, "verify_iat": False,
    "verify_aud": False, "verify_iss": False, "verify_sub": False, "verify_jti": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vouched:
    """`id` is the business's own for this person."""

    id: str
    name: str | None
    attributes: Attributes


def vouched(token: str, secret: str, now: datetime) -> Vouched:
    """Raises BadInput: it is not signed with this secret, has run out, or says what nobody can be."""
    said = _signed(token, secret)
    if not isinstance(until := said.get("exp"), int | float) or not 0 < until < 2**40:
        raise _wrong("It needs exp: until when it holds, in seconds since 1970.")
    if datetime.fromtimestamp(until, UTC) <= now:
        raise _wrong("It has run out.")
    who = said.get("sub")
    if not (isinstance(who, str) and _is_line(who, LONGEST_ID)):
        raise _wrong(f"It needs sub: your own id of this person, a text of at most {LONGEST_ID} characters.")
    name = None if said.get("name") is None else _on_one_line(said["name"])
    if name is not None and not 0 < len(name) <= LONGEST_NAME:
        raise _wrong(f"Its name must be a text of at most {LONGEST_NAME} characters.")
    return Vouched(who, name, _attributes(said))


def _signed(token: str, secret: str) -> Mapping[str, Any]:
    if len(token) > LONGEST:
        raise _wrong("It is no signed token.")
    try:
        return jwt.decode(token, secret, algorithms=["HS256"], options=SIGNATURE_ALONE)
    except jwt.InvalidSignatureError:
        raise _wrong("It is not signed with the secret of this desk.") from None
    except jwt.InvalidAlgorithmError:
        raise _wrong("It must be signed by HS256.") from None
    except (jwt.InvalidTokenError, RecursionError, ValueError):
        raise _wrong("It is no signed token.") from None


def _attributes(said: Mapping[str, Any]) -> Attributes:
    found = {key: value for key, value in said.items() if key not in OF_THE_SCHEME and value is not None}
    if len(found) > MOST_ATTRIBUTES:
        raise _wrong(f"It says more than {MOST_ATTRIBUTES} things.")
    if not all(_is_line(key, LONGEST_KEY) for key in found):
        raise _wrong(f"The name of an attribute must be a text of at most {LONGEST_KEY} characters.")
    return {key: _attribute(key, value) for key, value in found.items()}


def _attribute(key: str, value: object) -> Attribute:
    """Python reads NaN and Infinity, which are no JSON."""
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return value
    text = _on_one_line(value)
    if not 0 < len(text) <= LONGEST_VALUE:
        raise _wrong(f"“{key}” must be a text of at most {LONGEST_VALUE} characters, a number, or yes or no.")
    return text


def _on_one_line(text: object) -> str:
    """Empty where it is no text, or nothing of it is seen."""
    if not isinstance(text, str):
        return ""
    shown = (sign for sign in text if sign in JOINERS or sign.isspace() or category(sign) not in NEVER_SHOWN)
    line = " ".join("".join(shown).split())
    return line if line.strip(JOINERS + " ") else ""


def _is_line(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and text.isprintable()


def _wrong(text: str) -> BadInput:
    return BadInput("identity", text)
