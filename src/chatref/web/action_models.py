"""What the owner's pages send and are answered about actions; docs/actions.md in types."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from chatref.web.inbox_models import FaceView
from chatref.web.words import BigNumber, Model

Plain = dict[str, Any]
"""One action as docs/actions.md writes it; what can't be read of it is answered with its field."""


class ActionsView(Model):
    """`kinds` are those of a field; `used_by` names the rules that run an action, by its name."""

    version: int
    saved_at: datetime | None
    saved_by: FaceView | None
    actions: list[Plain]
    kinds: list[str]
    intents: list[str]
    used_by: dict[str, list[str]]


class ActionsToSave(Model):
    """`based_on` is the version that was changed: somebody else's later one is never overwritten."""

    based_on: BigNumber
    actions: Annotated[list[Plain], Field(max_length=200)]


class ActionsSaved(Model):
    version: int


class SigningSecret(Model):
    """By the Standard Webhooks scheme; give it to the server that is called."""

    secret: str
