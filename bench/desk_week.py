"""A simulated week of a desk with 20 colleagues, judged by what its visitors wrote down themselves.

    .venv/bin/python bench/desk_week.py [--visitors 20000] [--hours 168] [--from-day 0] [--kills 2] [--seed 1]
        [--seconds S]

Two server processes of the product over a real database, everything over HTTP and sockets; only the time is made: it
moves when every process is idle. Colleagues have shifts, pauses and connections that drop; so have visitors; each day
two processes are killed in the middle of their work. Nothing may be lost, dropped, asked twice, gone in circles,
overtaken or late. The waits by hour stand beside those of a scheduler that knows no hesitation. Ctrl-C ends the week
where it is; --from-day 4 begins it on the Friday.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from report import quantile, table, verdict
from week.company import Company, found, open_spans
from week.database import give_time
from week.days import Days
from week.duties import Bounds, judge_duties
from week.ideal import Case, cases_of, ideal_waits
from week.judge import Findings, judge_journals, judge_rules
from week.known import Known
from week.line import judge_line
from week.play import Played, Wanted, play, steps
from week.stored import Stored, read

from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database

VISITORS, HOURS, KILLS = 20_000, 168, 2
BARS = ("lost", "dropped", "asked twice", "loops", "overtakings", "obligations", "unread")
SHOWN = 5  # of each kind of breach
LOOKS, AFTER_A_KILL = 3.0, 60.0  # seconds in time beside two steps of the clock: its looks; and a lease
# The processes are killed, not the machine: what they wrote is safe without the disk, and the week is shorter.
NO_DISK = "fsync = off\nfull_page_writes = off\nmax_wal_size = 2GB\nshared_buffers = 256MB\n"


@contextmanager
def server_in(home: Path) -> Iterator[EmbeddedServer]:
    """Its data are made at the first start, and take the settings at the second."""
    with EmbeddedServer(home):
        (home / "postgres" / "data" / "local.conf").write_text(NO_DISK)
        (home / "postgres" / "data" / "local.conf").chmod(0o644)
    with EmbeddedServer(home) as server:
        yield server


async def open_company(url: str, known: Known, wanted: Wanted) -> Company:
    database = await Database.open(url)
    try:
        return await found(database, known, wanted.week, wanted.days)
    finally:
        await database.close()


def live_through(wanted: Wanted, home: Path) -> tuple[Company, Played, Stored]:
    with server_in(home) as server:
        migrate(server.url)
        give_time(server.url, wanted.week.begins)
        known, texts = Known(home), home / "texts"
        company = asyncio.run(open_company(server.url, known, wanted))
        known.keep(texts)
        known.close()
        print(f"{len(known.texts)} texts read beforehand", flush=True)
        played = play(wanted, company, server.url, home, texts)
        return company, played, read(server.url, wanted.week.begins)


def judge(wanted: Wanted, company: Company, played: Played, stored: Stored) -> Findings:
    teams = {each.id: each.teams for each in company.colleagues}
    hours = {team: open_spans(name, wanted.week, wanted.days) for team, name in company.team_names.items()}
    by_conversation = stored.by_conversation()
    findings = judge_journals(played.journals, stored.due, played.ended)
    judge_rules(by_conversation, findings)
    judge_line(stored.events, teams, hours, findings)
    step = steps(wanted.week, wanted.days)
    bounds = Bounds(lambda due: LOOKS + 2 * step(due), AFTER_A_KILL, played.kills, played.ended)
    judge_duties(by_conversation, hours, bounds, findings)
    findings.counts["events"] = len(stored.events)
    findings.counts["kills"] = len(played.kills)
    findings.counts["dropped connections"] = findings.counts.pop("drops") + sum(
        d.drops for d in played.diaries
    )
    print_waits(cases_of(by_conversation, played.ended), played, teams, wanted.week)
    return findings


def print_waits(
    cases: Sequence[Case], played: Played, teams: Mapping[str, Sequence[str]], week: Days
) -> None:
    best = ideal_waits(cases, played.diaries, teams)
    rows = []
    for hour in range(24):
        ours = [case.claimed - case.queued for case in cases if _hour(case, week) == hour]
        ideal = [wait for case, wait in best if _hour(case, week) == hour]
        if ours:
            rows.append([f"{hour:02d}", len(ours), *_waits(ours), *_waits(ideal)])
    print("\nWaits in minutes, by the hour (UTC) in which a case came to the line")
    table(["hour", "cases", "median", "9 of 10", "ideal median", "ideal 9 of 10"], rows)


def _hour(case: Case, week: Days) -> int:
    return (int(case.queued // 3600) + week.begins.hour) % 24


def _waits(seconds: Sequence[float]) -> list[float]:
    return [quantile(seconds, 0.5) / 60, quantile(seconds, 0.9) / 60]


def report(findings: Findings, played: Played) -> int:
    print()
    table(["", ""], sorted(findings.counts.items()))
    for bar, lines in findings.breaches.items():
        print(f"\n{bar}: {len(lines)}", *lines[:SHOWN], sep="\n  ")
    names = ("visitors", "events", "cases", "answered", "withdrawn", "open at the end", "offers", "kills")
    lived = {"hours": played.ended / 3600}
    figures = lived | {name.replace(" ", "_"): findings.counts[name] for name in names}
    broken = {bar.replace(" ", "_"): findings.broken(bar) for bar in BARS}
    print(f"{played.moves} moves of the clock in {played.real_seconds:.0f} s")
    return verdict({**figures, **broken, "seconds": played.real_seconds}, met=not any(broken.values()))


def run(wanted: Wanted) -> int:
    with TemporaryDirectory(prefix="chatref-week-") as place:
        try:
            company, played, stored = live_through(wanted, Path(place))
        finally:
            log = Path(place) / "servers.log"
            print(log.read_text()[-5000:] if log.exists() else "", file=sys.stderr)
        return report(judge(wanted, company, played, stored), played)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visitors", type=int, default=VISITORS)
    parser.add_argument("--hours", type=int, default=HOURS)
    parser.add_argument("--kills", type=int, default=KILLS, help="a day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from-day", type=int, default=0, help="0 is the Monday, 4 the Friday")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="of real time, after which it ends where it is"
    )
    chosen = parser.parse_args()
    week = Days.from_day(chosen.from_day)
    wanted = Wanted(week, chosen.visitors, chosen.hours, chosen.kills, chosen.seed, chosen.seconds)
    sys.exit(run(wanted))
