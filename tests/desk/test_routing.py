"""Who is rung, on the real database: strategies, languages, load, order, and nobody twice whoever decides."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import psycopg
import pytest

from chatref.accounts import duty, teammates
from chatref.conversation import commands as cmd
from chatref.conversation.model import DESK, Cause, Debt, Priority, Stage
from chatref.conversation.policy import Timers
from chatref.database.pool import Database
from chatref.desk.clock import Clock
from chatref.desk.handle import Desk
from chatref.desk.policy import Policies
from chatref.desk.presence import Presence
from chatref.desk.refused import CommandRefused
from chatref.desk.routing.router import Router
from chatref.routing import Availability, Strategy
from tests.cast import Foundry
from tests.desk.acts import Acts, new

SHORT = timedelta(milliseconds=150)


class Shift:
    """Foundry's team under a strategy, with who is here as the test says."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.presence = Presence(acts.database, new())
        self.router = Router(acts.database, acts.desk)

    async def strategy(self, strategy: Strategy, team: str | None = None) -> None:
        async with self.acts.database.workspace(self.acts.workspace) as connection:
            await duty.set_strategy(connection, team or self.acts.foundry.team, strategy)

    async def comes(self, *people: str) -> list[str]:
        connections = [new() for _ in people]
        for who, connection in zip(people, connections, strict=True):
            await self.presence.beat(self.acts.workspace, who, connection)
        return connections

    async def leaves(self, connection: str) -> None:
        await self.presence.leave(self.acts.workspace, connection)

    async def says(self, who: str, availability: Availability) -> None:
        async with self.acts.database.workspace(self.acts.workspace) as connection:
            await duty.set_availability(connection, who, availability)

    async def takes(self, who: str, capacity: int) -> None:
        async with self.acts.database.workspace(self.acts.workspace) as connection:
            await duty.set_capacity(connection, who, capacity)

    async def route(self) -> int:
        return await self.router.route(self.acts.workspace)

    def rung(self, conversation: str) -> str | None:
        offer = self.acts.state(conversation).offer
        return offer.teammate if offer else None

    def order(self) -> Sequence[str]:
        """Conversations in the order in which they were offered."""
        return [
            news.state.id
            for news in self.acts.news
            for each in news.events
            if type(each.recorded.event).__name__ == "Offered"
        ]


@pytest.fixture
async def shift(acts: Acts) -> Shift:
    made = Shift(acts)
    await made.strategy(Strategy.ROUND_ROBIN)
    return made


@pytest.fixture
async def hurried(database: Database, foundry: Foundry) -> AsyncIterator[Acts]:
    """Offers ring for a moment only."""
    made = Acts(database, foundry)
    async with Desk(database, made.news.append, Policies(Timers(acceptance=SHORT))) as desk:
        made.desk = desk
        yield made


async def test_f17_the_one_who_waits_longest_is_offered_first(shift: Shift) -> None:
    tess = shift.acts.foundry.tess.id
    first, second = await shift.acts.case(), await shift.acts.case()
    await shift.takes(tess, 1)
    await shift.comes(tess)
    assert await shift.route() == 1
    assert shift.rung(first) == tess
    assert shift.acts.state(second).stage is Stage.WAITING


async def test_f17_a_higher_priority_goes_before_a_longer_wait(shift: Shift) -> None:
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    patient = await acts.case()
    urgent = await acts.begin(visitor=new())
    await acts.assistant(urgent, cmd.Escalate("legal", Cause.RULE, priority=Priority.URGENT))
    await shift.takes(tess, 1)
    await shift.comes(tess)
    await shift.route()
    assert (shift.rung(urgent), shift.rung(patient)) == (tess, None)


async def test_f17_an_offer_that_would_overtake_is_refused_by_the_append(shift: Shift) -> None:
    """Whoever decided it, and however old what they had read."""
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    await acts.case()
    second = await acts.case()
    await shift.takes(tess, 1)
    await shift.comes(tess)
    with pytest.raises(CommandRefused) as refused:
        await acts.desk.handle(
            acts.workspace, second, cmd.OfferTo(tess), actor=DESK, command_id=new(), sender="desk"
        )
    assert refused.value.refusal.code == "not_allowed"
    assert acts.state(second).stage is Stage.WAITING


async def test_f17_an_offer_is_not_made_before_those_that_stand_before_it(shift: Shift) -> None:
    """There is a place for both, but only the second is rung: its colleague would be asked past the first."""
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    first, second = await acts.case(), await acts.case()
    await shift.takes(tess, 2)
    await shift.comes(tess)

    async def ring(conversation: str) -> None:
        await acts.desk.handle(
            acts.workspace, conversation, cmd.OfferTo(tess), actor=DESK, command_id=new(), sender="desk"
        )

    with pytest.raises(CommandRefused):
        await ring(second)
    await asyncio.gather(ring(first), ring(second))
    assert (shift.rung(first), shift.rung(second)) == (tess, tess)


async def test_f18_who_was_here_before_the_case_is_rung_as_well_as_who_comes_after(shift: Shift) -> None:
    tess = shift.acts.foundry.tess.id
    waiting = await shift.acts.case()
    assert await shift.route() == 0
    await shift.comes(tess)
    assert await shift.route() == 1
    assert shift.rung(waiting) == tess
    later = await shift.acts.case()
    assert await shift.route() == 1
    assert shift.rung(later) == tess


async def test_f19_a_returning_visitor_goes_to_the_last_teammate_only_if_present(shift: Shift) -> None:
    acts, tess, tom = shift.acts, shift.acts.foundry.tess.id, shift.acts.foundry.tom.id
    visitor = new()
    conversation = await acts.case(visitor)
    await acts.teammate(conversation, acts.claim(conversation), tom)
    await acts.teammate(conversation, acts.reply(conversation), tom)
    state = acts.state(conversation)
    await acts.teammate(conversation, cmd.HandBack(state.last_visitor, state.last_reply), tom)
    await acts.visitor(conversation, cmd.AskPerson(), visitor)
    # Tess was rung never, Tom never: by turn alone it might be either; away, Tom holds nobody up.
    await shift.says(tom, Availability.AWAY)
    await shift.comes(tess, tom)
    await shift.route()
    assert shift.rung(conversation) == tess
    await acts.teammate(conversation, cmd.Decline(), tess)
    await shift.says(tom, Availability.AVAILABLE)
    await shift.route()
    assert shift.rung(conversation) == tom


async def test_f19_in_a_new_conversation_too(shift: Shift) -> None:
    acts, tess, tom = shift.acts, shift.acts.foundry.tess.id, shift.acts.foundry.tom.id
    visitor = new()
    before = await acts.case(visitor)
    await acts.teammate(before, acts.claim(before), tom)
    await acts.teammate(before, acts.reply(before), tom)
    await acts.teammate(before, acts.resolve(before), tom)
    await shift.comes(tess, tom)
    for _ in range(2):  # by turn it would be now one, now the other
        again = await acts.case(visitor)
        await shift.route()
        assert shift.rung(again) == tom
        await acts.teammate(again, acts.claim(again), tom)
        await acts.teammate(again, acts.reply(again), tom)
        await acts.teammate(again, acts.resolve(again), tom)


async def test_f20_an_unanswered_offer_goes_to_somebody_else_and_not_back_before_the_next_rung(
    hurried: Acts,
) -> None:
    shift = Shift(hurried)
    await shift.strategy(Strategy.ROUND_ROBIN)
    tess, tom = hurried.foundry.tess.id, hurried.foundry.tom.id
    await shift.comes(tess, tom)
    case = await hurried.case()
    rung = []
    for _ in range(2):
        assert await shift.route() == 1
        rung.append(shift.rung(case))
        await asyncio.sleep(0.2)
        await Clock(hurried.database, hurried.desk).pass_deadlines()
    assert sorted(map(str, rung)) == sorted([tess, tom])
    assert await shift.route() == 0
    assert hurried.state(case).stage is Stage.WAITING


async def test_f20_who_declines_is_not_asked_again_and_the_next_is_at_once(shift: Shift) -> None:
    acts, tess, tom = shift.acts, shift.acts.foundry.tess.id, shift.acts.foundry.tom.id
    await shift.comes(tess, tom)
    case = await acts.case()
    await shift.route()
    first = shift.rung(case)
    assert first is not None
    await acts.teammate(case, cmd.Decline(), first)
    await shift.route()
    assert {first, shift.rung(case)} == {tess, tom}


async def test_f11_a_request_for_no_team_that_there_is_goes_to_the_default_team(shift: Shift) -> None:
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    case = await acts.begin(visitor=new())
    await acts.assistant(case, cmd.Escalate("billing", Cause.RULE, team=new()))
    handoff = acts.state(case).handoff
    assert handoff is not None
    assert handoff.team == acts.foundry.team
    await shift.comes(tess)
    await shift.route()
    assert shift.rung(case) == tess


async def test_f11_the_cases_of_a_team_that_is_removed_are_offered_in_the_default_team(shift: Shift) -> None:
    """Before the sweep has moved them, too."""
    acts, tom = shift.acts, shift.acts.foundry.tom.id
    async with acts.database.workspace(acts.workspace) as connection:
        billing = await teammates.create_team(connection, "Billing", {}, [acts.foundry.olga.id])
    case = await acts.begin(visitor=new())
    await acts.assistant(case, cmd.Escalate("billing", Cause.RULE, team=billing.id))
    await shift.comes(tom)
    assert await shift.route() == 0
    async with acts.database.workspace(acts.workspace) as connection:
        await teammates.remove_team(connection, billing.id)
    await shift.route()
    await Clock(acts.database, acts.desk).apply_policies()
    await shift.route()
    assert shift.rung(case) == tom


async def test_a_teammates_load_is_what_they_own_and_what_rings(shift: Shift) -> None:
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    await shift.takes(tess, 2)
    await acts.owned(tess)
    ringing, waiting = await acts.case(), await acts.case()
    await shift.comes(tess)
    assert await shift.route() == 1
    assert await shift.route() == 0
    assert (shift.rung(ringing), shift.rung(waiting)) == (tess, None)


async def test_who_is_busy_or_away_is_not_rung(shift: Shift) -> None:
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    await acts.case()
    await shift.comes(tess)
    for switch in (Availability.BUSY, Availability.AWAY):
        await shift.says(tess, switch)
        assert await shift.route() == 0
    await shift.says(tess, Availability.AVAILABLE)
    assert await shift.route() == 1


async def test_a_pool_rings_nobody(shift: Shift) -> None:
    await shift.strategy(Strategy.POOL)
    await shift.acts.case()
    await shift.comes(shift.acts.foundry.tess.id)
    assert await shift.route() == 0


async def test_whose_turn_it_is_follows_from_what_is_stored(shift: Shift, database: Database) -> None:
    """After a restart, and in another process, the next is the same; whoever is done at once gets no more."""
    acts, tess, tom = shift.acts, shift.acts.foundry.tess.id, shift.acts.foundry.tom.id
    await shift.comes(tess, tom)
    rung = []
    for _ in range(6):
        case = await acts.case()
        assert await Router(database, Desk(database, acts.news.append)).route(acts.workspace) == 1
        who = shift.rung(case)
        await acts.teammate(case, acts.claim(case), who)
        await acts.teammate(case, acts.reply(case), who)
        await acts.teammate(case, acts.resolve(case), who)
        rung.append(who)
    assert set(rung[:2]) == {tess, tom}
    assert rung == rung[:2] * 3


async def test_several_routers_at_once_ring_each_case_once_and_nobody_beyond_their_places(
    shift: Shift, database: Database
) -> None:
    """F17: as with several processes on one database."""
    acts, tess, tom = shift.acts, shift.acts.foundry.tess.id, shift.acts.foundry.tom.id
    await shift.takes(tess, 3)
    await shift.takes(tom, 2)
    cases = [await acts.case() for _ in range(8)]
    await shift.comes(tess, tom)
    desks = [Desk(database, acts.news.append) for _ in range(4)]
    for _ in range(3):
        await asyncio.gather(*(Router(database, each).route(acts.workspace) for each in desks))
    rung = [shift.rung(case) for case in cases]
    assert rung[5:] == [None] * 3, "the last five to come wait"
    assert (rung.count(tess), rung.count(tom)) == (3, 2)
    assert sorted(shift.order()) == sorted(cases[:5]), "each was offered once"


async def test_only_whom_the_hours_let_is_rung(shift: Shift) -> None:
    """F13: a team that is away rings nobody, whoever happens to be here."""
    acts = shift.acts
    async with acts.database.workspace(acts.workspace) as connection:
        shut = {"zone": "UTC", "weekly": [[]] * 7}
        await teammates.set_team_hours(connection, acts.foundry.team, shut)
    await acts.case()
    await shift.comes(acts.foundry.tess.id)
    assert await shift.route() == 0


async def test_f21_who_has_no_connection_any_more_is_not_rung(shift: Shift) -> None:
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    [connection] = await shift.comes(tess)
    await shift.leaves(connection)
    await acts.case()
    assert await shift.route() == 0


async def test_the_sweep_finds_what_nobody_was_told(shift: Shift, database_url: str) -> None:
    """F18: presence that another process wrote, without a word."""
    acts, tess = shift.acts, shift.acts.foundry.tess.id
    case = await acts.case()
    router = Router(acts.database, acts.desk)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(
            "insert into presence values (%s, %s, %s, %s, now() + interval '1 minute')",
            [acts.workspace, tess, new(), new()],
        )
    await router.turn()
    assert shift.rung(case) == tess
    assert acts.state(case).offer is not None
    assert acts.news[-1].summary.owed is not None
    assert acts.news[-1].summary.owed.debt in {Debt.ACCEPTANCE, Debt.RUNG}
