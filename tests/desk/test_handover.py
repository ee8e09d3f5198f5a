"""What the handoff card says of a conversation."""

from typing import Any

from chatref.actions import fields
from chatref.actions.fill import Action
from chatref.assistant.collecting import told_in
from chatref.conversation import commands as cmd
from chatref.conversation.events import AssistantAnswered, Event, Reopened, VisitorWrote
from chatref.conversation.model import AnswerKind, Cause, Field
from chatref.conversation.summed import SumUp
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handover import details, summary
from chatref.desk.policy import Policies
from chatref.desk.reading.before import before_page
from chatref.desk.summary import Progress
from chatref.escalation.conditions import AsksForPerson
from chatref.escalation.measure import About
from chatref.escalation.rulebook import RuleBook
from chatref.escalation.rules import Rule, Rules
from chatref.visitors import profile
from chatref.web.snapshots import team_snapshot
from tests.desk.acts import Acts


def _wrote(text: str) -> Event:
    return VisitorWrote("m", text)


def _answered(kind: AnswerKind) -> Event:
    return AssistantAnswered("m", "…", kind, (), 1, 1)


def test_the_summary_begins_with_the_matter_and_not_with_a_greeting() -> None:
    """P9: what the visitor came with is what they need."""
    greeted = [_wrote("hi"), _answered(AnswerKind.SMALL_TALK)]
    asked = [_wrote("My card was charged"), _wrote("twice!"), _answered(AnswerKind.ANSWER)]
    assert summary([*greeted, *asked]) == "Came with “My card was charged”; 1 answered from the content."
    assert summary([*greeted, _wrote("A person, please")]) == "Came with “A person, please”."
    assert summary(greeted) == "Came with “hi”."
    assert summary([]) == ""


def test_the_summary_of_a_case_that_was_reopened_says_what_it_is_about_now() -> None:
    """P9: and what it was about before where nobody said anything else."""
    before = [_wrote("My card was charged twice"), _answered(AnswerKind.NOT_FOUND), Reopened(2)]
    now = [_wrote("hi"), _answered(AnswerKind.SMALL_TALK)]
    assert summary([*before, *now]) == "Came with “My card was charged twice”; 1 not found in it."
    assert summary([*before, *now, _wrote("My font is missing")]) == "Came with “My font is missing”."


async def test_a_card_says_the_same_however_long_it_went_on_since(acts: Acts, database: Database) -> None:
    """P9, S15: also where what it is made of lies before the page of events that is shown."""
    conversation = await acts.begin("My invoice is wrong")
    await acts.assistant(conversation, acts.answer(conversation, "Invoices stand in your account."))
    asked = cmd.ActionDue("vat", (Field("vat", "Number on the invoice"),))
    await acts.write(conversation, "The VAT number is")
    await acts.assistant(conversation, cmd.Escalate("billing", Cause.RULE, action=asked))
    await acts.visitor(conversation, cmd.GiveDetails((cmd.Value("vat", "DE1"),)))
    await acts.visitor(conversation, cmd.GiveDetails((cmd.Value("vat", "DE2"),)))
    await acts.teammate(conversation, acts.claim(conversation))
    short = await _shown(acts, database, conversation)
    for number in range(reading.PAGE // 2 + 1):
        await acts.write(conversation, f"And {number}?")
        await acts.teammate(conversation, acts.reply(conversation))
    long = await _shown(acts, database, conversation)
    assert long["more"]
    assert long["handoff"] == short["handoff"]
    assert long["details"] == short["details"]
    assert long["handoff"]["summary"] == "Came with “My invoice is wrong”; 1 answered from the content."
    assert long["handoff"]["tried"] == ["Invoices stand in your account."]
    [detail] = long["details"]
    assert (detail["label"], detail["value"], detail["was"]) == ("Number on the invoice", "DE2", "DE1")


async def test_a_card_has_a_models_words_in_the_place_of_the_visitors(acts: Acts, database: Database) -> None:
    """P9: and says so, also where they lie before the page of events that is shown."""
    conversation = await acts.begin("My invoice is wrong")
    await acts.visitor(conversation, cmd.AskPerson())
    handoff = acts.state(conversation).handoffs[-1]
    assert (await _shown(acts, database, conversation))["handoff"]["summed"] is False
    await acts.assistant(conversation, SumUp(handoff, "The visitor says hello."))
    await acts.teammate(conversation, acts.claim(conversation))
    for number in range(reading.PAGE // 2 + 1):
        await acts.write(conversation, f"And {number}?")
        await acts.teammate(conversation, acts.reply(conversation))
    card = (await _shown(acts, database, conversation))["handoff"]
    assert (card["summary"], card["summed"]) == ("The visitor says hello.", True)


async def test_details_are_named_and_ordered_by_the_form_that_asked_for_them(acts: Acts) -> None:
    """P9: also where another action calls the same detail otherwise, and what was taken from the words unasked."""
    order, sku = (
        fields.Field("order", "Order number", fields.Text()),
        fields.Field("sku", "SKU", fields.Text()),
    )
    other = fields.Field("order", "An order number, if you have one", fields.Text())
    returns = Rule("Refund", AsksForPerson(), "Refund", action="Return")
    actions = {"Recover": Action("Recover", (other,)), "Return": Action("Return", (sku, order))}
    book = RuleBook(rules=Rules((returns,)), actions={**actions, "Tell": Action("Tell", (other,))})
    conversation = await acts.begin("I want to return A-10233")
    due = cmd.ActionDue("Return", (Field("sku", "SKU"), Field("order", "Order number")))
    await acts.assistant(conversation, cmd.Escalate("Refund", Cause.RULE, rule="Refund", action=due))
    await acts.visitor(
        conversation, cmd.GiveDetails((cmd.Value("order", "A-10233"), cmd.Value("sku", "5521")))
    )
    found = details(acts.state(conversation), [], book)
    assert [(each.label, each.value) for each in found] == [("SKU", "5521"), ("Order number", "A-10233")]


async def test_a_card_says_which_details_are_of_an_earlier_episode(acts: Acts, database: Database) -> None:
    """P9: and takes nothing of them for a correction."""
    conversation = await acts.begin("I want to return A-10233")
    returns = cmd.ActionDue("Return", (Field("order", "Order number"), Field("sku", "SKU")))
    await acts.assistant(conversation, cmd.Escalate("Refund", Cause.RULE, rule="Refund", action=returns))
    given = (cmd.Value("order", "A-10233"), cmd.Value("sku", "5521"))
    await acts.visitor(conversation, cmd.GiveDetails(given))
    assert await _earlier(acts, database, conversation) == {"A-10233": False, "5521": False}
    await acts.teammate(conversation, acts.claim(conversation))
    await acts.teammate(conversation, acts.reply(conversation))
    await acts.teammate(conversation, acts.resolve(conversation))
    assert await _earlier(acts, database, conversation) == {"A-10233": False, "5521": False}
    await acts.write(conversation, "Another one came broken")
    assert await _earlier(acts, database, conversation) == {"A-10233": True, "5521": True}
    await acts.assistant(conversation, cmd.Escalate("Refund", Cause.RULE, rule="Refund", action=returns))
    await acts.visitor(conversation, cmd.GiveDetails((cmd.Value("order", "A-10400"),)))
    assert await _earlier(acts, database, conversation) == {"A-10400": False, "5521": True}
    assert [each["was"] for each in (await _shown(acts, database, conversation))["details"]] == [None, None]


async def test_p7_what_was_said_long_ago_in_the_episode_was_said(acts: Acts, database: Database) -> None:
    """P5: whoever acts for the desk looks through more of a thread than a page shows."""
    conversation = await acts.begin("My order is A-10233")
    for number in range(reading.PAGE // 2 + 1):
        await acts.assistant(conversation, acts.answer(conversation))
        await acts.write(conversation, f"And {number}?")
    _, events, now = await reading.history(database, acts.workspace, conversation)
    recorded = [each.recorded for each in events]
    assert told_in(recorded, About(now)).words[0] == "My order is A-10233"
    assert recorded[0].seq == 1


async def test_a_form_counts_what_was_known_before_it(acts: Acts, database: Database) -> None:
    """P9: a detail from the words beside those asked for, and one that an earlier form asked for."""
    conversation = await acts.begin("I want to return A-10233")
    order = Field("order", "Order number", value="A-10233")
    first = cmd.ActionDue("Return", (order, Field("sku", "SKU"), Field("reason", "Reason")))
    await acts.assistant(conversation, cmd.Escalate("Refund", Cause.RULE, rule="Refund", action=first))
    assert await _counted(acts, database, conversation) == Progress(1, 3)
    await acts.visitor(conversation, cmd.GiveDetails((cmd.Value("sku", "5521"),)))
    assert await _counted(acts, database, conversation) == Progress(2, 3)
    await acts.visitor(conversation, cmd.Withdraw())
    invoice = cmd.ActionDue("Invoice", (Field("vat", "VAT number"),))
    await acts.write(conversation, "And my invoice is wrong")
    await acts.assistant(conversation, cmd.Escalate("Billing", Cause.RULE, rule="Billing", action=invoice))
    assert await _counted(acts, database, conversation) == Progress(2, 4)


async def _counted(acts: Acts, database: Database, conversation: str) -> object:
    shown = await _shown(acts, database, conversation)
    return shown["summary"]["collecting"]


async def _earlier(acts: Acts, database: Database, conversation: str) -> dict[str, bool]:
    shown = await _shown(acts, database, conversation)
    return {each["value"]: each["earlier"] for each in shown["details"]}


async def _shown(acts: Acts, database: Database, conversation: str) -> dict[str, Any]:
    tess = reading.Teammate(acts.workspace, acts.foundry.tess.id)
    found = await reading.team_snapshot(database, tess, conversation)
    before = await before_page(database, tess, found)
    async with database.workspace(acts.workspace) as connection:
        visitor = await profile.read(connection, found.state.visitor)
    ruling = await Policies().current(database, acts.workspace)
    return {**team_snapshot(found, before, visitor, ruling, tess.teammate)}
