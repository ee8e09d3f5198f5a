"""What an action notes without a handoff is where its owner wants it, once (P5, P6)."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from chatref.actions.fields import Email, Number
from chatref.actions.fields import Field as Asked
from chatref.actions.fill import Action
from chatref.actions.store import save
from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.kinds import ActorKind, Outcome
from chatref.conversation.lead import Lead
from chatref.conversation.model import Conversation
from chatref.desk.audit import audit
from chatref.desk.outbox import INBOX, Route, told_later
from chatref.errors import Unavailable
from chatref.outbound.destination import Delivered, Matter
from chatref.outbound.sample import sample_package
from chatref.outbound.webhook import message
from tests.desk.acts import new
from tests.outbound.conftest import BASE, Post
from tests.outbound.receiver import Mood

DEMO = Action("Demo", (Asked("email", "E-mail", Email()), Asked("seats", "Seats", Number())))
GIVEN = cmd.GiveDetails((cmd.Value("email", "nora@example.com"), cmd.Value("seats", "12", verified=False)))


async def _asked(post: Post) -> str:
    conversation = await post.acts.begin("Can I book a demo?", new())
    await post.acts.assistant(conversation, GIVEN)
    return conversation


async def _noted(post: Post, destination: str = "") -> str:
    """A conversation in which this lead has just been noted."""
    conversation = await _asked(post)
    await post.acts.assistant(conversation, _note(destination))
    return conversation


def _note(destination: str = "", of: str = "Demo") -> cmd.NoteLead:
    return cmd.NoteLead(of, ("email", "seats"), destination)


async def test_a_lead_arrives_with_what_was_collected_and_says_that_nobody_waits(post: Post) -> None:
    async with post.database.workspace(post.workspace) as connection:
        await save(connection, post.workspace, {"Demo": DEMO})
    await post.to()
    conversation = await _asked(post)
    await post.acts.assistant(conversation, cmd.GiveDetails((cmd.Value("order", "A-10233"),)))
    await post.acts.assistant(conversation, _note())
    assert await post.try_all() == [Delivered()]
    [body] = post.far.bodies.values()
    data = body["data"]
    assert (body["type"], "handoff" in data, data["test"]) == ("lead.noted", False, False)
    assert (data["lead"], data["conversation"]) == (post.acts.state(conversation).leads[0].id, conversation)
    assert [(each["label"], each["value"], each["verified"]) for each in data["details"]] == [
        ("E-mail", "nora@example.com", True),
        ("Seats", "12", False),
    ]
    assert (data["subject"], data["reason"], data["team"]) == ("Demo: Can I book a demo?", "lead", "")
    assert data["why"] == "the assistant noted “Demo”; nobody waits for an answer"
    assert (data["language"], data["link"]) == ("en", f"{BASE}/inbox/needs_person/{conversation}")
    assert data["visitor"]["identified"] is False
    assert [line["text"] for line in data["transcript"]] == ["Can I book a demo?"]
    assert await audit(post.database) == ()


async def test_it_goes_where_its_action_says_and_else_to_whom_takes_such(post: Post) -> None:
    every, other = await post.to(), await post.to()
    of_demo = await post.to(takes={"actions": ["Demo"]})
    await post.to(takes={"actions": ["Return"]})
    of_a_team = await post.to(takes={"teams": [new()]})
    await post.to(takes={"reasons": ["refund"]})
    off = await post.to(is_on=False)
    went = {}
    for destination in ("", other, of_a_team, INBOX, off, new()):
        before = len(post.rows())
        await _noted(post, destination)
        went[destination] = {str(row["destination"]) for row in post.rows()[before:]}
    assert list(went.values()) == [{every, other, of_demo}, {other}, {of_a_team}, set(), set(), set()]
    assert await audit(post.database) == ()


async def test_however_often_it_is_noted_in_an_episode_it_is_there_once(post: Post) -> None:
    """A worker that died, another that began anew, and a visitor who says it again."""
    await post.to("shelf")
    conversation = await _asked(post)
    for again in ("same", "same", "other"):
        await post.acts.assistant(conversation, _note(), again=str(ID[again]))
    [row] = post.rows()
    assert row["handoff"] is not None
    assert len(post.acts.state(conversation).leads) == 1
    await post.acts.assistant(conversation, _note(of="Newsletter"))
    assert len(post.rows()) == 2
    await post.acts.assistant(conversation, post.acts.answer(conversation, "Thank you."))
    await post.acts.teammate(conversation, post.acts.resolve(conversation, Outcome.ASSISTANT_ANSWERED))
    await post.acts.write(conversation, "And a demo once more", post.acts.visitor_of(conversation))
    await post.acts.assistant(conversation, _note())
    assert len(post.rows()) == 3
    assert await audit(post.database) == ()


ID = {"same": new(), "other": new()}


async def test_it_is_noted_and_put_on_its_way_in_one_transaction(post: Post) -> None:
    """Neither without the other."""
    await post.to()
    conversation = await _asked(post)
    with psycopg.connect(post.url, autocommit=True) as connection:
        connection.execute("alter table deliveries add constraint never check (false) not valid")
    with pytest.raises((Unavailable, psycopg.Error)):
        await post.acts.assistant(conversation, _note())
    with psycopg.connect(post.url, autocommit=True) as connection:
        connection.execute("alter table deliveries drop constraint never")
        noted = connection.execute("select from events where kind = 'lead_noted'").fetchall()
    assert (noted, post.rows()) == ([], [])
    await post.acts.assistant(conversation, _note())
    assert len(post.rows()) == 1


async def test_what_is_corrected_follows_it_and_another_detail_does_not(post: Post) -> None:
    await post.to()
    conversation = await _noted(post)
    await post.try_all()
    visitor = post.acts.visitor_of(conversation)
    await post.acts.visitor(conversation, cmd.GiveDetails((cmd.Value("order", "A-10233"),)), visitor)
    assert len(post.rows()) == 1
    corrected = cmd.GiveDetails((cmd.Value("email", "nora@foundry.example"),))
    await post.acts.visitor(conversation, corrected, visitor)
    await post.wait()
    await post.try_all()
    _, told = sorted(post.far.bodies.values(), key=lambda body: str(body["timestamp"]))
    assert (told["type"], told["data"]["lead"]) == (
        "lead.details",
        post.acts.state(conversation).leads[0].id,
    )
    [changed] = told["data"]["details"]
    assert (changed["value"], changed["was"]) == ("nora@foundry.example", "nora@example.com")
    assert await audit(post.database) == ()


async def test_the_answer_that_got_lost_and_the_dead_letter_are_those_of_a_handoff(post: Post) -> None:
    await post.to("shelf")
    await _noted(post)
    post.far.moods = [Mood.DEAF]
    await post.try_all()
    await post.wait()
    assert isinstance((await post.try_all())[0], Delivered)
    post.far.moods = [Mood.REFUSING]
    await _noted(post)
    await post.try_all()
    assert [row["state"] for row in post.rows()] == ["delivered", "dead"]
    assert list(post.far.made.values()) == [1]


async def test_the_audit_names_a_lead_that_was_not_sent_and_a_change_that_was_not_told(post: Post) -> None:
    await post.to()
    conversation = await _noted(post)
    await post.try_all()
    await post.acts.visitor(conversation, cmd.LeaveContact("nora@foundry.example"))
    post.lose_what_follows(conversation)
    assert [each.name for each in await audit(post.database)] == ["untold"]
    post.lose(conversation)
    assert [each.name for each in await audit(post.database)] == ["undelivered"]


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OPEN = Conversation("c", "w", "s", "v", "en", "", NOW, policy=1, quiet_since=NOW)
NOTED = replace(OPEN, leads=(Lead("l", "Demo", ("email",)), Lead("m", "News", ("name",))))


@pytest.mark.parametrize(
    ("event", "leads"),
    [
        (e.DetailGiven("email", "x", ActorKind.VISITOR, verified=True), ["l"]),
        (e.DetailGiven("order", "x", ActorKind.VISITOR, verified=True), []),
        (e.ContactLeft("x"), ["l", "m"]),
        (e.HandoffEnded("h", Outcome.ERASED), []),
        (e.VisitorWrote("m", "Hello?"), []),
    ],
)
def test_a_lead_is_told_of_its_own_details_and_of_a_contact(event: e.Event, leads: list[str]) -> None:
    assert list(told_later(event, NOTED)) == leads
    assert list(told_later(event, OPEN)) == []


def test_whoever_narrows_by_what_a_lead_lacks_takes_none_but_those_meant_for_them() -> None:
    assert Route("d").takes_lead("Demo", "")
    assert Route("d", actions=frozenset({"Demo"})).takes_lead("Demo", "")
    assert not Route("d", actions=frozenset({"Return"})).takes_lead("Demo", "")
    assert not Route("d", teams=frozenset({"t"})).takes_lead("Demo", "")
    assert Route("d", teams=frozenset({"t"})).takes_lead("Demo", "d")
    assert not Route("d").takes_lead("Demo", "other")


def test_a_message_names_what_it_is_about_by_its_type_alone() -> None:
    of = {matter: message(replace(sample_package("Foundry", BASE), matter=matter)) for matter in Matter}
    assert {matter: told["type"] for matter, told in of.items()} == {
        Matter.HANDOFF: "handoff.waiting",
        Matter.LEAD: "lead.noted",
        Matter.TEST: "handoff.test",
    }
    assert all("matter" not in json.dumps(told, default=str) for told in of.values())
