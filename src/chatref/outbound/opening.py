"""From a stored destination to one that can be sent to: its kind, what its owner entered, and its secrets unsealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from chatref.errors import BadInput
from chatref.outbound.calls import Caller
from chatref.outbound.destination import Destination
from chatref.outbound.keys import Keys, Unreadable
from chatref.outbound.kind import Kind, Means, Plain, entered
from chatref.outbound.kinds import KINDS
from chatref.outbound.store import Stored


class Unusable(Exception):
    """A destination that can't be opened, in words for its owner."""


@dataclass(frozen=True, slots=True)
class Opening:
    keys: Keys
    caller: Caller
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)

    def open(self, workspace: str, one: Stored) -> Destination:
        """Raises Unusable."""
        try:
            plain = {**one.settings, **self.secrets(workspace, one)}
            return self._opened(workspace, self.kind(one.kind), plain)
        except BadInput as error:
            raise Unusable(str(error)) from error

    def kind(self, name: str) -> Kind:
        """Raises BadInput."""
        known = self.kinds.get(name)
        if known is None:
            raise BadInput("kind", "This desk knows no such kind of destination.")
        return known

    def checked(self, workspace: str, kind: Kind, plain: Plain) -> dict[str, str | bool]:
        """What an owner enters, as it is kept. Raises BadInput."""
        clean = entered(kind.entries, plain)
        self._opened(workspace, kind, clean)
        return clean

    def _opened(self, workspace: str, kind: Kind, plain: Plain) -> Destination:
        means = Means(self.caller, lambda: self.keys.signing_secret(workspace))
        return kind.open(entered(kind.entries, plain), means)

    def secrets(self, workspace: str, one: Stored) -> dict[str, str]:
        """What it signs in with. Raises Unusable."""
        if one.sealed is None:
            return {}
        try:
            plain = json.loads(self.keys.unseal(workspace, one.id, one.sealed))
        except Unreadable as error:
            raise Unusable("What it signs in with can't be read any more. Please enter it again.") from error
        return {str(name): str(value) for name, value in plain.items()}

    def sealed(self, workspace: str, one: str, secrets: Mapping[str, str]) -> bytes | None:
        return self.keys.seal(workspace, one, json.dumps(dict(secrets)).encode()) if secrets else None
