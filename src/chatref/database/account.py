"""PostgreSQL refuses to run as root. Started as root, the server runs under an unprivileged account instead."""

import logging
import os
import pwd
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from chatref.errors import Misconfigured

log = logging.getLogger(__name__)

PREFERRED = ("chatref", "postgres", "nobody")
ACCESS_LIST = "system.posix_acl_access"


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int


def server_account(data: Path) -> Account | None:
    """Who the server runs as: the owner of data that is there, else the first of PREFERRED. None: as we do."""
    if os.geteuid() != 0:
        _refuse_foreign(data)
        return None
    if data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in PREFERRED:
        if name in known and known[name].pw_uid != 0:
            return _account(known[name])
    raise Misconfigured("DATABASE_URL", f"running as root needs one of the accounts {', '.join(PREFERRED)}.")


def let_in(account: Account, path: Path) -> None:
    """Let the account pass through each folder above `path`: pass, not list, and nobody else with it."""
    for folder in reversed(path.parents):
        if not _may_pass(account, folder):
            _grant_passage(account, folder)


def let_read(folder: Path) -> None:
    """Open an installed tree for reading; an installation under a strict umask closes it."""
    for path in [folder, *folder.rglob("*")]:
        mode = path.stat().st_mode
        path.chmod(mode | 0o044 | (0o011 if mode & stat.S_IXUSR else 0))


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _refuse_foreign(data: Path) -> None:
    if data.exists() and data.stat().st_uid != os.geteuid():
        raise Misconfigured(
            "CHATREF_HOME", "its database belongs to another account; start Chatref as that one."
        )


def _may_pass(account: Account, folder: Path) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    return bool(found.st_mode & stat.S_IXOTH)


def _grant_passage(account: Account, folder: Path) -> None:
    """By an access list for this account alone; where the file system has none, for everybody."""
    try:
        _add_to_access_list(account.uid, folder)
    except OSError:
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    log.info("the account %s may now pass through %s", account.name, folder)


# The kernel's form of an access list: a version, then (tag, permissions, id) in this order of tags.
OWNER, USER, GROUP, NAMED_GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
NO_ID = 0xFFFFFFFF
PASS = 0x1
Entry = tuple[int, int, int]


def _add_to_access_list(uid: int, folder: Path) -> None:
    entries = [entry for entry in _access_list(folder) if entry[0] != MASK and entry[::2] != (USER, uid)]
    entries.append((USER, PASS, uid))
    granted = [permissions for tag, permissions, _ in entries if tag in {USER, GROUP, NAMED_GROUP}]
    entries.append((MASK, _united(granted), NO_ID))
    packed = b"".join(struct.pack("<HHI", *entry) for entry in sorted(entries, key=lambda e: (e[0], e[2])))
    os.setxattr(folder, ACCESS_LIST, struct.pack("<I", 2) + packed)


def _access_list(folder: Path) -> list[Entry]:
    if ACCESS_LIST in os.listxattr(folder):
        return list(struct.iter_unpack("<HHI", os.getxattr(folder, ACCESS_LIST)[4:]))
    mode = folder.stat().st_mode
    return [(OWNER, mode >> 6 & 7, NO_ID), (GROUP, mode >> 3 & 7, NO_ID), (OTHER, mode & 7, NO_ID)]


def _united(permissions: list[int]) -> int:
    union = 0
    for each in permissions:
        union |= each
    return union
