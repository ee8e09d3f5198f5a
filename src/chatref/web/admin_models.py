"""What the owner's pages send and are answered; docs/wire.md in types."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from chatref.conversation.kinds import Introduces
from chatref.web.words import Address, Id, Line, Model, Name

Question = Annotated[str, Field(min_length=1, max_length=1_000)]


class SiteRow(Model):
    id: str
    key: str
    name: str
    greeting: str
    suggested: list[str]
    colour: str
    introduces: Introduces
    assistant_enabled: bool
    html: str
    seen_at: datetime | None
    seen_on: str | None


class Sites(Model):
    sites: list[SiteRow]


class SiteChanged(Model):
    name: Name | None = None
    greeting: Line | None = None
    suggested: Annotated[list[Line], Field(max_length=4)] | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    introduces: Introduces | None = None
    origins: Annotated[list[Address], Field(max_length=50)] | None = None


class AssistantSwitched(Model):
    enabled: bool


class PageToCheck(Model):
    address: Address


class Checked(Model):
    found: bool
    text: str


class SourceWanted(Model):
    address: Address
    allow_private: bool = False


class SourceMade(Model):
    source: str


class PageRow(Model):
    address: str
    title: str
    state: Literal["learned", "failed"]


class CitationView(Model):
    title: str
    address: str
    heading: str = ""


class ProbeView(Model):
    question: str
    citation: CitationView | None


class SourceRow(Model):
    """What is `written` by the team has no address and is never read again."""

    id: str
    kind: Literal["website", "folder", "written"]
    address: str
    state: str
    found: int
    learned: int
    failed: int
    pages: list[PageRow]
    probe: ProbeView | None
    text: str | None


class Sources(Model):
    sources: list[SourceRow]


class Trying(Model):
    question: Question
    site: Id | None = None


class Tried(Model):
    text: str
    answer: str
    citations: list[CitationView]


class OneRemoved(Model):
    id: str
