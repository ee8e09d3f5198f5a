"""How many whole turns the assistant gets through without a model, and how soon a question meets its first words.

    .venv/bin/python bench/turns.py [--passages 10000] [--seconds 15] [--rounds 5] [--content FILE_OR_FOLDER …]

A turn: POST of a question → lease, search, answer, commit → the answer on the visitor's socket. Eight visitors ask at
once, each the next as soon as one is answered. The limit embeds the same questions with the same model and runs the
same search SQL behind the same row-level security, and does nothing else; the two take turns over one database.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from uuid import uuid4

from crowd import Crowd
from load import Call, Poster, beat_for_ever, connect_all, posters, write_request
from report import cpu, median, quantile, table, verdict
from search import HERE, TOO_FEW, embedded, gathered
from seed import Office, Serving, Stage, Talk, crowded, meet, open_offices, run_limit, serving, stage

from chatref.assistant.ranking import CANDIDATES
from chatref.conversation import commands as cmd
from chatref.conversation.model import Actor, ActorKind
from chatref.escalation.phrases import asks_for_person
from chatref.knowledge import store
from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.content import Document, SourceKind
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.embed import Embedder
from chatref.knowledge.search import PER_DOCUMENT
from chatref.knowledge.search import store as searching
from chatref.knowledge.split import Passage, sentences
from chatref.knowledge.terms import question_terms

LEAST_RATIO, MOST_P95_MS, MOST_ALONE_MS = 0.70, 400.0, 150.0
PASSAGES, AT_ONCE, TALKS, QUESTIONS, ALONE_SECONDS = 10_000, 8, 400, 1_000, 10.0
WARM_SECONDS, ANSWER_SECONDS = 3.0, 30.0
FIRST_WORDS = b'"kind":"piece"'
ANSWERED, HANDED_OVER = b'"kind":"assistant_answered"', b'"kind":"handoff_opened"'
ASSISTANT = Actor(ActorKind.ASSISTANT)


@dataclass(slots=True)
class Asked:
    """A question on its way, of one conversation."""

    sent: float
    words: float | None = None
    answered: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Askers:
    """Visitors in a process of their own."""

    async def connect(self, port: int, talks: Sequence[Talk], questions: Sequence[str]) -> None:
        self._talks = list(talks)
        self._asked: list[Asked | None] = [None] * len(talks)
        self._free, self._questions = deque(range(len(talks))), deque(questions)
        self._watchers = await connect_all(port, [call_of(talk) for talk in talks], self._ear)
        self._port = port
        self._beats = asyncio.create_task(beat_for_ever(self._watchers))
        self._refused = self._unanswered = self._handed_over = 0

    async def ask(self, at_once: int, warm: float, seconds: float) -> tuple[float, list[float], list[float]]:
        """Turns a second, and in ms: until the first words, until the answer is whole."""
        self._words: list[float] = []
        self._whole: list[float] = []
        self._open = True
        connected = await posters(self._port, at_once, self._posted)
        asking = [asyncio.create_task(self._go_on(poster)) for poster in connected]
        while not self._whole:  # noqa: ASYNC110 - the first answer waits for the model to be loaded
            await asyncio.sleep(0.05)
        await asyncio.sleep(warm)
        self._words.clear()
        self._whole.clear()
        began = time.perf_counter()
        await asyncio.sleep(seconds)
        rate, words, whole = len(self._whole) / (time.perf_counter() - began), self._words[:], self._whole[:]
        self._open = False
        await asyncio.gather(*asking)
        for poster in connected:
            poster.transport.close()
        return rate, words, whole

    async def end(self) -> tuple[int, int, int]:
        """(refused, unanswered, handed over)"""
        self._beats.cancel()
        for each in self._watchers:
            each.transport.close()
        await asyncio.sleep(0.3)
        return self._refused, self._unanswered, self._handed_over

    async def _go_on(self, poster: Poster) -> None:
        while self._open:
            number = self._free.popleft()
            talk, question = self._talks[number], self._questions[0]
            self._questions.rotate(-1)
            _, make = write_request(talk.conversation, talk.token, question)
            asked = self._asked[number] = Asked(time.perf_counter())
            poster.post(make(str(uuid4()), str(uuid4())))
            try:
                goes_on = await asyncio.wait_for(asked.answered, ANSWER_SECONDS)
            except TimeoutError:
                self._unanswered += 1
                continue
            now = time.perf_counter()
            self._words.append(((asked.words or now) - asked.sent) * 1000)
            self._whole.append((now - asked.sent) * 1000)
            if goes_on:  # what a rule hands over is a turn as well, and the last one of its conversation
                self._free.append(number)
            self._handed_over += not goes_on

    def _ear(self, number: int) -> Callable[[bytes], None]:
        def heard(frame: bytes) -> None:
            asked = self._asked[number]
            if asked is None or asked.answered.done():
                return
            done = ANSWERED in frame or HANDED_OVER in frame
            if done or FIRST_WORDS in frame:
                asked.words = asked.words or time.perf_counter()
            if done:
                asked.answered.set_result(HANDED_OVER not in frame)

        return heard

    def _posted(self, _: Poster, status: int, __: bytes) -> None:
        self._refused += status not in (0, 200)


def call_of(talk: Talk) -> Call:
    hello = {"t": "hello", "token": talk.token, "conversation": talk.conversation, "after": talk.vseq}
    return Call("/api/visitor/socket", "x-visitor: 1", json.dumps(hello), '{"t":"beat","after":%d}')


async def learn(made: Stage, office: Office, passages: list[tuple[str, Passage]]) -> list[str]:
    """Fills the workspace with them; returns questions that they answer."""
    embedder = Embedder(made.home)
    began = time.perf_counter()
    indexed = await embedded(embedder, passages)
    embedder.close()
    async with made.database.workspace(office.workspace) as connection:
        source = await store.add_source(connection, office.workspace, SourceKind.FOLDER, "/content")
        for start in range(0, len(indexed), 10):
            document = Document(str(uuid4()), passages[start][0], None, b"", (), ())
            await documents_store.swap_document(
                connection, office.workspace, source, document, indexed[start : start + 10]
            )
        await documents_store.count_terms(connection, office.workspace)
    print(f"{len(indexed)} passages learned in {time.perf_counter() - began:.0f} s", flush=True)
    chosen = random.Random(1).sample(passages, min(len(passages), QUESTIONS * 2))
    asked = {f"{max(sentences(each.text), key=len)[:150].rstrip('.?! ')}?" for _, each in chosen}
    return [each for each in sorted(asked) if "+++" not in each and not asks_for_person(each, "en")][
        :QUESTIONS
    ]


async def open_talks(made: Stage, office: Office, wanted: int) -> list[Talk]:
    """Conversations that the assistant has, with a first word and a first answer in them."""

    async def begin(visitor: str, token: str) -> Talk:
        talk = Talk(office.workspace, str(uuid4()), visitor, token, 0, 0)
        opening = cmd.Opening(talk.conversation, office.workspace, office.site, visitor)
        await made.write(talk, cmd.Write(str(uuid4()), "Hello.", opening=opening))
        state = made.states[talk.conversation]
        answer = cmd.Answer(
            state.epoch, state.turn.number, state.turn.rev, str(uuid4()), "Hello. Ask me anything."
        )
        await made.desk.handle(
            talk.workspace,
            talk.conversation,
            answer,
            actor=ASSISTANT,
            command_id=str(uuid4()),
            sender="assistant",
        )
        state = made.states[talk.conversation]
        return Talk(talk.workspace, talk.conversation, visitor, token, state.vseq, state.seq)

    return await crowded(begin(*each) for each in await meet(made.database, office, wanted))


def limit_work(made: Stage, office: Office, questions: Sequence[str]) -> Path:
    """What the bare loop needs to know, so that it needs nothing of ours."""
    asked = [
        {"text": each, **searching.parameters(question_terms(each), "", CANDIDATES, PER_DOCUMENT)}
        for each in questions
    ]
    work = {
        "url": made.server.url,
        "workspace": office.workspace,
        "model": str(prepared_model(made.home)),
        "vocabulary": str(resources.files("chatref.knowledge.carrier").joinpath("vocabulary.txt")),
        "sql": searching.SEARCH,
        "questions": asked,
    }
    file = made.home / "turns.json"
    file.write_text(json.dumps(work))
    return file


@dataclass(frozen=True, slots=True)
class Round:
    limit: float
    ours: float
    words: list[float]
    whole: list[float]
    desk_ms: float
    database_ms: float


def take_turns(made: Stage, server: Serving, crowd: Crowd, work: Path, seconds: float) -> Round:
    bare = float(run_limit("turns.py", str(work), str(seconds), str(AT_ONCE)))
    before = cpu(server.pid, made.server.pid)
    rate, words, whole = crowd.ask("ask", AT_ONCE, WARM_SECONDS, seconds)
    used = cpu(server.pid, made.server.pid).since(before)
    each = 1000 / max(1.0, rate * (seconds + WARM_SECONDS))
    found = Round(bare, rate, words, whole, used.desk * each, used.database * each)
    print(
        f"  limit {bare:6.1f}/s   ours {rate:6.1f}/s   first words p50 {quantile(words, 0.5):5.0f} ms  "
        f"p95 {quantile(words, 0.95):5.0f} ms   CPU a turn: desk {found.desk_ms:.1f} ms, "
        f"PostgreSQL {found.database_ms:.1f} ms",
        flush=True,
    )
    return found


def judge(rounds: Sequence[Round], alone: Sequence[float], trouble: tuple[int, int, int]) -> int:
    bare, ours = median(each.limit for each in rounds), median(each.ours for each in rounds)
    p95 = median(quantile(each.words, 0.95) for each in rounds)
    alone_p95 = quantile(alone, 0.95)
    refused, unanswered, handed_over = trouble
    turns = sum(len(each.whole) for each in rounds)
    table(["", "measured", "limit"], [
        ["turns a second, of the bare loop", bare, "-"],
        ["turns a second, ours", ours, bare * LEAST_RATIO],
        ["first words p95, eight at once, ms", p95, MOST_P95_MS],
        ["first words p95, alone, ms", alone_p95, MOST_ALONE_MS],
        ["questions refused", refused, 0],
        ["questions without an answer", unanswered, 0],
        ["turns that a rule handed over", handed_over, turns // 20],
    ])  # fmt: skip
    whole = not refused and not unanswered and handed_over <= turns / 20
    met = ours >= LEAST_RATIO * bare and p95 <= MOST_P95_MS and alone_p95 <= MOST_ALONE_MS and whole
    figures = {"ratio": ours / bare, "p95_ms": p95, "alone_p95_ms": alone_p95, "unanswered": unanswered}
    return verdict(figures, met=met)


async def run(chosen: argparse.Namespace) -> int:
    passages = gathered(chosen.content, chosen.passages)
    if len(passages) < chosen.passages:
        return verdict({"passages": len(passages), "why": TOO_FEW}, met=False)
    async with stage() as made:
        [office] = await open_offices(made.database, 1)
        questions = await learn(made, office, passages)
        talks = await open_talks(made, office, TALKS)
        work = limit_work(made, office, questions)
        with serving(made.home) as server, Crowd(Askers) as crowd:
            crowd.ask("connect", server.port, talks, questions)
            _, alone, _ = crowd.ask("ask", 1, WARM_SECONDS, min(ALONE_SECONDS, chosen.seconds))
            rounds = [take_turns(made, server, crowd, work, chosen.seconds) for _ in range(chosen.rounds)]
            return judge(rounds, alone, crowd.ask("end"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--seconds", type=float, default=15.0, help="of each window")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--content", nargs="+", type=Path, default=HERE)
    sys.exit(asyncio.run(run(parser.parse_args())))
