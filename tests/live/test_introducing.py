"""P11: on every way to a visitor a person is who their site introduces, and nobody else."""

import json
from dataclasses import dataclass

import pytest

from chatref.accounts import sites
from chatref.conversation import commands as cmd
from chatref.conversation.kinds import Introduces
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.copies import copy
from chatref.live import hub as hubs
from chatref.live.hub import Hub
from chatref.visitors import identity
from chatref.web.snapshots import visitor_snapshot
from tests.desk.acts import Acts
from tests.live.client import Client, connected, teammates, visitors

NAME = "Tess Type"
FACE = ("initials", "colour")
TEAM = "teammate"


@dataclass
class Told:
    """All that visitors got, as it went over the wire."""

    text: str = ""

    def hear(self, client: Client) -> None:
        self.text += json.dumps(client.frames)


async def _set(acts: Acts, how: Introduces) -> None:
    async with acts.database.workspace(acts.workspace) as connection:
        await sites.update(connection, acts.foundry.site.id, sites.SiteChange(introduces=how))


async def _talk(acts: Acts, hub: Hub, told: Told, *, takes: bool = False) -> str:
    """Claimed or taken over, and answered, before the visitor's eyes."""
    async with acts.database.workspace(acts.workspace) as connection:
        visitor, _ = await identity.meet(connection, acts.foundry.site.id)
    conversation = await acts.begin(visitor=visitor) if takes else await acts.case(visitor)
    async with connected(visitors(hub, acts, conversation), _hello(conversation)) as client:
        epoch = acts.state(conversation).epoch
        await acts.teammate(conversation, cmd.TakeOver(epoch) if takes else cmd.Claim(epoch))
        await acts.teammate(conversation, acts.reply(conversation, "Good day"))
        await client.until(lambda: "Good day" in client.texts())
        told.hear(client)
    return conversation


async def _types(acts: Acts, hub: Hub, conversation: str, told: Told, expected: str) -> None:
    async with (
        connected(visitors(hub, acts, conversation), _hello(conversation)) as client,
        connected(teammates(hub, acts), {"t": "open", "conversation": conversation, "after": 0}) as tess,
    ):
        await tess.stream.receive({"t": "typing", "conversation": conversation})
        hint = (await client.until(lambda: client.hints("typing")))[-1]
        assert hint["who"] == expected or hint["who"]["name"] == expected
        told.hear(client)


async def _catches_up(acts: Acts, hub: Hub, conversation: str, told: Told) -> None:
    """Over the socket, as a page opens the thread, and in the copy of all that is kept of them."""
    async with connected(visitors(hub, acts, conversation), _hello(conversation)) as client:
        await client.until(lambda: "Good day" in client.texts())
        told.hear(client)
    reader = reading.Visitor(acts.workspace, acts.visitor_of(conversation))
    found = await reading.visitor_snapshot(acts.database, reader, conversation)
    ruling = await hub.policies.current(acts.database, acts.workspace)
    snapshot = visitor_snapshot(found, ruling.introductions(found.site))
    kept = await copy(acts.database, acts.workspace, reader.visitor, ruling)
    told.text += json.dumps([snapshot, kept], default=str)


def _hello(conversation: str) -> dict[str, object]:
    return {"t": "hello", "conversation": conversation, "after": 0}


async def _follows(hub: Hub, acts: Acts, how: Introduces) -> None:
    """A process that hears of nothing looks by itself, while somebody is there."""
    conversation = await acts.begin()
    async with connected(visitors(hub, acts, conversation), _hello(conversation)) as client:
        while (await hub.ruling(acts.workspace)).policy.site(acts.foundry.site.id).introduces is not how:
            await client.stream.receive({"t": "beat", "after": 0})
            seen = len(client.frames)
            await client.until(lambda: len(client.frames) > seen)  # noqa: B023


@pytest.mark.parametrize("how", [Introduces.NAME, Introduces.TEAM])
async def test_p11_no_more_of_a_person_ever_leaves_than_the_site_introduces(
    acts: Acts, hub: Hub, database: Database, monkeypatch: pytest.MonkeyPatch, how: Introduces
) -> None:
    """What was said while the site still showed everybody is told by what holds now, too."""
    monkeypatch.setattr(hubs, "REREAD", 0.05)
    before, now = Told(), Told()
    old = [await _talk(acts, hub, before, takes=takes) for takes in (False, True)]
    assert all(each in before.text for each in (NAME, f"{NAME} has joined", *FACE))
    await _set(acts, how)
    await _follows(hub, acts, how)
    for conversation in (*old, *[await _talk(acts, hub, now, takes=takes) for takes in (False, True)]):
        await _types(acts, hub, conversation, now, NAME if how is Introduces.NAME else TEAM)
        await _catches_up(acts, hub, conversation, now)
    assert not [each for each in FACE if each in now.text]
    assert (NAME in now.text) == (how is Introduces.NAME)
    assert how is Introduces.NAME or not [each for each in ("Tess", "Type") if each in now.text]
    assert "Good day" in now.text
