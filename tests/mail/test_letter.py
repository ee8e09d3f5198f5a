"""A mail to a visitor says who answered and how to go on, in their language, and lets nobody write its headers.

F16, F33.
"""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatref.mail.address import message_id, thread_address, token_of
from chatref.mail.letter import LONGEST_LINE, Answer, Heads, Said, message_of, subject_of
from chatref.mail.phrases import FIXED, Phrase
from chatref.outbound.plain_text import lines_of

CONVERSATION = "0192f7a0-0000-7000-8000-00000000000a"
TOKEN = token_of(b"secret", CONVERSATION, CONVERSATION)
PAGE = "https://shop.example/help?a=1&b=2"
OURS = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"),
    *("X-Auto-Response-Suppress", "MIME-Version", "Content-Type"),
}  # fmt: skip


def heads(**other: object) -> Heads:
    given: dict[str, object] = {
        "sender": "support@shop.example",
        "to": "vera@mail.example",
        "to_reply": thread_address("support@shop.example", TOKEN),
        "message_id": message_id("shop.example", TOKEN, 7),
        "references": (message_id("shop.example", TOKEN, 0), "<theirs@mail.example>"),
        "subject": subject_of("Foundry", "en", CONVERSATION),
        "at": datetime(2026, 11, 23, 9, 10, tzinfo=UTC),
    }
    return Heads(**{**given, **other})  # type: ignore[arg-type]


def answer(*said: str, language: str = "en", person: str | None = "Tess Type", page: str = PAGE) -> Answer:
    texts = said or ("Your licence is on its way.",)
    who = person or "Assistant"
    return Answer("Foundry", person, language, tuple(Said(who, text) for text in texts), page)


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found
    return str(found.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("language", [*FIXED, "de-AT", "nl", ""])
def test_f16_a_mail_says_who_answered_and_how_to_go_on_in_the_visitors_language(language: str) -> None:
    message = read(message_of(answer("Hello.", "It is on its way.", language=language), heads()))
    fixed = FIXED.get(language[:2], FIXED["en"])
    assert message["From"] == '"Tess Type (Foundry)" <support@shop.example>'
    assert message["Reply-To"].addresses[0].addr_spec == thread_address("support@shop.example", TOKEN)
    assert message["Auto-Submitted"] is None
    text, page = part(message, "plain"), unescape(part(message, "html"))
    for each in ("Tess Type", "Hello.", "It is on its way.", fixed[Phrase.ANSWER], fixed[Phrase.WHERE], PAGE):
        assert each in text
        assert each in page
    assert text.count("Tess Type") == 1
    assert text.index("It is on its way.") < text.index("\n-- \n") < text.index(fixed[Phrase.ANSWER])


def test_every_language_says_everything() -> None:
    assert set(FIXED) == {"en", "de", "fr", "es", "pt", "it"}
    for texts in FIXED.values():
        assert set(texts) == set(Phrase)
    assert len({texts[Phrase.ANSWER] for texts in FIXED.values()}) == len(FIXED)


def test_f33_the_mails_of_a_conversation_are_one_thread_and_those_of_another_are_not() -> None:
    message = read(message_of(answer(), heads()))
    assert message["Message-ID"] == message_id("shop.example", TOKEN, 7)
    assert message["In-Reply-To"] == "<theirs@mail.example>"
    assert message["References"].split() == [message_id("shop.example", TOKEN, 0), "<theirs@mail.example>"]
    assert subject_of("Foundry", "en", CONVERSATION) == "Your conversation with Foundry (00000A)"
    assert subject_of("Foundry", "en", CONVERSATION[:-1] + "b") != message["Subject"]
    for theirs in ("My order", "Re: My order", "RE: My\r\n order"):
        assert subject_of("Foundry", "en", CONVERSATION, theirs).lower() == "re: my order"


def test_without_a_way_back_nobody_is_asked_to_answer() -> None:
    message = read(message_of(answer(page=""), heads(to_reply=None)))
    assert message["Reply-To"] is None
    text = part(message, "plain")
    assert FIXED["en"][Phrase.NOT_READ] in text
    assert FIXED["en"][Phrase.ANSWER] not in text
    assert FIXED["en"][Phrase.WHERE] not in text


def test_what_the_assistant_answers_says_so_and_is_answered_by_no_machine() -> None:
    """P11: never a disguise."""
    said = Said(
        FIXED["en"][Phrase.ASSISTANT],
        "Like **this**: `x`.",
        (("Help", "https://shop.example/h"), ("Team", "/a")),
    )
    message = read(message_of(Answer("Foundry", None, "en", (said,)), heads()))
    assert message["From"] == "Foundry <support@shop.example>"
    assert message["Auto-Submitted"] == "auto-replied"
    page = part(message, "html")
    assert "Assistant, an automatic answer" in page
    assert "Like <b>this</b>: <code>x</code>." in page
    assert '<a href="https://shop.example/h">Help</a>, Team' in page
    assert "Help: https://shop.example/h" in part(message, "plain")


texts = st.text(max_size=400)
names = st.text(max_size=300)
hostile = st.sampled_from([
    "x\r\nBcc: evil@mail.example", "x\nBcc: evil@mail.example\n\n<script>alert(1)</script>", "<x@y>, z <a@b>",
    "=?utf-8?q?=0ABcc:_evil=40mail.example?=", "<=?utf-8?q?=0ABcc:_x?=>", "<a b@c>",
    "a\u2028b", "\x00", '"; \\', "ä" * 300, "(((",
])  # fmt: skip


@given(
    names | hostile, names | hostile, st.lists(texts | hostile, max_size=4), names | hostile, names | hostile
)
@example("", "", [], "", "")
def test_nothing_that_anybody_writes_gets_into_the_headers_or_becomes_markup(
    business: str, person: str, said: list[str], theirs: str, reference: str
) -> None:
    of = Answer(business, person, "en", tuple(Said(person, text) for text in said), "")
    subject = subject_of(business, "en", CONVERSATION, theirs)
    raw = message_of(of, heads(subject=subject, references=(reference,)))
    message = read(raw)
    assert set(message.keys()) <= OURS
    assert [each.addr_spec for each in message["To"].addresses] == ["vera@mail.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["support@shop.example"]
    assert message["Message-ID"] == message_id("shop.example", TOKEN, 7)
    assert all(len(line) <= LONGEST_LINE for line in raw.split(b"\r\n"))
    assert raw.isascii()
    page = part(message, "html")
    assert "<script" not in page.lower()
    plain = " ".join(part(message, "plain").split())
    for text in said:
        assert " ".join(lines_of(text).split()) in plain
    assert subject.startswith(str(message["Subject"]).strip()[:20])


@given(st.uuids(), st.integers(1, 999_999_999), st.integers(1, 60))
def test_f32_the_name_of_the_thread_comes_through_whole_however_long_the_domain(
    conversation: UUID, seq: int, long: int
) -> None:
    domain = f"{'x' * long}.{'y' * long}.example"
    token = token_of(b"secret", CONVERSATION, str(conversation))
    ids = tuple(message_id(domain, token, each) for each in range(6))
    raw = message_of(
        answer(),
        heads(
            to_reply=thread_address(f"support-of-the-shop@{domain}", token),
            message_id=message_id(domain, token, seq),
            references=ids,
        ),
    )
    message = read(raw)
    assert message["Message-ID"] == message_id(domain, token, seq)
    assert message["References"].split() == list(ids)
    assert f"+{token}@{domain}".encode() in raw
