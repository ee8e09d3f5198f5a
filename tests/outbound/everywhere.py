"""A conversation in which every text that anybody can give is a word of its own, and where these words stand then."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import psycopg
from psycopg import sql

from chatref.conversation import commands as cmd
from chatref.conversation.commands import Command
from chatref.conversation.model import DESK, AnswerKind, Citation, Field, Lesson, Outcome
from chatref.conversation.summed import SumUp
from chatref.desk.policy import Policies
from chatref.insights.corrections import Proposal, Wanted
from chatref.insights.corrections.propose import propose
from chatref.insights.taken import thread, transcript_to
from chatref.insights.test_cases import Stays
from chatref.insights.test_cases import store as test_cases
from tests.desk.acts import new
from tests.outbound.conftest import Post

WORD = "zq[0-9]{3}[a-z]+"
Places = Mapping[str, frozenset[str]]
"""The words that stand in a column, by its table and name."""


@dataclass
class Words:
    """Each is said once; `said` is what commands said, as the field that it stood in."""

    made: int = 0

    def new(self, hint: str) -> str:
        self.made += 1
        return f"zq{self.made:03}{hint}"


@dataclass
class Scene:
    post: Post
    words: Words
    conversation: str
    visitor: str
    sent: list[Command]

    def word(self, hint: str) -> str:
        return self.words.new(hint)

    async def by_visitor(self, command: Command) -> None:
        self.sent.append(command)
        await self.post.acts.visitor(self.conversation, command, self.visitor)

    async def by_teammate(self, command: Command) -> None:
        self.sent.append(command)
        await self.post.acts.teammate(self.conversation, command)

    async def by_assistant(self, command: Command) -> None:
        self.sent.append(command)
        await self.post.acts.assistant(self.conversation, command)

    async def write(self) -> None:
        place = self.post.acts.foundry.site.id
        opening = cmd.Opening(
            self.conversation,
            self.post.workspace,
            place,
            self.visitor,
            "en",
            "" if self.sent else self.word("openingpage"),
        )
        await self.by_visitor(
            cmd.Write(new(), self.word("visitortext"), self.word("visitorpage"), opening=opening)
        )

    async def by_desk(self, command: Command) -> None:
        self.sent.append(command)
        workspace, desk = self.post.workspace, self.post.acts.desk
        await desk.handle(workspace, self.conversation, command, actor=DESK, command_id=new(), sender="desk")

    def record(self) -> cmd.Record:
        return cmd.Record(f'["{self.word("measured")}"]', self.word("recordtrace"))

    def turn(self) -> tuple[int, int, int]:
        state = self.post.acts.state(self.conversation)
        return state.epoch, state.turn.number, state.turn.rev

    def seen(self) -> tuple[int, int]:
        state = self.post.acts.state(self.conversation)
        return state.last_visitor, state.last_reply

    def handoff(self) -> str:
        state = self.post.acts.state(self.conversation)
        return state.handoffs[-1]


async def said_everywhere(post: Post, visitor: str) -> Scene:
    """Handed over to two destinations, reviewed, handed over again, ended and rated; and taken to learn from."""
    scene = Scene(post, Words(), new(), visitor, [])
    await _name_the_visitor(scene)
    await post.to("shelf")
    await post.to("echo", "https://echo.example")
    await _asked_and_collected(scene)
    await _worked_on(scene)
    await _handed_over_again(scene)
    await _learned_from(scene)
    _file(scene)
    _mail(scene)
    _fail_the_clock(scene)
    return scene


async def _name_the_visitor(scene: Scene) -> None:
    said = [scene.word(hint) for hint in ("identity", "claimed", "verified", "name", "device")]
    with psycopg.connect(scene.post.url, autocommit=True) as connection:
        connection.execute(
            """update visitors set identified_as = %s, claimed = jsonb_build_object('plan', %s::text),
                      verified = jsonb_build_object('order', %s::text), contact_name = %s where id = %s""",
            [*said[:4], scene.visitor],
        )
        connection.execute(
            "update visitor_sessions set device = %s where visitor = %s", [said[4], scene.visitor]
        )


async def _asked_and_collected(scene: Scene) -> None:
    word = scene.word
    await scene.write()
    await scene.by_visitor(cmd.ReportEvent(word("eventname"), ((word("factname"), word("fact")),)))
    cited = Citation(word("citedtitle"), "https://foundry.example/refunds", word("citedheading"))
    await scene.by_assistant(
        cmd.Answer(
            *scene.turn(),
            new(),
            word("answer"),
            AnswerKind.ANSWER,
            (cited,),
            0,
            word("trace"),
            scene.record(),
        )
    )
    await scene.write()
    field = Field(
        "order", word("label"), "text", help=word("help"), choices=(word("choice"),), example=word("example"),
        mask=word("mask"), value=word("offered"), inferred=True,
    )  # fmt: skip
    await scene.by_assistant(
        cmd.Escalate(
            "refund", why=word("why"), tags=(word("ruletag"),), trace=word("escalationtrace"),
            record=scene.record(), action=cmd.ActionDue("return", (field,)),
        )
    )  # fmt: skip
    await scene.by_visitor(cmd.GiveDetails((cmd.Value("order", word("detail")),)))
    await scene.by_assistant(cmd.NoteLead("Demo", ("order",)))
    await scene.by_assistant(SumUp(scene.handoff(), word("summedup")))
    await scene.post.try_all()


async def _worked_on(scene: Scene) -> None:
    word = scene.word
    await scene.by_visitor(cmd.LeaveContact(word("contact")))
    await scene.post.wait()
    await scene.post.try_all()
    await scene.by_teammate(scene.post.acts.claim(scene.conversation))
    await scene.by_teammate(cmd.Note(new(), word("note")))
    tag = word("tag")
    await scene.by_teammate(cmd.Tag((tag,)))
    await scene.by_teammate(cmd.Tag((), (tag,)))
    await scene.by_teammate(cmd.Reply(new(), word("reply"), *scene.seen()))
    reply = scene.seen()[1]
    await scene.by_desk(cmd.ReportUndelivered((reply,), word("mailedto"), word("undelivered")))
    await scene.by_teammate(cmd.SendAgain((reply,), word("othercontact")))
    await scene.by_teammate(
        cmd.HandBack(*scene.seen(), cmd.Word(new(), word("handbacksays")), word("handbackword"))
    )


async def _handed_over_again(scene: Scene) -> None:
    """The assistant fails, and fails once more while a person is awaited."""
    word = scene.word
    for _ in range(2):
        await scene.write()
        epoch, turn, _ = scene.turn()
        await scene.by_assistant(cmd.AssistantFailed(epoch, turn, word("failure")))
    await scene.by_teammate(scene.post.acts.claim(scene.conversation))
    await scene.by_teammate(cmd.Review(scene.handoff(), Lesson.CONTENT_MISSING, word("lesson")))
    await scene.write()
    await scene.by_teammate(cmd.Resolve(*scene.seen(), Outcome.ANSWERED, cmd.Word(new(), word("lastword"))))
    await scene.by_visitor(cmd.Rate(2, word("rating")))


async def _learned_from(scene: Scene) -> None:
    acts, word = scene.post.acts, scene.word
    tess = acts.foundry.tess.id
    for proposal in (
        Proposal(
            scene.handoff(),
            word("proposedanswer"),
            question=word("proposedquestion"),
            note=word("proposednote"),
        ),
        Proposal(scene.handoff(), wanted=Wanted.STAY, note=word("wantednote")),
    ):
        await propose(acts.database, Policies(), acts.workspace, scene.conversation, proposal, tess)
    async with acts.database.workspace(acts.workspace) as connection:
        found = await thread(connection, acts.workspace, scene.conversation)
        ruling = await Policies().current(acts.database, acts.workspace)
        kept = transcript_to(found, None, ruling)
        await test_cases.add(
            connection, acts.workspace, word("testname"), kept, Stays(), tess, scene.conversation
        )


def _mail(scene: Scene) -> None:
    """As it stands after an answer that could not be mailed."""
    said = f"550 unknown user {scene.word('mailfailure')}"
    with psycopg.connect(scene.post.url, autocommit=True) as connection:
        connection.execute(
            """insert into mails_out (workspace, conversation, seq, vseq, kind, unless_seen, state, made_at, due_at,
                                      to_address, why)
               values (%s, %s, 1, 1, 'reply', true, 'dead', now(), now(), %s, %s)""",
            [scene.post.workspace, scene.conversation, scene.word("mailaddress"), said],
        )
        connection.execute(
            """insert into mail_accounts (workspace, settings, is_on, mailing_since, failing_why)
               values (%s, '{}', false, now(), %s)""",
            [scene.post.workspace, said],
        )
    for place in ("conversation", "suggested"):
        _mail_in(scene, place)


def _mail_in(scene: Scene, place: str) -> None:
    """As it lies there once it stands in the thread, or only names it."""
    hints = ("messageid", "sender", "sendername", "subject", "language", "text", "attached", "why")
    said = [scene.word(f"mailin{hint}") for hint in hints]
    raw = scene.word("mailinraw")
    with psycopg.connect(scene.post.url, autocommit=True) as connection:
        connection.execute(
            f"""insert into mails_in (workspace, id, key, via, state, message_id, sender, sender_name, subject,
                                      language, text, attachments, why, raw, size, {place})
                values (%s, %s, %s, 'imap', 'bin', %s, %s, %s, %s, %s, %s, jsonb_build_array(%s::text), %s, %s, 9,
                        %s)""",
            [scene.post.workspace, new(), place, *said, raw.encode(), scene.conversation],
        )


def _file(scene: Scene) -> None:
    """As it lies there once a form gave it."""
    said = [scene.word("filename"), scene.word("filecontent").encode()]
    with psycopg.connect(scene.post.url, autocommit=True) as connection:
        connection.execute(
            """insert into files (workspace, conversation, id, field, name, type, size, content, digest, given)
               values (%s, %s, %s, 'shot', %s, 'text', 9, %s, '', true)""",
            [scene.post.workspace, scene.conversation, new(), *said],
        )


def _fail_the_clock(scene: Scene) -> None:
    with psycopg.connect(scene.post.url, autocommit=True) as connection:
        connection.execute(
            "insert into clock_failures values (%s, %s, 1, clock_timestamp(), %s)",
            [scene.post.workspace, scene.conversation, scene.word("clockerror")],
        )


def places(connection: psycopg.Connection[Any]) -> Places:
    """Every column of every table that there is, and the words in it; bytes are searched as they lie."""
    columns = connection.execute(
        """select table_name, column_name, data_type from information_schema.columns
             join information_schema.tables using (table_schema, table_name)
            where table_schema = 'public' and table_type = 'BASE TABLE'"""
    ).fetchall()
    looks = [
        sql.SQL("select {}, hit.words[1] from {} one, regexp_matches({}, {}, 'g') hit(words)").format(
            f"{table}.{column}", sql.Identifier(table), _as_text(column, kind), WORD
        )
        for table, column, kind in columns
    ]
    standing: dict[str, set[str]] = {}
    for place, word in connection.execute(sql.SQL(" union ").join(looks)).fetchall():
        standing.setdefault(place, set()).add(word)
    return {place: frozenset(words) for place, words in standing.items()}


def _as_text(column: str, kind: str) -> sql.Composed:
    written = "encode(one.{}, 'escape')" if kind == "bytea" else "one.{}::text"
    return sql.SQL(written).format(sql.Identifier(column))


def text_fields() -> set[str]:
    """What could hold a text of anything that a command is made of, as class and name."""
    return {field for kind in get_args(Command) for field in _fields(kind)}


def texts_of(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever a command is made of
    """Each field that holds a text, and the text."""
    for one in fields(value):
        for each in _flat(getattr(value, one.name)):
            if is_dataclass(each):
                yield from texts_of(each)
            elif isinstance(each, str):
                yield f"{type(value).__name__}.{one.name}", each


def _fields(kind: type) -> Iterator[str]:
    for name, hint in get_type_hints(kind).items():
        for each in _inner(hint):
            if each is str:
                yield f"{kind.__name__}.{name}"
            elif is_dataclass(each) and isinstance(each, type):
                yield from _fields(each)


def _inner(hint: Any) -> Iterator[Any]:  # noqa: ANN401
    parts = get_args(hint)
    if not parts:
        yield hint
    for each in parts:
        yield from _inner(each)


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    else:
        yield value


def is_word(text: str) -> bool:
    return re.search(WORD, text) is not None
