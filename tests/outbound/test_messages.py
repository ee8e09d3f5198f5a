"""The webhook's far side is as strict as docs/destinations.md, or what passes it would prove nothing (P6, P9)."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.outbound.messages import fault_in
from tests.outbound.receiver import Receiver

DOCUMENTED = re.findall(
    r"```json\n(.+?)```", Path("docs/destinations.md").read_text(encoding="utf-8"), re.DOTALL
)
Json = dict[str, Any]


def test_what_the_documentation_shows_is_of_the_form_that_it_describes() -> None:
    shown = [json.loads(each) for each in DOCUMENTED]
    assert [each["type"] for each in shown] == ["handoff.waiting", "handoff.ended"]
    assert [fault_in(each) for each in shown] == ["", ""]


@pytest.mark.parametrize(
    "spoils",
    [
        lambda message: message.update(sent=1),
        lambda message: message["data"].update(owner="Tess"),
        lambda message: message["data"].pop("why"),
        lambda message: message["data"].update(summed="no"),
        lambda message: message["data"]["details"][0].pop("link"),
        lambda message: message["data"]["visitor"].update(email="vera@example.com"),
        lambda message: message.update(type="handoff.opened"),
    ],
)
def test_whatever_else_is_in_it_or_lacks_is_a_fault(spoils: Callable[[Json], object]) -> None:
    message = json.loads(DOCUMENTED[0])
    spoils(message)
    assert fault_in(message)


def test_what_is_not_signed_is_refused(far: Receiver) -> None:
    far.secret = "whsec_Y2hhdHJlZg=="
    signs = {"webhook-id": "a", "webhook-timestamp": "1", "webhook-signature": "v1,Y2hhdHJlZg=="}
    for headers in ({}, signs):
        assert httpx.post(far.hook, content=DOCUMENTED[0].encode(), headers=headers).status_code == 400
    assert (len(far.refused), far.made) == (2, {})
    far.refused.clear()
