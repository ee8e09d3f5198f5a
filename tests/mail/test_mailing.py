"""Which address a conversation has, and which of its answers go there (F16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation.model import ActorKind, Conversation, Detail, Stage
from chatref.desk.mailing import address_in

START = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
BEGUN = Conversation("c", "w", "s", "v", "en", "", START, 1, START)
addresses = st.sampled_from(["vera@mail.example", "Ida@Mail.example", "a@b.example"])
others = st.sampled_from(
    ["", "+49 30 901820", "vera@", "@x", "a b@c.example", "vera@mail.example, x@y.example", "x" * 300]
)
details = st.dictionaries(
    st.sampled_from(["email", "billing", "order"]),
    st.tuples(addresses | others, st.integers(0, 5)),
    max_size=3,
)


@given(
    st.none() | addresses | others,
    details,
    st.sets(st.sampled_from(["email", "billing"])),
    st.sampled_from(Stage),
)
def test_f16_the_contact_comes_first_and_then_the_last_detail_that_is_an_address(
    contact: str | None, given_: dict[str, tuple[str, int]], fields: set[str], stage: Stage
) -> None:
    """Whatever the stage: it outlives the end."""
    made = {
        name: Detail(value, ActorKind.VISITOR, START + timedelta(minutes=at), verified=True, episode=1)
        for name, (value, at) in given_.items()
    }
    state = replace(BEGUN, contact=contact, details=made, stage=stage)
    found = address_in(state, fields)
    good = {"vera@mail.example", "ida@mail.example", "a@b.example"}
    if contact and contact.lower() in good:
        assert found == contact.lower()
        return
    named = [
        (at, value.lower())
        for name, (value, at) in given_.items()
        if name in fields and value.lower() in good
    ]
    if not named:
        assert found is None
    else:
        assert found in {value for at, value in named if at == max(named)[0]}
