"""The command line: `chatref serve`, `learn`, `migrate`, `owner reset`, `audit`, `simulate`, `demo`."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from chatref import stops
from chatref.accounts import setup
from chatref.database.embedded import database_url
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import ChatrefError, Misconfigured, NotFound
from chatref.knowledge.content import Source, SourceState
from chatref.serve import address_file, serve
from chatref.settings import Settings, settings_from

T = TypeVar("T")
CONNECTIONS = 4  # of a program that runs and ends


def main(arguments: Sequence[str] | None = None) -> int:
    """The program's exit status. What a person can mend is one line, not a traceback."""
    chosen = _parser().parse_args(arguments)
    stops.unwind()
    try:
        settings = settings_from({**os.environ, **_typed(chosen)})
        _require_writable(settings.home)
        return int(chosen.run(settings, chosen))
    except ChatrefError as error:
        print(f"chatref: {error.text}", file=sys.stderr)
        return 1


def _typed(chosen: argparse.Namespace) -> Mapping[str, str]:
    """What stands on the command line, under the name of the variable it stands for."""
    names = {"CHATREF_HOST": "host", "CHATREF_PORT": "port", "CHATREF_WORKERS": "workers"}
    found = {variable: getattr(chosen, name, None) for variable, name in names.items()}
    return {variable: value for variable, value in found.items() if value is not None}


def _require_writable(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except FileExistsError:
        raise Misconfigured("CHATREF_HOME", f"{home} is a file; it must be a folder.") from None
    except OSError as problem:
        reason = (problem.strerror or "nobody says why").lower()
        raise Misconfigured("CHATREF_HOME", f"{home} can't be written: {reason}.") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chatref", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    serving = commands.add_parser("serve", help="run the desk")
    serving.add_argument("--host", help="address to listen on (127.0.0.1)")
    serving.add_argument("--port", help="port to listen on (8321; the next free one if it is taken)")
    serving.add_argument("--workers", help="server processes (1)")
    serving.set_defaults(run=_serve)
    learning = commands.add_parser("learn", help="learn from a folder of HTML, Markdown and text files")
    learning.add_argument("folder", type=Path)
    learning.add_argument("--email", help="whose desk, if there are several owners")
    learning.set_defaults(run=_learn)
    commands.add_parser("migrate", help="bring the database up to this version").set_defaults(run=_migrate)
    owner = commands.add_parser("owner", help="the owner's account").add_subparsers(required=True)
    reset = owner.add_parser(
        "reset",
        help="print a link with which an owner chooses a new password, or the first one sets the desk up",
    )
    reset.add_argument("--email", help="which owner, if there are several")
    reset.set_defaults(run=_reset)
    auditing = commands.add_parser("audit", help="check every invariant over the whole stored database")
    auditing.set_defaults(run=_audit)
    simulating = commands.add_parser("simulate", help="judge conversations that were by other rules")
    simulating.add_argument(
        "--rules", type=Path, required=True, help="a draft: a JSON file, as the rules page has it"
    )
    simulating.add_argument("--days", type=int, default=90, help="so far back (90)")
    simulating.add_argument("--most", type=int, default=10_000, help="conversations at most (10,000)")
    simulating.add_argument("--email", help="whose desk, if there are several owners")
    simulating.set_defaults(run=_simulate)
    demo = commands.add_parser("demo", help="open a small shop with its widget and its inbox")
    demo.add_argument("--visitors", type=int, default=0, help="scripted visitors who talk (0)")
    demo.set_defaults(run=_demo)
    return parser


def _serve(settings: Settings, _: argparse.Namespace) -> int:
    return serve(settings)


def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    with database_url(settings.home, settings.database_url) as url:
        applied = migrate(url)
    print("\n".join(f"applied {name}" for name in applied) or "The database is up to date.")
    return 0


def _learn(settings: Settings, chosen: argparse.Namespace) -> int:
    from chatref.knowledge.folders import learn_folder  # brings the local model along

    folder: Path = chosen.folder.resolve()
    if not folder.is_dir():
        raise NotFound(f"{folder} is not a folder.")

    async def learned(database: Database) -> Source:
        owner = await setup.the_owner(database, chosen.email)
        return await learn_folder(database, settings.home, owner.workspace, folder)

    source = _in_database(settings, learned)
    if source.state is not SourceState.LEARNED:
        print(f"chatref: nothing was learned from {source.address}. {source.reason}", file=sys.stderr)
        return 1
    done = source.progress
    print(f"{done.learned} files learned, {done.unchanged} as they were, {done.failed} could not be read.")
    return 0


def _reset(settings: Settings, chosen: argparse.Namespace) -> int:
    token = _in_database(settings, lambda database: setup.reset_owner(database, chosen.email))
    print(f"Within an hour, open {_address(settings)}/setup#{token}")
    return 0


def _address(settings: Settings) -> str:
    """Where the desk of this home is; if it is not running, where it will be with these settings."""
    file = address_file(settings.home)
    return file.read_text() if file.exists() else settings.base_url


def _audit(settings: Settings, _: argparse.Namespace) -> int:
    from chatref.desk.audit import audit  # a thing of its own, which serving never needs

    found = _in_database(settings, audit)
    for breach in found:
        print(breach)
    print("Nothing is wrong." if not found else f"Breaches: {len(found)}.")
    return 1 if found else 0


def _simulate(settings: Settings, chosen: argparse.Namespace) -> int:
    from chatref.desk import past  # a thing of its own, as the audit
    from chatref.desk.policy import Policies

    draft = past.draft_in(chosen.rules)
    since = datetime.now(UTC) - timedelta(days=chosen.days)

    async def simulated(database: Database) -> Sequence[str]:
        owner = await setup.the_owner(database, chosen.email)
        ruling = await Policies().current(database, owner.workspace)
        books = past.books_of(ruling, draft)
        found = await past.simulated(database, owner.workspace, books, since, chosen.most, _progress)
        return [*past.lines_of(found, books.teams)]

    print("\n".join(_in_database(settings, simulated)))
    return 0


def _progress(conversations: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{conversations:,} conversations", end="\r", file=sys.stderr, flush=True)


def _in_database(settings: Settings, work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    async def done(url: str) -> T:
        database = await Database.open(url, size=CONNECTIONS)
        try:
            return await work(database)
        finally:
            await database.close()

    with database_url(settings.home, settings.database_url) as url:
        migrate(url)
        return asyncio.run(done(url))


def _demo(settings: Settings, chosen: argparse.Namespace) -> int:
    # The shop lies beside the package, in the source checkout; the desk itself doesn't need it.
    sys.path.insert(0, str(Path.cwd()))
    try:
        from demo.run import run
    except ModuleNotFoundError:
        print("chatref: the demo is in the source checkout: run make run there.", file=sys.stderr)
        return 1
    return int(run(settings, visitors=chosen.visitors))
