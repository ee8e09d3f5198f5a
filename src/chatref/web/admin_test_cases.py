"""The owner's test cases: what was right once is tried again after each change of rules or content."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path

from chatref.assistant.rehearsal import NOBODY
from chatref.database.pool import Connection
from chatref.desk.policy import Ruling
from chatref.errors import BadInput
from chatref.insights.proposed_rules import Asked
from chatref.insights.taken import thread, transcript_to
from chatref.insights.test_cases import MOST, TestCase, store
from chatref.insights.transcript import Transcript
from chatref.web.admin_models import OneRemoved
from chatref.web.auth import RuleKeeper
from chatref.web.limits import Limit
from chatref.web.proposal_models import RulesProposed
from chatref.web.proposing import proposed_for
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.scenes import said_of, scene_of
from chatref.web.test_case_models import TestCaseChanged, TestCases, TestCaseToMake, TestCaseView
from chatref.web.test_case_views import expects_of, test_case_view, to_be_tried
from chatref.web.words import Id

admin_test_cases = APIRouter(prefix="/api/admin/test-cases", tags=["owner"])
TestCaseId = Annotated[Id, Path()]


@admin_test_cases.get("")
async def listed(who: RuleKeeper, rooms: RoomsHere) -> TestCases:
    return await _all(rooms, who.workspace)


@admin_test_cases.post("/run")
async def run(who: RuleKeeper, rooms: RoomsHere) -> TestCases:
    """All of them, now."""
    rooms.limits.take(Limit.TEST_RUNS_PER_TEAMMATE, who.teammate.id)
    await rooms.test_runs.run(who.workspace)
    return await _all(rooms, who.workspace)


@admin_test_cases.post("")
async def make(asked: TestCaseToMake, who: RuleKeeper, rooms: RoomsHere) -> TestCaseView:
    """Of a conversation, or of what is said here."""
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        transcript = await _transcript(connection, who.workspace, asked, ruling)
        expects = expects_of(asked.expects, ruling.policy)
        name = asked.name or transcript.tried
        if not name:
            raise BadInput("name", "Please give it a name.")
        made = await store.add(
            connection, who.workspace, name, transcript, expects, who.teammate.id, asked.conversation
        )
    rooms.test_runs.wake()
    return await _view(rooms, who.workspace, made)


@admin_test_cases.patch("/{test_case}")
async def change(
    test_case: TestCaseId, asked: TestCaseChanged, who: RuleKeeper, rooms: RoomsHere
) -> TestCaseView:
    before = await _one(rooms, who.workspace, test_case)
    policy = (await rooms.policies.current(rooms.database, who.workspace)).policy
    expects = expects_of(asked.expects, policy) if asked.expects else before.expects
    async with rooms.database.workspace(who.workspace) as connection:
        await store.change(
            connection, who.workspace, before.id, asked.name or before.name, _changed(before, asked), expects
        )
    rooms.test_runs.wake()
    return await _view(rooms, who.workspace, before.id)


@admin_test_cases.delete("/{test_case}")
async def remove(test_case: TestCaseId, who: RuleKeeper, rooms: RoomsHere) -> OneRemoved:
    async with rooms.database.workspace(who.workspace) as connection:
        await store.remove(connection, who.workspace, test_case)
    return OneRemoved(id=test_case)


@admin_test_cases.get("/{test_case}/rules")
async def proposed_rules(test_case: TestCaseId, who: RuleKeeper, rooms: RoomsHere) -> RulesProposed:
    """That would make it pass, each with what it would have done. Nothing is stored, and nothing holds."""
    found = await _one(rooms, who.workspace, test_case)
    asked = Asked(found.transcript, found.expects, found.conversation, found.id)
    return await proposed_for(rooms, who, asked)


async def _transcript(
    connection: Connection, workspace: str, asked: TestCaseToMake, ruling: Ruling
) -> Transcript:
    if asked.conversation is None:
        scene = scene_of(asked.said, asked.event, asked.language, asked.page, asked.site)
        return Transcript(to_be_tried(replace(scene, pressed=asked.pressed)))
    transcript = transcript_to(await thread(connection, workspace, asked.conversation), asked.up_to, ruling)
    return replace(transcript, scene=replace(transcript.scene, pressed=asked.pressed))


def _changed(before: TestCase, asked: TestCaseChanged) -> Transcript:
    """What is left out stays, what the page does not show too."""
    named, transcript = asked.model_fields_set, before.transcript
    scene = transcript.scene
    if asked.said is not None:
        scene = replace(scene, said=said_of(asked.said))
    if asked.pressed is not None:
        scene = replace(scene, pressed=asked.pressed)
    if asked.language is not None:
        scene = replace(scene, language=asked.language)
    if asked.page is not None:
        scene = replace(scene, page=asked.page)
    if "site" in named:
        scene = replace(scene, site=asked.site or NOBODY)
    return replace(transcript, scene=to_be_tried(scene) if named & {"said", "pressed"} else scene)


async def _all(rooms: Rooms, workspace: str) -> TestCases:
    ruling = await rooms.policies.current(rooms.database, workspace)
    async with rooms.database.workspace(workspace) as connection:
        on = await store.grounds(connection, workspace, ruling.book.version)
        found = await store.kept(connection, workspace, on)
    results = [each.result for each in found]
    return TestCases(
        test_cases=[test_case_view(each, ruling.faces) for each in found],
        most=MOST,
        version=ruling.book.version,
        running=None in results,
        passed=sum(each is not None and each.passed for each in results),
        failed=sum(each is not None and not each.passed for each in results),
    )


async def _one(rooms: Rooms, workspace: str, test_case: str) -> TestCase:
    ruling = await rooms.policies.current(rooms.database, workspace)
    async with rooms.database.workspace(workspace) as connection:
        on = await store.grounds(connection, workspace, ruling.book.version)
        return await store.one(connection, workspace, test_case, on)


async def _view(rooms: Rooms, workspace: str, test_case: str) -> TestCaseView:
    return test_case_view(await _one(rooms, workspace, test_case), await rooms.faces(workspace))
