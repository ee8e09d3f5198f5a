"""What the rules and actions say where no turn of the assistant is at work: the button, an event, a form."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import NAMESPACE_OID, uuid5

from chatref.assistant.turn import Brief
from chatref.conversation.commands import ActionDue, GiveDetails, Opening, Value
from chatref.conversation.model import Actor, ActorKind, Collecting, Stage
from chatref.conversation.told import Told
from chatref.desk import reading
from chatref.desk.brief import brief_of
from chatref.desk.refused import CommandRefused
from chatref.errors import NotFound, WrongFields
from chatref.escalation.rulebook import RuleBook
from chatref.web.rooms import Rooms

ASSISTANT = Actor(ActorKind.ASSISTANT)


async def action_of_request(rooms: Rooms, begins: Opening, text: str = "") -> ActionDue | None:
    """The details to collect if this request for a person hands over; `text` is what comes with it."""
    try:
        brief = await _brief(rooms, begins.workspace, begins.conversation)
    except NotFound:
        book = (await rooms.policies.current(rooms.database, begins.workspace)).book
        book = await rooms.looking_up.with_options(begins.workspace, book)
        return book.action_due("person_asked", Told((text,)), ())
    told = brief.told
    given = {name for name in brief.state.details if brief.state.given(name)}
    book = await rooms.looking_up.with_options(begins.workspace, brief.book)
    return book.action_due("person_asked", Told((*told.words, text), told.facts), given)


async def correct(rooms: Rooms, begins: Opening, text: str, message: str) -> None:
    """Details given before that these words change, in whatever stage. Stored right before the words themselves,
    so that whoever answers them knows; `message` is their id."""
    workspace, conversation = begins.workspace, begins.conversation
    ruling = rooms.policies.known(workspace) or await rooms.policies.current(rooms.database, workspace)
    if not ruling.book.may_correct(text):
        return
    with suppress(NotFound, CommandRefused):
        brief = await _brief(rooms, workspace, conversation)
        state = brief.state
        given = {name: detail.value for name, detail in state.details.items() if state.given(name)}
        values = brief.book.corrected(text, given)
        if values and state.visitor == begins.visitor and state.stage is not Stage.RESOLVED:
            await rooms.desk.handle(
                workspace,
                conversation,
                GiveDetails(values),
                actor=Actor(ActorKind.VISITOR, state.visitor),
                command_id=str(uuid5(NAMESPACE_OID, f"{conversation}/{message}/corrects")),
                sender=f"visitor:{state.visitor}",
            )


async def judge_event(rooms: Rooms, workspace: str, conversation: str, command: str) -> None:
    """A business event owes no answer, so the rules are asked here; `command` is the report's own id.

    If this process dies before, the sender hears nothing, sends the same report again, and comes here again.
    """
    brief = await _brief(rooms, workspace, conversation)
    if brief.state.stage is not Stage.ASSISTANT:
        return
    for due in await rooms.assistant.judge(brief):
        derived = str(uuid5(NAMESPACE_OID, f"{conversation}/{command}/{type(due).__name__}"))
        try:
            await rooms.desk.handle(
                workspace, conversation, due, actor=ASSISTANT, command_id=derived, sender="assistant"
            )
        except CommandRefused:
            return


async def checked_details(
    rooms: Rooms, reader: reading.Visitor, conversation: str, texts: Mapping[str, str], language: str
) -> tuple[GiveDetails, Mapping[str, str]]:
    """What is accepted of a form, and what was wrong with the rest. After two bad tries a value is accepted
    as it is: collecting must never keep a visitor from a person."""
    found = await reading.visitor_snapshot(rooms.database, reader, conversation)
    book = (await rooms.policies.current(rooms.database, reader.workspace)).book
    action = book.actions.get(found.form.action) if found.form else None
    if action is None:
        return _unasked(book, found.form, texts)
    tries = rooms.tries.of(conversation)
    values, wrong = action.check(texts, tries, language, found.form.fields if found.form else ())
    rooms.tries.count(conversation, wrong)
    return GiveDetails(values), wrong


def _unasked(
    book: RuleBook, form: Collecting | None, texts: Mapping[str, str]
) -> tuple[GiveDetails, Mapping[str, str]]:
    """A late form still counts; what no form of this desk ever asks would only fill the conversation."""
    asked = {each.field for each in form.fields} if form else set[str]()
    asked |= {each.field for action in book.actions.values() for each in action.due(Told(), ()).fields}
    values = tuple(Value(field, text) for field, text in texts.items() if field in asked)
    wrong = {field: "Nobody asked for this." for field in texts if field not in asked}
    if not values:
        raise WrongFields(wrong)
    return GiveDetails(values), wrong


async def _brief(rooms: Rooms, workspace: str, conversation: str) -> Brief:
    async with rooms.database.workspace(workspace, pipelined=True) as connection:
        asked = await reading.ask_history(connection, workspace, conversation)
    ruling = await rooms.policies.current(rooms.database, workspace)
    return brief_of(workspace, await reading.read_history(asked), ruling, "")


def refuse_wrong(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise WrongFields(wrong)
