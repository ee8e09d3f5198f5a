"""A program whose mails do not say that it is one would be answered by the assistant, and answer, without end."""

import pytest

from chatref.mail.filing import placing
from tests.mail.receiving import Receiving


async def test_what_says_the_same_again_and_again_waits_for_the_team(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.take(*(desk.answer(case, "We have got it.", message_id=f"<{n}@x>") for n in range(6)))
    assert [row["state"] for row in desk.rows()] == ["filed"] * 4 + ["bin"] * 2
    assert [(row["why"], str(row["suggested"])) for row in desk.rows()[4:]] == [(placing.LOOP, case)] * 2
    await desk.take(desk.answer(case, "It is me, really.", message_id="<6@x>"))
    assert desk.rows()[6]["state"] == "filed"
    await desk.bin.file(desk.workspace, str(desk.rows()[5]["id"]), case, desk.acts.foundry.tess.id)
    await desk.take(desk.answer(case, "We have got it.", message_id="<7@x>"))
    assert desk.rows()[7]["state"] == "filed", "a teammate has looked at it"


@pytest.mark.parametrize(("ours", "states"), [("answer", ["filed"] * 4 + ["bin"]), ("reply", ["filed"] * 5)])
async def test_what_answers_the_desk_within_seconds_again_and_again_waits_for_the_team(
    desk: Receiving, ours: str, states: list[str]
) -> None:
    """Whatever it says. Who talks to a person may well be quick."""
    case = await desk.asked()
    for number in range(5):
        desk.change(
            "insert into mails_out (workspace, conversation, seq, vseq, kind, unless_seen, state, made_at, due_at,"
            " ended_at) values (%s, %s, %s, 1, %s, false, 'sent', now(), now(), now())",
            desk.workspace, case, 100 + number, ours,
        )  # fmt: skip
        await desk.take(desk.answer(case, f"Ticket {number} is open.", message_id=f"<{number}@x>"))
        desk.change("update mails_in set came_at = came_at - interval '5 minutes'")
        desk.change("update mails_out set ended_at = ended_at - interval '5 minutes'")
    assert [row["state"] for row in desk.rows()] == states
    await desk.take(desk.answer(case, "After a while.", message_id="<5@x>"))
    assert desk.rows()[5]["state"] == "filed"
