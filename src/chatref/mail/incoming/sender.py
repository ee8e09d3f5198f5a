"""Who a mail is from, as its header says it. Pure. Anybody can write there what they like."""

import re

from chatref.mail.incoming.charsets import header_text
from chatref.outbound.plain_text import cut, one_line

LONGEST_ADDRESS = 254
LONGEST_NAME = 120
LONGEST_HEADER = 2_000

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ANGLE = re.compile(r"<([^<>]*)>")
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+")


def sender_of(headers: list[str]) -> tuple[str, str]:
    """Address, in small letters, and name. No address where none is said or several are: nobody can tell whose the
    words are, and programs differ in which of them they show."""
    written = " , ".join(each[:LONGEST_HEADER] for each in headers[:2])
    bare = _QUOTED.sub('""', written)
    angled = [each.strip() for each in _ANGLE.findall(bare)]
    outside = _ADDRESS.findall(_ANGLE.sub(" ", bare)) if not angled or "," in bare else []
    found = {each.lower() for each in (*angled, *outside)}
    address = found.pop() if len(found) == 1 else ""
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS or not address.isprintable():
        address = ""
    return address, _name(written)


def _name(written: str) -> str:
    before = written.partition("<")[0] if "<" in written else ""
    return cut(one_line(header_text(before.replace("\\", ""))).strip('" ,'), LONGEST_NAME)
