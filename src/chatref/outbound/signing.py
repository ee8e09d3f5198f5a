"""A request that proves where it comes from: the Standard Webhooks scheme (standardwebhooks.com), version v1. Pure."""

import base64
import hmac
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def signing_headers(secret: str, message: str, at: datetime, body: bytes) -> dict[str, str]:
    """`message` is the id of this message: the same for each try of it."""
    stamp = str(int(at.timestamp()))
    signed = b".".join((message.encode(), stamp.encode(), body))
    mark = hmac.digest(_key(secret), signed, "sha256")
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mark).decode()}",
    }


def secret_of(master: bytes, workspace: str, salt: bytes) -> str:
    """What a workspace signs with, made from the desk's own secret: no table holds it, or a part of it."""
    made = hmac.digest(master, b"chatref signing\0" + workspace.encode() + b"\0" + salt, "sha256")
    return PREFIX + base64.b64encode(made).decode()


def identity_secret_of(signing_secret: str) -> str:
    """Another secret, from which nobody finds the one that it is made of."""
    return hmac.digest(_key(signing_secret), b"chatref identity", "sha256").hex()


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))
