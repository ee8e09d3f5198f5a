"""What goes out with which handoff, to whom, and what of it is kept (P6, P9, F39, F40)."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections import Counter
from dataclasses import replace
from uuid import uuid4

from chatref.accounts.store import raise_policy_version
from chatref.conversation import commands as cmd
from chatref.conversation.model import Actor, ActorKind, AnswerKind, Cause, Citation, Field
from chatref.conversation.summed import SumUp
from chatref.desk.audit import audit
from chatref.desk.outbox.store import hold_appends
from chatref.knowledge.written import whole_address
from chatref.outbound import store
from chatref.outbound.deliveries.store import send_again
from chatref.outbound.destination import Delivered
from chatref.visitors import identity
from chatref.visitors import store as visitors
from tests.cast import Business
from tests.desk.acts import new
from tests.outbound.conftest import BASE, Post
from tests.outbound.receiver import Mood


async def test_what_arrives_is_signed_and_carries_the_case_and_the_link_back(post: Post) -> None:
    """P9: reason, words, transcript, visitor; and nothing that only the team may read."""
    await post.to()
    async with post.database.workspace(post.workspace) as connection:
        visitor, _ = await identity.meet(connection, post.acts.foundry.site.id, "Firefox on Android")
    conversation = await post.acts.begin("My invoice is wrong", visitor)
    await post.acts.assistant(conversation, post.acts.answer(conversation, "Invoices stand in your account."))
    await post.acts.visitor(conversation, cmd.AskPerson())
    await post.acts.teammate(conversation, cmd.Note(new(), "a note for the team"))
    assert await post.try_all() == [Delivered()]
    [(key, body)] = post.far.bodies.items()
    data = body["data"]
    assert body["type"] == "handoff.waiting"
    assert (data["conversation"], data["workspace"], data["test"]) == (conversation, "Foundry", False)
    assert data["link"] == f"{BASE}/inbox/needs_person/{conversation}"
    assert (data["subject"], data["device"]) == ("My invoice is wrong", "Firefox on Android")
    assert [line["text"] for line in data["transcript"]][:2] == [
        "My invoice is wrong",
        "Invoices stand in your account.",
    ]
    assert "a note" not in json.dumps(body)
    secret = await post.opening.keys.signing_secret(post.workspace)
    headers = post.far.headers[key]
    assert headers["webhook-id"] == key
    made = hmac.digest(
        base64.b64decode(secret.removeprefix("whsec_")),
        f"{key}.{headers['webhook-timestamp']}.".encode() + _sent(body),
        hashlib.sha256,
    )
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(made).decode()}"


def _sent(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


async def test_p9_who_takes_it_need_not_ask_what_was_tried_and_found_already(post: Post) -> None:
    """P9, S15: summary, what the assistant said from which pages and what it had no answer to, and what was before."""
    await post.to()
    acts = post.acts
    async with post.database.workspace(post.workspace) as connection:
        visitor, _ = await identity.meet(connection, acts.foundry.site.id)
        await visitors.set_vouched(connection, visitor, "customer-7", "Vera", {})
    before = await acts.begin("Can I use a font in an app?", visitor)
    await acts.teammate(before, cmd.TakeOver(acts.state(before).epoch))
    await acts.teammate(before, acts.reply(before, "Yes, with the app licence."))
    await acts.teammate(before, acts.resolve(before))
    conversation = await acts.begin("My invoice is wrong", visitor)
    pages = (Citation("Invoices", "https://shop.example/help/invoices", "Corrections"),)
    found = replace(acts.answer(conversation, "Invoices stand in your account."), citations=pages)
    await acts.assistant(conversation, found)
    page = cmd.Write(new(), "But the VAT number on it is wrong", page="/account")
    await acts.visitor(conversation, page, visitor)
    lost = replace(acts.answer(conversation, "I find nothing about that."), answer=AnswerKind.NOT_FOUND)
    await acts.assistant(conversation, lost)
    await acts.visitor(conversation, cmd.AskPerson(), visitor)
    await post.try_all()
    data = next(
        body["data"] for body in post.far.bodies.values() if body["data"]["conversation"] == conversation
    )
    said = "Came with “My invoice is wrong”; 1 answered from the content and 1 not found in it."
    assert data["summary"] == said
    assert data["tried"] == ["Invoices stand in your account."]
    assert data["sources"] == [{"title": "Invoices", "address": "https://shop.example/help/invoices"}]
    [earlier] = data["earlier"]
    assert earlier["subject"] == "Can I use a font in an app?"
    assert earlier["link"] == f"{BASE}/inbox/needs_person/{before}"
    assert (data["language"], data["visitor"]["name"], data["visitor"]["identified"]) == ("en", "Vera", True)
    assert data["page"] == "/account"
    assert data["playbook"]


async def test_a_models_summary_goes_with_it_if_it_was_there(post: Post) -> None:
    """P9: as it is where details were collected first. What came later is not waited for."""
    await post.to()
    asked = cmd.ActionDue("refund", (Field("order", "Order number"),))
    told = []
    for early in (True, False):
        conversation = await post.acts.begin("Refund, please", new())
        await post.acts.assistant(conversation, cmd.Escalate("refund", Cause.RULE, action=asked))
        summed = SumUp(post.acts.state(conversation).handoffs[-1], "The visitor wants a refund.")
        given = cmd.GiveDetails((cmd.Value("order", "A-10233"),))
        for command in (summed, given) if early else (given, summed):
            await post.acts.assistant(conversation, command)
        await post.try_all()
        told += [
            each["data"] for each in post.far.bodies.values() if each["data"]["conversation"] == conversation
        ]
    assert [(data["summary"], data["summed"]) for data in told] == [
        ("The visitor wants a refund.", True),
        ("Came with “Refund, please”.", False),
    ]


async def test_details_are_waited_for_and_go_with_it_once(post: Post) -> None:
    """P6: not before they are in; and queueing again makes no second delivery."""
    await post.to()
    conversation = await post.acts.begin("Refund, please")
    fields = (Field("order", "Order number"), Field("why", "Reason"))
    await post.acts.assistant(
        conversation, cmd.Escalate("refund", Cause.RULE, action=cmd.ActionDue("refund", fields))
    )
    assert post.rows() == []
    await post.acts.visitor(conversation, cmd.GiveDetails((cmd.Value("order", "A-10233"),)))
    assert post.rows() == []
    await post.acts.visitor(conversation, cmd.SkipDetails())
    assert await post.try_all() == [Delivered()]
    [body] = post.far.bodies.values()
    [detail] = body["data"]["details"]
    assert (detail["label"], detail["value"], detail["verified"]) == ("Order number", "A-10233", True)
    assert body["data"]["missing"] == ["Reason"]
    await post.acts.teammate(conversation, post.acts.claim(conversation))
    await post.acts.teammate(conversation, _release(post, conversation))
    assert len(post.rows()) == 1
    assert list(post.far.made.values()) == [1]


def _release(post: Post, conversation: str) -> cmd.Release:
    state = post.acts.state(conversation)
    return cmd.Release(state.last_visitor, state.last_reply)


async def test_a_claim_while_details_are_asked_sends_what_is_there(post: Post) -> None:
    await post.to()
    conversation = await post.acts.begin("Refund, please")
    asked = cmd.ActionDue("refund", (Field("order", "Order number"),))
    await post.acts.assistant(conversation, cmd.Escalate("refund", Cause.RULE, action=asked))
    await post.acts.teammate(conversation, cmd.TakeOver(post.acts.state(conversation).epoch))
    assert await post.try_all() == [Delivered()]


async def test_a_destination_takes_what_its_owner_chose(post: Post) -> None:
    """By reason and team; what is off takes nothing, and another workspace's nothing at all."""
    team = post.acts.foundry.team
    every = await post.to()
    refunds = await post.to(takes={"reasons": ["refund"], "teams": [team]})
    await post.to(takes={"reasons": ["refund"], "teams": [new()]})
    await post.to(takes={"actions": ["cancel"]})
    await post.to(is_on=False)
    for reason in ("refund", "complaint"):
        conversation = await post.acts.begin("Hello", new())
        await post.acts.assistant(conversation, cmd.Escalate(reason, Cause.RULE))
    took = [str(row["destination"]) for row in post.rows()]
    assert sorted(took) == sorted([every, refunds, every])


async def test_cases_of_two_businesses_in_one_append_go_each_their_own_way(
    post: Post, rival: Business
) -> None:
    """F39."""
    await post.to()
    theirs = str(uuid4())
    wanted = store.Wanted(
        theirs, "webhook", "Rival's", {"address": "https://rival.invalid/"}, None, {}, is_on=True
    )
    async with post.database.workspace(rival.workspace) as connection:
        await hold_appends(connection, rival.workspace)
        await raise_policy_version(connection)
        await store.save(connection, rival.workspace, wanted)
        visitor, _ = await identity.meet(connection, rival.site.id)
    opening = cmd.Opening(new(), rival.workspace, rival.site.id, visitor)

    async def theirs_does(command: cmd.Command) -> None:
        await post.acts.desk.handle(
            rival.workspace, opening.conversation, command,
            actor=Actor(ActorKind.VISITOR, visitor), command_id=new(), sender=f"visitor:{visitor}",
        )  # fmt: skip

    asking = theirs_does(cmd.AskPerson(opening=opening))
    *ours, _, last = await asyncio.gather(*(post.acts.case() for _ in range(5)), asking, post.acts.case())
    assert _went(post, theirs) == {(post.workspace, False): 6, (rival.workspace, True): 1}
    contact = cmd.LeaveContact("vera@example.com")
    await asyncio.gather(
        *(post.acts.visitor(str(each), contact) for each in ours), theirs_does(contact),
        post.acts.visitor(str(last), contact),
    )  # fmt: skip
    assert _went(post, theirs) == {(post.workspace, False): 12, (rival.workspace, True): 2}


def _went(post: Post, theirs: str) -> Counter[tuple[str, bool]]:
    return Counter((str(row["workspace"]), str(row["destination"]) == theirs) for row in post.rows())


def test_a_source_that_the_team_wrote_itself_is_named_with_this_desks_address() -> None:
    """P17: outside of the desk a path leads nowhere; any other source goes as it is."""
    assert whole_address("/answers/1", "https://desk.example") == "https://desk.example/answers/1"
    for other in ("https://foundry.example/answers/1", "answers/refunds.md"):
        assert whole_address(other, "https://desk.example") == other


async def test_without_a_destination_nothing_is_written(post: Post) -> None:
    await post.acts.case()
    assert post.rows() == []


async def test_what_is_erased_before_it_left_never_leaves(post: Post) -> None:
    """F40: neither what waits for its time, nor a dead letter that somebody sends again."""
    one = await post.to()
    for mood in (Mood.BROKEN, Mood.REFUSING):
        conversation = await post.acts.case()
        post.far.moods = [mood]
        await post.try_all()
        await post.acts.teammate(conversation, cmd.Erase(), post.acts.foundry.olga.id)
    await post.wait()
    async with post.database.workspace(post.workspace) as connection:
        assert await send_again(connection, destination=one) == 0
    assert await post.try_all() == []
    assert [(row["state"], row["why"]) for row in post.rows()] == [("erased", "")] * 2
    assert [each["said"] for each in post.tries()] == ["", ""]
    assert post.far.made == {}


async def test_what_is_erased_while_it_leaves_keeps_its_number_and_no_words(post: Post) -> None:
    await post.to("shelf")
    conversation = await post.acts.case()
    post.far.moods, post.far.slow_seconds = [Mood.SLOW], 30.0
    trying = asyncio.create_task(post.try_all())
    assert await asyncio.to_thread(post.far.arrived.wait, 60)
    await post.acts.teammate(conversation, cmd.Erase(), post.acts.foundry.olga.id)
    post.far.hurried.set()
    [result] = await trying
    [row] = post.rows()
    assert isinstance(result, Delivered)
    assert (row["state"], row["reference"]) == ("erased", result.reference)
    assert [each["said"] for each in post.tries()] == [""]


async def test_the_audit_misses_a_delivery_that_is_not_there(post: Post) -> None:
    team = post.acts.foundry.team
    one = await post.to(takes={"reasons": ["refund"], "teams": [team]})
    await post.to(takes={"teams": [new()]})
    await post.to(takes={"actions": ["refund"]})
    refund, other = await post.acts.begin("Hello", new()), await post.acts.case()
    await post.acts.assistant(refund, cmd.Escalate("refund", Cause.RULE))
    await post.to(one=one)  # from now on it takes all, and what waits already needs no delivery
    assert await audit(post.database) == ()
    await post.acts.teammate(other, post.acts.claim(other))
    await post.acts.teammate(other, _release(post, other))
    assert [str(row["conversation"]) for row in post.rows()] == [refund, other]
    assert await audit(post.database) == ()
    post.lose(other)
    [breach] = await audit(post.database)
    assert (breach.name, breach.conversation) == ("undelivered", other)
