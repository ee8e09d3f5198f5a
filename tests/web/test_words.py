"""What every body is made of."""

import json
from uuid import uuid4

import pytest
from pydantic import ValidationError

from chatref.outbound.plain_text import one_line
from chatref.web.inbox_models import Tagging
from chatref.web.rule_models import RuleBookDraft
from chatref.web.visitor_models import GivingDetails, Telling, Writing


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


TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)


@pytest.mark.parametrize("mark", [*map(chr, TURNING), "\ufeff", "\u2060", "\x00", "\x1b"])
def test_what_a_page_claims_holds_no_mark_that_turns_or_hides_what_stands_beside_it(mark: str) -> None:
    """Abuse: a value that reads one way and is another, or that turns the card around it."""
    asked = {"command": str(uuid4())}
    told = Telling.model_validate({"attributes": {"plan": f"{mark}A-1{mark}0233"}})
    assert told.attributes == {"plan": "A-10233"}
    given = GivingDetails.model_validate(
        {**asked, "kind": "give_details", "values": {"order": f"A-{mark}10233"}, "tried": {}}
    )
    assert given.values == {"order": "A-10233"}
    wrote = {**asked, "kind": "write", "message": str(uuid4()), "text": f"hello{mark}\nthere"}
    assert Writing.model_validate({**wrote, "page": f"https://shop.example/{mark}a"}).page == (
        "https://shop.example/a"
    )
    assert Writing.model_validate(wrote).text == "hello\nthere"
    with pytest.raises(ValidationError):
        Telling.model_validate({"attributes": {f"pl{mark}an": "pro"}})


def test_what_joins_letters_and_pictures_stays() -> None:
    """Persian words, a family, the flag of England."""
    persian, family = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f469\u200d\U0001f467"
    said = f"{persian} {family} \U0001f3f4\U000e0067\U000e0062\U000e007f"
    assert Telling.model_validate({"attributes": {"about": said}}).attributes == {"about": said}


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_whatever_breaks_a_line_never_makes_one_word_of_two(mark: str) -> None:
    """P5: an order's number grew by the digit that began the next line."""
    said = f"Order A-10233{mark}5 pieces"
    wrote = {"command": str(uuid4()), "kind": "write", "message": str(uuid4()), "text": said}
    assert Writing.model_validate(wrote).text == "Order A-10233\n5 pieces"
    assert one_line(said) == "Order A-10233 5 pieces"
