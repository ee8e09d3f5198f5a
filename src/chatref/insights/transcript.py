"""A piece of a conversation that is kept to be tried again: who said what, where and when. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chatref.assistant.rehearsal import NOBODY, Said, Scene
from chatref.conversation.events import (
    AssistantAnswered,
    BusinessEventReceived,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import AnswerKind, Conversation
from chatref.desk.handover import excerpt
from chatref.escalation.measure import episode_of
from chatref.escalation.phrases import asks_for_person
from chatref.escalation.phrases.stems import stems

MOST_LINES = 60
MOST_LETTERS = 20_000
LONGEST_EXCERPT = 120
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Transcript:
    """`open` and `identified`: whether the desk was open then, and whether the business had vouched for the visitor."""

    scene: Scene
    open: bool = True
    identified: bool = False

    @property
    def tried(self) -> str:
        """The visitor's words that are tried, in short."""
        last = next((each.text for each in reversed(self.scene.said) if each.answer is None), "")
        return excerpt(last, LONGEST_EXCERPT)

    @property
    def asks_plainly(self) -> bool:
        """Whether the words that are tried ask for a person."""
        own: list[str] = []
        for each in reversed(self.scene.said):
            if each.answer is not None:
                break
            own.append(each.text)
        return any(asks_for_person(text, self.scene.language) for text in own)


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn of the visitor's: the number of its last message, its words, and what the assistant said to it."""

    last: int
    text: str
    answer: AnswerKind | None


def transcript_of(
    state: Conversation, events: Sequence[Recorded], up_to: int, *, open_then: bool, identified: bool
) -> Transcript:
    """Of the episode in which this message was written, ending with it."""
    episode = episode_of([each for each in events if each.seq <= up_to])
    pages = [each.event.page for each in episode if isinstance(each.event, VisitorWrote) and each.event.page]
    scene = Scene(
        said=_latest(list(_said(episode))),
        event=_event(episode),
        language=state.language,
        page=pages[-1] if pages else state.page,
        site=state.site,
    )
    return Transcript(scene, open_then, identified)


def turns_in(episode: Sequence[Recorded]) -> list[Turned]:
    """The last one may have no answer yet."""
    found: list[Turned] = []
    burst: list[tuple[int, str]] = []
    for each in episode:
        match each.event:
            case VisitorWrote(text=text, thanks=False):
                burst.append((each.seq, text))
            case AssistantAnswered(answer=kind) if burst:
                found.append(_turned(burst, kind))
                burst = []
            case TeammateReplied() if burst:
                found.append(_turned(burst, AnswerKind.ANSWER))
                burst = []
            case _:
                pass
    return [*found, _turned(burst, None)] if burst else found


def asked_about(turns: Sequence[Turned], question: str, language: str) -> Turned | None:
    """The turn that a correction is about: nearest in words to its question; among equals one without an answer from
    the content, and the latest. A request for a person is about nothing, if there is anything else."""
    about = [each for each in turns if not asks_for_person(each.text, language)] or turns
    wanted = set(stems(question).split())
    return max(enumerate(about), key=lambda at: _nearness(at[1], wanted, at[0]), default=(0, None))[1]


def _nearness(turn: Turned, wanted: set[str], place: int) -> tuple[int, bool, int]:
    shared = len(wanted & set(stems(turn.text).split()))
    return shared, turn.answer is AnswerKind.NOT_FOUND, place


def handed_over(turns: Sequence[Turned]) -> Turned | None:
    """The turn that a person came upon."""
    return turns[-1] if turns else None


def before_it(turns: Sequence[Turned]) -> Turned | None:
    """The turn at which a person would have come sooner."""
    return turns[-2] if len(turns) > 1 else handed_over(turns)


def asking(text: str, like: Transcript) -> Transcript:
    """A visitor who comes with these words and nothing before them."""
    scene = like.scene
    return Transcript(
        Scene((Said(text),), None, scene.language, scene.page, scene.site), like.open, like.identified
    )


def to_plain(transcript: Transcript) -> Plain:
    scene = transcript.scene
    event = scene.event
    return {
        "said": [
            {"text": each.text, **({"answer": each.answer} if each.answer else {})} for each in scene.said
        ],
        "event": event and {"name": event.name, "facts": list(event.facts), "verified": event.verified},
        "language": scene.language,
        "page": scene.page,
        "site": None if scene.site == NOBODY else scene.site,
        "pressed": scene.pressed,
        "open": transcript.open,
        "identified": transcript.identified,
    }


def from_plain(plain: Plain) -> Transcript:
    event = plain["event"]
    scene = Scene(
        said=tuple(Said(each["text"], _kind(each)) for each in plain["said"]),
        event=event
        and BusinessEventReceived(event["name"], tuple(map(tuple, event["facts"])), event["verified"]),
        language=plain["language"],
        page=plain["page"],
        site=plain["site"] or NOBODY,
        pressed=plain.get("pressed", False),  # older ones say nothing of it
    )
    return Transcript(scene, plain["open"], plain["identified"])


def _kind(said: Plain) -> AnswerKind | None:
    return AnswerKind(said["answer"]) if "answer" in said else None


def _said(episode: Sequence[Recorded]) -> Iterator[Said]:
    for each in episode:
        match each.event:
            case VisitorWrote(text=text):
                yield Said(text)
            case AssistantAnswered(text=text, answer=kind):
                yield Said(text, kind)
            case TeammateReplied(text=text):
                yield Said(text, AnswerKind.ANSWER)
            case _:
                pass


def _latest(said: Sequence[Said]) -> tuple[Said, ...]:
    """As many of the last lines as may be kept, and always the last."""
    kept = said[-MOST_LINES:]
    while len(kept) > 1 and sum(len(each.text) for each in kept) > MOST_LETTERS:
        kept = kept[1:]
    return tuple(kept)


def _event(episode: Sequence[Recorded]) -> BusinessEventReceived | None:
    """The last one since somebody answered: what was answered is settled."""
    for each in reversed(episode):
        if isinstance(each.event, BusinessEventReceived):
            return each.event
        if isinstance(each.event, AssistantAnswered | TeammateReplied):
            return None
    return None


def _turned(burst: Sequence[tuple[int, str]], answer: AnswerKind | None) -> Turned:
    return Turned(burst[-1][0], "\n".join(text for _, text in burst), answer)
