"""The signed name that a conversation has in a mail: in the address that is answered, and in each Message-ID. Pure.

Whoever has it got a mail of this conversation. Nobody can make one, and none of one workspace fits another.
"""

import hmac
import re
from base64 import b32decode, b32encode
from itertools import islice
from uuid import UUID

CONVERSATION_BYTES = 16
SIGNATURE_BYTES = 10
LETTERS = 42  # of both, at five bits a letter
LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
LONGEST_NAME = LONGEST_LOCAL - LETTERS - 1
"""Of what stands before the @ in the address that a thread's is made from, and a plus."""
ANY = "*"
"""Before the @: every address there is the desk's."""
MOST_TOKENS = 200
"""That are looked at in one text."""

_TOKEN = re.compile(rf"(?<![a-z0-9])([a-z2-7]{{{LETTERS}}})(?![a-z0-9])", re.IGNORECASE)


def token_of(secret: bytes, workspace: str, conversation: str) -> str:
    """For this conversation of this workspace."""
    named = UUID(conversation).bytes
    signature = hmac.digest(secret, b"thread\0" + UUID(workspace).bytes + named, "sha256")
    return b32encode(named + signature[:SIGNATURE_BYTES]).decode().rstrip("=").lower()


def thread_address(reply: str, token: str) -> str:
    """Where an answer is sent to: the desk's own address with the name in it."""
    local, _, domain = reply.rpartition("@")
    return f"{token}@{domain}" if local == ANY else f"{local}+{token}@{domain}"


def message_id(domain: str, token: str, seq: int) -> str:
    """Of the mail whose last event has this number; 0 is the thread itself, to which each mail refers."""
    return f"<{token}.{seq}@{domain}>"


def named_by(text: str, secret: bytes, workspace: str) -> str | None:
    """The first conversation that an address or a Message-ID in this text names."""
    for found in islice(_TOKEN.finditer(text), MOST_TOKENS):
        token = found[1].lower()
        conversation = _conversation(token)
        if hmac.compare_digest(token_of(secret, workspace, conversation), token):
            return conversation
    return None


def _conversation(token: str) -> str:
    """Of the id alone: of a token only one way of writing it counts, which whoever asks makes anew."""
    whole = b32decode(token.upper() + "=" * (-len(token) % 8))
    return str(UUID(bytes=whole[:CONVERSATION_BYTES]))
