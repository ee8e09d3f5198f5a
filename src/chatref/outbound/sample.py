"""The package of a test message: it looks like a handoff, and says that it is none."""

from datetime import UTC, datetime
from uuid import uuid4

from chatref.outbound.destination import GivenDetail, Line, Matter, Package, PackageVisitor, Source


def sample_package(workspace: str, base: str) -> Package:
    now = datetime.now(UTC)
    visitor = PackageVisitor(str(uuid4()), "Vera Visitor", "vera@example.com", identified=False)
    return Package(
        handoff=str(uuid4()),
        conversation=str(uuid4()),
        workspace=workspace,
        site="Test",
        reason="test",
        why="This is a test message: nobody waits for an answer.",
        rule=None,
        team="Support",
        priority="normal",
        tags=("test",),
        subject="Test message from Chatref",
        summary="Came with “Does this arrive?”.",
        details=(GivenDetail("order_number", "Order number", "A-10233", verified=True, by="visitor"),),
        missing=(),
        visitor=visitor,
        language="en",
        page="",
        device="",
        sources=(Source("Help centre", base),),
        tried=(),
        earlier=(),
        playbook=("Look whether this message is complete.",),
        transcript=(Line(visitor.name, "Does this arrive?", now),),
        link=base,
        requested_at=now,
        matter=Matter.TEST,
    )
