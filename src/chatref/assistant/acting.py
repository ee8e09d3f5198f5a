"""Actions without a handoff: a lead is noted, something is looked up and told (P2, P5, P7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from chatref.actions import texts
from chatref.actions.fill import Action, LookUp
from chatref.actions.results import in_language, told
from chatref.assistant.collecting import question, still_needed, tries_in
from chatref.assistant.looking_up import Asking, Found, LookingUp, LookUpFailed, NothingFound
from chatref.assistant.models import Answer, AssistantFailed
from chatref.conversation.commands import Command, GiveDetails, NoteLead, Tag, Value
from chatref.conversation.events import AssistantAnswered, BusinessEventReceived, Recorded, VisitorWrote
from chatref.conversation.model import AnswerKind, Conversation
from chatref.conversation.told import Told
from chatref.escalation.measure import episode_of
from chatref.escalation.phrases.stems import has_phrase, stems
from chatref.escalation.rulebook import RuleBook
from chatref.escalation.signals import Attribute, Near


@dataclass(frozen=True, slots=True)
class Matter:
    """What a visitor is about: their words back to where the assistant last had nothing to ask.

    `begun`: the words that began it, if they are not the last ones.
    """

    texts: tuple[str, ...]
    last: str
    begun: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action comes to in a turn: words, and what is stored before them."""

    answer: Answer
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What lies before an action: a conversation with its events and all that is known of its visitor."""

    workspace: str
    state: Conversation
    events: Sequence[Recorded]
    told: Told
    attributes: Sequence[Attribute]
    identified: bool

    @property
    def given(self) -> dict[str, str]:
        return {name: each.value for name, each in self.state.details.items() if self.state.given(name)}


def matter_of(events: Sequence[Recorded]) -> Matter:
    bursts: list[list[str]] = [[]]
    for one in episode_of(events):
        match one.event:
            case VisitorWrote(text=text):
                bursts[-1].append(text)
            case AssistantAnswered(answer=AnswerKind.QUESTION):
                bursts.append([])
            case AssistantAnswered():
                bursts = [[]]
            case _:
                pass
    joined = ["\n".join(burst) for burst in bursts]
    begun = joined[0] if len(joined) > 1 else ""
    return Matter(tuple(text for burst in bursts for text in burst), joined[-1], begun)


def started(book: RuleBook, matter: Matter, near: Sequence[Near]) -> Action | None:
    """The first action that these words run. `near` is measured on the words that began the matter."""
    said = stems("\n".join(matter.texts))
    meant = {each.intent for each in near if each.nearness >= each.limit}
    for action in runnable(book):
        starts = action.starts
        if starts and (any(has_phrase(said, each) for each in starts.phrases) or meant & set(starts.intents)):
            return action
    return None


def runnable(book: RuleBook) -> list[Action]:
    return [each for each in book.actions.values() if isinstance(each, Action) and each.starts]


async def perform(scene: Scene, matter: Matter, action: Action, looking_up: LookingUp) -> Done | None:
    """None if the visitor gives no more of what it needs: then they are answered as ever.

    Raises AssistantFailed if a look-up fails that brings a person then.
    """
    language = scene.state.language
    values = {value.field: value for value in action.said(scene.told)}
    values |= {name: Value(name, value) for name, value in scene.given.items()}
    latest = action.said(Told((matter.last,)))
    values |= {value.field: value for value in latest if value.verified}
    missing = [each for each in action.due(Told(), values).fields if each.required]
    if missing and matter.begun:
        heard = action.heard(matter.last, missing, tries_in(scene.events), language, matter.texts[:-1])
        values |= {value.field: value for value in heard.values}
        missing = [each for each in missing if each.field in heard.left]
        if heard.skips:
            return None
        if heard.wrong:
            return Done(question(heard.wrong), _new(scene, action, values))
    new = _new(scene, action, values)
    if missing:
        asked = still_needed(missing, language)
        return Done(question(f"{action.offer} {asked.text}".strip()), new)
    if action.look_up is None:
        thanks = in_language(action.thanks, language) or texts.thanks(language)
        return Done(Answer(thanks, (), AnswerKind.ANSWER), (*new, *_tags(scene, action), _lead(action)))
    answer = await _looked_up(scene, action, action.look_up, values, looking_up)
    return Done(answer, (*new, *_tags(scene, action)))


def run_by_event(book: RuleBook, events: Sequence[Recorded]) -> Action | None:
    """The first action that what was reported last runs."""
    reported = [one.event.name for one in episode_of(events) if isinstance(one.event, BusinessEventReceived)]
    running = (each for each in runnable(book) if each.starts and {*reported[-1:]} & {*each.starts.events})
    return next(running, None)


def noted_by_event(action: Action, scene: Scene) -> tuple[Command, ...]:
    """What a page or a server reports of itself fills the action that this event runs, without a word."""
    values = {value.field: value for value in action.said(scene.told)}
    complete = not any(each.required for each in action.due(Told(), values).fields)
    if not complete:
        return _new(scene, action, values)
    noted = () if action.look_up else (_lead(action),)
    return (*_new(scene, action, values), *_tags(scene, action), *noted)


def _new(scene: Scene, action: Action, values: Mapping[str, Value]) -> tuple[Command, ...]:
    own = {each.id for each in action.fields}
    new = [value for name, value in values.items() if name in own and scene.given.get(name) != value.value]
    return (GiveDetails(tuple(new)),) if new else ()


def _tags(scene: Scene, action: Action) -> tuple[Command, ...]:
    missing = tuple(tag for tag in action.tags if tag not in scene.state.tags)
    return (Tag(add=missing),) if missing else ()


def _lead(action: Action) -> NoteLead:
    return NoteLead(action.name, tuple(each.id for each in action.fields), action.destination)


async def _looked_up(
    scene: Scene, action: Action, look_up: LookUp, values: Mapping[str, Value], looking_up: LookingUp
) -> Answer:
    language = scene.state.language
    plain = {each.id: values[each.id].value for each in action.fields if each.id in values}
    match await looking_up.look_up(scene.workspace, action, _asking(scene, values, plain)):
        case Found(results):
            labels = {each.id: each.label for each in (*action.fields, *look_up.returns)}
            known = {**plain, **results}
            return Answer(told(look_up.say, language, known, labels), (), AnswerKind.ANSWER)
        case NothingFound():
            own = told(look_up.not_found, language, plain, {}) if look_up.not_found else ""
            return question(own or texts.not_found(language))
        case LookUpFailed(why):
            if look_up.hands_over:
                raise AssistantFailed(why, retryable=False)
            return Answer(texts.unreachable(language), (), AnswerKind.NOT_FOUND)


def _asking(scene: Scene, values: Mapping[str, Value], plain: Mapping[str, str]) -> Asking:
    state = scene.state
    place = f"{state.id}/{state.epoch}/{state.turn.number}/{state.turn.rev}"
    return Asking(
        conversation=state.id,
        message=str(uuid5(NAMESPACE_OID, f"{place}/look_up")),
        visitor=state.visitor,
        language=state.language,
        identified=scene.identified,
        known={each.name: each.value for each in scene.attributes if each.verified},
        values=plain,
        unverified=tuple(name for name in plain if not values[name].verified),
    )
