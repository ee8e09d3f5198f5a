"""The one way through a turn: signals, rules before, search, answer, rules after; commands come out.

Nothing is written here. What comes out still has to pass the desk, which knows whether the turn is open.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from chatref.actions.fill import Action
from chatref.assistant.acting import (
    Done,
    Scene,
    matter_of,
    noted_by_event,
    perform,
    run_by_event,
    runnable,
    started,
)
from chatref.assistant.answers import answer, found_for, small_talk_answer
from chatref.assistant.collecting import (
    corrections_in,
    question,
    said_to_form,
    still_needed,
    told_in,
    tries_in,
)
from chatref.assistant.looking_up import LookingUp
from chatref.assistant.meanings import Meanings
from chatref.assistant.models import Answer, Answerer, AssistantFailed, Question, Tell
from chatref.conversation import commands
from chatref.conversation.commands import Command, GiveDetails, Record, SkipDetails
from chatref.conversation.events import (
    AssistantAnswered,
    HandedBack,
    PersonAsked,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import AnswerKind, Conversation, Stage
from chatref.conversation.told import Told
from chatref.database.pool import Database
from chatref.escalation.evaluate import Verdict, state_of
from chatref.escalation.measure import About, Measured, answered, burst_of, episode_of, signals_of
from chatref.escalation.record import Facts, record_of, verdicts_of
from chatref.escalation.rulebook import Gate, RuleBook
from chatref.escalation.signals import Near, Signals
from chatref.escalation.topics import Cited, decided_by_a_person
from chatref.escalation.trace import excerpt_of
from chatref.knowledge.embed import Embedder, Vector


@dataclass(frozen=True, slots=True)
class Brief:
    """What lies before the assistant: a conversation with all its events, and what holds in its workspace.

    `message` is the id of the message that an answer becomes.
    """

    workspace: str
    state: Conversation
    events: tuple[Recorded, ...]
    about: About
    book: RuleBook
    message: str

    @property
    def question(self) -> Question:
        return question_of(self.state, self.events)

    @property
    def told(self) -> Told:
        """What is known of the visitor and need not be asked."""
        return told_in(self.events, self.about)


@dataclass(frozen=True, slots=True)
class _Measured:
    signals: Signals
    gate: Gate
    meaning: Vector

    @property
    def facts(self) -> Facts:
        return Facts(self.gate.book.version, self.signals, self.gate.state)


@dataclass(frozen=True, slots=True)
class Considered:
    """What a turn comes to before anything is done: the verdicts in their order, the last of which decides.

    Without an answer the rules escalated before it, or it failed.
    """

    facts: Facts
    verdicts: tuple[Verdict, ...]
    answer: Answer | None = None
    failure: str = ""
    first: tuple[Command, ...] = ()
    """What is stored before the answer."""

    @property
    def signals(self) -> Signals:
        """From before an answer."""
        return self.facts.signals

    @property
    def record(self) -> Record:
        return record_of(self.facts, self.verdicts)


Act = Callable[[Brief, Signals], Awaitable[Done | None]]
"""An action in the place of an answer. Raises AssistantFailed."""


class Assistant:
    def __init__(
        self, database: Database, embedder: Embedder, answerer: Answerer, looking_up: LookingUp
    ) -> None:
        self._database = database
        self._embedder = embedder
        self._answerer = answerer
        self._looking_up = looking_up
        self._meanings = Meanings(embedder)

    async def take(self, brief: Brief, tell: Tell) -> tuple[Command, ...]:
        """What the turn comes to; the commands are meant to be sent in their order."""
        match brief.state.stage:
            case Stage.ASSISTANT:
                return await self._answer_or_hand_over(brief, tell)
            case Stage.COLLECTING:
                return await self._collect(brief, tell)
            case _:
                return await self._help_meanwhile(brief, tell)

    async def judge(self, brief: Brief) -> tuple[Command, ...]:
        """For what comes in without a word of the visitor, a business event: what it notes whoever has the
        conversation, and the rules while nobody else has it."""
        action = run_by_event(brief.book, brief.events)
        noted = noted_by_event(await self._with_options(brief, action), _scene(brief)) if action else ()
        if brief.state.stage is not Stage.ASSISTANT:
            return noted
        return (*noted, *await self._escalation(brief, await self.consider_event(brief)))

    async def consider_event(self, brief: Brief) -> Considered:
        measured = await self._measure(brief)
        return Considered(measured.facts, (measured.gate.before(measured.signals),))

    async def consider_press(self, brief: Brief) -> Considered:
        """Of the button."""
        facts = replace((await self._measure(brief)).facts, pressed=True)
        return Considered(facts, verdicts_of(brief.book.rules, facts))

    async def answer(self, workspace: str, question: Question, tell: Tell) -> Answer:
        """An answer from the content, outside of any conversation. Raises AssistantFailed."""
        return await answer(self._database, self._embedder, self._answerer, workspace, question, tell)

    async def consider(self, brief: Brief, tell: Tell, act: Act | None = None) -> Considered:
        """What the assistant would say to this turn, and what the rules would have of it. Only `act` does anything."""
        measured = await self._measure(brief)
        signals, gate = measured.signals, measured.gate
        before = gate.before(signals)
        if before.escalates:
            return Considered(measured.facts, (before,))
        try:
            done = await act(brief, signals) if act else None
            found = done.answer if done else await self._answer(brief, measured.meaning, tell)
        except AssistantFailed as error:
            failed = replace(measured.facts, failed=True)
            return Considered(failed, (before, gate.failed(signals)), failure=error.reason)
        said = answered(found.text, found.kind, brief.events, _content_of(found))
        return Considered(
            replace(measured.facts, answer=said),
            (before, gate.after(signals, said)),
            found,
            first=done.commands if done else (),
        )

    async def _answer_or_hand_over(self, brief: Brief, tell: Tell) -> tuple[Command, ...]:
        came = await self.consider(brief, tell, self._act)
        if escalation := await self._escalation(brief, came):
            return (*came.first, *escalation)
        if came.answer is None:
            return (_failed(brief, came.failure),)
        return (*came.first, _reply(brief, came.answer, came))

    async def _act(self, brief: Brief, signals: Signals) -> Done | None:
        """The action that these words run without a handoff, if one does."""
        if not runnable(brief.book):
            return None
        matter = matter_of(brief.events)
        near: Sequence[Near] = signals.intents
        if matter.begun:
            near = await self._meanings.near(brief.book.examples, await self._embedder.one(matter.begun))
        action = started(brief.book, matter, near)
        if action is None:
            return None
        return await perform(_scene(brief), matter, await self._with_options(brief, action), self._looking_up)

    async def _with_options(self, brief: Brief, action: Action) -> Action:
        alone = replace(brief.book, actions={action.name: action})
        return runnable(await self._looking_up.with_options(brief.workspace, alone))[0]

    async def _escalation(self, brief: Brief, came: Considered) -> tuple[Command, ...]:
        verdict = came.verdicts[-1]
        if not verdict.escalates:
            return ()
        book = await self._looking_up.with_options(brief.workspace, brief.book)
        command = book.escalate(verdict, brief.told, came.signals.collected)
        return () if command is None else (replace(command, record=came.record),)

    async def _collect(self, brief: Brief, tell: Tell) -> tuple[Command, ...]:
        """What was asked may come in any words and order (F37); a question in between gets a short answer."""
        collecting = brief.state.collecting
        action = brief.book.actions.get(collecting.action) if collecting else None
        if collecting is None or action is None:
            return await self._help_meanwhile(brief, tell)
        missing = [field for field in collecting.fields if not brief.state.given(field.field)]
        language = brief.state.language
        text, before = said_to_form(brief.events)
        heard = action.heard(text, missing, tries_in(brief.events), language, before)
        left = [field for field in missing if field.field in heard.left]
        given: tuple[Command, ...] = (GiveDetails(heard.values),) if heard.values else ()
        if heard.skips:
            return (*given, SkipDetails())
        if given:
            return (*given, _reply(brief, still_needed(left, language))) if left else given
        if corrected := corrections_in(brief.events, language):
            return (_reply(brief, question(f"{corrected.text} {still_needed(left, language).text}")),)
        found = await self._answer(brief, await self._embedder.one(text), tell)
        if found.kind is AnswerKind.NOT_FOUND or _reserved(brief, found):
            found = question(heard.wrong) if heard.wrong else still_needed(left, language)
        return (_reply(brief, found),)

    async def _help_meanwhile(self, brief: Brief, tell: Tell) -> tuple[Command, ...]:
        """While a person is awaited, silence is better than "I don't know", or than an answer to who asks for one."""
        if _asks_for_a_person(brief.events):
            return (_failed(brief, "a person was asked for, and is awaited"),)
        if corrected := corrections_in(brief.events, brief.state.language):
            return (_reply(brief, corrected),)
        found = await self._answer(brief, await self._embedder.one(brief.question.text), tell)
        if found.kind in {AnswerKind.ANSWER, AnswerKind.SMALL_TALK} and not _reserved(brief, found):
            return (_reply(brief, found),)
        return (_failed(brief, "nothing to add while a person is awaited"),)

    async def _answer(self, brief: Brief, meaning: Vector, tell: Tell) -> Answer:
        question = brief.question
        pleasantry = small_talk_answer(question)
        if pleasantry is not None:
            return pleasantry
        found = await found_for(self._database, brief.workspace, question, meaning)
        return await self._answerer.answer(question, found, tell)

    async def _measure(self, brief: Brief) -> _Measured:
        meaning = await self._embedder.one(brief.question.text)
        near = await self._meanings.near(brief.book.examples, meaning)
        signals = signals_of(brief.state, brief.events, near, brief.about)
        state = state_of(brief.state, burst_of(brief.state, brief.events).first)
        return _Measured(signals, brief.book.gate(state), meaning)


def _content_of(found: Answer) -> Measured:
    """What the rules may know of where an answer comes from."""
    measured = found.measured
    cited = (
        Cited(each.title, each.address, measured.sources.get(each.address, "")) for each in found.citations
    )
    sources = dict.fromkeys(measured.sources[each] for each in measured.topics if each in measured.sources)
    return Measured(measured.answerability, measured.topics, tuple(cited), tuple(sources))


def _reserved(brief: Brief, found: Answer) -> bool:
    """Whether a person decides what it says: while one is awaited, too, it is not the assistant's to say."""
    return bool(decided_by_a_person(brief.book.rules.marks, _content_of(found).cited))


def _asks_for_a_person(events: Sequence[Recorded]) -> bool:
    """With their latest words."""
    asked = {one.event.message for one in events if isinstance(one.event, PersonAsked)}
    written = [one.event.message for one in events if isinstance(one.event, VisitorWrote)]
    return bool(written) and written[-1] in asked


def question_of(state: Conversation, events: Sequence[Recorded]) -> Question:
    """The words that nobody answered yet, and what was said beside them in this episode (F4, F10)."""
    first = min((point.seq for point in state.turn.unanswered), default=state.seq + 1)
    burst: list[str] = []
    before: list[str] = []
    for recorded in episode_of(events):
        match recorded.event:
            case VisitorWrote(text=text):
                (burst if recorded.seq >= first else before).append(text)
            case AssistantAnswered(text=text) | TeammateReplied(text=text):
                before.append(text)
            case HandedBack(word=word) if word:
                before.append(word)
            case _:
                pass
    return Question(tuple(burst), tuple(before), state.language)


def _scene(brief: Brief) -> Scene:
    about = brief.about
    return Scene(
        brief.workspace, brief.state, brief.events, brief.told, about.attributes, identified=about.identified
    )


def _reply(brief: Brief, answer: Answer, came: Considered | None = None) -> Command:
    state = brief.state
    return commands.Answer(
        epoch=state.epoch,
        turn=state.turn.number,
        rev=state.turn.rev,
        message=brief.message,
        text=answer.text,
        answer=answer.kind,
        citations=answer.citations,
        trace=excerpt_of(came.verdicts[-1]) if came else None,
        record=came.record if came else None,
    )


def _failed(brief: Brief, why: str) -> Command:
    return commands.AssistantFailed(brief.state.epoch, brief.state.turn.number, why)
