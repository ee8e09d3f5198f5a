"""Whether a request comes from the desk, as its receiver would write it from standardwebhooks.com."""

import base64
import hashlib
import hmac
import time
from email.message import Message

OLDEST_SECONDS = 300


def fault_in(headers: Message, body: bytes, secret: str) -> str:
    """Why it is not believed; empty if it is."""
    name, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    if not name or abs(time.time() - int(stamp)) > OLDEST_SECONDS:
        return "no id, or too old"
    key = base64.b64decode(secret.split("_", 1)[1])
    made = hmac.digest(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256)
    given = [each.split(",", 1)[1] for each in headers["webhook-signature"].split(" ")]
    if not any(hmac.compare_digest(base64.b64decode(each), made) for each in given):
        return "the signature does not fit"
    return "" if headers["content-type"] == "application/json" else "no JSON"
