"""From a visitor's words to a ticket: through the desk, its rows and its worker, over the wire (S5, P6)."""

from uuid import uuid4

from chatref.accounts.store import raise_policy_version
from chatref.conversation import commands as cmd
from chatref.conversation.model import Cause, Field
from chatref.desk.outbox.store import hold_appends
from chatref.outbound import store
from chatref.outbound.destination import Delivered, Unknown
from tests.outbound.conftest import Post
from tests.outbound.kinds.conftest import Wire
from tests.outbound.kinds.far import loses_the_answer


async def _saved(post: Post, wire: Wire) -> None:
    """As the owner's page saves it: what signs in is sealed, the rest is not."""
    one, kind = str(uuid4()), wire.system.kind
    given = wire.system.entered(wire.far.address)
    secret = {entry.id for entry in kind.entries if entry.secret}
    clean = post.opening.checked(post.workspace, kind, given)
    settings = {name: value for name, value in clean.items() if name not in secret}
    sealed = post.opening.sealed(post.workspace, one, {name: str(clean[name]) for name in secret})
    wanted = store.Wanted(one, kind.name, kind.title, settings, sealed, {}, is_on=True)
    async with post.database.workspace(post.workspace) as connection:
        await hold_appends(connection, post.workspace)
        await raise_policy_version(connection)
        await store.save(connection, post.workspace, wanted)


async def _asked_and_given(post: Post) -> str:
    conversation = await post.acts.begin("I want to return the wrong licence")
    fields = (Field("order", "Order number"), Field("sku", "SKU"))
    await post.acts.assistant(
        conversation, cmd.Escalate("refund", Cause.RULE, action=cmd.ActionDue("refund", fields))
    )
    values = (cmd.Value("order", "A-10233"), cmd.Value("sku", "5521"))
    await post.acts.visitor(conversation, cmd.GiveDetails(values))
    return conversation


async def test_what_a_visitor_said_is_in_the_ticket_once_though_the_answer_got_lost(
    post: Post, wire: Wire
) -> None:
    """And what they correct afterwards stands under it, once."""
    await _saved(post, wire)
    wire.far.befalls("POST", loses_the_answer)
    conversation = await _asked_and_given(post)
    last = await _arrived(post)
    (made,) = wire.system.made
    for text in ("A-10233", "5521", "refund", f"/{conversation}"):
        assert text in made["text"]
    [row] = post.rows()
    assert (row["state"], row["reference"]) == ("delivered", last.reference)
    assert await post.try_all() == []
    wire.far.befalls("POST", loses_the_answer)
    await post.acts.visitor(conversation, cmd.GiveDetails((cmd.Value("sku", "5522"),)))
    await post.wait()
    assert (await _arrived(post)).reference == last.reference
    (note,) = wire.system.notes
    assert "5522" in note["text"]
    assert "A-10233" not in note["text"]
    assert len(wire.system.made) == 1


async def _arrived(post: Post) -> Delivered:
    """After an answer that got lost."""
    [last] = await post.try_all()
    assert isinstance(last, Unknown)
    tries = 0
    while not isinstance(last, Delivered) and tries < 20:  # a busy machine takes longer than the desk waits
        await post.wait()
        [last] = await post.try_all()
        tries += 1
    assert isinstance(last, Delivered)
    return last
