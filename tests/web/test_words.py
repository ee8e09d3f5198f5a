"""What every body is made of."""

import json
from uuid import uuid4

import pytest
from pydantic import ValidationError

from chatref.web.inbox_models import Tagging
from chatref.web.rule_models import RuleBookDraft


@pytest.mark.parametrize(
    "body",
    [
        '{"rules": [], "playbooks": {"Refund": ["half a letter \\ud800"]}}',
        '{"rules": [], "playbooks": {"\\udfff": []}}',
        '{"rules": [{"when": {"phrase": ["\\ud800"]}}]}',
    ],
)
def test_half_a_letter_is_refused_before_anybody_tries_to_keep_it(body: str) -> None:
    """F47: it was an error of the desk's, and one of its answer's."""
    with pytest.raises(ValidationError):
        RuleBookDraft.model_validate(json.loads(body))
    RuleBookDraft.model_validate(json.loads(body.replace("\\ud800", "é").replace("\\udfff", "😀")))


@pytest.mark.parametrize("tag", [" ", "\u2003", "\x85"])
def test_a_tag_that_nobody_sees_is_refused_and_can_be_taken_away(tag: str) -> None:
    asked = {"kind": "tag", "command": str(uuid4())}
    with pytest.raises(ValidationError):
        Tagging.model_validate({**asked, "add": [tag]})
    assert Tagging.model_validate({**asked, "add": [f"late{tag}payer "], "remove": [tag]}).add == (
        "late payer",
    )
