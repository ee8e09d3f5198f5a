"""What went into no thread lies before the team, who file it, open a conversation from it, or throw it away (F32)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from chatref.conversation.commands import Opening
from chatref.conversation.events import HandoffOpened
from chatref.conversation.model import Cause, Stage
from chatref.database.pool import Connection
from chatref.desk.erasure.erase import erase
from chatref.desk.outcome import Outcome
from chatref.desk.retention.store import expire
from chatref.errors import NotFound, Refused
from chatref.mail.filing import store
from chatref.mail.filing.placing import Place, Placing
from chatref.mail.filing.store import Row, Taken
from chatref.mail.filing.writing import Writing
from tests.desk.acts import new
from tests.mail.letters import letter
from tests.mail.receiving import VERA, Receiving


async def test_f32_a_mail_is_filed_by_hand_and_its_sender_is_known_there_from_then_on(
    desk: Receiving,
) -> None:
    case = await desk.asked()
    await desk.take(desk.answer(case, "from work", "vera@work.example"))
    mail = str(desk.row()["id"])
    assert await desk.bin.file(desk.workspace, mail, case, desk.acts.foundry.tess.id) == case
    assert (await desk.said(case))[-1] == ("from work", "email")
    assert str(desk.row()["handled_by"]) == desk.acts.foundry.tess.id
    await desk.take(desk.answer(case, "again", "vera@work.example", message_id="<2@x>"))
    assert (await desk.said(case))[-1] == ("again", "email")
    with pytest.raises(Refused):
        await desk.bin.file(desk.workspace, mail, case, desk.acts.foundry.tom.id)


async def test_f32_a_conversation_opened_from_a_mail_waits_for_a_person_and_can_be_answered(
    desk: Receiving,
) -> None:
    await desk.take(
        letter(
            "Wo ist meine Bestellung?",
            sender="Nora New <nora@new.example>",
            subject="My order",
            headers="Content-Language: en-GB",
        )
    )
    mail = str(desk.row()["id"])
    opened = await desk.bin.open_new(desk.workspace, mail, desk.acts.foundry.tess.id)
    state = await desk.state(opened)
    assert (state.stage, state.contact, state.language, state.team) == (
        Stage.WAITING, "nora@new.example", "de", desk.acts.foundry.team,
    )  # fmt: skip
    assert state.handoff is not None
    assert (state.handoff.cause, state.handoff.reason) == (Cause.MAIL, "mail")
    assert await desk.said(opened) == [("My order\n\nWo ist meine Bestellung?", "email")]
    assert (
        desk.select("select contact_name from visitors where id = %s", state.visitor)[0]["contact_name"]
        == "Nora New"
    )
    await desk.take(desk.answer(opened, "Hello?", "nora@new.example", message_id="<2@x>"))
    assert (await desk.said(opened))[-1] == ("Hello?", "email")
    with pytest.raises(Refused):
        await desk.bin.open_new(desk.workspace, mail, desk.acts.foundry.tom.id)


async def test_who_died_while_opening_one_opens_the_same_again(desk: Receiving) -> None:
    await desk.take(letter("Where is it?", sender="nora@new.example"))
    mail = str(desk.row()["id"])
    opened = await desk.bin.open_new(desk.workspace, mail, desk.acts.foundry.tess.id)
    desk.change(
        "update mails_in set state = 'bin', due_at = now(), seq = null"
    )  # as if it had not come to that
    assert await desk.bin.open_new(desk.workspace, mail, desk.acts.foundry.tom.id) == opened
    assert len(await desk.said(opened)) == 1
    assert sum(isinstance(each.event, HandoffOpened) for each in await desk.events(opened)) == 1


async def test_a_mail_is_discarded_and_one_that_can_not_be_filed_stays(desk: Receiving) -> None:
    await desk.take(letter("Buy this!", sender="spam@x.example"))
    mail, tess = str(desk.row()["id"]), desk.acts.foundry.tess.id
    with pytest.raises(NotFound):
        await desk.bin.file(desk.workspace, mail, new(), tess)
    await desk.bin.discard(desk.workspace, mail, tess)
    assert desk.row()["state"] == "discarded"
    for handle in (
        desk.bin.discard(desk.workspace, mail, tess),
        desk.bin.open_new(desk.workspace, mail, tess),
    ):
        with pytest.raises(Refused):
            await handle
    with pytest.raises(NotFound):
        await desk.bin.discard(desk.workspace, new(), tess)


async def test_two_who_take_a_mail_at_once_do_not_both_get_it(desk: Receiving) -> None:
    await desk.take(letter("Where is it?", sender="nora@new.example"))
    mail, foundry = str(desk.row()["id"]), desk.acts.foundry
    tries = (desk.bin.open_new(desk.workspace, mail, who.id) for who in (foundry.tess, foundry.tom))
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, str) for each in results) == 1
    assert sum(isinstance(each, Refused) for each in results) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("there", ["elsewhere", "where it names", "anew", "nowhere"])
async def test_f40_a_mail_that_is_filed_while_the_conversation_that_it_names_is_erased(
    desk: Receiving, monkeypatch: pytest.MonkeyPatch, moment: str, there: str
) -> None:
    """It is gone, or it is where the team put it; its words stand nowhere else."""
    named, other = await desk.asked(), await desk.asked("nora@new.example")
    await desk.take(desk.answer(named, "My secret plan.", sender="Stranger Jo <jo@else.example>"))
    mail, foundry, meant_for = str(desk.row()["id"]), desk.acts.foundry, store.meant_for

    async def meanwhile(connection: Connection, mail: str, conversation: str) -> None:
        monkeypatch.setattr(store, "meant_for", meant_for)
        if moment == "before":
            await erase(desk.acts.desk, desk.workspace, named, foundry.olga.id)
        await meant_for(connection, mail, conversation)
        if moment == "after":
            monkeypatch.setattr(Writing, "_write", erased_first)

    async def erased_first(self: Writing, begins: Opening, mail: Row, *, begins_here: bool) -> Outcome:
        await erase(desk.acts.desk, desk.workspace, named, foundry.olga.id)
        monkeypatch.setattr(Writing, "_write", written)
        if there == "nowhere":
            raise Refused("Blocked", "Not there.")
        return await written(self, begins, mail, begins_here=begins_here)

    written = Writing._write
    monkeypatch.setattr(store, "meant_for", meanwhile)
    goes = {"where it names": named}.get(there, other)
    filing = (
        desk.bin.open_new(desk.workspace, mail, foundry.tess.id)
        if there == "anew"
        else desk.bin.file(desk.workspace, mail, goes, foundry.tess.id)
    )
    if moment == "before" or there in ("nowhere", "where it names"):
        with pytest.raises((NotFound, Refused)):
            await filing
        row = desk.row()
        assert (row["state"], row["text"], row["raw"], row["sender_name"]) == ("erased", "", b"", "")
        assert await desk.said(other) == [("Hello?", "chat")]
        assert desk.select("select id from visitors where contact_name = 'Stranger Jo'") == []
    else:
        opened = await filing
        assert (desk.row()["state"], str(desk.row()["conversation"])) == ("filed", opened)
        assert "My secret plan." in (await desk.said(opened))[-1][0]


async def test_f40_what_needs_nobody_is_deleted_when_its_time_is_over(desk: Receiving) -> None:
    """But not what waits in the bin: to forget it unread would be to drop a case."""
    case = await desk.asked()
    await desk.take(desk.answer(case), letter("of nobody"), letter("I am away", headers="Precedence: bulk"))
    for passed, left in ((timedelta(days=-1), 3), (timedelta(days=1), 2)):
        async with desk.acts.database.workspace(desk.workspace) as connection:
            await expire(connection, desk.workspace, datetime.now(UTC) + passed)
        assert len(desk.rows()) == left
    assert {row["state"] for row in desk.rows()} == {"filed", "bin"}


@pytest.mark.parametrize("sender", [f"Vera <{VERA}>", "Jo <jo@else.example>"])
async def test_f40_a_mail_that_finds_its_conversation_erased_while_it_is_filed_goes_with_it(
    desk: Receiving, monkeypatch: pytest.MonkeyPatch, sender: str
) -> None:
    case, placed = await desk.asked(), Placing.of

    async def erased_then(self: Placing, workspace: str, taken: Taken) -> Place:
        place = await placed(self, workspace, taken)
        await erase(desk.acts.desk, desk.workspace, case, desk.acts.foundry.olga.id)
        return place

    monkeypatch.setattr(Placing, "of", erased_then)
    await desk.take(desk.answer(case, "My secret plan.", sender=sender))
    row = desk.row()
    assert (row["state"], row["raw"], row["text"], row["sender"]) == ("erased", b"", "", "")


async def test_f40_a_mail_that_still_waits_to_be_filed_goes_with_its_conversation(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.filing.take_in(desk.workspace, desk.answer(case, "My secret plan."), "imap")
    await erase(desk.acts.desk, desk.workspace, case, desk.acts.foundry.olga.id)
    await desk.filing.turn()
    assert (desk.row()["state"], desk.row()["raw"], desk.row()["text"]) == ("erased", b"", "")
