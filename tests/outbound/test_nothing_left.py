"""F40: erasing reaches every copy. A new column, table or field of a command is found here by itself."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from chatref.database.embedded import EmbeddedServer
from chatref.desk.audit import audit
from chatref.desk.copies import copy
from chatref.desk.erasure.erase import erase_visitor
from chatref.desk.erasure.store import FORGET
from chatref.insights import report
from chatref.insights.report.counting import Group
from chatref.insights.report.figures import By
from chatref.insights.report.items import Scope
from tests.outbound.conftest import Post
from tests.outbound.everywhere import (
    WORD,
    Places,
    Scene,
    is_word,
    places,
    said_everywhere,
    text_fields,
    texts_of,
)

IDS = {
    "conversation", "workspace", "site", "visitor", "message", "handoff", "teammate", "team", "taken_from", "step",
    "ticks", "rule", "language", "id",
}  # fmt: skip
THE_BUSINESS_OWN = {
    "Citation.address", "Escalate.reason", "ActionDue.action", "Field.field", "Field.kind", "Value.field",
    "NoteLead.of", "NoteLead.fields", "NoteLead.destination", "Escalate.stands",
}  # fmt: skip
KEPT = {"deliveries.reference", "deliveries.address"}
"""What leads to the ticket at a far side."""
OF_THE_APPEND = {"events", "conversations", "visitors", "visitor_sessions"}
"""What is emptied otherwise than by the list of what to forget."""

THE_DESKS_OWN = {
    # Its questions, what it cites, how it measured and decided, and what failed.
    "label", "help", "choice", "example", "mask", "offered", "citedtitle", "citedheading", "measured", "trace",
    "recordtrace", "escalationtrace", "failure", "clockerror",
    # Beside each mail; its original is downloaded by itself, and so is a file.
    "mailinmessageid", "mailinwhy", "mailinraw", "filecontent",
    # What the team proposed to learn from it.
    "proposedquestion", "proposedanswer", "proposednote", "wantednote", "testname",
}  # fmt: skip
WORDLESS = {"written_answers", "visitor_seen"}
"""Of these only the tie to the conversation is cut."""


@pytest.fixture
async def scene(post: Post) -> Scene:
    return await said_everywhere(post, post.acts.foundry.vera.id)


async def test_f40_nothing_that_anybody_wrote_is_left_anywhere(
    scene: Scene, server: EmbeddedServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post = scene.post
    lately = await _lately(post)
    figures = await _figures(post, lately)
    assert figures[0].figures
    before = _places(post)
    _was_said_in_every_way(scene, before)
    _each_copy_is_forgotten_by_a_statement_of_its_own(post, scene, before)
    await erase_visitor(
        post.database, post.acts.desk, post.workspace, scene.visitor, post.acts.foundry.olga.id
    )
    assert _places(post) == {}
    await post.wait()
    assert await post.try_all() == []
    assert _places(post) == {}
    assert {row["state"] for row in post.rows()} == {"delivered", "erased"}
    assert await audit(post.database) == ()
    assert await _figures(post, lately) == figures
    assert not any(is_word(text) for text in [caplog.text, *_files(server, tmp_path)])


async def test_s22_the_copy_holds_all_that_erasing_would_take_from_them(scene: Scene) -> None:
    """But what is the desk's own: how it measured and decided, and what the team made of it to learn from."""
    post = scene.post
    ruling = await post.acts.desk.policies.current(post.database, post.workspace)
    found = json.dumps(await copy(post.database, post.workspace, scene.visitor, ruling), default=str)
    told = set(re.findall(WORD, found))
    words = {word for words in _places(post).values() for word in words}
    assert {re.sub(r"zq\d+", "", word) for word in words - told} == THE_DESKS_OWN


def _was_said_in_every_way(scene: Scene, before: Places) -> None:
    """Each text that a command can carry was one of the words, and each word was stored."""
    said = {path for command in scene.sent for path, text in texts_of(command) if is_word(text)}
    named = {path for path in text_fields() if path.rsplit(".", 1)[1] in IDS} | THE_BUSINESS_OWN
    assert {*text_fields()} - named - said == set()
    stored = {word for words in before.values() for word in words}
    assert len(stored) == scene.words.made


def _each_copy_is_forgotten_by_a_statement_of_its_own(post: Post, scene: Scene, before: Places) -> None:
    """And without any one of them something is left: so this test would say so."""
    others = {place for place in before if place.split(".")[0] not in OF_THE_APPEND}
    assert others
    assert not others & _left(post, scene, FORGET)
    for statement in FORGET:
        rest = tuple(each for each in FORGET if each is not statement)
        wordless = any(f" {table} " in statement for table in WORDLESS)
        assert others & _left(post, scene, rest) or wordless, statement


def _left(post: Post, scene: Scene, forget: tuple[str, ...]) -> set[str]:
    asked = {"workspace": post.workspace, "conversation": scene.conversation}
    with psycopg.connect(post.url) as connection:
        for statement in forget:
            connection.execute(statement, asked)
        found = places(connection)
        connection.rollback()
    return {*found}


def _places(post: Post) -> Places:
    with psycopg.connect(post.url) as connection:
        return {place: words for place, words in places(connection).items() if place not in KEPT}


async def _figures(post: Post, scope: Scope) -> tuple[Group, Mapping[By, Mapping[str, Group]]]:
    """By tag nothing stays: a tag is the team's own word, and may be a name."""
    found = await report.read(post.database, post.workspace, scope)
    return found.whole, {by: groups for by, groups in found.by.items() if by is not By.TAG}


async def _lately(post: Post) -> Scope:
    now, day = await report.now(post.database, post.workspace), timedelta(days=1)
    return Scope(now - day, now + day, ZoneInfo("UTC"), now)


def _files(server: EmbeddedServer, home: Path) -> Iterator[str]:
    """The database server's log, and whatever lies in the desk's home."""
    for each in (server._cluster.log, *home.rglob("*")):
        if each.is_file():
            yield each.read_text(errors="replace")
