"""What stands under a text over there, for it to be found again by. Pure."""

from collections.abc import Callable

from chatref.outbound.tickets import fields


def reference(key: str) -> str:
    return f"Reference: {fields.tag(key)}"


def with_reference(key: str, most: int, write: Callable[[int], str]) -> str:
    """HTML of at most so many bytes; `write` is told how many are left."""
    under = f"<p>{reference(key)}</p>"
    return write(most - len(under)) + under
