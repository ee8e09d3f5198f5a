"""What the owner's pages send and are answered about actions; docs/actions.md in types."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chatref.web.inbox_models import FaceView
from chatref.web.rule_models import Choosable
from chatref.web.words import BigNumber, Model, Plain


class CallView(Model):
    address: str
    allow_private: bool


class FieldView(Model):
    """Beside what each has, what belongs to its kind: a pattern and a mask, choices or the call for them, bounds."""

    id: str
    label: str
    kind: str
    required: bool
    help: str
    example: str
    attribute: str
    pattern: str = ""
    mask: str = ""
    choices: list[str] = Field(default=[])
    options: CallView | None = None
    least: float | None = None
    most: float | None = None


class StartsView(Model):
    phrases: list[str]
    intents: list[str]
    events: list[str]


class LookUpView(CallView):
    """Texts are by language, "" for any."""

    returns: list[FieldView]
    say: dict[str, str]
    not_found: dict[str, str]
    hands_over: bool


class ActionView(Model):
    """As it is saved."""

    name: str
    offer: str
    destination: str
    field: list[FieldView]
    thanks: dict[str, str]
    tags: list[str]
    starts: StartsView | None = None
    look_up: LookUpView | None = None


class ActionsView(Model):
    """`kinds` are those of a field; `used_by` names the rules that run an action, by its name. `destinations`: where a
    lead may go."""

    version: int
    saved_at: datetime | None
    saved_by: FaceView | None
    actions: list[ActionView]
    kinds: list[str]
    intents: list[str]
    used_by: dict[str, list[str]]
    destinations: list[Choosable]


class ActionsToSave(Model):
    """`based_on` is the version that was changed: somebody else's later one is never overwritten.

    Each action as docs/actions.md writes it; what can't be read of it is answered with its field.
    """

    based_on: BigNumber
    actions: Annotated[list[Plain], Field(max_length=200)]


class ActionsSaved(Model):
    version: int


class SigningSecret(Model):
    """By the Standard Webhooks scheme; give it to the server that is called."""

    secret: str
