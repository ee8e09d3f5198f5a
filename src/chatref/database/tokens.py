"""Secrets that Chatref hands out once and keeps only as a hash.

They carry 256 random bits, so a plain hash is enough: there is nothing to guess, as there is with a password.
"""

import hashlib
import secrets
from enum import StrEnum


class TokenKind(StrEnum):
    """Stands before the secret, so that a leaked one can be told apart and found by scanners."""

    SESSION = "cs"
    VISITOR = "cv"
    WORKSPACE = "cw"
    SETUP = "cl"
    MAIL_HOOK = "cm"


LONGEST = 200


def new_token(kind: TokenKind) -> str:
    return f"{kind}_{secrets.token_urlsafe(32)}"


def token_hash(token: str) -> bytes:
    """What is stored and looked up. Longer input than any token is cut, so that a sender can't cost us much."""
    return hashlib.sha256(token[:LONGEST].encode("utf-8", "surrogatepass")).digest()
