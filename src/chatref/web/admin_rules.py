"""The owner's rules: read in plain words, changed as a whole, checked and tried before they hold."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import StreamingResponse

from chatref.accounts.sessions import SignedIn
from chatref.desk import past
from chatref.errors import NotFound
from chatref.escalation import store
from chatref.escalation.book import marks_from, marks_to, readable, rules_from
from chatref.escalation.lint import brought_in, findings
from chatref.escalation.ready.rules import READY_MADE, VERSION
from chatref.escalation.ready.sets import SETS
from chatref.escalation.rules import Rules
from chatref.escalation.simulate import Books, Simulated
from chatref.web.auth import RuleKeeper
from chatref.web.inbox_models import FaceView
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.rule_models import (
    MarkView,
    ReadyMadeSet,
    ReadyMadeSets,
    RuleBookChecked,
    RuleBookDraft,
    RuleBookSaved,
    RuleBookThen,
    RuleBookToSave,
    RuleBookVersion,
    RuleBookVersions,
    RuleBookView,
    RulesToTry,
    RulesTried,
    TopicsToSave,
    TopicsView,
)
from chatref.web.rule_trying import tried
from chatref.web.rule_views import (
    around,
    catalog,
    finding_views,
    intent_views,
    plain_of,
    playbook_views,
    rule_views,
    tags_of,
    wrong_with,
)
from chatref.web.simulating import Tell, told
from chatref.web.simulation_models import RulesSimulated, ToSimulate

admin_rules = APIRouter(prefix="/api/admin/rules", tags=["owner"])
admin_topics = APIRouter(prefix="/api/admin/topics", tags=["owner"])
Version = Annotated[int, Path(ge=0, le=2**31 - 1)]


@admin_rules.get("")
async def read(who: RuleKeeper, rooms: RoomsHere) -> RuleBookView:
    here = await around(rooms, who.workspace)
    rules = here.ruling.book.rules
    return RuleBookView(
        version=here.ruling.book.version,
        rules=rule_views(rules, here),
        intents=intent_views(rules),
        playbooks=playbook_views(rules),
        catalog=catalog(here),
    )


@admin_rules.put("")
async def save(asked: RuleBookToSave, who: RuleKeeper, rooms: RoomsHere) -> RuleBookSaved:
    """Holds from the next turn on. Nothing is kept if anything can't be read or would leave a visitor with nobody, or
    if somebody saved meanwhile."""
    rules = rules_from(plain_of(asked))
    await _able_to_go_live(rooms, who.workspace, rules)
    async with rooms.naming(who.workspace), rooms.database.workspace(who.workspace) as connection:
        before = await store.version(connection, asked.based_on)
        rules = replace(rules, marks=before.marks if before else ())
        saved = await store.save(connection, who.workspace, rules, who.teammate.id, asked.based_on)
    rooms.test_runs.wake()
    return RuleBookSaved(version=saved)


@admin_topics.get("")
async def read_topics(who: RuleKeeper, rooms: RoomsHere) -> TopicsView:
    """What the owner says of the content: tags of pages, folders and sources, and what only a person decides."""
    book = (await rooms.policies.current(rooms.database, who.workspace)).book
    marks = [MarkView.model_validate(each) for each in marks_to(book.rules.marks)]
    return TopicsView(version=book.version, marks=marks, tags=tags_of(book.rules))


@admin_topics.put("")
async def save_topics(asked: TopicsToSave, who: RuleKeeper, rooms: RoomsHere) -> RuleBookSaved:
    marks = marks_from([each.model_dump() for each in asked.marks], "marks")
    async with rooms.naming(who.workspace), rooms.database.workspace(who.workspace) as connection:
        _, rules = await store.load(connection)
        rules = replace(rules, marks=marks)
        saved = await store.save(connection, who.workspace, rules, who.teammate.id, asked.based_on)
    rooms.test_runs.wake()
    return RuleBookSaved(version=saved)


@admin_rules.post("/check")
async def check(asked: RuleBookDraft, who: RuleKeeper, rooms: RoomsHere) -> RuleBookChecked:
    """What a draft says and what would go wrong with it; nothing is saved."""
    here = await around(rooms, who.workspace)
    draft = readable(plain_of(asked))
    found = await asyncio.to_thread(findings, draft.book, here.house(draft.book))
    return RuleBookChecked(
        sentences=[here.sentence(rule) if rule else None for rule in draft.each],
        findings=list(finding_views(found, draft)),
    )


@admin_rules.post("/try")
async def try_out(asked: RulesToTry, who: RuleKeeper, rooms: RoomsHere) -> RulesTried:
    """What a turn would come to, with every test of every rule; nothing is stored."""
    return await tried(rooms, who.workspace, asked)


@admin_rules.post("/simulate")
async def simulate(asked: ToSimulate, who: RuleKeeper, rooms: RoomsHere) -> RulesSimulated:
    """What a draft would have made of the conversations that were; nothing is measured anew, and nothing stored."""
    books = await _books(asked, who, rooms)
    return RulesSimulated.of(await _simulated(asked, books, who, rooms), books.teams)


@admin_rules.post("/simulate/told", response_class=StreamingResponse)
async def simulate_and_tell(asked: ToSimulate, who: RuleKeeper, rooms: RoomsHere) -> StreamingResponse:
    """The same, a line for each step of the way, so that it is seen how much is left."""
    books = await _books(asked, who, rooms)
    all_of_them = await past.judged(rooms.database, who.workspace, _since(asked), asked.most)
    steps = told(lambda tell: _simulated(asked, books, who, rooms, tell), all_of_them, books.teams)
    return StreamingResponse(steps, media_type="application/x-ndjson")


async def _books(asked: ToSimulate, who: SignedIn, rooms: Rooms) -> Books:
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    ruling = (await around(rooms, who.workspace)).ruling
    return past.books_of(ruling, rules_from(plain_of(asked.rules)))


async def _simulated(
    asked: ToSimulate, books: Books, who: SignedIn, rooms: Rooms, tell: Tell = lambda _: None
) -> Simulated:
    async with rooms.limits.simulating:
        return await past.simulated(
            rooms.database, who.workspace, books, _since(asked), asked.most, tell, asked.after
        )


def _since(asked: ToSimulate) -> datetime:
    return datetime.now(UTC) - timedelta(days=asked.days)


@admin_rules.get("/versions")
async def versions(who: RuleKeeper, rooms: RoomsHere) -> RuleBookVersions:
    """The newest first; 0 is what was there before anybody saved."""
    faces = await rooms.faces(who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.versions(connection)
    rows = [
        RuleBookVersion(version=each.version, at=each.at, by=FaceView.of(each.by, faces), rules=each.rules)
        for each in found
    ]
    first = RuleBookVersion(version=VERSION, at=None, by=None, rules=len(READY_MADE.rules))
    return RuleBookVersions(versions=[*rows, first])


@admin_rules.get("/versions/{number}")
async def version(number: Version, who: RuleKeeper, rooms: RoomsHere) -> RuleBookThen:
    """As they were then; saved again, they hold again."""
    here = await around(rooms, who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        rules = await store.version(connection, number)
    if rules is None:
        raise NotFound
    return RuleBookThen(
        version=number,
        rules=rule_views(rules, here),
        intents=intent_views(rules),
        playbooks=playbook_views(rules),
    )


@admin_rules.get("/ready")
async def ready_made(who: RuleKeeper, rooms: RoomsHere) -> ReadyMadeSets:
    here = await around(rooms, who.workspace)
    return ReadyMadeSets(
        sets=[
            ReadyMadeSet(
                key=each.key,
                name=each.name,
                text=each.text,
                rules=rule_views(each.rules, here),
                playbooks=playbook_views(each.rules),
            )
            for each in SETS
        ]
    )


async def _able_to_go_live(rooms: Rooms, workspace: str, rules: Rules) -> None:
    here = await around(rooms, workspace)
    now = here.ruling.book.rules
    if found := await asyncio.to_thread(brought_in, now, rules, here.house(rules)):
        raise wrong_with(found, rules)
