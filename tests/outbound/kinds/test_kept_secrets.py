"""A secret that is kept goes where it was entered for and nowhere else, whatever kind it is of (F48)."""

import pytest

from chatref.errors import BadInput
from chatref.mail.accounts import ENTRIES
from chatref.outbound.kind import Entry, with_kept
from chatref.outbound.kinds import KINDS

ALL = {"the mail account": ENTRIES, **{name: kind.entries for name, kind in KINDS.items()}}
SECRETS = [(entries, each) for entries in ALL.values() for each in entries if each.secret]


@pytest.mark.parametrize(("entries", "secret"), SECRETS)
def test_a_kept_secret_is_asked_for_again_where_it_would_go_elsewhere(
    entries: tuple[Entry, ...], secret: Entry
) -> None:
    before = {each.id: each.example or "as it was" for each in entries if not each.switch and not each.secret}
    places = [each for each in secret.sent_to if each in before]
    assert with_kept(entries, before, {secret.id: "s3cret"}, before)[secret.id] == "s3cret"
    for place in places:
        for elsewhere in ("thief.example", ""):
            with pytest.raises(BadInput, match="enter it again"):
                with_kept(entries, {**before, place: elsewhere}, {secret.id: "s3cret"}, before)
        given = {**before, place: "thief.example", secret.id: "other"}
        assert with_kept(entries, given, {secret.id: "s3cret"}, before)[secret.id] == "other"


@pytest.mark.parametrize("entries", ALL.values(), ids=ALL)
def test_each_entry_that_says_where_something_goes_is_watched(entries: tuple[Entry, ...]) -> None:
    """What is secret and is itself an address goes to itself."""
    places = {
        each.id for each in entries if each.id.endswith(("address", "host", "port")) and not each.secret
    }
    watched = {place for each in entries if each.secret for place in each.sent_to}
    has_secret = any(each.secret for each in entries)
    assert places <= watched or not has_secret
