"""The mail in what a mail system hands over: as it is, as a field, or in pieces as providers take it apart. Pure.

Transcribed from what they publish (docs/mail.md says what of it is not verified): Postmark's "Inbound webhook",
Mailgun's "Receive messages via HTTP", SendGrid's "Inbound Parse".
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from chatref.mail.incoming.charsets import of_base64, text_of
from chatref.mail.incoming.mime import Part, part_of
from chatref.mail.ways_in.put_together import File, Pieces, put_together, rows_of

FIELDS = ("email", "body-mime", "message", "RawEmail", "raw")
"""In which the whole mail comes: as SendGrid, Mailgun, Postmark, and most scripts name it."""
MOST_FIELDS = 200
MOST_FILES = 50

_DECODER = json.JSONDecoder()


def mail_in(body: bytes, content_type: str) -> bytes | None:
    """None where there is none."""
    match content_type.partition(";")[0].strip().lower():
        case "multipart/form-data":
            parts = _form(body, content_type)
            return _of_fields({part.headers.field(): part.body for part in reversed(parts)}, parts)
        case "application/x-www-form-urlencoded":
            return _of_fields(_pairs(body), ())
        case "application/json":
            return _of_json(_object(text_of(body, "utf-8")))
        case _:
            return body if body.strip() else None


def _form(body: bytes, content_type: str) -> Sequence[Part]:
    said = content_type.encode("latin-1", "replace").replace(b"\r", b"").replace(b"\n", b"")
    return part_of(b"Content-Type: " + said + b"\r\n\r\n" + body).parts


def _pairs(body: bytes) -> dict[str, bytes]:
    """Each byte goes through as a letter, so that those of the mail stay what they are."""
    try:
        pairs = parse_qsl(body.decode("latin-1"), encoding="latin-1", max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: value.encode("latin-1", "replace") for name, value in pairs}


def _of_fields(fields: Mapping[str, bytes], parts: Sequence[Part]) -> bytes | None:
    whole = next((fields[name] for name in FIELDS if fields.get(name, b"").strip()), None)
    if whole is not None:
        return whole
    files = [_file(each) for each in parts if each.headers.filename()][:MOST_FILES]
    if "message-headers" in fields:
        return put_together(_mailguns(fields, files))
    return put_together(_sendgrids(fields, files)) if "headers" in fields else None


def _file(part: Part) -> File:
    return File(part.headers.filename(), part.kind, part.content())


def _mailguns(fields: Mapping[str, bytes], files: Sequence[File]) -> Pieces:
    """All in UTF-8."""
    said = _list(_json(text_of(fields["message-headers"])))
    rows = [(str(row[0]), str(row[1])) for row in said if isinstance(row, list) and len(row) == 2]
    rows.append(("X-Original-To", text_of(fields.get("recipient", b""))))
    return Pieces(rows, text_of(fields.get("body-plain", b"")), text_of(fields.get("body-html", b"")), files)


def _sendgrids(fields: Mapping[str, bytes], files: Sequence[File]) -> Pieces:
    """Each in the charset that it is said to have."""
    charsets = _json(text_of(fields.get("charsets", b"")))
    envelope = _json(text_of(fields.get("envelope", b"")))

    def said(name: str) -> str:
        charset = charsets.get(name) if isinstance(charsets, dict) else None
        return text_of(fields.get(name, b""), charset if isinstance(charset, str) else "")

    to = _list(envelope.get("to")) if isinstance(envelope, dict) else ()
    rows = rows_of(fields["headers"]) + [("X-Original-To", str(each)) for each in to]
    return Pieces(rows, said("text"), said("html"), files)


def _of_json(said: Mapping[str, Any]) -> bytes | None:
    whole = next((said[name] for name in FIELDS if _text(said, name).strip()), None)
    if whole is not None:
        return str(whole).encode("utf-8", "replace")
    return put_together(_postmarks(said)) if "From" in said else None


def _postmarks(said: Mapping[str, Any]) -> Pieces:
    """`MessageID` is not the mail's own, which stands among its headers."""
    name = _text(said, "FromName").replace('"', "").replace("\\", "")
    sender = _text(said, "From")
    rows = [("From", f'"{name}" <{sender}>' if name and "<" not in sender else sender)]
    rows += [(each, _text(said, each)) for each in ("To", "Cc", "Subject", "Date") if _text(said, each)]
    known = {each.lower() for each, _ in rows}
    rows.append(("X-Original-To", _text(said, "OriginalRecipient")))
    headers = [each for each in _list(said.get("Headers")) if isinstance(each, dict)]
    rows += [(_text(each, "Name"), _text(each, "Value")) for each in headers if _name(each) not in known]
    files = tuple(_postmarks_files(_list(said.get("Attachments"))[:MOST_FILES]))
    return Pieces(rows, _text(said, "TextBody"), _text(said, "HtmlBody"), files)


def _name(header: Mapping[str, Any]) -> str:
    return _text(header, "Name").lower()


def _postmarks_files(said: Sequence[Any]) -> Iterator[File]:
    for each in said:
        if isinstance(each, dict):
            content = of_base64(_text(each, "Content").encode("ascii", "replace"))
            yield File(_text(each, "Name"), _text(each, "ContentType"), content)


def _object(text: str) -> dict[str, Any]:
    """What can be read of it: of a mail too large to be kept the end is missing, and what stands before it counts."""
    found: dict[str, Any] = {}
    at = text.find("{") + 1
    while at:
        try:
            name, end = _DECODER.raw_decode(text, _behind(text, at, " \t\r\n,"))
            value, at = _DECODER.raw_decode(text, _behind(text, end, " \t\r\n:"))
        except (ValueError, RecursionError):
            break
        found[str(name)] = value
    return found


def _behind(text: str, at: int, these: str) -> int:
    while at < len(text) and text[at] in these:
        at += 1
    return at


def _json(text: str) -> Any:  # noqa: ANN401 - it may be anything
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
