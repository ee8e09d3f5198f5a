"""A far side on loopback for each kind, and what a destination works with."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from chatref.outbound.calls import Caller
from chatref.outbound.destination import Destination
from chatref.outbound.kind import Means, entered
from tests.outbound.kinds.far import Far, System, far_side, looks_or_makes
from tests.outbound.kinds.freshdesk_far import Freshdesk
from tests.outbound.kinds.github_far import Github
from tests.outbound.kinds.hubspot_far import Hubspot
from tests.outbound.kinds.jira_far import Jira
from tests.outbound.kinds.linear_far import Linear
from tests.outbound.kinds.zendesk_far import Zendesk

SECONDS = 20.0


@dataclass
class Wire:
    """A system, the server that it stands behind, and a destination that was opened for it."""

    system: System
    far: Far
    means: Means

    def opened(self, **other: str | bool) -> Destination:
        kind = self.system.kind
        given = {**self.system.entered(self.far.address), **other}
        return kind.open(entered(kind.entries, given), self.means)


@pytest.fixture(scope="module")
async def means() -> AsyncIterator[Means]:
    async def no_secret() -> str:
        raise AssertionError("nothing is signed here")

    async with Caller(SECONDS) as caller:
        yield Means(caller, no_secret)


@pytest.fixture(
    params=[Zendesk, Github, Linear, Jira, Hubspot, Freshdesk], ids=lambda system: system.kind.name
)
def wire(request: pytest.FixtureRequest, means: Means) -> Iterator[Wire]:
    """Of each ticket system in turn."""
    yield from wired(request.param(), means)


@pytest.fixture
def zendesk(means: Means) -> Iterator[Wire]:
    yield from wired(Zendesk(), means)


@pytest.fixture
def github(means: Means) -> Iterator[Wire]:
    yield from wired(Github(), means)


def wired(system: System, means: Means) -> Iterator[Wire]:
    step = system.step if isinstance(system, Linear | Hubspot) else looks_or_makes
    with far_side(system.reply, step=step) as far:
        yield Wire(system, far, means)
