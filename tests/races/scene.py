"""A desk in two processes with something to answer from, and people who come to it over connections of their own."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cast import Foundry, foundry_at
from tests.clients import TeammateClient, VisitorClient, anywhere
from tests.knowledge.site import Site, serve
from tests.running import Running, beside, running
from tests.ui.line import learn

PAGES = {
    "/refunds": ("Refunds", "You get your money back within 14 days of the purchase.", "When do I get my money back?"),
    "/licences": (
        "Licences", "The desktop licence covers three computers.", "How many computers does the desktop licence cover?"
    ),
    "/install": (
        "Installing a font", "Double-click the font file and click Install.", "How do I install a font on Windows?"
    ),
    "/hours": ("Opening hours", "We answer from Monday to Friday, nine to five.", "On which days do you answer?"),
    "/formats": (
        "File formats", "Every font comes as OTF, TTF and WOFF2.", "Does every font come as OTF and WOFF2?"
    ),
    "/invoices": (
        "Invoices", "The invoice is sent by mail after each payment.", "Is an invoice sent after each payment?"
    ),
}  # fmt: skip
A_DAY = 86_400  # seconds
QUESTIONS = tuple(question for _, _, question in PAGES.values())


@dataclass
class Scene:
    desk: Running
    foundry: Foundry
    home: Path
    database_url: str
    team: tuple[TeammateClient, ...]
    _windows: threading.local = field(default_factory=threading.local)

    def visitor(self) -> VisitorClient:
        """Somebody new, from somewhere else."""
        return VisitorClient.arriving(self.desk.base, self.foundry.site.public_key, address=anywhere())

    def teammate(self, number: int) -> TeammateClient:
        """One of the team, at a window that this thread has to itself."""
        if not hasattr(self._windows, "mine"):
            self._windows.mine = [each.another_window() for each in self.team]
        found: TeammateClient = self._windows.mine[number % len(self.team)]
        return found


@contextmanager
def scene(home: Path, database_url: str, settings: Mapping[str, str] | None = None) -> Iterator[Scene]:
    foundry = beside(foundry_at(database_url))
    with running(home, database_url, "--workers", "2", environment=settings) as desk, serve() as site:
        people = ("olga", "tess", "tom")
        team = tuple(TeammateClient.signing_in(desk.base, f"{name}@foundry.example") for name in people)
        _give_time(team[0])
        _furnish(site)
        learn(team[0], site.at("/"))
        yield Scene(desk, foundry, home, database_url, team)


def _give_time(owner: TeammateClient) -> None:
    """So that nobody loses a case, nor is told how long it takes, until the last round is judged."""
    times = owner.http.get("/api/admin/timers").raise_for_status().json()
    longer = {**times, "rungs": [A_DAY], "reply": A_DAY}
    owner.http.put("/api/admin/timers", json=longer).raise_for_status()


def _furnish(site: Site) -> None:
    site.put("/", "Help", "Everything about our fonts.", links=tuple(PAGES))
    for path, (title, text, _) in PAGES.items():
        site.put(path, title, text)
