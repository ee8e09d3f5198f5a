"""`chatref audit` finds nothing in what the desk wrote, and everything that was planted."""

from dataclasses import dataclass

import psycopg
import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.model import Field
from chatref.database.pool import Database
from chatref.desk.audit import audit
from tests.cast import Business
from tests.desk.acts import Acts, new


async def a_day(acts: Acts) -> None:
    """Some of everything that a desk stores."""
    resolved = await acts.begin("How do I install a font?")
    await acts.assistant(resolved, acts.answer(resolved))
    await acts.visitor(resolved, cmd.AskPerson())
    await acts.teammate(resolved, acts.claim(resolved))
    await acts.teammate(resolved, acts.reply(resolved))
    await acts.teammate(resolved, acts.resolve(resolved))
    await acts.write(resolved, "One more thing")
    await acts.case()
    collecting = await acts.begin("I want to send it back", visitor=new())
    fields = (Field("order", "Order number"), Field("reason", "Reason"))
    await acts.visitor(collecting, cmd.AskPerson(action=cmd.ActionDue("return", fields)))
    await acts.visitor(collecting, cmd.GiveDetails((cmd.Value("order", "A-1"),)))
    erased = await acts.begin("Forget me", visitor=new())
    await acts.assistant(erased, cmd.Erase())
    taken = await acts.begin("Is the font good for the web?", visitor=new())
    await acts.teammate(taken, cmd.TakeOver(acts.state(taken).epoch))
    note = await acts.owned()
    await acts.teammate(note, cmd.Note(new(), "look out"))
    await acts.teammate(note, acts.reply(note))
    await acts.write(note, "Thank you, perfect!")
    await acts.teammate(note, acts.resolve(note))
    await acts.write(note, "Thanks again!")


async def test_what_the_desk_wrote_has_no_breach(acts: Acts, rival: Business) -> None:
    """P13: this can be checked at any moment."""
    await a_day(acts)
    assert await audit(acts.database) == ()
    assert await audit(acts.database, rival.workspace) == ()


@dataclass(frozen=True)
class Plant:
    """What is done to the stored rows behind the desk's back, and the breach that must name it."""

    breach: str
    sql: str


ANSWER = """(select conversation, seq, command from events where kind = 'assistant_answered' limit 1)"""
PLANTS = [
    Plant("gap", "delete from events where kind = 'note_written'"),
    Plant("gap", "update events set seq = seq + 1000 where kind = 'note_written'"),
    Plant("visitor_gap", "update events set vseq = vseq + 7 where kind = 'assistant_answered'"),
    Plant("visibility", "update events set vseq = 99 where kind = 'note_written'"),
    Plant("fold", "update conversations set state = jsonb_set(state::jsonb, '{epoch}', '77')::json"),
    Plant("fold", "update events set kind = 'noted', payload = '{\"actor\": {\"kind\": \"desk\", \"id\": \"\"}, "
          "\"event\": {\"what\": \"x\"}}' where kind = 'claimed'"),
    Plant("row", "update conversations set stage = 'waiting' where stage = 'assigned'"),
    Plant("row", "update conversations set summary = jsonb_set(summary::jsonb, '{seq}', '1')::json"),
    Plant("nothing_owed", "update conversations set due_at = null where stage = 'waiting'"),
    Plant("owed_when_resolved", "update conversations set due_at = now() where stage = 'resolved'"),
    Plant("no_progress", "update conversations set due_at = changed_at where stage = 'waiting'"),
    Plant("unable", "update policies set content = jsonb_set(content, '{teams}', '[]')"),
    Plant("unable", "delete from policies"),
    Plant("nobody_alerted", "update conversations set summary = jsonb_set(summary::jsonb, '{alert}', 'null')::json"
          " where stage = 'waiting'"),
    Plant("nobody_alerted", "update policies set content = jsonb_set(content, '{teammates}', '[]')"),
    Plant("stale_alert", "update conversations set summary = jsonb_set(summary::jsonb, '{alert}',"
          " (select summary::jsonb -> 'alert' from conversations where stage = 'waiting' limit 1))::json"
          " where stage = 'assistant'"),
    Plant("assistant_spoke", f"update events set head = jsonb_set(head::jsonb, '{{stage}}', '\"assigned\"')::json"
          f" where (conversation, seq + 1) in (select conversation, seq from {ANSWER} a)"),
    Plant("stale_answer", "update events set payload = jsonb_set(payload::jsonb, '{event,turn}', '44')::json"
          " where kind = 'assistant_answered'"),
    Plant("owner", "update events set head = jsonb_set(head::jsonb, '{owner}', 'null')::json"
          " where kind = 'teammate_replied'"),
    Plant("two_owners", "update events e set head = jsonb_set(e.head::jsonb, '{owner}', '\"somebody\"')::json"
          " from events c where c.kind = 'claimed' and c.conversation = e.conversation and e.seq = c.seq - 1"),
    Plant("request_unserved", "update events set kind = 'queued' where kind = 'handoff_opened'"),
    Plant("hand_over_line", "update events set payload = jsonb_set(payload::jsonb, '{event,line}',"
          " '\"progress\"')::json where kind = 'desk_said' and payload #>> '{event,line}' = 'hand_over'"),
    Plant("hand_over_line", "update events set command = gen_random_uuid() where kind = 'desk_said'"),
    Plant("confirmed_twice", "update events set payload = jsonb_set(payload::jsonb, '{event,confirms}', 'true')::json"
          " where kind = 'desk_said'"),
    Plant("asked_again", "update events set kind = 'details_asked', payload = (select payload from events"
          " where kind = 'details_asked') where kind = 'detail_given'"),
    Plant("two_handoffs", "update events set kind = 'handoff_opened', payload = (select payload from events"
          " where kind = 'handoff_opened' limit 1) where kind = 'claimed'"),
    Plant("handoff_end", "update events set payload = jsonb_set(payload::jsonb, '{event,handoff}', '\"other\"')::json"
          " where kind = 'handoff_ended'"),
    Plant("handoff_left_open", "update events set kind = 'noted' where kind = 'handoff_ended'"),
    Plant("step_nowhere", "update events set kind = 'step_ticked', payload = '{\"actor\": {\"kind\": \"teammate\"},"
          " \"event\": {\"handoff\": \"h\", \"step\": \"work-1\", \"done\": true}}' where kind = 'note_written'"),
    Plant("unconfirmed", "update events set payload = jsonb_set(payload::jsonb, '{event,playbook}',"
          " '[{\"id\": \"close-1\", \"part\": \"close\", \"text\": \"Say when\", \"confirm\": true}]')::json"
          " where kind = 'handoff_opened'"),
    Plant("time", "update events set at = at - interval '1 day' where kind = 'teammate_replied'"),
    Plant("thanks_owed", "update events set payload = jsonb_set(payload::jsonb, '{event,thanks}', 'true')::json"
          " where kind = 'visitor_wrote' and seq = 2"),
    Plant("thanks_owed", "update events set payload = jsonb_set(payload::jsonb, '{event,asks}', 'true')::json"
          " where kind = 'teammate_replied'"),
    Plant("thanks_owed", "update events set payload = jsonb_set(payload::jsonb, '{event,seen}', '1')::json"
          " where kind = 'teammate_replied'"),
    Plant("thanks_moved", "update events e set command = t.command from events t where t.conversation = e.conversation"
          " and t.kind = 'visitor_wrote' and t.payload #>> '{event,thanks}' = 'true' and e.seq = t.seq + 1"),
    Plant("assumed_unanswered", "update events set kind = 'resolved', payload = '{\"actor\": {\"kind\": \"desk\"},"
          " \"event\": {\"outcome\": \"assumed\", \"by_clock\": true}}' where kind = 'assistant_answered'"),
    Plant("words_left", "update events set payload = jsonb_set(payload::jsonb, '{event,text}', '\"a secret\"')::json"
          " where kind = 'visitor_wrote'"),
    Plant("words_kept", "insert into test_cases (id, workspace, name, transcript, hand_over, conversation, created_by)"
          " select gen_random_uuid(), e.workspace, 'A secret', '{}', false, e.conversation, t.id"
          " from events e join teammates t on t.workspace = e.workspace where e.kind = 'erased' limit 1"),
    Plant("unreadable", "update events set payload = '{}' where kind = 'started'"),
    Plant("change_ahead", "update workspace_changes set change = 1"),
    Plant("orphan", "delete from conversations where stage = 'waiting'"),
    Plant("two_open", "drop index conversations_one_open; update conversations c set visitor = (select visitor from"
          " conversations where stage = 'waiting' limit 1) where stage = 'assigned'"),
    Plant("file_missing", "update events set payload = jsonb_set(payload::jsonb, '{event,file}',"
          """ '{"id": "00000000-0000-4000-8000-000000000001", "type": "png"}')::json where kind = 'detail_given'"""),
    Plant("split_command", "update events set part = part + 1 where kind = 'desk_said'"),
    Plant("split_command", "update events set digest = 'other' where kind = 'desk_said'"),
]  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.breach)
async def test_every_kind_of_breach_is_found(
    acts: Acts, database: Database, database_url: str, plant: Plant
) -> None:
    await a_day(acts)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(plant.sql)
    found = await audit(database)
    assert plant.breach in {breach.name for breach in found}, [str(breach) for breach in found]
    assert all(breach.workspace == acts.workspace for breach in found)
