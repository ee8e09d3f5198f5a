"""`python -m tests.pure.soak`: every mutant of the core once, then the walk without end.

`--mutants` stops after the mutants, `--only TEXT` takes those whose name holds the text.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from tests.pure.mutants import ENDLESS, NOTHING, NOTICED, UNNOTICED, Mutant, mutants
from tests.pure.same import SAME
from tests.pure.walk import walk

MUTANT_STEPS = 36_000
WALK_STEPS = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    if not _unharmed():
        print("the core itself does not pass its walk: no mutant can be judged")
        return 1
    every = mutants()
    if gone := SAME.keys() - {(one.inside, one.what) for one in every}:
        print(f"called the same, but no mutants any more: {gone}")
        return len(gone)
    survivors = _survivors([one for one in every if asked.only in str(one)], asked.processes)
    if survivors or asked.mutants:
        return len(survivors)
    for seed in count():
        tally = walk(seed, WALK_STEPS)
        print(f"seed {seed}: {tally.commands} commands, {tally.accepted} accepted", flush=True)
    return 0


def _unharmed() -> bool:
    """The control: with nothing taken out, nobody may notice anything."""
    return not _noticed(Mutant("chatref.conversation.owed", NOTHING, 0, "", "nothing"))


def _survivors(asked: list[Mutant], processes: int) -> list[Mutant]:
    tried = [one for one in asked if not _same(one)]
    with ThreadPoolExecutor(processes) as pool:
        noticed = list(pool.map(_told, tried))
    survivors = [one for one, seen in zip(tried, noticed, strict=True) if not seen]
    for one in survivors:
        print(f"UNNOTICED {one}")
    _sum_up(asked, tried, survivors)
    return survivors


def _sum_up(asked: list[Mutant], tried: list[Mutant], survivors: list[Mutant]) -> None:
    here, hunted, missed = (Counter(one.place for one in some) for some in (asked, tried, survivors))
    for place in here:
        caught, same = hunted[place] - missed[place], here[place] - hunted[place]
        print(f"{place}: {here[place]} mutants, {caught} caught, {same} the same, {missed[place]} unnoticed")
    same = len(asked) - len(tried)
    caught = len(tried) - len(survivors)
    print(f"{len(asked)} mutants, {caught} caught, {same} the same, {len(survivors)} unnoticed")


def _same(mutant: Mutant) -> bool:
    return (mutant.inside, mutant.what) in SAME


def _told(mutant: Mutant) -> bool:
    noticed = _noticed(mutant)
    if not noticed:
        print(f"unnoticed so far: {mutant}", flush=True)
    return noticed


def _noticed(mutant: Mutant) -> bool:
    command = [
        sys.executable,
        "-m",
        "tests.pure.mutants",
        mutant.module,
        str(mutant.number),
        str(MUTANT_STEPS),
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode in {NOTICED, ENDLESS}:
        return True
    if done.returncode != UNNOTICED:
        raise RuntimeError(f"{mutant} was not judged: {done}")
    return False


if __name__ == "__main__":
    sys.exit(main())
