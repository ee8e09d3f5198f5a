"""What follows a handoff, to whom, and in which words: decided and written by pure functions (P6, F40)."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation import events as e
from chatref.conversation.kinds import ActorKind, Cause, Outcome, Priority
from chatref.conversation.model import Conversation, Handoff
from chatref.desk.outbox import Route, closing_of, follow_ups, goes_out, key_of, told_later
from chatref.outbound.destination import Changed, Ended, FollowUp
from chatref.outbound.markup import html, markdown, plain
from chatref.outbound.note import OUTCOMES, note
from chatref.outbound.tickets.jira import document
from chatref.outbound.webhook import follow_up_message

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CASE = Handoff("h", "refund", Cause.RULE, "support", Priority.NORMAL, NOW, 1)
OPEN = Conversation("c", "w", "s", "v", "en", "", NOW, policy=1, quiet_since=NOW, seq=9, handoff=CASE)
BEFORE_ANY = replace(OPEN, handoff=None)
SAID = e.VisitorWrote("m", "Hello?")
GIVEN = e.DetailGiven("order", "A-1", ActorKind.VISITOR, verified=True)
LATER = FollowUp("h", "c", "Foundry", "Refund", (), None, None, None, "https://desk.example/inbox/x/c", NOW)


@pytest.mark.parametrize(
    ("event", "before", "handoff"),
    [
        (GIVEN, OPEN, "h"),
        (GIVEN, BEFORE_ANY, None),
        (e.ContactLeft("vera@example.com"), OPEN, "h"),
        (e.ContactLeft("vera@example.com"), None, None),
        (e.Transferred(None, "billing"), OPEN, "h"),
        (e.Transferred("tess", "support", "tom"), OPEN, None),
        (e.HandoffEnded("h", Outcome.ANSWERED), OPEN, "h"),
        (e.HandoffEnded("h", Outcome.ERASED), OPEN, None),
        (SAID, OPEN, None),
        (e.NoteWritten("m", "for the team"), OPEN, None),
        (e.Rated(5), OPEN, None),
        (e.Tagged(("vip",)), OPEN, None),
        (e.Resolved(Outcome.ANSWERED), OPEN, None),
    ],
)
def test_details_another_team_and_the_end_follow_and_no_words(
    event: e.Event, before: Conversation | None, handoff: str | None
) -> None:
    assert list(told_later(event, before)) == ([handoff] if handoff else [])
    assert not goes_out(event)


@given(
    st.lists(st.builds(Route, st.sampled_from("abcd"), follow_up=st.booleans()), max_size=6),
    st.sampled_from([None, "a", "b", "x"]),
)
def test_everybody_who_wants_it_is_told_but_who_closed_it(routes: list[Route], closed_by: str | None) -> None:
    command = closing_of(key_of(closed_by, "h")) if closed_by else "another command"
    rows = list(follow_ups(routes, OPEN, "h", command))
    wanted = [each.destination for each in routes if each.follow_up and each.destination != closed_by]
    assert [row.destination for row in rows] == wanted
    assert all(row.follows == key_of(row.destination, "h") != row.id for row in rows)
    assert all((row.seq, row.handoff) == (OPEN.seq, "h") for row in rows)
    later = follow_ups(routes, replace(OPEN, seq=10), "h", command)
    assert not {row.id for row in rows} & {row.id for row in later}


def test_every_end_has_its_words_but_an_erasure_of_which_nobody_is_told() -> None:
    assert set(OUTCOMES) == set(Outcome) - {Outcome.ERASED}


TEXT = st.builds(lambda text, times: text * times, st.text(max_size=12), st.sampled_from([1, 60]))
CHANGED = st.builds(Changed, TEXT, TEXT, TEXT, st.booleans(), st.just("visitor"), st.none() | TEXT)
UPDATES = st.builds(
    lambda details, times, **other: replace(LATER, details=tuple(details) * times, **other),
    st.lists(CHANGED, max_size=3),
    st.sampled_from([1, 30]),
    contact=st.none() | TEXT,
    team=st.none() | TEXT,
    ended=st.none() | st.builds(Ended, st.sampled_from(list(OUTCOMES)), TEXT, st.just(NOW)),
)


@given(UPDATES, st.integers(20_000, 60_000))
def test_a_note_leads_back_and_never_is_too_long(update: FollowUp, most: int) -> None:
    for write in (plain, markdown, html, lambda blocks: json.dumps(document(blocks))):
        text = note(update, write, most)
        assert update.link in text
        assert len(text.encode()) <= most


@given(UPDATES)
def test_a_webhooks_message_is_named_by_what_weighs_most_and_says_all(update: FollowUp) -> None:
    told = follow_up_message(update)
    ended, moved = bool(update.ended), bool(update.team)
    assert told["type"] == f"handoff.{'ended' if ended else 'transferred' if moved else 'details'}"
    assert isinstance(data := told["data"], dict)
    assert len(data["details"]) == len(update.details)
    assert (data["contact"], data["team"]) == (update.contact, update.team)
