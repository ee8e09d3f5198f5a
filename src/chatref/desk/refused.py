"""A refusal of the core, with words for whoever reads it and what a client needs to go on."""

from collections.abc import Mapping

from chatref.conversation import refusals
from chatref.conversation.refusals import Refusal
from chatref.desk.policy import Faces
from chatref.errors import Refused

WORDS: Mapping[type[Refusal], str] = {
    refusals.Stale: "This has changed in the meantime.",
    refusals.Behind: "There is a newer message than the last you saw.",
    refusals.AlreadyClaimed: "This conversation was taken over by a colleague.",
    refusals.NotDue: "This is not due.",
    refusals.Unanswered: "The visitor still waits for an answer from a person.",
    refusals.Unconfirmed: "The visitor has to be told something first.",
    refusals.Continued: "The visitor goes on in another conversation.",
    refusals.Gone: "This conversation was erased.",
    refusals.NotAllowed: "This is not possible now.",
    refusals.IdReused: "This id was used for something else.",
}


class CommandRefused(Refused):
    """`refusal` is the core's own; `details` are its values, for the client."""

    def __init__(self, refusal: Refusal, text: str, details: Mapping[str, object]) -> None:
        super().__init__(refusal.code, text, details)
        self.refusal = refusal


def refused(refusal: Refusal, faces: Faces) -> CommandRefused:
    if isinstance(refusal, refusals.AlreadyClaimed) and (face := faces.get(refusal.by or "")) is not None:
        text = f"{face.name} took this conversation over."
        return CommandRefused(refusal, text, {"by": refusal.by})
    return CommandRefused(refusal, WORDS[type(refusal)], _details(refusal))


def _details(refusal: Refusal) -> Mapping[str, object]:
    match refusal:
        case refusals.AlreadyClaimed():
            return {"by": refusal.by}
        case refusals.Behind():
            return {"visitor": refusal.visitor, "colleague": refusal.colleague}
        case refusals.Unconfirmed():
            return {"steps": refusal.steps}
        case refusals.Continued():
            return {"conversation": refusal.conversation}
        case _:
            return {}
