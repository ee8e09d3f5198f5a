"""What the inbox may send; docs/wire.md in types."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from chatref.actions.fields import email
from chatref.conversation.model import Lesson, Outcome
from chatref.desk.policy import Faces
from chatref.routing import Availability
from chatref.web.words import Email, Id, Line, Model, Number, Password, Text

TagName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$")]
LAST_YEAR = 2200
MOST_STEPS = 60
StepId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z]+-\d+$")]
Tags = Annotated[tuple[TagName, ...], Field(max_length=20)]


def _on_one_line(tags: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(" ".join(tag.split()) for tag in tags)
    if "" in found:
        raise ValueError("Please write something.")
    return found


def _in_utc(moment: datetime) -> datetime:
    try:
        found = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("There is no such time.") from None
    if found.year > LAST_YEAR:
        raise ValueError("That is too far away.")
    return found


class SigningIn(Model):
    email: Email
    password: Annotated[str, Field(min_length=1, max_length=200)]


class ChangingPassword(Model):
    present: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class _Command(Model):
    """`command` is made by the client: the same after silence, a new one after a refusal."""

    command: Id


class _Seen(_Command):
    """Up to which visitor's message, and which colleague's reply, the thread was seen."""

    seen: Number
    seen_colleague: Number


class Claiming(_Command):
    kind: Literal["claim"]
    epoch: Number


class TakingOver(_Command):
    kind: Literal["take_over"]
    epoch: Number
    from_: Annotated[Id | None, Field(alias="from")] = None


class Replying(_Seen):
    kind: Literal["reply"]
    message: Id
    text: Text


def _mailable(address: str) -> str:
    found = email(address)
    if found is None:
        raise ValueError("This is no e-mail address.")
    return found


class SendingAgain(_Command):
    """Answers that did not arrive by mail, by their numbers. `to` is the visitor's address from now on."""

    kind: Literal["send_again"]
    answers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=64)]
    to: Annotated[Email, AfterValidator(_mailable)] | None = None


class Noting(_Command):
    kind: Literal["note"]
    message: Id
    text: Text


class HandingBack(_Seen):
    """`text` is said to the visitor, `word` only to the assistant."""

    kind: Literal["hand_back"]
    word: Line = ""
    message: Id | None = None
    text: Text | None = None


class Resolving(_Seen):
    kind: Literal["resolve"]
    outcome: Literal[Outcome.ANSWERED, Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE] | None = None
    message: Id | None = None
    text: Text | None = None
    ticks: Annotated[tuple[StepId, ...], Field(max_length=MOST_STEPS)] = ()
    lesson: Lesson | None = None


class TickingStep(_Command):
    kind: Literal["tick_step"]
    handoff: Id
    step: StepId
    done: bool = True


class Reviewing(_Command):
    kind: Literal["review"]
    handoff: Id
    lesson: Lesson
    note: Line = ""


class Releasing(_Seen):
    kind: Literal["release"]


class Transferring(_Seen):
    kind: Literal["transfer"]
    teammate: Id | None = None
    team: Id | None = None

    @model_validator(mode="after")
    def _to_one(self) -> "Transferring":
        if (self.teammate is None) == (self.team is None):
            raise ValueError("Transfer to a teammate or to a team.")
        return self


class Declining(_Command):
    kind: Literal["decline"]


class Snoozing(_Seen):
    kind: Literal["snooze"]
    until: Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Waking(_Command):
    kind: Literal["wake"]


class Tagging(_Command):
    kind: Literal["tag"]
    add: Annotated[Tags, AfterValidator(_on_one_line)] = ()
    remove: Tags = ()


class PausingAssistant(_Command):
    kind: Literal["pause_assistant"]


class ResumingAssistant(_Command):
    kind: Literal["resume_assistant"]


TeammateCommand = Annotated[
    Claiming
    | TakingOver
    | Replying
    | SendingAgain
    | Noting
    | HandingBack
    | Resolving
    | Releasing
    | Transferring
    | Declining
    | Snoozing
    | Waking
    | Tagging
    | TickingStep
    | Reviewing
    | PausingAssistant
    | ResumingAssistant,
    Field(discriminator="kind"),
]


class FaceView(Model):
    id: str
    name: str
    initials: str
    colour: int

    @classmethod
    def of(cls, teammate: str | None, faces: Faces) -> "FaceView | None":
        """None where nobody is named, or nobody that there is."""
        face = faces.get(teammate or "")
        return (
            FaceView(id=face.id, name=face.name, initials=face.initials, colour=face.colour) if face else None
        )


class OwnView(FaceView):
    """`teams` are those they are in, by id."""

    email: str
    role: str
    teams: list[str]
    availability: Availability
    alert_mail: bool


class Switched(Model):
    availability: Availability


class AlertWays(Model):
    """Whether somebody wants an e-mail when they are not here."""

    mail: bool


class Named(Model):
    id: str
    name: str


class Me(Model):
    teammate: OwnView
    workspace: Named
    teammates: list[FaceView]
    teams: list[Named]
    rights: list[str]


class SessionRow(Model):
    id: str
    current: bool
    created_at: datetime
    seen_at: datetime
    device: str
    address: str


class Sessions(Model):
    sessions: list[SessionRow]
