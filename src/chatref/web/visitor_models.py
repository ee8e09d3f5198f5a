"""What a visitor's page may send, and what it is answered; docs/wire.md in types."""

from typing import Annotated, Literal

from pydantic import Field

from chatref.web.words import Address, Email, Id, Key, Line, Model, Number, Text, Token


class SessionWanted(Model):
    site: Annotated[str, Field(max_length=64)]
    token: Token | None = None
    language: Annotated[str, Field(max_length=35)] = "en"
    page: Address | None = None


class OpeningState(Model):
    open: bool
    text: str


class SiteView(Model):
    """`mails`: who left an address gets the team's answer by mail, too."""

    name: str
    greeting: str
    suggested: list[str]
    colour: str
    initials: str
    opening: OpeningState
    mails: bool


class Session(Model):
    token: str
    visitor: str
    site: SiteView
    conversation: str | None


class Telling(Model):
    """What the page knows of its visitor: what it claims, and a token by which the business vouches for them."""

    attributes: Annotated[dict[Key, Line], Field(max_length=40)] | None = None
    identity: Annotated[str, Field(max_length=8_000)] | None = None


class Recognised(Model):
    """`token` is there if they are somebody else than the secret that was sent is for; their thread is another, too."""

    visitor: str
    token: str | None


class SeenUpTo(Model):
    """The visitor has the thread before their eyes, up to this number."""

    vseq: Number


class _Command(Model):
    """`command` is made by the client: the same after silence, a new one after a refusal."""

    command: Id


class Writing(_Command):
    kind: Literal["write"]
    message: Id
    text: Text
    page: Address | None = None


class AskingPerson(_Command):
    kind: Literal["ask_person"]
    page: Address | None = None


class GivingDetails(_Command):
    """`tried`: how often each of them was refused in this form before, perhaps by another process."""

    kind: Literal["give_details"]
    values: Annotated[dict[Key, Line], Field(min_length=1, max_length=40)]
    tried: Annotated[
        dict[Key, Annotated[int, Field(ge=0, le=1_000)]], Field(max_length=40, default_factory=dict)
    ]


class SkippingDetails(_Command):
    kind: Literal["skip_details"]


class Withdrawing(_Command):
    kind: Literal["withdraw"]


class LeavingContact(_Command):
    kind: Literal["leave_contact"]
    address: Email


class Rating(_Command):
    kind: Literal["rate"]
    score: Annotated[int, Field(ge=1, le=5)]
    comment: Line | None = None


class ReportingEvent(_Command):
    kind: Literal["report_event"]
    name: Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
    facts: Annotated[dict[Key, Line], Field(max_length=20, default_factory=dict)]
    page: Address | None = None


VisitorCommand = Annotated[
    Writing
    | AskingPerson
    | GivingDetails
    | SkippingDetails
    | Withdrawing
    | LeavingContact
    | Rating
    | ReportingEvent,
    Field(discriminator="kind"),
]
