"""The steps of a case through the whole desk, and of cases that were there before there were steps (P16)."""

from dataclasses import replace

import psycopg
import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.model import Conversation, Handoff, Lesson
from chatref.conversation.refusals import Unconfirmed
from chatref.desk import reading
from chatref.desk.audit import audit
from chatref.desk.refused import CommandRefused
from chatref.escalation import store as rules
from chatref.escalation.conditions import AsksForPerson
from chatref.escalation.playbooks import Playbook, playbook
from chatref.escalation.rules import Rule, Rules
from tests.desk.acts import Acts, kinds

STEPS = playbook(["Greet"], ["Solve it"], told=["Say when it is done"])


async def owner_writes(acts: Acts, steps: Playbook) -> None:
    """For everybody who asks for a person."""
    rule = Rule("Person", AsksForPerson(), reason="Asked for a person")
    async with acts.database.workspace(acts.workspace) as connection:
        await rules.save(connection, acts.workspace, Rules((rule,), playbooks={rule.reason: steps}))


async def stored(acts: Acts, conversation: str) -> Conversation:
    state, _, _ = await reading.history(acts.database, acts.workspace, conversation)
    return state


async def test_a_case_keeps_its_steps_and_is_closed_when_the_visitor_was_told(acts: Acts) -> None:
    """P16, P17: a later edit changes no open case; what is ticked and said of it is stored and audited."""
    await owner_writes(acts, STEPS)
    case = await acts.owned()
    await acts.teammate(case, acts.reply(case))
    await owner_writes(acts, playbook(["Wave"]))
    handoff = acts.state(case).handoff
    assert handoff is not None
    assert handoff.playbook == STEPS

    with pytest.raises(CommandRefused) as refused:
        await acts.teammate(case, acts.resolve(case))
    assert isinstance(refused.value.refusal, Unconfirmed)
    assert refused.value.details == {"steps": ("close-1",)}
    await acts.teammate(case, cmd.TickStep(handoff.id, "close-1"))
    assert "Resolved" in kinds(await acts.teammate(case, acts.resolve(case)))
    await acts.teammate(case, cmd.Review(handoff.id, Lesson.CONTENT_MISSING, "It is not in the help centre"))

    ended = (await stored(acts, case)).ended
    assert ended is not None
    assert (set(ended.handoff.ticked), ended.handoff.lesson) == ({"close-1"}, Lesson.CONTENT_MISSING)
    assert [step.text for step in (await _next_case(acts)).playbook] == ["Wave"]
    assert await audit(acts.database) == ()


async def test_a_case_of_before_there_were_steps_goes_on_without(acts: Acts, database_url: str) -> None:
    """Invariant 1: neither its events nor its state know of steps, and it is worked on, closed and reviewed."""
    case = await acts.owned()
    handoff = acts.state(case).handoff
    assert handoff is not None
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(
            "update events set payload = (payload::jsonb #- '{event,playbook}')::json"
            " where kind = 'handoff_opened'"
        )
        admin.execute(
            "update conversations set evolve_version = 1, state = (state::jsonb - 'ended' - 'handoffs'"
            " #- '{handoff,playbook}' #- '{handoff,ticks}' #- '{handoff,lesson}')::json"
        )
    assert (await stored(acts, case)).handoff == replace(handoff, playbook=())
    updated = Acts(acts.database, acts.foundry)
    async with updated.desk:
        await updated.teammate(case, acts.reply(case))
        await updated.teammate(case, updated.resolve(case))
        await updated.teammate(case, cmd.Review(handoff.id, Lesson.NEEDLESS))
    ended = (await stored(acts, case)).ended
    assert ended is not None
    assert (ended.handoff.id, ended.handoff.lesson) == (handoff.id, Lesson.NEEDLESS)
    assert await audit(acts.database) == ()


async def _next_case(acts: Acts) -> Handoff:
    handoff = acts.state(await acts.case()).handoff
    assert handoff is not None
    return handoff
