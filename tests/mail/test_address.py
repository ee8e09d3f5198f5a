"""A thread's address is read back by the desk that made it, and by nobody else's (F32, F38)."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chatref.mail.address import (
    LETTERS,
    LONGEST_LOCAL,
    LONGEST_NAME,
    message_id,
    named_by,
    thread_address,
    token_of,
)

ids = st.uuids().map(str)
secrets = st.binary(min_size=16, max_size=64)
locals_ = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-_", min_size=1, max_size=LONGEST_NAME)
LETTERS_OF_TOKENS = "abcdefghijklmnopqrstuvwxyz234567"


@given(secrets, ids, ids, locals_)
def test_f32_every_address_that_was_made_names_its_conversation(
    secret: bytes, workspace: str, conversation: str, local: str
) -> None:
    token = token_of(secret, workspace, conversation)
    address = thread_address(f"{local}@shop.example", token)
    assert len(address.rpartition("@")[0]) <= LONGEST_LOCAL
    for text in (address, address.upper(), f'"Shop, \u00e9" <{address}>, x@y.example'):
        assert named_by(text, secret, workspace) == conversation
    catch_all = thread_address("*@in.shop.example", token)
    assert catch_all == f"{token}@in.shop.example"
    assert named_by(catch_all, secret, workspace) == conversation


@given(secrets, ids, ids, st.integers(0, 10**8))
def test_f32_a_message_id_names_its_conversation_where_the_address_is_lost(
    secret: bytes, workspace: str, conversation: str, seq: int
) -> None:
    made = message_id("shop.example", token_of(secret, workspace, conversation), seq)
    references = f"<other@mail.example> {made}\r\n <{'a' * LETTERS}@x>"
    assert named_by(references, secret, workspace) == conversation


@given(secrets, ids, ids, st.data())
def test_f38_an_address_with_one_letter_changed_names_nothing(
    secret: bytes, workspace: str, conversation: str, data: st.DataObject
) -> None:
    token = token_of(secret, workspace, conversation)
    place = data.draw(st.integers(0, LETTERS - 1))
    other = data.draw(st.sampled_from(LETTERS_OF_TOKENS).filter(lambda letter: letter != token[place]))
    changed = token[:place] + other + token[place + 1 :]
    assert named_by(f"support+{changed}@shop.example", secret, workspace) is None
    for cut in (token[:-1], token[1:], token + other, other + token):
        assert named_by(f"support+{cut}@shop.example", secret, workspace) is None


@given(secrets, secrets, ids, ids, ids)
def test_f39_a_token_of_another_workspace_or_another_desk_names_nothing(
    secret: bytes, other_secret: bytes, workspace: str, other: str, conversation: str
) -> None:
    address = thread_address("support@shop.example", token_of(secret, workspace, conversation))
    if other != workspace:
        assert named_by(address, secret, other) is None
    if other_secret.ljust(64, b"\0") != secret.ljust(64, b"\0"):
        assert named_by(address, other_secret, workspace) is None


@given(secrets, ids, ids, ids)
def test_f38_the_signature_of_one_conversation_does_not_fit_another(
    secret: bytes, workspace: str, mine: str, another: str
) -> None:
    kept, signature = token_of(secret, workspace, mine), token_of(secret, workspace, another)
    mixed = kept[:26] + signature[26:]
    if UUID(mine) != UUID(another):
        assert named_by(mixed, secret, workspace) is None


@given(secrets, ids, st.text(max_size=300))
def test_any_text_can_be_looked_at(secret: bytes, workspace: str, text: str) -> None:
    assert named_by(text + "z" * 42 + " ", secret, workspace) is None
