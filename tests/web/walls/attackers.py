"""Who knocks at doors that are not theirs: from nobody to the owner of another business."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.clients import TeammateClient, VisitorClient
from tests.web.walls.conftest import World
from tests.web.walls.holdings import Holding
from tests.web.walls.stored import mentioning, words_in

Headers = Mapping[str, str]
SIGN_OUT = "POST /api/inbox/sign-out"
BROWSERS = 6  # of each visitor who knocks: how often one may is limited


@dataclass(frozen=True)
class Attacker:
    """`words` must not be told; `watched` are the ids whose rows must not change, or none for all rows."""

    name: str
    victim: Holding
    words: frozenset[str]
    watched: tuple[str, ...]
    sent: tuple[Headers, ...]
    spare: Headers
    begins_own: bool = False
    """A visitor of another business: there, an id of ours is one like any other, and free."""

    def headers(self, operation: str, number: int) -> Headers:
        return self.spare if operation == SIGN_OUT else self.sent[number % len(self.sent)]

    @property
    def cookie(self) -> str:
        return self.sent[0].get("Cookie", "")

    @property
    def token(self) -> str:
        return self.sent[0].get("Authorization", "").removeprefix("Bearer ")


def attackers(world: World) -> Iterator[Attacker]:
    """Last comes who may begin a conversation of their own under an id of another business."""
    foundry, rival, base = world.foundry, world.rival, world.desk.base
    ours, theirs = _only_in(world, foundry, rival), _only_in(world, rival, foundry)
    yield _from_outside("nobody", foundry, ours, [{}])
    yield _of_the_same_business(world)
    for name, holding, words, who in (
        ("rival's teammate", foundry, ours, rival.teammate),
        ("rival's owner", foundry, ours, rival.owner),
        ("teammate", rival, theirs, foundry.teammate),
        ("owner", rival, theirs, foundry.owner),
    ):
        spare = TeammateClient.signing_in(base, who.me["teammate"]["email"])
        yield _from_outside(name, holding, words, [_as_teammate(who)], _as_teammate(spare))
    yield _from_outside("rival's server", foundry, ours, [_bearer(rival.secret)])
    yield _from_outside("server", rival, theirs, [_bearer(foundry.secret)])
    told = ours.difference(foundry.ids["conversation"])  # what has begun under one of these is named by it
    yield _from_outside("rival's visitor", foundry, told, _visitors(base, rival), begins_own=True)


def _from_outside(
    name: str,
    victim: Holding,
    words: frozenset[str],
    sent: list[Headers],
    spare: Headers | None = None,
    *,
    begins_own: bool = False,
) -> Attacker:
    return Attacker(name, victim, words, (), tuple(sent), spare or sent[0], begins_own)


def _of_the_same_business(world: World) -> Attacker:
    foundry = world.foundry
    rows, others = mentioning(world.stored.rows(foundry.business.workspace), foundry.of_visitors)
    sent = tuple(_visitors(world.desk.base, foundry))
    words = frozenset(words_in(rows) - words_in(others))
    return Attacker("another visitor", foundry, words, foundry.of_visitors, sent, sent[0])


def _only_in(world: World, holding: Holding, other: Holding) -> frozenset[str]:
    here, there = (words_in(world.stored.rows(each.business.workspace)) for each in (holding, other))
    return frozenset(here - there | {holding.word, holding.secret, holding.visitor.session["token"]})


def _visitors(base: str, holding: Holding) -> list[Headers]:
    key = holding.business.site.public_key
    return [_bearer(VisitorClient.arriving(base, key).session["token"]) for _ in range(BROWSERS)]


def _bearer(secret: str) -> Headers:
    return {"Authorization": f"Bearer {secret}"}


def _as_teammate(client: TeammateClient) -> Headers:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in client.http.cookies.items())}
