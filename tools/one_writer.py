"""Only desk/store.py writes events and conversation rows: what happened has one author."""

import re
from pathlib import Path

from tools.reading import files

WRITES = re.compile(
    r"\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:only\s+)?"
    r"(?:public\.)?\"?(events|conversations)\b",
    re.IGNORECASE,
)
WRITER = Path("src/chatref/desk/store.py")


def other_writers(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{number} writes {found[1]}"
        for path in files(root, ("src",), ".py")
        if path.relative_to(root) != WRITER
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := WRITES.search(line))
    ]
