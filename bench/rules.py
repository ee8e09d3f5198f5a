"""What a thousand rules cost a turn beyond its signals: verdict and whole trace. `python -m bench.rules --json`."""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable

from chatref.conversation.model import AnswerKind
from chatref.escalation import conditions as c
from chatref.escalation.evaluate import State, evaluate
from chatref.escalation.phrases.stems import stems
from chatref.escalation.ready.intents import INTENTS
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered, Asks, Attribute, BusinessEvent, Mood, Near, Signals
from chatref.escalation.trace import traces_of

LIMIT_MS = 5.0
ANSWERED = Answered(AnswerKind.ANSWER, "Here it is.", answerability=0.7)
WORDS = (
    "refund", "licence", "invoice", "charged", "twice", "account", "locked", "password", "download", "broken", "update",
    "install", "error", "order", "late", "delivery", "cancel", "subscription", "renew", "upgrade", "seat", "export",
    "crash", "screen", "payment", "card", "declined", "bank", "tax", "receipt", "address", "change", "delete", "lawyer",
    "key", "activate", "serial", "expired", "trial", "discount", "student",
)  # fmt: skip


def thousand_rules(chance: random.Random) -> Rules:
    """Of every kind of test, two or three to a rule, most of them about words as owners' rules are."""
    return Rules(tuple(Rule(f"Rule {n}", _condition(chance, n), f"Reason {n % 40}") for n in range(1_000)))


def turns(chance: random.Random) -> list[Signals]:
    return [_signals(chance) for _ in range(50)]


def measure() -> dict[str, object]:
    """A whole turn: judged before the assistant answers and with its answer in hand, and both written down."""
    chance = random.Random(7)
    rules, said = thousand_rules(chance), turns(chance)
    begun = time.perf_counter()
    _turn(rules, said[0])
    laid_out = time.perf_counter() - begun
    taken = [_timed(rules, signals) for signals in said * 4]
    median = statistics.median(taken)
    return {
        "rules": len(rules.rules),
        "tests": sum(len(plan.tests) for plan in rules.panel.plans),
        "ms_per_turn": round(median, 2),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 2),
        "limit_ms": LIMIT_MS,
        "laid_out_ms": round(laid_out * 1_000, 1),
        "trace_kib": round(len(_turn(rules, said[0])) / 1024),
        "met": median <= LIMIT_MS,
    }


def _timed(rules: Rules, signals: Signals) -> float:
    begun = time.perf_counter()
    _turn(rules, signals)
    return (time.perf_counter() - begun) * 1_000


def _turn(rules: Rules, signals: Signals) -> str:
    state = State(frozenset({"Rule 3"}))
    before = evaluate(rules, 1, signals, state)
    after = evaluate(rules, 1, signals.with_answer(ANSWERED), state)
    return traces_of([before, after])


def _condition(chance: random.Random, number: int) -> c.Condition:
    tests = tuple(_test(chance, number) for _ in range(chance.randint(1, 3)))
    return c.AnyOf(tests) if chance.random() < 0.5 else c.AllOf(tests)


def _test(chance: random.Random, number: int) -> c.Condition:
    def phrases() -> c.Phrase:
        return c.Phrase(
            tuple(" ".join(chance.sample(WORDS, chance.randint(1, 3))) for _ in range(chance.randint(1, 6)))
        )

    kinds: tuple[Callable[[], c.Condition], ...] = (
        phrases,
        phrases,
        phrases,
        lambda: c.Pattern(rf"[A-Z]{{1,3}}-{number}\d{{2,5}}|{chance.choice(WORDS)} #\d+"),
        lambda: c.Intent(chance.choice(list(INTENTS))),
        lambda: c.Event(chance.choice(["payment_failed", "order_late", "signed_up"])),
        lambda: c.Unanswered(chance.randint(1, 4)),
        lambda: c.Frustration(chance.choice([Mood.SOME, Mood.HIGH])),
        lambda: c.Turns(chance.randint(2, 12)),
        lambda: c.Attribute("plan", chance.choice(["free", "team", "enterprise"])),
        lambda: c.Page(f"/{chance.choice(WORDS)}"),
        lambda: c.Not(c.OpenHours()),
        c.AsksForPerson,
    )
    return chance.choice(kinds)()


def _signals(chance: random.Random) -> Signals:
    text = " ".join(chance.choice(WORDS) if chance.random() < 0.3 else "my" for _ in range(40))
    return Signals(
        text=text,
        stems=stems(text),
        asks=chance.choice([Asks.NO, Asks.NO, Asks.WEAK, Asks.STRONG]),
        intents=tuple(Near(name, chance.random(), 0.6) for name in INTENTS),
        events=(BusinessEvent("payment_failed", verified=True, number=3),),
        unanswered=chance.randint(0, 3),
        answerability=chance.random(),
        frustration=chance.random(),
        turns=chance.randint(1, 10),
        attributes=(Attribute("plan", "team", verified=True),),
        page="/pricing",
        measured_on=3,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure()
    if not asked.json:
        print("\n".join(f"{name}: {value}" for name, value in found.items()))
    print(json.dumps(found))
    return 0 if found["met"] else 1


if __name__ == "__main__":
    sys.exit(main())
