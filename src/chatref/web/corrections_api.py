"""Corrections: proposed by a teammate in the thread, decided by an owner."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query

from chatref.accounts.permissions import Right, require
from chatref.accounts.sessions import SignedIn
from chatref.conversation.policy import Policy
from chatref.desk.policy import Faces
from chatref.errors import BadInput
from chatref.insights.corrections import Correction, Proposal, State, Wanted, store, team_wanted
from chatref.insights.corrections.decide import accept, dismiss, expected
from chatref.insights.corrections.propose import propose
from chatref.insights.proposed_rules import Asked
from chatref.knowledge.written import address_of
from chatref.web.auth import InsightReader, RuleKeeper, TeammateHere, Worker
from chatref.web.correction_models import CorrectionAccepted, CorrectionProposed, Corrections, CorrectionView
from chatref.web.inbox_models import FaceView
from chatref.web.limits import Limit
from chatref.web.proposal_models import RulesProposed
from chatref.web.proposing import proposed_for
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id

corrections_api = APIRouter(tags=["inbox"])
admin_corrections = APIRouter(prefix="/api/admin/corrections", tags=["owner"])
CorrectionId = Annotated[Id, Path()]


@corrections_api.post("/api/inbox/conversations/{conversation}/corrections")
async def propose_one(
    conversation: Annotated[Id, Path()], asked: CorrectionProposed, who: Worker, rooms: RoomsHere
) -> CorrectionView:
    """In the place of what was proposed for the same handoff before, while nobody has decided that."""
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    made = await propose(
        rooms.database, rooms.policies, who.workspace, conversation, _proposal(asked), who.teammate.id
    )
    return _view(made, await rooms.faces(who.workspace))


@corrections_api.get("/api/insights/corrections")
async def listed(
    who: InsightReader, rooms: RoomsHere, state: Annotated[State | None, Query()] = None
) -> Corrections:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.corrections(connection, who.workspace, state)
        proposed = await store.proposed(connection, who.workspace)
    faces = await rooms.faces(who.workspace)
    return Corrections(corrections=[_view(each, faces) for each in found], proposed=proposed)


@admin_corrections.post("/{correction}/accept")
async def accept_one(
    correction: CorrectionId, asked: CorrectionAccepted, who: TeammateHere, rooms: RoomsHere
) -> CorrectionView:
    """With what the owner says otherwise. From then on the assistant answers with it, or a test case asks for it."""
    policy = (await rooms.policies.current(rooms.database, who.workspace)).policy
    found = _said(await _deciding(rooms, who, correction), asked, policy)
    async with rooms.naming(who.workspace):
        done = await accept(
            rooms.database, rooms.embedder, who.workspace, found, who.teammate.id, tested=asked.tested
        )
    rooms.test_runs.wake()
    return _view(done, await rooms.faces(who.workspace))


@admin_corrections.post("/{correction}/dismiss")
async def dismiss_one(correction: CorrectionId, who: TeammateHere, rooms: RoomsHere) -> CorrectionView:
    found = await _deciding(rooms, who, correction)
    async with rooms.naming(who.workspace):
        done = await dismiss(rooms.database, who.workspace, found.id, who.teammate.id)
    return _view(done, await rooms.faces(who.workspace))


@admin_corrections.get("/{correction}/rules")
async def proposed_rules(
    correction: CorrectionId,
    who: RuleKeeper,
    rooms: RoomsHere,
    wanted: Annotated[Wanted | None, Query()] = None,
    team: Annotated[Id | None, Query()] = None,
) -> RulesProposed:
    """That would do what is proposed, or what an owner wants instead. Nothing is stored, and nothing holds."""
    found = await _deciding(rooms, who, correction)
    wish = wanted or found.wanted
    if wish is None:
        raise BadInput("wanted", "An answer is proposed there, and no rule.")
    policy = (await rooms.policies.current(rooms.database, who.workspace)).policy
    expects = expected(wish, team_wanted(wish, team or found.team, policy))
    asked = Asked(found.transcript, expects, found.conversation, found.test_case, found.handoff)
    return await proposed_for(rooms, who, asked)


async def _deciding(rooms: Rooms, who: SignedIn, correction: str) -> Correction:
    """By whoever keeps what would change: the content, or the rules."""
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.correction(connection, who.workspace, correction)
    require(who.teammate.role, Right.MANAGE_RULES if found.wanted else Right.MANAGE_KNOWLEDGE)
    return found


def _view(each: Correction, faces: Faces) -> CorrectionView:
    return CorrectionView(
        id=each.id,
        conversation=each.conversation,
        subject=each.transcript.tried or None,
        handoff=each.handoff,
        kind="rule" if each.wanted else "answer",
        question=each.question,
        answer=None if each.wanted else each.answer,
        wanted=each.wanted,
        team=each.team,
        rule=each.rule,
        note=each.note,
        by=FaceView.of(each.by, faces),
        at=each.at,
        state=each.state,
        decided_by=FaceView.of(each.decided_by, faces),
        decided_at=each.decided_at,
        page=address_of(each.written) if each.written else None,
        test_case=each.test_case,
    )


def _proposal(asked: CorrectionProposed) -> Proposal:
    wanted = asked.wanted if asked.kind == "rule" else None
    answer = asked.answer or "" if asked.kind == "answer" else ""
    return Proposal(asked.handoff, answer, wanted, asked.team, asked.question, asked.note, asked.up_to)


def _said(found: Correction, asked: CorrectionAccepted, policy: Policy) -> Correction:
    """In the owner's words."""
    if asked.question == "":
        raise BadInput("question", "Please write the visitor's question.")
    found = replace(found, question=asked.question or found.question)
    if found.wanted is None:
        return replace(found, answer=asked.answer or found.answer)
    wanted = asked.wanted or found.wanted
    return replace(found, wanted=wanted, team=team_wanted(wanted, asked.team or found.team, policy))
