"""What goes wrong with what is stored and told, and must not here: the core's part of F23 to F48."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chatref import conversation
from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.decide import decide
from chatref.conversation.erase import tombstone
from chatref.conversation.evolve import fold
from chatref.conversation.model import (
    AnswerKind,
    Debt,
    Outcome,
    Stage,
)
from chatref.conversation.policy import Context
from chatref.conversation.refusals import AlreadyClaimed, Behind, Continued, Gone, NotAllowed, NotDue
from chatref.conversation.visible import VISIBLE
from chatref.desk.encoding import decode_event, encode, encode_event
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    RETURN,
    SERVER,
    TESS,
    TOM,
    VISITOR,
    Scene,
)
from tests.pure.stored import stored_state
from tests.pure.telling import RULE, answer_of, passes

# Delivery.


def test_f23_a_reply_that_missed_a_colleagues_is_held_back() -> None:
    scene = stages.assigned()
    seen = scene.state.seq
    stages.replies(scene)
    scene.writes("and now?")
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, teammate="tom"))
    with pytest.raises(Behind) as refused:
        scene.do(TOM, cmd.Reply("r2", "as I said", seen, seen))
    assert refused.value.colleague == scene.state.last_reply


def test_f23_a_reply_answers_only_what_it_had_seen() -> None:
    """A later message keeps the debt, since its own time."""
    scene = stages.assigned()
    seen = scene.state.seq
    scene.wait(seconds=10)
    scene.writes("one more thing")
    later = scene.now
    scene.wait(seconds=10)
    stages.replies(scene, seen)
    assert scene.state.person_owed_since == later
    assert scene.owed()[Debt.REPLY].due == later + timedelta(minutes=5)


def test_f24_f25_numbers_have_no_gap_for_the_team_nor_for_the_visitor() -> None:
    """I1, I11: a client that has seen N asks for what came after N."""
    scene = stages.resolved()
    assert [one.seq for one in scene.history] == list(range(1, len(scene.history) + 1))
    visible = [one.vseq for one in scene.history if one.vseq is not None]
    assert visible == list(range(1, len(visible) + 1))


def test_f26_a_snapshot_is_the_state_and_a_closed_chat_reopens_only_by_a_word() -> None:
    """I1: folded from a snapshot and what came after it, or from the start: the same."""
    scene = stages.resolved()
    snapshot = stored_state(scene.state)
    scene.do(VISITOR, cmd.Rate(5, "thanks"))
    scene.do(TESS, cmd.Note("n1", "done"))
    scene.do(SERVER, cmd.ReportEvent("order_shipped"))
    assert scene.state.stage is Stage.RESOLVED
    assert fold(scene.history[snapshot.seq :], snapshot) == fold(scene.history) == scene.state


def test_f27_what_is_due_stands_in_the_state_and_not_in_a_timer() -> None:
    """A crash loses nothing: owed is computed again from what is stored."""
    scene = stages.offered()
    stored = stored_state(scene.state)
    again = Scene(scene.policy, scene.now, stored)
    assert again.owed() == scene.owed()


# Clocks.


def test_f34_messages_by_assistant_and_desk_never_stop_the_human_clock() -> None:
    """I9, P15."""
    scene = stages.waiting()
    before = scene.owed()[Debt.RUNG], scene.state.person_owed_since
    scene.wait(seconds=20)
    scene.writes("are you there?")
    stages.answers(scene)
    assert (scene.owed()[Debt.RUNG], scene.state.person_owed_since) == before
    assert scene.state.handoff
    assert scene.state.handoff.answered is None


@pytest.mark.parametrize(
    ("kind", "outcome"), [(AnswerKind.ANSWER, Outcome.ASSUMED), (AnswerKind.NOT_FOUND, Outcome.ABANDONED)]
)
def test_f36_idle_is_assumed_or_abandoned_and_never_answered(kind: AnswerKind, outcome: Outcome) -> None:
    """P18."""
    scene = stages.assistant()
    stages.answers(scene, kind)
    assert scene.owed()[Debt.NEXT_WORD].due == scene.now + timedelta(hours=12)
    passes(scene, Debt.NEXT_WORD)
    assert (scene.state.outcome, scene.state.resolved_by_clock) == (outcome, True)


def test_f36_a_handoff_that_no_person_answered_is_never_resolved_by_the_clock() -> None:
    scene = stages.waiting()
    for _ in range(20):
        scene.wait(days=3)
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, scene.state.seq))
    assert scene.state.stage is Stage.WAITING


# Turns.


def test_f37_a_burst_is_one_turn_and_gets_one_answer() -> None:
    scene = stages.assistant()
    early = answer_of(scene)
    scene.wait(seconds=1)
    scene.writes("with PayPal")
    assert scene.do(ASSISTANT, early) == [e.AnswerLost(1, 1)]
    stages.answers(scene)
    assert scene.state.assistant_owes is None
    assert sum(isinstance(one.event, e.AssistantAnswered) for one in scene.history) == 1


def test_f37_after_two_lost_answers_the_third_is_accepted_and_later_words_open_the_next_turn() -> None:
    scene = stages.assistant()
    for _ in range(2):
        lost = answer_of(scene)
        scene.writes("and")
        scene.do(ASSISTANT, lost)
    third = answer_of(scene)
    scene.wait(seconds=2)
    scene.writes("and this")
    after = scene.now
    events = scene.do(ASSISTANT, third)
    assert isinstance(events[0], e.AssistantAnswered)
    assert (scene.state.turn.number, scene.state.turn.rev) == (2, 1)
    assert scene.owed()[Debt.ANSWER].due == after + timedelta(seconds=45)


def test_f37_a_growing_burst_extends_the_answers_time_by_twenty_seconds_at_most() -> None:
    scene = stages.assistant()
    began = scene.now
    for _ in range(5):
        scene.wait(seconds=8)
        scene.writes("and")
    assert scene.owed()[Debt.ANSWER].due == began + timedelta(seconds=65)


def test_f37_details_given_are_never_asked_again_in_the_episode() -> None:
    """I7, P7."""
    scene = stages.assistant()
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("order", "A-1"),)))
    events = scene.do(ASSISTANT, replace(RULE, action=RETURN))
    asked = next(one for one in events if isinstance(one, e.DetailsAsked))
    assert [one.field for one in asked.fields] == ["reason", "phone"]
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("reason", "torn"),)))
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("reason", "late"),)))
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("reason", "torn"),)))
    assert scene.state.details["reason"].value == "late"


def test_f37_what_comes_with_the_action_for_certain_is_given_and_never_asked() -> None:
    """I7, P7: in the handoff's own transaction; with nothing left to ask, the case is in the queue at once."""
    order, reason, phone = RETURN.fields
    scene = stages.assistant()
    said = (
        replace(order, value="A-1"),
        replace(reason, value="torn"),
        replace(phone, value="1", inferred=True),
    )
    events = scene.do(ASSISTANT, replace(RULE, action=replace(RETURN, fields=said)))
    given = [(one.field, one.value, one.verified) for one in events if isinstance(one, e.DetailGiven)]
    assert given == [("order", "A-1", True), ("reason", "torn", True)]
    assert not any(isinstance(one, e.DetailsAsked) for one in events)
    assert scene.state.stage is Stage.WAITING


def test_f37_details_of_an_earlier_episode_are_offered_for_confirmation() -> None:
    scene = stages.collecting()
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"), cmd.Value("reason", "torn"))))
    stages.replies(scene)
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))
    scene.wait(hours=9)
    scene.writes()
    events = scene.do(ASSISTANT, replace(RULE, action=RETURN))
    asked = next(one for one in events if isinstance(one, e.DetailsAsked))
    assert [(one.field, one.value, one.inferred) for one in asked.fields[:2]] == [
        ("order", "A-1", True),
        ("reason", "torn", True),
    ]


# Identity and privacy: the core's part.


def test_f38_what_a_page_claims_is_not_what_a_server_verified() -> None:
    scene = stages.answered()
    claim = cmd.ReportEvent("payment_failed", (("order", "7"),))
    assert scene.do(VISITOR, claim) == [
        e.BusinessEventReceived("payment_failed", (("order", "7"),), verified=False)
    ]
    assert scene.do(SERVER, claim) == [
        e.BusinessEventReceived("payment_failed", (("order", "7"),), verified=True)
    ]


def test_f39_a_visitor_reads_the_allow_list_and_no_note_or_teammates_word_on_them() -> None:
    """I11: kinds and fields."""
    hidden = {
        e.NoteWritten,
        e.PersonAsked,
        e.VerdictReached,
        e.Tagged,
        e.EscalationNoted,
        e.Offered,
        e.Reminded,
    }
    assert not hidden & VISIBLE.keys()
    for kind, names in VISIBLE.items():
        assert set(names) <= set(kind.__slots__)
    for kind in (e.Claimed, e.Released, e.Transferred, e.HandedBack, e.HandoffOpened, e.Queued):
        assert VISIBLE[kind] == ()


def test_f39_one_open_conversation_per_visitor_and_site() -> None:
    scene = stages.resolved()
    scene.elsewhere = "c2"
    for actor, command in (
        (VISITOR, cmd.Write("m", "hello")),
        (TESS, cmd.Claim(scene.state.epoch)),
        (TESS, cmd.Reply("r", "hello", scene.state.seq)),
        (ASSISTANT, cmd.Escalate("x", rule="other")),
    ):
        with pytest.raises(Continued) as refused:
            scene.do(actor, command)
        assert refused.value.conversation == "c2"


def test_f40_erasure_leaves_nothing_anybody_wrote_and_every_later_command_is_gone() -> None:
    """Tombstones fold to the same state."""
    secret = "swordfish"
    scene = stages.collecting()
    scene.writes(secret)
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", secret), cmd.Value("reason", secret))))
    scene.do(VISITOR, cmd.LeaveContact(f"{secret}@example.org"))
    scene.do(TESS, cmd.Note("n", secret))
    scene.do(TESS, cmd.Reply("r", secret, scene.state.seq, 0))
    scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq, word=secret))
    scene.do(ASSISTANT, cmd.Escalate("x", rule="other", why=secret, trace=secret))
    scene.do(VISITOR, cmd.Rate(1, secret))
    scene.do(TESS, cmd.Tag(add=(secret,)))
    scene.do(VISITOR, cmd.ReportEvent("x", ((secret, secret),)))
    scene.do(SERVER, cmd.Erase())
    kept = [tombstone(one) for one in scene.history]
    assert fold(kept) == scene.state
    assert secret not in "".join(map(encode_event, kept))
    assert secret not in encode(scene.state)
    for actor, command in ((VISITOR, cmd.Write("m", "hello")), (SERVER, cmd.Erase()), (TESS, cmd.Claim(99))):
        with pytest.raises(Gone):
            scene.do(actor, command)


# Code.

CORE = Path(conversation.__file__ or "").parent


def test_f46_the_core_has_no_clock_no_chance_and_no_input() -> None:
    """A decision can't wait for anything: it imports nothing that could."""
    pure = {
        "dataclasses",
        "datetime",
        "enum",
        "collections",
        "functools",
        "operator",
        "re",
        "types",
        "typing",
        "unicodedata",
        "uuid",
    }
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                root = name.split(".")[0]
                inside = name.startswith("chatref.conversation")
                assert inside or root in pure | {"__future__"}, f"{path.name} imports {name}"
                assert inside or root in sys.stdlib_module_names
        text = path.read_text()
        assert ".now(" not in text
        assert "utcnow" not in text
        assert "uuid4" not in text


def test_f46_the_same_question_has_the_same_answer() -> None:
    """P3: no hidden clock, no hidden chance."""
    scene = stages.assistant()
    context = Context(scene.policy, scene.now, ASSISTANT)
    command = replace(RULE, action=RETURN)
    assert decide(scene.state, command, context) == decide(scene.state, command, context)


def test_i12_a_clock_that_is_early_is_refused_and_told_when() -> None:
    scene = stages.waiting()
    with pytest.raises(NotDue) as refused:
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, 1))
    assert refused.value.due == scene.owed()[Debt.RUNG].due


def test_f28_of_two_claims_one_wins_and_the_other_hears_who() -> None:
    """I4."""
    scene = stages.waiting()
    epoch = scene.state.epoch
    scene.do(TESS, cmd.Claim(epoch))
    with pytest.raises(AlreadyClaimed) as refused:
        scene.do(TOM, cmd.Claim(epoch))
    assert refused.value.by == "tess"


def test_f47_what_cannot_be_read_is_an_error_and_never_nothing() -> None:
    """An event of an unknown kind, or without what it must say, is not passed over."""
    wrote = stages.assistant().history[1]
    text = encode_event(wrote)
    with pytest.raises(KeyError):
        decode_event(wrote.seq, wrote.vseq, wrote.at, "visitor_vanished", text)
    with pytest.raises(ValueError, match="missing required field"):
        decode_event(wrote.seq, wrote.vseq, wrote.at, "visitor_wrote", text.replace('"text"', '"said"'))
    with pytest.raises(ValueError, match="begins with Started"):
        fold(stages.assistant().history[1:])


def test_f48_no_actor_works_by_default() -> None:
    """A visitor, a stranger or a removed teammate is refused; the assistant may only tag, for an action that ran, and
    the desk only note, that an answer did not arrive."""
    scene = stages.waiting()
    stranger = replace(TESS, id="stranger")
    for actor in (VISITOR, ASSISTANT, CLOCK, stranger, replace(VISITOR, id="tess")):
        for command in (
            cmd.Claim(scene.state.epoch),
            cmd.Note("n", "x"),
            cmd.Reply("r", "x", 9),
            cmd.Tag(("a",)),
        ):
            if (actor is ASSISTANT and isinstance(command, cmd.Tag)) or (
                actor is CLOCK and isinstance(command, cmd.Note)
            ):
                continue
            with pytest.raises(NotAllowed):
                scene.do(actor, command)
    scene.do(ASSISTANT, cmd.Tag(("a",)))
    scene.do(CLOCK, cmd.Note("n", "x"))
    assert scene.state.tags == {"a"}
