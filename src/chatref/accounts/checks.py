"""What people type for names, addresses and origins, brought to one form or refused."""

import re
from urllib.parse import urlsplit

from chatref.errors import BadInput

LONGEST_NAME = 80
JOINERS = re.compile("[\u200c\u200d]")
"""Unseen, but letters of many scripts, and families in pictures, are written with them."""
EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")


def clean_name(text: str, field: str = "name") -> str:
    name = " ".join(text.split())
    seen = JOINERS.sub("", name)
    if not seen.strip() or len(name) > LONGEST_NAME or not seen.isprintable():
        raise BadInput(field, f"A name has 1 to {LONGEST_NAME} characters.")
    return name


def clean_email(text: str) -> str:
    email = text.strip().lower()
    if not EMAIL.fullmatch(email) or not email.isprintable():
        raise BadInput("email", "This is not an e-mail address.")
    return email


def clean_origin(text: str) -> str:
    """As a browser sends it: scheme, host, and the port if it is not the scheme's own."""
    try:
        parts = urlsplit(text.strip().lower())
        host, port = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc, parts.port
    except ValueError:
        raise BadInput("origins", f"“{text[:100]}” is not an origin.") from None
    bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host) or not bare:
        raise BadInput("origins", f"“{text[:100]}” is not an origin, such as https://shop.example.")
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def clean_host(text: str) -> str:
    host = text.strip().lower()
    if not HOST.fullmatch(host.partition(":")[0] if not host.startswith("[") else host):
        raise BadInput("allowed_hosts", f"“{text[:100]}” is not a host name.")
    return host
