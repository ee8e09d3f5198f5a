"""Rules proposed for what should have been decided otherwise; an owner takes one into the editor, or none."""

from chatref.accounts.sessions import SignedIn
from chatref.escalation.rules import Rules
from chatref.insights.proposed_rules import BACK, Asked, Effect, rules_for
from chatref.web.limits import Limit
from chatref.web.proposal_models import ProposedRule, RulesProposed, TeamsHandoffs, TestNamed
from chatref.web.rooms import Rooms
from chatref.web.rule_views import Around, around, rule_views


async def proposed_for(rooms: Rooms, who: SignedIn, asked: Asked) -> RulesProposed:
    """Counts many conversations, as a report does."""
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    here = await around(rooms, who.workspace)
    async with rooms.limits.simulating:
        found = await rules_for(rooms.database, rooms.test_runs, here.ruling, who.workspace, asked)
    return RulesProposed(
        version=here.ruling.book.version,
        days=BACK.days,
        proposals=[_view(each, here) for each in found.effects],
        none=found.none,
    )


def _view(of: Effect, here: Around) -> ProposedRule:
    proposal, simulated = of.proposal, of.simulated
    [rule] = rule_views(Rules((proposal.rule,)), here)
    return ProposedRule(
        rule=rule,
        kind=proposal.kind(here.ruling.book.rules),
        before=proposal.before,
        replaces=proposal.replaces,
        passes=of.passes,
        breaks=[TestNamed(id=each.id, name=each.name) for each in of.breaks],
        conversations=simulated.conversations,
        now=simulated.now,
        draft=simulated.draft,
        changes=dict(simulated.changes),
        teams=[
            TeamsHandoffs(team=here.ruling.policy.teams[each.team].name, now=each.now, draft=each.draft)
            for each in simulated.teams
            if each.now != each.draft
        ],
    )
