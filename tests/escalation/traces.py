"""A stored trace, read as the inbox reads it."""

import json


def rows_of(trace: str) -> list[dict[str, object]]:
    """The rows [{test, value, limit, fired}] of what decided."""
    read = json.loads(trace)
    rows = next((rule["tests"] for rule in read["rules"] if rule["fired"]), read["always"])
    return [dict(row) for row in rows]
