"""A visitor's answer by mail stands in their conversation, once, and what belongs nowhere lies before the team
(F16, F32, F33, F38)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chatref.conversation import commands as cmd
from chatref.conversation.events import HandoffOpened, PersonAsked
from chatref.conversation.model import ActorKind, Cause, Outcome, Stage
from chatref.conversation.undelivered import AnswerUndelivered
from chatref.desk.audit import audit
from chatref.desk.erasure.erase import erase
from chatref.mail import bin as mail_bin
from chatref.mail.filing import placing, store
from chatref.mail.filing.store import Taken
from chatref.mail.store import Failed
from chatref.mail.undelivered import tell_team
from tests.desk.acts import new
from tests.mail.letters import letter, several
from tests.mail.receiving import VERA, Receiving


async def test_f32_an_answer_by_mail_is_the_visitors_next_message_in_the_same_thread(desk: Receiving) -> None:
    case = await desk.asked()
    before = await desk.state(case)
    await desk.take(
        desk.answer(
            case, "It still fails.\n\nOn 23 Nov 2026, at 09:10, Foundry <a@b.example> wrote:\n> Hello"
        )
    )
    assert await desk.said(case) == [("Hello?", "chat"), ("It still fails.", "email")]
    row, state = desk.row(), await desk.state(case)
    assert (row["state"], str(row["conversation"]), row["seq"]) == ("filed", case, state.last_visitor)
    assert (state.stage, state.visitor, state.by_mail) == (Stage.WAITING, before.visitor, True)
    assert desk.moved == [desk.workspace]


async def test_f32_an_answer_is_matched_by_the_mail_that_it_answers_if_the_address_was_lost(
    desk: Receiving,
) -> None:
    case = await desk.asked()
    raw = letter(
        "Yes.", sender=VERA, headers=f"In-Reply-To: {desk.id_of(case, 4)}\nReferences: {desk.id_of(case)}"
    )
    await desk.take(raw)
    assert (await desk.said(case))[-1] == ("Yes.", "email")


async def test_f33_a_mail_that_comes_twice_or_by_two_ways_is_there_once(desk: Receiving) -> None:
    case = await desk.asked()
    raw = desk.answer(case)
    await desk.take(raw, raw)
    await desk.filing.take_in(desk.workspace, b"Received: from elsewhere\r\n" + raw, "webhook")
    await desk.filing.turn()
    assert [text for text, _ in await desk.said(case)] == ["Hello?", "It still fails."]
    assert len(desk.rows()) == 1


async def test_f33_who_died_between_storing_and_filing_leaves_it_to_the_next(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.filing.take_in(desk.workspace, desk.answer(case), "imap")
    assert desk.row()["state"] == "new"
    [mail] = desk.select("select id from mails_in")
    row = await _taken(desk, str(mail["id"]))  # and here it dies
    await desk.filing.turn()
    assert (desk.row()["state"], len(await desk.said(case))) == ("new", 1)
    desk.change("update mails_in set due_at = now()")
    await desk.filing.turn()
    assert (row.tries, desk.row()["state"], len(await desk.said(case))) == (1, "filed", 2)


async def test_f33_who_died_after_writing_it_into_the_thread_writes_nothing_twice(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.filing.take_in(desk.workspace, desk.answer(case), "imap")
    [mail] = desk.select("select id from mails_in")
    row = await _taken(desk, str(mail["id"]))
    first = await desk.filing.writing.write(desk.workspace, row.row, case)  # and here it dies
    # Meanwhile it is closed, and another begins.
    await desk.acts.teammate(case, desk.acts.resolve(case, Outcome.ELSEWHERE))
    await desk.acts.begin(visitor=(await desk.state(case)).visitor)
    desk.change("update mails_in set due_at = now()")
    await desk.filing.turn()
    assert (desk.row()["state"], str(desk.row()["conversation"]), desk.row()["seq"]) == (
        "filed",
        case,
        first.seq,
    )
    assert [text for text, _ in await desk.said(case)] == ["Hello?", "It still fails."]


async def _taken(desk: Receiving, mail: str) -> Taken:
    async with desk.acts.database.workspace(desk.workspace) as connection:
        taken = await store.take(connection, mail, timedelta(minutes=1))
    assert taken is not None
    return taken


@pytest.mark.parametrize(
    "change",
    [
        "update mails_in set seq = seq + 1",
        "update mails_in set state = 'discarded'",
        "update mails_in set conversation = null, state = 'bin'",
        "delete from mails_in",
        "update mails_in set id = gen_random_uuid()",
    ],
)
async def test_f33_the_audit_names_a_mail_and_a_message_that_do_not_belong_together(
    desk: Receiving, change: str
) -> None:
    case = await desk.asked()
    await desk.take(desk.answer(case))
    assert await audit(desk.acts.database, desk.workspace) == ()
    desk.change(change)
    found = await audit(desk.acts.database, desk.workspace)
    assert {each.name for each in found} == {"misfiled"}
    assert {each.conversation for each in found} == {case}


async def test_f33_while_a_mail_is_filed_nothing_is_wrong(desk: Receiving) -> None:
    """Its message is there first."""
    case = await desk.asked()
    await desk.take(desk.answer(case))
    desk.change("update mails_in set state = 'new', seq = null")
    assert await audit(desk.acts.database, desk.workspace) == ()


async def test_f32_what_names_no_conversation_lies_in_the_bin(desk: Receiving) -> None:
    case = await desk.asked()
    foreign = letter("Hi", to=f"help+{desk.token(case, new())}@shop.example", sender=VERA)
    guessed = letter("Hi", to=f"help+{'a' * 42}@shop.example", sender=VERA, message_id="<2@x>")
    gone = letter("Hi", to=desk.to(new()), sender=VERA, message_id="<3@x>")
    await desk.take(letter("Hi", sender=VERA, message_id="<4@x>"), foreign, guessed, gone)
    assert [row["state"] for row in desk.rows()] == ["bin"] * 4
    assert {row["why"] for row in desk.rows()} == {placing.NO_NAME, placing.NOT_THERE}
    async with desk.acts.database.workspace(desk.workspace) as connection:
        assert await mail_bin.count(connection) == 4
        assert [row.text for row in await mail_bin.listed(connection)] == ["Hi"] * 4
    assert len(await desk.said(case)) == 1


@pytest.mark.parametrize(
    "sender", ["eve@elsewhere.example", "Vera <vera@home.example>, <eve@elsewhere.example>", ""]
)
async def test_f38_an_answer_from_another_address_lies_in_the_bin_and_says_whose_it_may_be(
    desk: Receiving, sender: str
) -> None:
    case = await desk.asked()
    await desk.take(desk.answer(case, sender=sender))
    assert (desk.row()["state"], desk.row()["why"], str(desk.row()["suggested"])) == (
        "bin",
        placing.STRANGER,
        case,
    )
    assert len(await desk.said(case)) == 1


async def test_f38_the_right_sender_without_a_signed_name_matches_nothing(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.take(letter("It is me!", sender=VERA, subject="Re: Your conversation with Foundry"))
    assert (desk.row()["state"], len(await desk.said(case))) == ("bin", 1)


async def test_the_address_may_be_a_detail_or_what_is_known_of_the_visitor_or_where_a_mail_went(
    desk: Receiving,
) -> None:
    case = await desk.asked("nothing that could be mailed to")
    await desk.acts.visitor(case, cmd.GiveDetails((cmd.Value("email", "Detail@home.example"),)))
    desk.change('update visitors set verified = \'{"email": "known@home.example"}\'')
    await desk.take(
        desk.answer(case, "one", "detail@home.example"),
        desk.answer(case, "two", "known@home.example", message_id="<2@x>"),
    )
    assert [text for text, _ in await desk.said(case)] == ["Hello?", "one", "two"]


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"])
async def test_an_automatic_answer_is_not_in_the_thread_and_seen_apart(desk: Receiving, header: str) -> None:
    case = await desk.asked()
    await desk.take(desk.answer(case, "I am on holiday.", headers=header))
    assert (desk.row()["state"], len(await desk.said(case))) == ("automatic", 1)
    async with desk.acts.database.workspace(desk.workspace) as connection:
        assert await mail_bin.count(connection) == 0
        assert [row.text for row in await mail_bin.listed(connection, automatic=True)] == ["I am on holiday."]


async def test_what_the_desk_itself_sent_is_not_in_the_thread(desk: Receiving) -> None:
    case = await desk.asked()
    _account(desk, sender="Support@shop.example")
    await desk.take(desk.answer(case, "loop", "support@shop.example"))
    assert (desk.row()["state"], desk.row()["why"]) == ("automatic", placing.OURS)


async def test_a_mail_to_itself_that_came_back_is_noted_and_belongs_to_no_thread(desk: Receiving) -> None:
    probe = new()
    _account(desk, sender="support@shop.example", probe=probe)
    await desk.take(
        letter(
            "A test.",
            to=desk.to(probe),
            sender="support@shop.example",
            headers="Auto-Submitted: auto-generated",
        )
    )
    assert (desk.row()["state"], desk.row()["why"]) == ("automatic", placing.TEST)
    assert desk.select("select came_back_at from mail_accounts")[0]["came_back_at"] is not None


def _account(desk: Receiving, sender: str, probe: str | None = None) -> None:
    desk.change(
        "insert into mail_accounts (workspace, settings, is_on, mailing_since, probe)"
        " values (%s, jsonb_build_object('sender', %s::text, 'reply', ''), true, now(), %s)",
        desk.workspace, sender, probe,
    )  # fmt: skip


async def _mailed(desk: Receiving, case: str) -> int:
    """A teammate's answer that went out by mail; its number."""
    seq = (await desk.state(case)).last_reply
    desk.change(
        "insert into mails_out (workspace, conversation, seq, vseq, kind, unless_seen, state, made_at, due_at,"
        " message_id, to_address) values (%s, %s, %s, 3, 'reply', true, 'sent', now(), now(), %s, %s)"
        " on conflict (workspace, conversation, seq) do update set state = 'sent', message_id = excluded.message_id,"
        " to_address = excluded.to_address",
        desk.workspace, case, seq, desk.id_of(case, seq), VERA,
    )  # fmt: skip
    return seq


def report(message: str, action: str = "failed") -> bytes:
    return several(
        "Content-Type: text/plain\n\nSorry.",
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {VERA}\n"
        f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 No such user",
        f"Content-Type: message/rfc822\n\nMessage-ID: {message}\nReferences: <other@x>\nSubject: Hi\n\nwords",
        kind="report; report-type=delivery-status",
    )


async def test_f32_a_report_that_an_answer_did_not_arrive_is_told_in_its_thread_once(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.acts.teammate(case, desk.acts.reply(case))
    seq = await _mailed(desk, case)
    await desk.take(report(desk.id_of(case, seq)))
    await desk.filing.take_in(
        desk.workspace, b"X: another copy\r\n" + report(desk.id_of(case, seq)) + b"\r\n", "imap"
    )
    await desk.filing.turn()
    [out] = desk.select("select state, why from mails_out where message_id is not null")
    assert (out["state"], "550 No such user" in out["why"]) == ("dead", True)
    [told] = [each for each in await desk.events(case) if isinstance(each.event, AnswerUndelivered)]
    assert isinstance(told.event, AnswerUndelivered)
    assert (told.actor.kind, told.event.answers, told.event.address) == (ActorKind.DESK, (seq,), VERA)
    assert (await desk.state(case)).person_owed, "P13: a person owes it again"
    assert [(row["state"], str(row["suggested"])) for row in desk.rows()] == [("bounce", case)] * 2
    assert len(await desk.said(case)) == 1


async def test_a_report_of_a_delay_or_of_nothing_of_ours_changes_nothing(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.acts.teammate(case, desk.acts.reply(case))
    seq = await _mailed(desk, case)
    await desk.take(
        report(desk.id_of(case, seq), "delayed"), report("<not@ours.example>"), report(desk.id_of(new(), 1))
    )
    assert [row["state"] for row in desk.rows()] == ["automatic", "automatic", "automatic"]
    assert desk.select("select state from mails_out where message_id is not null")[0]["state"] == "sent"


async def test_the_team_is_told_of_nothing_in_a_conversation_that_was_erased(desk: Receiving) -> None:
    case = await desk.asked()
    await erase(desk.acts.desk, desk.workspace, case, desk.acts.foundry.olga.id)
    await tell_team(desk.acts.desk, desk.workspace, case, Failed("<3@x>", [3], seen=False), VERA, "No.")
    await desk.take(report(desk.id_of(case, 3)))
    assert desk.row()["state"] == "automatic"


async def test_f32_an_answer_opens_a_resolved_conversation_again(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.acts.teammate(case, desk.acts.reply(case))
    await desk.acts.teammate(case, desk.acts.resolve(case))
    await desk.take(desk.answer(case))
    state = await desk.state(case)
    assert (state.stage is Stage.RESOLVED, state.episode) == (False, 2)


async def test_f33_an_answer_to_a_closed_conversation_goes_where_the_visitor_goes_on(desk: Receiving) -> None:
    case = await desk.asked()
    visitor = (await desk.state(case)).visitor
    await desk.acts.teammate(case, desk.acts.resolve(case, Outcome.ELSEWHERE))
    other = await desk.acts.begin("Something else.", visitor)
    await desk.take(desk.answer(case))
    assert (await desk.said(other))[-1] == ("It still fails.", "email")
    assert (desk.row()["state"], str(desk.row()["conversation"])) == ("filed", other)


async def test_an_answer_to_an_erased_conversation_lies_in_the_bin(desk: Receiving) -> None:
    case = await desk.asked()
    raw = desk.answer(case)
    await erase(desk.acts.desk, desk.workspace, case, desk.acts.foundry.olga.id)
    await desk.take(raw)
    assert (desk.row()["state"], desk.row()["why"], desk.row()["suggested"]) == ("bin", placing.ERASED, None)


async def test_f40_a_mail_of_an_erased_conversation_does_not_come_back_with_the_mailbox(
    desk: Receiving,
) -> None:
    case = await desk.asked()
    await desk.take(desk.answer(case))
    await erase(desk.acts.desk, desk.workspace, case, desk.acts.foundry.olga.id)
    await desk.take(desk.answer(case))
    row = desk.row()
    assert (row["state"], row["raw"], row["text"], row["sender"]) == ("erased", b"", "", "")


async def test_a_blocked_visitor_writes_nothing_by_mail_either(desk: Receiving) -> None:
    case = await desk.acts.begin(visitor=desk.acts.foundry.vera.id)
    await desk.acts.visitor(case, cmd.LeaveContact(VERA))
    desk.change("update visitors set blocked_at = now(), blocked_by = %s", desk.acts.foundry.tess.id)
    await desk.take(desk.answer(case))
    assert (desk.row()["why"], len(await desk.said(case))) == (placing.BLOCKED, 1)


async def test_p7_a_request_for_a_person_by_mail_escalates_as_any_other(desk: Receiving) -> None:
    case = await desk.acts.begin(visitor=desk.acts.foundry.vera.id)
    await desk.acts.visitor(case, cmd.LeaveContact(VERA))
    await desk.take(
        desk.answer(case, "I want to talk to a real person."),
        desk.answer(case, "A human, please! Let me talk to a person.", message_id="<2@x>"),
    )
    events = [each.event for each in await desk.events(case)]
    assert [each.cause for each in events if isinstance(each, HandoffOpened)] == [Cause.REQUEST]
    assert sum(isinstance(each, PersonAsked) for each in events) == 2


async def test_more_mails_than_a_person_writes_lie_in_the_bin(
    desk: Receiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "MOST_OF_A_VISITOR", 2)
    case = await desk.asked()
    await desk.take(*(desk.answer(case, f"{n}", message_id=f"<{n}@x>") for n in range(4)))
    assert [row["state"] for row in desk.rows()] == ["filed", "filed", "bin", "bin"]
    await desk.acts.teammate(case, desk.acts.resolve(case, Outcome.ELSEWHERE))
    await desk.acts.begin(visitor=(await desk.state(case)).visitor)
    desk.change("update mails_in set handled_at = now() - interval '2 hours'")
    await desk.take(*(desk.answer(case, f"{n}", message_id=f"<{n}@x>") for n in range(4, 8)))
    assert [row["state"] for row in desk.rows()[4:]] == ["filed", "filed", "bin", "bin"], (
        "in the one that followed"
    )


async def test_what_is_attached_or_too_long_is_said_in_the_message(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.take(several(
        "Content-Type: text/plain\n\n" + "many words " * 2_000,
        "Content-Type: application/pdf; name=invoice.pdf\nContent-Transfer-Encoding: base64\n\n" + "AAAA" * 40_000,
        headers=f"Delivered-To: {desk.to(case)}",
    ).replace(b"anna@home.example", VERA.encode()))  # fmt: skip
    text, _ = (await desk.said(case))[-1]
    assert text.endswith(
        "[The rest is in the mail itself.]\n\n[1 attachment in the mail: invoice.pdf (120 KB)]"
    )
    assert len(text) <= 8_000
    [mail] = desk.rows()
    async with desk.acts.database.workspace(desk.workspace) as connection:
        assert b"AAAA" in await mail_bin.original(connection, str(mail["id"]))
        [standing] = await mail_bin.standing_in(connection, case)
    assert (str(standing.id), standing.attachments) == (
        str(mail["id"]),
        [{"name": "invoice.pdf", "size": 120_000}],
    )


async def test_a_mail_that_no_try_could_file_is_given_to_the_team(desk: Receiving) -> None:
    case = await desk.asked()
    await desk.filing.take_in(desk.workspace, desk.answer(case), "imap")
    desk.change("update mails_in set tries = %s", placing.MOST_TRIES)
    await desk.filing.turn()
    assert (desk.row()["state"], desk.row()["why"]) == ("bin", placing.NOT_FILED)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=12,
    deadline=None,
)
@given(raw=some.binary(max_size=200))
async def test_f32_whatever_comes_lies_there_afterwards(desk: Receiving, raw: bytes) -> None:
    await desk.take(raw)
    lying = desk.select("select state from mails_in where raw = %s", raw)
    assert [row["state"] for row in lying] in (["bin"], ["automatic"])
