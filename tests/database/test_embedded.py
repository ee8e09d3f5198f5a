"""The embedded server: comes back after any death, is shared without a fight, and leaves nothing behind (F48)."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from chatref.database import postmaster
from chatref.database.account import Account, let_in, let_read, server_account
from chatref.database.cluster import cluster_in
from chatref.database.embedded import EmbeddedServer
from chatref.errors import Misconfigured

NOBODY = 65534
STAY = Path(__file__).with_name("stay.py")
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or not all(folder.stat().st_mode & 0o001 for folder in STAY.parents),
    reason="only root can give up its rights, and another user must be able to enter this folder",
)


def _eventually(condition: Callable[[], object], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.02)


def _one(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def _answers(url: str) -> bool:
    try:
        return _one(url, "select 1") == 1
    except psycopg.OperationalError:
        return False


def _alive(pid: int, home: Path) -> bool:
    found = postmaster.find(cluster_in(home))
    return found is not None and found.pid == pid


def _leftovers(home: Path) -> list[str]:
    """Processes that still work in this home's data, whatever they are called."""
    data = str(home / "postgres" / "data")
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str((entry / "cwd").readlink()) == data:
                found.append(entry.name)
        except OSError:
            continue
    return found


@contextmanager
def _user(home: Path) -> Iterator["tuple[subprocess.Popen[str], int]"]:
    """Another process on this home, and the number of the server it uses."""
    process = subprocess.Popen(
        [sys.executable, STAY, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process, int(process.stdout.readline())
    finally:
        _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.communicate(timeout=60)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None and not pipe.closed:
            pipe.close()


def _kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()


def test_a_home_keeps_what_was_written_and_nothing_runs_when_nobody_uses_it(home: Path) -> None:
    with EmbeddedServer(home) as server:
        _one(server.url, "create table kept as select 7 as seven")
    assert _leftovers(home) == []
    with EmbeddedServer(home) as server:
        assert _one(server.url, "select seven from kept") == 7


def test_commits_are_durable_and_no_port_is_opened(home: Path) -> None:
    with EmbeddedServer(home) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert _one(server.url, f"show {setting}") == "on"
        assert _one(server.url, "show listen_addresses") == ""


def test_the_password_is_random_for_each_home_and_only_its_owner_reads_it(home: Path, tmp_path: Path) -> None:
    """F48: no default secret opens anything."""
    with EmbeddedServer(home) as one, EmbeddedServer(tmp_path / "other") as other:
        file = home / "postgres" / "password"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(file.read_text()) >= 40
        assert urlsplit(one.url).password != urlsplit(other.url).password
        for password in ("", "chatref", "postgres", str(urlsplit(other.url).password)):
            host = parse_qs(urlsplit(one.url).query)["host"][0]
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(host=host, user="chatref", dbname="chatref", password=password)


def test_after_kill_9_of_the_server_it_comes_back_with_every_commit(home: Path) -> None:
    with EmbeddedServer(home) as server:
        for round_ in range(3):
            _one(server.url, f"create table t{round_} ()")
            before = server.pid
            assert before is not None
            os.kill(before, signal.SIGKILL)
            _eventually(lambda before=before: server.pid not in {None, before} and _answers(server.url))
        assert _one(server.url, "select count(*) from pg_tables where tablename ~ '^t[0-9]$'") == 3


def test_a_worker_that_outlives_its_killed_server_does_not_stop_the_next(home: Path) -> None:
    """A busy query keeps the dead server's memory; starting beside it would destroy data."""
    with EmbeddedServer(home) as server, psycopg.connect(server.url, autocommit=True) as busy:
        worker = busy.info.backend_pid

        def count() -> None:
            with pytest.raises(psycopg.OperationalError):
                busy.execute("select count(*) from generate_series(1, 100000000000)")

        thread = threading.Thread(target=count)
        thread.start()
        time.sleep(0.3)
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        _eventually(lambda: server.pid != before and _answers(server.url))
        thread.join(60)
        assert not thread.is_alive()
        assert str(worker) not in _leftovers(home)


def test_a_server_whose_user_was_killed_is_adopted_and_then_stopped(home: Path) -> None:
    with _user(home) as (process, pid):
        _kill(process)
        assert _alive(pid, home)
        with EmbeddedServer(home) as server:
            assert server.pid == pid
            assert _answers(server.url)
            os.kill(pid, signal.SIGKILL)
            _eventually(lambda: server.pid not in {None, pid} and _answers(server.url))
    assert _leftovers(home) == []


def test_when_everything_was_killed_the_next_start_finds_every_commit(home: Path) -> None:
    with _user(home) as (process, pid):
        _one(cluster_in(home).url(), "create table kept as select 7 as seven")
        _kill(process)
        os.kill(pid, signal.SIGKILL)
    with EmbeddedServer(home) as server:
        assert _one(server.url, "select seven from kept") == 7


def test_two_on_one_home_share_one_server_until_the_last_has_left(home: Path) -> None:
    with _user(home) as (first, pid):
        with _user(home) as (second, same):
            assert same == pid
            _end(first)
            assert first.returncode == 0
            assert _alive(pid, home)
            os.kill(pid, signal.SIGKILL)
            _eventually(lambda: _answers(cluster_in(home).url()) and not _alive(pid, home))
        assert second.returncode == 0
    assert _leftovers(home) == []


def test_when_the_supervisor_is_killed_another_user_takes_over(home: Path) -> None:
    with _user(home) as (first, pid), _user(home):
        _kill(first)
        os.kill(pid, signal.SIGKILL)
        _eventually(lambda: _answers(cluster_in(home).url()) and not _alive(pid, home))


def test_many_first_starts_at_once_make_one_server(home: Path) -> None:
    with ExitStack() as stack:
        servers = [EmbeddedServer(home) for _ in range(5)]
        threads = [threading.Thread(target=stack.enter_context, args=[server]) for server in servers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({server.pid for server in servers}) == 1
        assert all(_answers(server.url) for server in servers)
    assert _leftovers(home) == []


def test_coming_and_going_never_leaves_a_user_without_a_server(home: Path) -> None:
    def come_and_go() -> None:
        for _ in range(6):
            with EmbeddedServer(home) as server:
                answers.append(_answers(server.url))

    answers: list[bool] = []
    threads = [threading.Thread(target=come_and_go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 18
    assert _leftovers(home) == []


@contextmanager
def _stale(home: Path, pid: int) -> Iterator[Path]:
    """A home whose server was killed while its pid file names `pid`."""
    with _user(home) as (process, server):
        file = home / "postgres" / "data" / "postmaster.pid"
        _kill(process)
        os.kill(server, signal.SIGKILL)
        _eventually(lambda: not _alive(server, home))
        lines = file.read_text().splitlines()
        file.write_text("\n".join([str(pid), *lines[1:]]) + "\n")
        yield file


@contextmanager
def _program_of_the_servers_account(home: Path, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    account = server_account(home / "postgres" / "data")
    process = subprocess.Popen(command, user=account.uid if account else None, cwd="/")
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_stale_number_that_is_now_a_zombie_does_not_stop_the_start(home: Path) -> None:
    with _program_of_the_servers_account(home, "true") as zombie:
        _eventually(lambda: ") Z" in Path(f"/proc/{zombie.pid}/stat").read_text())
        with _stale(home, zombie.pid), EmbeddedServer(home) as server:
            assert _answers(server.url)


def test_a_stale_number_that_is_now_another_program_is_not_harmed(home: Path) -> None:
    with _program_of_the_servers_account(home, "sleep", "3600") as sleeper:
        with _stale(home, sleeper.pid), EmbeddedServer(home) as server:
            assert _answers(server.url)
        assert sleeper.poll() is None


def test_a_stale_number_of_another_homes_server_is_not_harmed(home: Path, server: EmbeddedServer) -> None:
    assert server.pid is not None
    with _stale(home, server.pid), EmbeddedServer(home) as own:
        assert own.pid != server.pid
        assert _answers(own.url)
    assert _answers(server.url)


def test_a_pid_file_full_of_rubbish_does_not_stop_the_start(home: Path) -> None:
    with _stale(home, 1) as file:
        file.write_text("not a number\n")
        with EmbeddedServer(home) as server:
            assert _answers(server.url)


def test_a_first_start_that_was_killed_half_way_is_begun_again(home: Path) -> None:
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(home) as server:
        assert _answers(server.url)
    assert not half.exists()


def test_a_lost_password_is_said_and_nothing_is_destroyed(home: Path) -> None:
    with EmbeddedServer(home):
        pass
    password = home / "postgres" / "password"
    kept = password.rename(password.with_name("aside"))
    with pytest.raises(Misconfigured, match="password is gone"), EmbeddedServer(home):
        pytest.fail("started")
    kept.rename(password)
    with EmbeddedServer(home) as server:
        assert _answers(server.url)


def test_a_home_with_a_long_and_odd_path_works(tmp_path: Path) -> None:
    home = tmp_path / ("it's a very long name, " * 6)
    with EmbeddedServer(home) as server:
        assert _answers(server.url)


def test_an_owners_own_settings_are_kept(home: Path) -> None:
    with EmbeddedServer(home):
        pass
    local = home / "postgres" / "data" / "local.conf"
    local.write_text("work_mem = '7MB'\n")
    local.chmod(0o644)
    with EmbeddedServer(home) as server:
        assert _one(server.url, "show work_mem") == "7MB"


@as_root
def test_started_by_root_it_runs_without_roots_rights(server: EmbeddedServer) -> None:
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


@as_root
def test_a_home_in_a_closed_folder_works_and_the_folder_stays_closed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedServer(closed / "home") as server:
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        _eventually(lambda: server.pid not in {None, before} and _answers(server.url))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert os.listxattr(closed) == []


@as_root
def test_closed_programs_are_opened_for_the_servers_account_alone(own_folder: Path) -> None:
    """An installation under a closed folder such as /root: pass, not list, and nobody else."""
    account = Account("nobody", NOBODY, NOBODY)
    programs = own_folder / "venv" / "bin"
    programs.mkdir(mode=0o755, parents=True)
    own_folder.chmod(0o700)
    assert not _may(NOBODY, "x", programs)
    let_in(account, programs)
    let_in(account, programs)
    assert _may(NOBODY, "x", programs)
    assert not _may(NOBODY, "r", own_folder)
    assert not _may(NOBODY - 1, "x", programs)


@as_root
def test_programs_installed_under_a_strict_umask_are_made_readable(own_folder: Path) -> None:
    program = own_folder / "bin" / "postgres"
    program.parent.mkdir(mode=0o700)
    program.write_text("")
    program.chmod(0o700)
    own_folder.chmod(0o755)
    let_read(own_folder)
    assert _may(NOBODY, "x", program)
    assert _may(NOBODY, "r", program)
    assert not _may(NOBODY, "w", program)


def _may(uid: int, right: str, path: Path) -> bool:
    done = subprocess.run(
        ["test", f"-{right}", path], user=uid, group=uid, extra_groups=[], cwd="/", check=False
    )
    return done.returncode == 0


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Not below pytest's own, which is closed to other accounts."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@as_root
def test_it_runs_for_a_user_who_is_not_root(own_folder: Path) -> None:
    os.chown(own_folder, NOBODY, NOBODY)
    done = subprocess.run(
        [sys.executable, STAY, own_folder / "home", str(NOBODY)],
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (own_folder / "home" / "postgres" / "data").stat().st_uid == NOBODY
    assert _leftovers(own_folder / "home") == []
