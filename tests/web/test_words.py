"""What every body is made of."""

import json

import pytest
from pydantic import ValidationError

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
