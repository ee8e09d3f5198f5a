"""What a business has of mail: its account, switched off so that nothing is sent, and a row of each kind."""

from secrets import token_bytes
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from tests.clients import VisitorClient

MAIL_IN = """
insert into mails_in (workspace, id, key, via, state, message_id, sender, sender_name, subject, language, text,
                      attachments, raw, size, suggested, why)
values (%(workspace)s, %(id)s, %(key)s, 'imap', 'bin', %(key)s, %(sender)s, %(word)s, %(subject)s, 'en', %(text)s,
        %(attachments)s, %(raw)s, 100, %(suggested)s, %(why)s)
"""


def mailed(url: str, workspace: str, visitor: VisitorClient, word: str) -> tuple[str, ...]:
    """The ids of the mails in its bin: one for each of the ways out of it, and one that stays."""
    conversation, here = visitor.conversation, [workspace]
    seen = f"/api/visitor/conversations/{conversation}/seen"
    visitor.http.post(seen, json={"vseq": 1}).raise_for_status()
    settings = Jsonb({"sender": f"desk@{word}.example", "host": f"smtp.{word}.invalid"})
    mails = tuple(str(uuid4()) for _ in range(4))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "insert into mail_accounts (workspace, settings, is_on, mailing_since) values (%s, %s, false, now())",
            [*here, settings],
        )
        connection.execute(
            """insert into mails_out (workspace, conversation, seq, vseq, kind, unless_seen, state, made_at, due_at,
                                      message_id, to_address, why)
               values (%s, %s, 1, 1, 'reply', true, 'dead', now(), now(), %s, %s, %s)""",
            [*here, conversation, f"<mail@{word}.example>", f"vera@{word}.example", f"bounce of {word}"],
        )
        connection.execute(
            "insert into mail_hooks (workspace, token_hash) values (%s, %s)", [*here, token_bytes(32)]
        )
        connection.execute(
            "insert into mail_cursor (workspace, version, due_at) values (%s, 1, 'infinity')", here
        )
        for mail in mails:
            connection.execute(MAIL_IN, mail_of(workspace, mail, conversation, word))
    return mails


def mail_of(workspace: str, mail: str, conversation: str, word: str) -> dict[str, object]:
    return {
        "workspace": workspace,
        "id": mail,
        "key": f"<{mail}@{word}.example>",
        "word": f"Sam of {word}",
        "sender": f"sam@{word}.example",
        "subject": f"Invoice of {word}",
        "text": f"Where is the invoice of {word}?",
        "attachments": Jsonb([{"name": f"{word}.png", "size": 1, "logo": True}]),
        "raw": f"Subject: Invoice of {word}\r\n\r\nWhere?".encode(),
        "suggested": conversation,
        "why": f"It does not name {word}.",
    }
