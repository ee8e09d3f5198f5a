"""The same moves under Hypothesis, which shrinks what it finds to the shortest story."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.pure.walk import MOVES, Walk

CHANCE = st.integers(0, 2**16).map(Random)


class WalkMachine(RuleBasedStateMachine):
    @initialize(chance=CHANCE)
    def begin(self, chance: Random) -> None:
        self.walk = Walk(chance)

    @rule(move=st.sampled_from(MOVES), chance=CHANCE)
    def somebody_moves(self, move: str, chance: Random) -> None:
        self.walk.chance = chance
        self.walk.make(move)

    @rule(seconds=st.sampled_from([1, 20, 46, 130, 700, 4_000, 50_000, 1_400_000]), chance=CHANCE)
    def time_passes(self, seconds: int, chance: Random) -> None:
        self.walk.chance = chance
        self.walk.wait(seconds)
        self.walk.refresh_views()

    @rule(chance=CHANCE)
    def the_owner_changes_something(self, chance: Random) -> None:
        self.walk.chance = chance
        self.walk.owner_changes_something()

    @rule(chance=CHANCE)
    def the_clock_runs(self, chance: Random) -> None:
        self.walk.chance = chance
        self.walk.clock_runs()

    def teardown(self) -> None:
        if hasattr(self, "walk"):
            self.walk.finish()


TestWalk = WalkMachine.TestCase
TestWalk.settings = settings(
    max_examples=120,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
