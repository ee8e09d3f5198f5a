"""Everything that Chatref refuses, with the code, the status and the words that may be shown to anybody.

ChatrefError
├── NotFound       404  it is not there, or not there for you: the two are never told apart
├── Forbidden      403  you are known, and may not
├── Refused        409  an illegal move, refused by the name that decide gave it
│   └── Overtaken       somebody else did it first, and who
├── BadInput       422  a field is wrong, and which
├── WrongFields    422  the same for a whole form
├── TooMany        429  come back later, and when
├── Unavailable    503  something we need is away; the same request may pass later
└── Misconfigured       the program cannot start like this; told on the terminal
"""

from collections.abc import Mapping
from typing import ClassVar


class ChatrefError(Exception):
    """`text` is safe to show: it names no secret, no path and nothing of another workspace."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotFound(ChatrefError):
    code = "not_found"
    status = 404

    def __init__(self, text: str = "There is nothing here.") -> None:
        super().__init__(text)


class Forbidden(ChatrefError):
    code = "forbidden"
    status = 403

    def __init__(self, text: str = "You may not do this.") -> None:
        super().__init__(text)


class Refused(ChatrefError):
    """`name` is the refusal of the pure core, such as `AlreadyClaimed`; clients act on it and on the details."""

    code = "refused"
    status = 409

    def __init__(self, name: str, text: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(text)
        self.name = name
        self.details = details or {}


class Overtaken(Refused):
    """`who` is the id of somebody; whoever knows the name to it puts it in. `did` goes on after the name."""

    def __init__(self, name: str, who: str | None, did: str, details: Mapping[str, object]) -> None:
        super().__init__(name, f"Somebody else {did}", details)
        self.who = who
        self._did = did

    def told(self, by: str) -> "Overtaken":
        if by:
            self.text = f"{by} {self._did}"
        self.details = {**self.details, "by": by}
        return self


class BadInput(ChatrefError):
    """`field` is the name that the sender used, dotted where it is nested."""

    code = "bad_input"
    status = 422

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class WrongFields(ChatrefError):
    """Several fields of a form, with what is wrong with each, in words for who filled it in."""

    code = "bad_input"
    status = 422

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(next(iter(wrong.values())))
        self.wrong = wrong


class TooMany(ChatrefError):
    """`retry_after` is in seconds."""

    code = "too_many"
    status = 429

    def __init__(
        self, retry_after: float, text: str = "That was a lot at once. Please wait a moment."
    ) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class Unavailable(ChatrefError):
    code = "unavailable"
    status = 503

    def __init__(self, text: str = "This is not available just now. Please try again.") -> None:
        super().__init__(text)


class Misconfigured(ChatrefError):
    """`setting` is the environment variable to change."""

    code = "misconfigured"

    def __init__(self, setting: str, text: str) -> None:
        super().__init__(f"{setting}: {text}")
        self.setting = setting
