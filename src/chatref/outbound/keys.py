"""The desk's own secret, what each workspace signs with, and what it keeps sealed."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chatref.database.pool import Database
from chatref.errors import Misconfigured
from chatref.outbound import store
from chatref.outbound.signing import SECRET_BYTES, identity_secret_of, secret_of

FILE = "secret"
NONCE_BYTES = 12


class Unreadable(Exception):
    """Sealed with another secret of the desk, for another place, or not whole."""


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

    async def identity_secret(self, workspace: str) -> str:
        """With which the business's own servers sign who somebody on its pages is. It changes with the other one."""
        return identity_secret_of(await self.signing_secret(workspace))

    def thread_secret(self, workspace: str) -> bytes:
        """By which the addresses of its conversations in mails are signed. Mails that were sent live on: it never
        changes."""
        return hmac.digest(self._master, b"chatref threads\0" + workspace.encode(), "sha256")

    def seal(self, workspace: str, place: str, plain: bytes) -> bytes:
        """What may stand in a table: read again by `unseal` alone, in the same workspace and place."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._sealing(workspace).encrypt(nonce, plain, place.encode())

    def unseal(self, workspace: str, place: str, sealed: bytes) -> bytes:
        """Raises Unreadable."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._sealing(workspace).decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error

    def _sealing(self, workspace: str) -> AESGCM:
        return AESGCM(hmac.digest(self._master, b"chatref sealing\0" + workspace.encode(), "sha256"))


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
