"""The owner's sources: what the assistant learns from, how far it is, and a question tried on it."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Path

from chatref.assistant.answers import Answer
from chatref.errors import BadInput
from chatref.knowledge import store
from chatref.knowledge.content import Source, SourceKind
from chatref.knowledge.sources.address import canonical
from chatref.web.admin_models import (
    CitationView,
    PageRow,
    ProbeView,
    SourceMade,
    SourceRow,
    Sources,
    SourceWanted,
    Tried,
    Trying,
)
from chatref.web.auth import KnowledgeKeeper
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id

admin_sources = APIRouter(prefix="/api/admin", tags=["owner"])
SourceId = Annotated[Id, Path()]
FIRST_PAGES = 12
