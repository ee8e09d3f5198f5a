"""Mutants that mean the same as the core: what they take out can't be seen, and why."""

from __future__ import annotations

_A_CASE = "whoever owns, is offered or is owed a person has a case: the check is for the type"
_A_LADDER = "a rung passes on the ladder of a case only: the check is for the type"
_AN_OWNER = "assigned has an owner: the text is for the type"
_ASKED = "in collecting something is asked: the check is for the type"
_DECIDED = "decide has refused it before: the check is for the type"

SAME: dict[tuple[str, str], str] = {
    (
        "decide.clock.offer_to",
        "without c.handoff is None in c.stage is not Stage.WAITING or c.handoff is None or (not c.person_owed)",
    ): _A_CASE,
    (
        "decide.clock.settle",
        "if draft.c.person_owed is True",
    ): "without a person owed neither debt is there: it saves time",
    (
        "decide.clock._take_due",
        "no left.discard(debt)",
    ): "a step taken is not due again: it keeps a fault from going round",
    ("decide.clock._pass_rung", "if handoff is None or handoff.ladder is None is False"): _A_LADDER,
    (
        "decide.clock._pass_rung",
        "without handoff is None in handoff is None or handoff.ladder is None",
    ): _A_LADDER,
    (
        "decide.clock._pass_rung",
        "without handoff.ladder is None in handoff is None or handoff.ladder is None",
    ): _A_LADDER,
    ("decide.clock._miss_reply", "without '' in draft.c.owner or ''"): _AN_OWNER,
    ("decide.draft.c", "if self._state is None is False"): _DECIDED,
    (
        "decide.moves.open_case",
        "without action in fields and action",
    ): "what is asked belongs to an action: the check is for the type",
    ("decide.moves.let_go", "without '' in c.owner or ''"): _AN_OWNER,
    (
        "decide.moves.raise_priority",
        "without handoff is None in handoff is None or handoff.raised_on == handoff.rungs",
    ): _A_CASE,
    ("decide.moves._leave_collecting", "always draft.c.collecting.fields"): _ASKED,
    (
        "decide.passing._pass_on",
        (
            "without command.teammate is not None in "
            "command.teammate is not None and draft.policy.able(command.teammate)"
        ),
    ): "nobody is not able: the check is for the type",
    (
        "decide.say._opening_line",
        "without draft.c.handoff in draft.c.handoff and draft.c.handoff.cause is Cause.UNDELIVERED",
    ): _A_CASE,
    (
        "decide.say.progress",
        "without handoff is None in handoff is None or handoff.said_on == handoff.rungs",
    ): _A_CASE,
    (
        "decide.say._owners_text",
        "always draft.policy.said_as(case.cause, case.reason, draft.c.site)",
    ): _A_CASE,
    ("decide.say._say", "always draft.c.handoff.id"): _A_CASE,
    (
        "decide.visitor._owes_nothing",
        "without '' in c.last_reply_by or ''",
    ): "nobody has no name: the text is for the type",
    (
        "decide.visitor.is_new",
        "without c.handoff is None in measured_on is None or c.handoff is None or measured_on > c.handoff.opened",
    ): _A_CASE,
    (
        "decide.visitor._last_teammate",
        "without c.last_owner is None in c.last_owner is None or c.resolved_at is None",
    ): "nobody is not there: the check is for the type",
    ("decide.visitor._complete", "always c.collecting.fields"): _ASKED,
    ("evolve.fold", "if conversation is None is False"): "no history is empty: the check is for the type",
    (
        "evolve._applied",
        "if isinstance(event, Started) is True",
    ): "the last kind that is left: the check is for the type",
    (
        "evolve._started",
        "without 0 in recorded.vseq or 0",
    ): "the visitor may see the beginning: the number is for the type",
    (
        "evolve.case._offer_ended",
        "without c.handoff is None in c.handoff is None or event.reason not in _NOT_AGAIN",
    ): _A_CASE,
    ("evolve.case._priority_raised", "if c.handoff is None is False"): _A_CASE,
    ("evolve.clock._rung_passed", "if c.handoff is None or c.handoff.ladder is None is False"): _A_LADDER,
    (
        "evolve.clock._rung_passed",
        "without c.handoff is None in c.handoff is None or c.handoff.ladder is None",
    ): _A_LADDER,
    (
        "evolve.clock._rung_passed",
        "without c.handoff.ladder is None in c.handoff is None or c.handoff.ladder is None",
    ): _A_LADDER,
    ("evolve.case._ended", "if c.handoff is None is False"): _A_CASE,
    ("evolve.loop._ticked", "if c.handoff is None is False"): _DECIDED,
    (
        "evolve.loop._reviewed",
        "without c.ended in c.ended and c.ended.handoff.id == event.handoff",
    ): "what is known and not open has ended: the check is for the type",
    ("evolve.owner.owned_by", "always _claimed(c.handoff, c)"): _A_CASE,
    ("evolve.owner._released", "if c.handoff is None is False"): _A_CASE,
    ("evolve.owner._transferred", "if c.handoff is True"): _A_CASE,
    ("evolve.words.word", "no NoteWritten()"): "a note changes nothing",
    ("evolve.words.word", "always changed(c, handoff=_said(c.handoff, event))"): _A_CASE,
    (
        "evolve.words._assistant_answered",
        "without c.assistant_owes is None in not later or c.assistant_owes is None",
    ): _DECIDED,
    ("evolve.words._teammate_replied", "always answered(c.handoff, c.at)"): _A_CASE,
    ("evolve.words._said", "no Line.JOINED"): "the line that says who joined is not counted",
    ("owed.reply_due", "without since in conversation.owned_since or since"): _AN_OWNER,
    ("owed._persons", "without '' in c.owner or ''"): _AN_OWNER,
    (
        "owed._queue",
        "without c.handoff in c.handoff and c.handoff.ladder and ladder_runs(c, c.handoff)",
    ): _A_CASE,
    (
        "owed._desk_due",
        "without mark in mark and told_closed(mark, since, calendar)",
    ): "who was told has seen a sign: the check is for the type",
}
