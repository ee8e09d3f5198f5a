"""The desk's own secret, and what each workspace signs with."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from chatref.database.pool import Database
from chatref.errors import Misconfigured
from chatref.outbound import store
from chatref.outbound.signing import SECRET_BYTES, secret_of

FILE = "secret"


class Keys:
    """From CHATREF_SECRET, which several machines share, or from a file of the home that its owner alone reads."""

    def __init__(self, database: Database, home: Path, given: str | None = None) -> None:
        self._database = database
        self._master = given.encode() if given else _kept(home)

    async def signing_secret(self, workspace: str) -> str:
        async with self._database.workspace(workspace) as connection:
            salt = await store.salt(connection, workspace, secrets.token_bytes(SECRET_BYTES))
        return secret_of(self._master, workspace, salt)

    async def renew(self, workspace: str) -> str:
        """Another one; what is signed from now on is signed with it."""
        salt = secrets.token_bytes(SECRET_BYTES)
        async with self._database.workspace(workspace) as connection:
            await store.replace_salt(connection, workspace, salt)
        return secret_of(self._master, workspace, salt)


def _kept(home: Path) -> bytes:
    """Written aside and linked, so that of several processes that start together all use one, and whole."""
    file = home / FILE
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        aside = home / f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as made:
            made.write(secrets.token_hex(SECRET_BYTES))
        with suppress(FileExistsError):
            os.link(aside, file)
        aside.unlink()
    found = file.read_bytes().strip()
    if len(found) < SECRET_BYTES:
        raise Misconfigured("CHATREF_HOME", f"{file} is no secret of this desk.")
    return found
