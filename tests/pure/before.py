"""What the books said when a command came."""

from __future__ import annotations

from dataclasses import dataclass

from tests.pure.ledger import Ledger


@dataclass
class Before:
    stage: str
    owes: bool
    debt: bool
    last_visitor: int
    pending: bool
    step: int
    rungs: int
    urgent: bool
    case: str | None
    policy: int
    owner: str | None
    snoozed: bool
    born: bool
    offered_to: str | None
    team: str | None
    given: dict[str, str]
    """Of this episode, and by whom."""
    ticked: set[str]
    tags: frozenset[str]
    failed: frozenset[int]
    by_mail: bool
    outcome: str | None
    contact: str | None


def before(books: Ledger) -> Before:
    case = books.case
    return Before(
        stage=books.stage,
        owes=bool(books.owes),
        debt=bool(books.debt),
        last_visitor=books.last_visitor,
        pending=bool(books.pending),
        step=case.ladder[1] if case and case.ladder else 0,
        rungs=case.rungs if case else 0,
        urgent=bool(case and case.priority == 3),
        case=case.id if case else None,
        policy=books.policy,
        owner=books.owner,
        snoozed=bool(books.snoozed),
        born=books.born,
        offered_to=books.offer[0] if books.offer else None,
        team=case.team if case else None,
        given={name: by for name, (_, by, *_) in books.details.items() if books.given(name)},
        ticked={step for step, *_ in case.ticks} if case else set(),
        tags=frozenset(books.tags),
        failed=frozenset(books.failed),
        by_mail=books.by_mail,
        outcome=books.outcome,
        contact=books.contact,
    )
