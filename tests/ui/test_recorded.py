"""What the screens' reducer is tested with is what the server says today."""

import json
from typing import Any

from tests.ui.line import Line
from tests.ui.record import RECORDED, record


def test_the_recording_has_the_shape_of_what_the_server_says(line: Line) -> None:
    """P11, invariant 11: if this fails, the wire changed: `python -m tests.ui.record`, then the screens' tests."""
    kept = json.loads(RECORDED.read_text())
    told = record(line)
    assert [_step(each) for each in told["events"]] == [_step(each) for each in kept["events"]]
    assert shape(told) == shape(kept)


def test_the_shape_of_another_type_differs() -> None:
    assert shape({"a": [1]}) != shape({"a": ["1"]})
    assert shape({"a": 1}) != shape({"b": 1})


def _step(event: dict[str, Any]) -> tuple[str, str]:
    return event["kind"], event["after"]["stage"]


def shape(value: object) -> object:
    """Names and types without the values; a list is the kinds of things in it."""
    match value:
        case dict():
            return {name: shape(each) for name, each in sorted(value.items())}
        case list() if value and isinstance(value[0], dict) and "kind" in value[0] and "after" in value[0]:
            return [shape(each) for each in value]
        case list():
            return sorted({json.dumps(shape(each)) for each in value})
        case _:
            return type(value).__name__
