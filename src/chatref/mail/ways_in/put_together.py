"""A mail that its provider took apart, put together again: it lies here, is read and is downloaded as any other. Pure.

The same pieces make the same bytes, so that one that is posted twice is there once.
"""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatref.mail.incoming.mime import headers_of

_OURS = re.compile(r"content-|mime-version$", re.IGNORECASE)
"""Of the body as it was; ours is another one."""
_NAME = re.compile(r"[!-9;-~]{1,100}")
_BREAKS = re.compile(r"[\r\n\0]+")
_NO_TYPE = re.compile(r"[^\w./+-]")
_OUTER, _INNER = "=_whole", "=_either"
"""No boundary of a mail may stand in what it bounds: in base64 neither can."""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """`rows` are its headers as they came."""

    rows: Sequence[tuple[str, str]]
    text: str = ""
    html: str = ""
    files: Sequence[File] = ()


def rows_of(headers: bytes) -> list[tuple[str, str]]:
    """Of headers as they stand in a mail."""
    return list(headers_of(headers.rstrip() + b"\r\n\r\n")[0].rows)


def put_together(pieces: Pieces) -> bytes | None:
    """None where it says neither who it is from nor anything."""
    rows = [(name, value) for name, value in pieces.rows if _kept(name) and value.strip()]
    sender = any(name.lower() == "from" for name, _ in rows)
    if not sender and not pieces.text.strip() and not pieces.html.strip():
        return None
    head = "".join(f"{name}: {_BREAKS.sub(' ', value)}\r\n" for name, value in rows)
    return "".join((head, "MIME-Version: 1.0\r\n", *_body(pieces))).encode("utf-8", "replace")


def _kept(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and _OURS.match(name) is None


def _body(pieces: Pieces) -> Iterator[str]:
    texts = [_part("text/plain; charset=utf-8", pieces.text.encode("utf-8", "replace"))] * bool(pieces.text)
    texts += [_part("text/html; charset=utf-8", pieces.html.encode("utf-8", "replace"))] * bool(pieces.html)
    said = _multipart("alternative", _INNER, texts)
    yield _multipart("mixed", _OUTER, [said, *map(_file, pieces.files)])


def _multipart(kind: str, boundary: str, parts: Sequence[str]) -> str:
    inside = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inside}--{boundary}--\r\n'


def _file(file: File) -> str:
    name = base64.b64encode(_BREAKS.sub(" ", file.name).encode("utf-8", "replace")).decode()
    named = f'attachment; filename="=?utf-8?b?{name}?="'
    return _part(_NO_TYPE.sub("", file.kind) or "application/octet-stream", file.content, named)


def _part(kind: str, content: bytes, disposition: str = "inline") -> str:
    coded = base64.encodebytes(content).decode().replace("\n", "\r\n")
    return (
        f"Content-Type: {kind}\r\nContent-Disposition: {disposition}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{coded}"
    )
