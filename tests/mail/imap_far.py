"""A mail server's mailbox on loopback: pymap, which answers by RFC 3501, with TLS and sign-in."""

import asyncio
import ssl
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, DictBackend, Login
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Seen
from pymap.user import Passwords, UserMetadata

from tests.outbound.kinds.mail_far import AUTHORITY

USER, PASSWORD = "support", "mailbox-password-1"


class _Config(Config):
    @property
    def greeting(self) -> bytes:
        return b"Server ready"  # without asking for the name of this machine


@dataclass
class ImapFar:
    """`port` is of STARTTLS, `tls_port` of TLS from the beginning."""

    config: Config
    login: Login
    port: int = 0
    tls_port: int = 0
    _servers: list[asyncio.Server] = field(default_factory=list)

    async def folder(self, name: str = "INBOX") -> MailboxData:
        async with self.login.demo_user_identity.new_session() as session:
            boxes: MailboxSet = session.mailbox_set
            if name != "INBOX" and name not in boxes._set:
                await boxes.add_mailbox(name)
            return await boxes.get_mailbox(name)

    async def deliver(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None) -> None:
        box = await self.folder(folder)
        await box.append(AppendMessage(raw, at or datetime.now(UTC), frozenset()))

    async def unread(self, folder: str = "INBOX") -> int:
        box = await self.folder(folder)
        return sum(Seen not in each.permanent_flags for each in box._messages.values())

    async def lose(self, folder: str = "INBOX") -> None:
        """All its mails, and their numbers: as after a restored backup."""
        before = (await self.folder(folder)).uid_validity
        self.config.set_cache.clear()
        while (box := await self.folder(folder)).uid_validity == before:
            box._uid_validity += 1

    async def password(self, password: str) -> None:
        hashed = await Passwords(self.config).hash_password(password)
        await self.login.demo_user_identity.set(UserMetadata(self.config, USER, password=hashed))

    async def stop(self) -> None:
        for server in self._servers:
            server.close()


@asynccontextmanager
async def imap_server(name: str = "localhost") -> AsyncIterator[ImapFar]:
    """Its certificate is for this name."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(name).configure_cert(context)
    config = _Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host="127.0.0.1",
        port=0,
        demo_data=False,
        demo_user=USER,
        demo_password=PASSWORD,
        ssl_context=context,
        cpu_subsystem=Subsystem.for_asyncio(),
        reject_dnsbl=False,
        invalid_user_sleep=0.0,
    )
    far = ImapFar(config, DictBackend(Login(config), config).login)
    await far.password(PASSWORD)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await IMAPServer(far.login, config)(reader, writer, SocketInfoLocal(writer.transport))

    plain = await asyncio.start_server(answer, "127.0.0.1")
    sealed = await asyncio.start_server(answer, "127.0.0.1", ssl=context)
    far._servers += [plain, sealed]
    far.port, far.tls_port = (each.sockets[0].getsockname()[1] for each in far._servers)
    try:
        yield far
    finally:
        await far.stop()
