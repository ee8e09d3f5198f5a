"""Two people reach for one conversation in the same moment, over HTTP, into two processes."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.clients import Json, TeammateClient
from tests.races.audited import audited
from tests.races.scene import Scene, scene
from tests.rounds import CLAIMS

AT_ONCE = 6
ROUND_SECONDS = 0.4  # at least, so that nobody claims faster than a teammate may
EACH_WINS = 0.1  # at least, of the rounds


@dataclass(frozen=True)
class Try:
    """What one of the two did and heard, and between which moments."""

    who: str
    name: str
    sent: float
    heard: float
    answer: httpx.Response


@dataclass(frozen=True)
class Round:
    conversation: str
    tries: tuple[Try, Try]

    @property
    def overlap(self) -> bool:
        first, second = self.tries
        return max(first.sent, second.sent) < min(first.heard, second.heard)


@pytest.mark.timeout(600)
def test_of_two_who_claim_at_once_one_wins_and_the_other_hears_who(home: Path, database_url: str) -> None:
    """P10, F28, invariant 4: from the answers, and from what is stored afterwards."""
    with scene(home, database_url) as opened:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            rounds = list(pool.map(lambda number: _judged(opened, number), range(CLAIMS)))
        assert audited(home, database_url) == ""
    assert sum(each.overlap for each, _ in rounds) >= 0.9 * CLAIMS
    winners = Counter(winner for _, winner in rounds)
    assert min(winners.values()) >= EACH_WINS * CLAIMS, winners
    assert len(winners) == 3


def _judged(opened: Scene, number: int) -> tuple[Round, str]:
    race = _race(opened, number)
    return race, _winner(opened, race)


def _race(opened: Scene, number: int) -> Round:
    until = time.monotonic() + ROUND_SECONDS
    visitor = opened.visitor()
    visitor.ask("ask_person").raise_for_status()
    two = opened.teammate(number), opened.teammate(number + 1 + number // 3 % 2)
    epochs = [each.thread(visitor.conversation)["summary"]["epoch"] for each in two]
    ready = threading.Barrier(2)

    def claim(who: TeammateClient, epoch: int) -> Try:
        ready.wait(10)
        sent = time.monotonic()
        answer = who.ask(visitor.conversation, "claim", epoch=epoch)
        me = who.me["teammate"]
        return Try(me["id"], me["name"], sent, time.monotonic(), answer)

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(claim, two, epochs)
    time.sleep(max(0.0, until - time.monotonic()))
    return Round(visitor.conversation, (first, second))


def _winner(opened: Scene, race: Round) -> str:
    (won,) = [each for each in race.tries if each.answer.status_code == 200]
    (lost,) = [each for each in race.tries if each.answer.status_code != 200]
    assert lost.answer.status_code == 409
    told = lost.answer.json()
    assert (told["code"], told["by"]) == ("already_claimed", won.who)
    assert won.name in told["detail"]
    thread = opened.teammate(0).thread(race.conversation)
    assert thread["summary"]["owner"]["id"] == won.who
    assert _claimants(thread) == [won.who]
    return won.name


def _claimants(thread: Json) -> list[str]:
    return [event["actor"]["id"] for event in thread["events"] if event["kind"] == "claimed"]
