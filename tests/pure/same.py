"""Mutants that mean the same as the core: what they take out can't be seen, and why."""

from __future__ import annotations

_OWED_HAS_A_CASE = "whoever owns or is owed a person has a case: the check is for the type"
_ALREADY_DECIDED = "decide has refused it before: the check is for the type"

SAME: dict[tuple[str, str], str] = {
    (
        "decide.clock",
        "without c.handoff is None in c.stage is not Stage.WAITING or c.handoff is None or (not c.person_owed)",
    ): _OWED_HAS_A_CASE,
    ("decide.clock", "if handoff is None or handoff.ladder is None is False"): _OWED_HAS_A_CASE,
    (
        "decide.clock",
        "without handoff is None in handoff is None or handoff.ladder is None",
    ): _OWED_HAS_A_CASE,
    (
        "decide.clock",
        "without handoff.ladder is None in handoff is None or handoff.ladder is None",
    ): "a rung is due on a ladder only: the check is for the type",
    (
        "decide.clock",
        "if draft.c.person_owed is True",
    ): "without a person owed neither debt is there: it saves time",
    (
        "decide.clock",
        "no left.discard(debt)",
    ): "a step taken is not due again: it keeps a fault from going round",
    ("decide.draft", "if self._state is None is False"): _ALREADY_DECIDED,
    ("decide.say", "always draft.c.handoff.reason"): _OWED_HAS_A_CASE,
    ("decide.say", "always draft.c.handoff.id"): _OWED_HAS_A_CASE,
    ("decide.visitor", "always c.collecting.fields"): "asked in collecting: the check is for the type",
    (
        "decide.visitor",
        "without c.handoff is None in measured_on is None or c.handoff is None or measured_on > c.handoff.opened",
    ): _OWED_HAS_A_CASE,
    (
        "decide.moves",
        "always draft.c.collecting.fields",
    ): "in collecting something is asked: the check is for the type",
    (
        "owed",
        "without c.handoff in c.handoff and c.handoff.ladder and _ladder_runs(c, c.handoff)",
    ): _OWED_HAS_A_CASE,
    ("evolve", "if conversation is None is False"): "no history is empty: the check is for the type",
    (
        "evolve",
        "if isinstance(event, Started) is True",
    ): "the last kind that is left: the check is for the type",
    ("evolve.owner", "always _claimed(c.handoff, c)"): _OWED_HAS_A_CASE,
    ("evolve.owner", "if c.handoff is None is False"): _OWED_HAS_A_CASE,
    ("evolve.owner", "if c.handoff is True"): _OWED_HAS_A_CASE,
    ("evolve.case", "if c.handoff is None is False"): _OWED_HAS_A_CASE,
    ("evolve.clock", "if c.handoff is None or c.handoff.ladder is None is False"): _OWED_HAS_A_CASE,
    ("evolve.words", "no NoteWritten()"): "a note changes nothing",
    ("evolve.words", "no Line.JOINED"): "the line that says who joined is not counted",
    ("evolve.words", "always changed(c, handoff=_said(c.handoff, event))"): _OWED_HAS_A_CASE,
    ("evolve.words", "always _answered(c.handoff, c.at)"): _OWED_HAS_A_CASE,
}
