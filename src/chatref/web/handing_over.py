"""What the rules and actions say where no turn of the assistant is at work: the button, an event, a form."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import NAMESPACE_OID, uuid5

from chatref.actions.files import FILE, Uploaded
from chatref.conversation.commands import GiveDetails, Value
from chatref.conversation.model import Actor, ActorKind, Collecting, Stage
from chatref.conversation.told import Told
from chatref.desk import files, reading
from chatref.desk.files import Place
from chatref.desk.refused import CommandRefused
from chatref.errors import WrongFields
from chatref.escalation.rulebook import RuleBook
from chatref.web.rooms import Rooms

ASSISTANT = Actor(ActorKind.ASSISTANT)


async def judge_event(rooms: Rooms, workspace: str, conversation: str, command: str) -> None:
    """A business event owes no answer, so rules and actions are asked here; `command` is the report's own id.

    If this process dies before, the sender hears nothing, sends the same report again, and comes here again.
    """
    brief = await rooms.requests.brief(workspace, conversation)
    if brief.state.stage is Stage.RESOLVED:
        return
    for due in await rooms.assistant.judge(brief):
        derived = str(uuid5(NAMESPACE_OID, f"{conversation}/{command}/{type(due).__name__}"))
        with suppress(CommandRefused):  # what is noted keeps nobody from a person
            await rooms.desk.handle(
                workspace, conversation, due, actor=ASSISTANT, command_id=derived, sender="assistant"
            )


async def checked_details(
    rooms: Rooms,
    reader: reading.Visitor,
    conversation: str,
    texts: Mapping[str, str],
    tried: Mapping[str, int],
    language: str,
) -> tuple[GiveDetails, Mapping[str, str]]:
    """What is accepted of a form, and what was wrong with the rest. After two bad tries a value is accepted
    as it is: collecting must never keep a visitor from a person."""
    found = await reading.visitor_snapshot(rooms.database, reader, conversation)
    picked = await files.take(rooms.database, Place(reader.workspace, conversation), texts)
    book = (await rooms.policies.current(rooms.database, reader.workspace)).book
    action = book.actions.get(found.form.action) if found.form else None
    if action is None:
        return _unasked(book, found.form, texts, picked)
    typed = {field: text for field, text in texts.items() if field not in picked}
    tries = rooms.tries.of(conversation, tried)
    values, wrong = action.check(typed, tries, language, found.form.fields if found.form else ())
    rooms.tries.count(conversation, wrong)
    accepted = {each.field: each for each in (*values, *(one.value for one in picked.values()))}
    return GiveDetails(tuple(accepted[field] for field in texts if field in accepted)), wrong


def _unasked(
    book: RuleBook, form: Collecting | None, texts: Mapping[str, str], picked: Mapping[str, Uploaded]
) -> tuple[GiveDetails, Mapping[str, str]]:
    """A late form still counts; what no form of this desk ever asks would only fill the conversation."""
    due = [each for action in book.actions.values() for each in action.due(Told(), ()).fields]
    asked = {each.field: each.kind for each in (*due, *(form.fields if form else ()))}
    values = tuple(
        picked[field].value if field in picked else Value(field, text, verified=asked[field] != FILE)
        for field, text in texts.items()
        if field in asked
    )
    wrong = {field: "Nobody asked for this." for field in texts if field not in asked}
    if not values:
        raise WrongFields(wrong)
    return GiveDetails(values), wrong


def refuse_wrong(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise WrongFields(wrong)
