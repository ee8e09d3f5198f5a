"""F33: a mail that stands in a conversation is one message there, and a message that came by mail is one mail. By what
is stored alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from chatref.desk.audit.store import Fact


@dataclass(frozen=True, slots=True)
class Mail:
    id: str
    state: str
    seq: int | None

    @property
    def message(self) -> str:
        """The id of what it becomes, however often it is tried."""
        return str(uuid5(NAMESPACE_OID, f"{self.id}/message"))


def misfiled(facts: Sequence[Fact], mails: Sequence[Mail]) -> Iterator[tuple[int | None, str]]:
    """Of an erased conversation nothing can be told. A mail of any other state is on its way here: whoever files it
    writes the message first."""
    if any(fact.kind == "erased" for fact in facts):
        return
    came = {
        fact.event["message"]: fact.seq
        for fact in facts
        if fact.kind == "visitor_wrote" and fact.event.get("route") == "email"
    }
    for mail in mails:
        seq = came.pop(mail.message, None)
        if mail.state == "filed" and (seq is None or mail.seq != seq):
            yield (
                seq,
                f"mail {mail.id} says that it is number {mail.seq}, and its message is {seq or 'not there'}",
            )
        elif mail.state == "discarded" and seq is not None:
            yield seq, f"mail {mail.id}, whose message it is, was thrown away"
    for seq in came.values():
        yield seq, "it came by a mail that does not say so"
