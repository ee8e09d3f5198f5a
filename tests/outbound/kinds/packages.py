"""Hand-over packages: an ordinary one, and one of a visitor who means harm."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chatref.outbound.destination import (
    Changed,
    Earlier,
    Ended,
    FollowUp,
    GivenDetail,
    Line,
    Matter,
    Package,
    PackageVisitor,
    Source,
)

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
INBOX = "https://desk.foundry.example/inbox/7"

ORDINARY = Package(
    handoff="0192f7a0-0000-7000-8000-000000000001",
    conversation="0192f7a0-0000-7000-8000-000000000002",
    workspace="Foundry",
    site="Foundry Fonts",
    reason="refund",
    why="because the visitor asked for a refund",
    rule="Refunds",
    team="Licences",
    priority="high",
    tags=("wrong licence", "vip"),
    subject="I bought the wrong licence",
    summary="Bought a desktop licence, needs a web licence.",
    details=(
        GivenDetail("order", "Order number", "A-10233", True, "visitor"),
        GivenDetail("sku", "SKU", "5521?", False, "visitor"),
    ),
    missing=("Reason",),
    visitor=PackageVisitor("v1", "Ada", "ada@visitor.example", True),
    language="en",
    page="https://foundry.example/cart",
    device="Firefox on Linux",
    sources=(Source("Refunds", "https://foundry.example/help/refunds"),),
    tried=("You can return a licence within 14 days.",),
    earlier=(
        Earlier("Which licence do I need?", AT - timedelta(days=3), "https://desk.foundry.example/inbox/3"),
    ),
    playbook=("Look at the order", "Refund or exchange"),
    transcript=(
        Line("Ada", "I bought the wrong licence.\nCan I have my money back?", AT),
        Line("Assistant", "You can return a licence within 14 days.", AT + timedelta(seconds=5)),
    ),
    link=INBOX,
    requested_at=AT + timedelta(minutes=1),
)

LEAD = replace(
    ORDINARY,
    matter=Matter.LEAD,
    subject="Demo: Can I see it?",
    reason="lead",
    why="the assistant noted “Demo”; nobody waits for an answer",
    rule=None,
    team="",
    priority="normal",
    missing=(),
    playbook=(),
)

LATER = FollowUp(
    handoff=ORDINARY.handoff,
    conversation=ORDINARY.conversation,
    workspace="Foundry",
    subject=ORDINARY.subject,
    details=(
        Changed("order", "Order number", "A-10234", True, "visitor", "A-10233"),
        Changed("vat", "VAT number", "DE-1?", False, "visitor", None),
    ),
    contact="ada@elsewhere.example",
    team="Billing",
    ended=Ended("answered", "Tess Type", AT + timedelta(hours=1)),
    link=INBOX,
    at=AT + timedelta(hours=1),
)

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [click](https://evil.example) ![p](https://evil.example/p) "
    "@octocat #1 <@U1> <!channel> @everyone ``` ~~~ </p> --> \x00\x1b[31m \u202egnp.exe 😀 \ud83d"
)
EVIL_LINES = (
    f"{EVIL}\r\n\r\n# Heading\n> quote\n```\n{EVIL}\n````\n| a | b |\n|---|---|\n1. one\nBcc: x@evil.example"
)


def hostile(lines: int = 12, long: int = 0) -> Package:
    """Everything that a visitor can fill in is an attack. `long` characters more in each line."""
    text = EVIL_LINES + "x" * long
    return replace(
        ORDINARY,
        subject=f"{EVIL_LINES} Subject",
        summary=text,
        details=(GivenDetail("order", "Order number", EVIL_LINES, False, "visitor"),) * 30,
        visitor=PackageVisitor("v1", EVIL_LINES, f"ada@visitor.example\r\nBcc: x@evil.example{EVIL}", False),
        language=EVIL,
        page=f"javascript:alert(1)//{EVIL_LINES}",
        device=EVIL_LINES,
        sources=(
            Source(EVIL, "javascript:alert(1)"),
            Source(EVIL, 'https://foundry.example/"><script>x</script>'),
        ),
        tried=(text,) * 9,
        transcript=tuple(Line(EVIL_LINES, text, AT) for _ in range(lines)),
    )


def hostile_later(long: int = 0) -> FollowUp:
    text = EVIL_LINES + "x" * long
    return replace(
        LATER,
        subject=text,
        details=(Changed("order", text, text, False, "visitor", text),) * 30,
        contact=text,
        team=text,
        ended=Ended("answered", text, AT),
    )
