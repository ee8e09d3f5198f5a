"""What is new in a mail: without what it quotes, and without what its program signs with. Pure, and linear.

The words of a person are never cut for what they sound like: a greeting at the end stays, an answer between quoted
lines stays, what is passed on stays, and where nothing would be left everything does.
"""

from chatref.mail.incoming.quote_heads import (
    MOST_LINES,
    begins_head,
    earlier_mail,
    forwarded,
    original_message,
    phone,
    rule,
    wrote,
)

_SIGNATURE = "--"


def what_is_new(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    new = _tidy(_without_signature(_without_quotations(lines)))
    return new or _tidy(lines)


def _without_quotations(lines: list[str]) -> list[str]:
    """Of a quotation without marks at its lines nobody knows where it ends: with it the mail does."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _quoted(line):
            continue
        if forwarded(line):
            return kept + lines[at:]
        if original_message(line) or earlier_mail(lines[at : at + MOST_LINES * 2]):
            return _without_rule(kept)
        kept.append(line)
        quoted = _quoted_below(lines, at)
        wrapped = _head(kept, quoted_below=quoted)
        if wrapped:
            del kept[-wrapped:]
            if not quoted and any(each.strip() for each in kept):
                return kept
    return kept


def _quoted(line: str) -> bool:
    return line.startswith((">", " >"))


def _quoted_below(lines: list[str], at: int) -> bool:
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return _quoted(below)


def _head(kept: list[str], *, quoted_below: bool) -> int:
    """How many of the last lines say who wrote what is quoted below; as few as say it, and what begins it."""
    if not kept[-1].endswith((":", "：")):
        return 0
    for count in range(1, min(MOST_LINES, len(kept)) + 1):
        if not kept[-count].strip():
            return 0
        if wrote(" ".join(kept[-count:]), quoted_below=quoted_below):
            return _from_its_beginning(kept, count)
    return 0


def _from_its_beginning(kept: list[str], count: int) -> int:
    if begins_head(kept[-count].strip()):
        return count
    for more in range(count + 1, min(MOST_LINES, len(kept)) + 1):
        if not kept[-more].strip():
            break
        if begins_head(kept[-more].strip()):
            return more
    return count


def _without_rule(kept: list[str]) -> list[str]:
    while kept and (not kept[-1].strip() or rule(kept[-1])):
        kept.pop()
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    mark = next((at for at, line in enumerate(lines) if at and line.rstrip() == _SIGNATURE), len(lines))
    kept = lines[:mark] if any(line.strip() for line in lines[:mark]) else lines
    end = len(kept)
    while end and (not kept[end - 1].strip() or phone(kept[end - 1]) or rule(kept[end - 1])):
        end -= 1
    return kept[:end]


def _tidy(lines: list[str]) -> str:
    """At most one empty line after another."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line if line.strip() else "")
    return "\n".join(kept).strip()
