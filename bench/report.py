"""What the programs share about saying what they found: tables, processes' figures from /proc, the last line."""

import json
import os
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds of processor time, of all processes together."""

    desk: float
    database: float

    def since(self, before: "Cpu") -> "Cpu":
        return Cpu(self.desk - before.desk, self.database - before.database)


def cpu(desk: int, database: int | None) -> Cpu:
    """Of the desk's processes from this one down, and of the whole database server."""
    return Cpu(
        sum(_ticks(pid)[0] for pid in family(desk)) / TICK,
        sum(_ticks(pid)[0] for pid in family(database, databases=True)) / TICK + _buried(database)
        if database
        else 0.0,
    )


def family(first: int, *, databases: bool = False) -> list[int]:
    """A process and all that came from it, without the database server unless it is the one asked for."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(int(entry.name))) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [first]
    while waiting:
        pid = waiting.pop()
        if databases or _name(pid) != "postgres":
            found.append(pid)
            waiting += children.get(pid, [])
    return found


def memory(pids: Iterable[int], what: str = "Pss") -> float:
    """MiB that these processes hold; Pss counts what several share in parts."""
    total = 0
    for pid in pids:
        for line in _read(pid, "smaps_rollup").splitlines():
            if line.startswith(f"{what}:"):
                total += int(line.split()[1])
    return total / 1024


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in [list(head), *texts]) for place in range(len(head))]
    for row in [list(head), *texts]:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([first.strip().ljust(widths[0]), *others]), flush=True)


def verdict(figures: Mapping[str, object], *, met: bool) -> int:
    """The last line of every program, and its exit status."""
    rounded = {
        name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()
    }
    print(json.dumps({**rounded, "met": bool(met)}), flush=True)
    return 0 if met else 1


def _text(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def _read(pid: int, name: str) -> str:
    """Nothing for a process that has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _name(pid: int) -> str:
    return _read(pid, "comm").strip()


def _stat(pid: int) -> list[str]:
    return _read(pid, "stat").rpartition(")")[2].split()


def _parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _ticks(pid: int) -> tuple[int, int]:
    """Its own, and those of its children that have ended."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])) if fields else (0, 0)


def _buried(pid: int) -> float:
    return _ticks(pid)[1] / TICK
