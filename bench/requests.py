"""Measures how well requests for a person are recognised, on public data sets that you give it.

    python bench/requests.py nlupp=DIR/nlupp/dev.jsonl bitext=… banking77=… clinc=… [show=nlupp]

Each file is JSON lines with `text` and `intent` or `intents`. Exits with 1 if a limit is missed. Who asks Bitext's
`contact_customer_service` asks how to reach the desk: to hand over and to tell how are both right, so it is left out.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chatref.escalation.phrases import asks_for_person

Item = dict[str, Any]
_POSITIVE: dict[str, Callable[[Item], bool]] = {
    "nlupp": lambda item: "handoff" in item["intents"],
    "bitext": lambda item: item["intent"] == "contact_human_agent",
    "banking77": lambda _: False,
    "clinc": lambda _: False,
}
LEAST_F1 = {"nlupp": 0.857, "bitext": 0.956}
MOST_FALSE = {"banking77": 0.001, "clinc": 0.003}


def measured(name: str, path: Path, *, show: bool) -> bool:
    read = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    items = [item for item in read if item.get("intent") != "contact_customer_service"]
    began = time.perf_counter()
    found = [asks_for_person(item["text"], "en") for item in items]
    each = (time.perf_counter() - began) / len(items) * 1e6
    wanted = [_POSITIVE[name](item) for item in items]
    if show:
        for item, got, want in zip(items, found, wanted, strict=True):
            if got != want:
                print("  +" if got else "  -", item["text"])
    both = sum(got and want for got, want in zip(found, wanted, strict=True))
    false = sum(found) - both
    if name in MOST_FALSE:
        rate = false / len(items)
        print(
            f"{name}: {false} false alarms in {len(items)} ({rate:.2%}), limit {MOST_FALSE[name]:.2%}; {each:.0f} µs"
        )
        return rate <= MOST_FALSE[name]
    precision, recall = both / max(sum(found), 1), both / max(sum(wanted), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}, limit {LEAST_F1[name]}; {each:.0f} µs"
    )
    return f1 >= LEAST_F1[name]


def main(arguments: list[str]) -> int:
    named = dict(argument.split("=", 1) for argument in arguments)
    shown = named.pop("show", "").split(",")
    if not named:
        print("requests: no data sets given, nothing measured")
        return 0
    met = [measured(name, Path(path), show=name in shown) for name, path in named.items()]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
