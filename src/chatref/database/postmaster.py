"""One `postgres`: started by us or found running, told alive from dead, and stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from chatref.database.cluster import HERE, PORT, Cluster, prepare, run_as, surroundings
from chatref.errors import Unavailable

STOP_SECONDS = 30.0
GLANCE_SECONDS = 0.02


class Postmaster:
    """`child` is None for a server that another process started."""

    def __init__(self, cluster: Cluster, pid: int, child: "subprocess.Popen[bytes] | None") -> None:
        self.cluster = cluster
        self.pid = pid
        self.child = child

    def alive(self) -> bool:
        if self.child is not None:
            return self.child.poll() is None
        return _serves(self.pid, self.cluster.data)

    def ready(self) -> bool:
        """Recovery is over and connections are taken, as the server itself writes it down."""
        lines = _pid_file(self.cluster)
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7] == "ready"

    def stop(self) -> None:
        """Fast: open transactions are rolled back. A server that does not listen is stopped like in a crash."""
        for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if not self.alive():
                return
            os.kill(self.pid, number)
            self._wait_for_end(seconds)

    def _wait_for_end(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.alive() and time.monotonic() < until:
            time.sleep(GLANCE_SECONDS)


def find(cluster: Cluster) -> Postmaster | None:
    """The server that runs on this data, whoever started it."""
    lines = _pid_file(cluster)
    if not lines or not lines[0].isdigit():
        return None
    pid = int(lines[0])
    return Postmaster(cluster, pid, None) if _serves(pid, cluster.data) else None


def start(cluster: Cluster) -> Postmaster:
    """Only the holder of the supervisor's lock may call it, and only when `find` found nothing."""
    prepare(cluster)
    _end_leftovers(cluster)
    _disown_pid_file(cluster)
    (cluster.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    user, group, groups = run_as(cluster)
    with cluster.log.open("ab") as log:
        # Its own session: Ctrl-C in the terminal is ours to pass on, after the last request.
        child = subprocess.Popen(
            [cluster.programs / "postgres", "-D", HERE],
            user=user, group=group, extra_groups=groups, env=surroundings(), cwd=cluster.data, umask=0o077,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    return Postmaster(cluster, child.pid, child)


def wait_until_ready(postmaster: Postmaster, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not postmaster.ready():
        if not postmaster.alive():
            raise Unavailable(
                f"The built-in database ended while starting: {_last_words(postmaster.cluster)}"
            )
        if time.monotonic() > until:
            raise Unavailable(f"The built-in database is not ready after {seconds:.0f} s.")
        time.sleep(GLANCE_SECONDS)


def _pid_file(cluster: Cluster) -> list[str]:
    try:
        return [line.strip() for line in (cluster.data / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _disown_pid_file(cluster: Cluster) -> None:
    """Name our own process in a left-over pid file, which nothing serves any more.

    The number in it may by now be a zombie's or another program's, and PostgreSQL would take that for a
    running server. The number of its own parent it takes for stale, and still looks at the rest of the file
    to make sure that no process of the dead server holds its memory. Removing the file would skip that.
    """
    path = cluster.data / "postmaster.pid"
    lines = _pid_file(cluster)
    if lines:
        path.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")


def _end_leftovers(cluster: Cluster) -> None:
    """A killed server leaves workers that end by themselves soon, but not before their query does."""
    until = time.monotonic() + STOP_SECONDS
    while left := [pid for pid in _processes() if _serves(pid, cluster.data)]:
        if time.monotonic() > until:
            raise Unavailable("Processes of an earlier database server do not end.")
        for pid in left:
            _kill(pid)
        time.sleep(GLANCE_SECONDS)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _serves(pid: int, data: Path) -> bool:
    """Whether this process is a living `postgres` in this folder: no zombie, no namesake, no recycled number."""
    process = Path(f"/proc/{pid}")
    try:
        name, state = _name_and_state((process / "stat").read_text())
        return name == "postgres" and state not in {"Z", "X"} and (process / "cwd").readlink() == data
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


def _name_and_state(stat: str) -> tuple[str, str]:
    """The name stands in brackets and may hold any sign; the state is the word after them."""
    name, _, rest = stat.partition("(")[2].rpartition(")")
    return name, rest.split()[0]


def _last_words(cluster: Cluster) -> str:
    lines = cluster.log.read_text(errors="replace").splitlines() if cluster.log.exists() else []
    return (
        " ".join(line for line in lines[-20:] if "FATAL" in line or "PANIC" in line) or f"see {cluster.log}."
    )
