"""What an owner enters for a ticket system, read the same way for each. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from chatref.actions.schema import call_to
from chatref.errors import BadInput
from chatref.outbound.destination import Package
from chatref.outbound.kind import Entry, Plain

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_PAIR = re.compile(r"([\w.-]+)\s*=\s*([\w.-]+)")
_NO_TAG = re.compile(r"[^\w-]+")

ALLOW_PRIVATE = Entry(
    "allow_private",
    "It may be in the private network",
    "One host on one port, over http too.",
    required=False,
    switch=True,
)


def base_address(plain: Plain, entry: str) -> str:
    """Scheme and place alone, whatever page of it was copied. Raises BadInput."""
    given = str(plain[entry])
    address = given if "://" in given else f"https://{given}"
    call_to(address, entry, allow_private=bool(plain["allow_private"]))
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def api_address(plain: Plain, public: str) -> str:
    """That of a proxy, if one is entered."""
    return base_address(plain, "address") if plain["address"] else public


def email(text: str) -> str | None:
    """The address, if it is one that any system takes."""
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else None


def email_entered(plain: Plain, entry: str) -> str:
    given = email(str(plain[entry]))
    if given is None:
        raise BadInput(entry, "This is no e-mail address.")
    return given


def listed(plain: Plain, entry: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in str(plain[entry]).split(",")))))


def number(plain: Plain, entry: str) -> int | None:
    given = str(plain[entry])
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise BadInput(entry, "This is a number.")
    return int(given)


def pairs(plain: Plain, entry: str) -> tuple[tuple[str, str], ...]:
    """`their field = our detail`, between commas."""
    found = [(each, _PAIR.fullmatch(each)) for each in listed(plain, entry)]
    for text, pair in found:
        if not pair:
            raise BadInput(
                entry, f"“{text}” should read: their field = our detail, such as 360001234 = order."
            )
    return tuple((pair[1], pair[2]) for _, pair in found if pair)


def values(package: Package, taken: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """By their field, the value of each detail that is there."""
    given = {each.field: each.value for each in package.details}
    return {theirs: given[ours] for theirs, ours in taken if ours in given}


def tag(text: str) -> str:
    """As one word, which is all that many systems take for a tag."""
    return _NO_TAG.sub("_", text.lower()).strip("_")[:80]


def tags(package: Package) -> list[str]:
    return list(dict.fromkeys(filter(None, map(tag, ("chatref", package.reason, *package.tags)))))
