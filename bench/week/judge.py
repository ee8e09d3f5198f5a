"""What the visitors' own journals say of the week, beside a fresh read. It shares no code with the desk."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from week.door import Json
from week.stored import Event
from week.texts import REASONS
from week.visitor import Journal


@dataclass(slots=True)
class Findings:
    """`breaches` has a line for each, by the bar that it breaks."""

    breaches: dict[str, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def breach(self, bar: str, what: str) -> None:
        self.breaches.setdefault(bar, []).append(what)

    def broken(self, bar: str) -> int:
        return len(self.breaches.get(bar, ()))


def judge_journals(journals: Sequence[Journal], due: Mapping[str, float | None], ended: float) -> Findings:
    """`due` has, for each conversation that is open at the end, when its next debt falls due."""
    found = Findings()
    for journal in journals:
        if journal.fresh is None:
            found.breach("unread", f"{journal.conversation}: was not read at the end")
            continue
        _judge_delivery(journal, journal.fresh, found)
        _judge_case(journal, journal.fresh, due, ended, found)
        _judge_details(journal, journal.fresh, found)
        _judge_loops(journal, journal.fresh, found)
        found.counts["drops"] += journal.drops
    found.counts["visitors"] = len(journals)
    return found


def _judge_delivery(journal: Journal, fresh: Sequence[Json], found: Findings) -> None:
    """Whatever was acknowledged is there once, in order; whatever came down is what is stored, without a gap."""
    numbers = [event["vseq"] for event in fresh]
    if numbers != list(range(1, len(numbers) + 1)):
        found.breach("lost", f"{journal.conversation}: the numbers have a gap or a repeat: {numbers}")
    heard = [event for _, event in journal.heard]
    if heard != list(fresh[: len(heard)]):
        found.breach("lost", f"{journal.conversation}: what came down is not what is stored")
    written = Counter(event["command"] for event in fresh if event["kind"] == "visitor_wrote")
    for sent in journal.sent:
        if sent.kind == "write" and sent.acknowledged and written[sent.command] != 1:
            found.breach("lost", f"{journal.conversation}: a message is there {written[sent.command]} times")
        if sent.acknowledged and sent.acknowledged[0] > len(fresh):
            found.breach("lost", f"{journal.conversation}: an acknowledged command is not there")
    acknowledged = [s.command for s in journal.sent if s.kind == "write" and s.acknowledged]
    order = [event["command"] for event in fresh if event["kind"] == "visitor_wrote"]
    if [each for each in order if each in set(acknowledged)] != acknowledged:
        found.breach("lost", f"{journal.conversation}: the messages are in another order")


def _judge_case(
    journal: Journal, fresh: Sequence[Json], due: Mapping[str, float | None], ended: float, found: Findings
) -> None:
    """Every case that opened heard a person, or was withdrawn, or is still in somebody's hands."""
    for event in _pressed_in_vain(journal, fresh):
        found.breach("dropped", f"{journal.conversation}: the button at {event:.0f} s opened no case")
    for first, last in _cases(fresh):
        kinds = Counter(event["kind"] for event in fresh[first : last + 1])
        found.counts["cases"] += 1
        if kinds["teammate_replied"]:
            found.counts["answered"] += 1
        elif kinds["withdrawn"]:
            found.counts["withdrawn"] += 1
        elif fresh[last]["kind"] == "resolved" or fresh[last]["kind"] == "handed_back":
            found.breach(
                "dropped", f"{journal.conversation}: ended with {fresh[last]['kind']}, nobody answered"
            )
        elif (next_due := due.get(journal.conversation)) is None or next_due < ended - 120:
            found.breach("dropped", f"{journal.conversation}: waits, and nothing is owed in time")
        else:
            found.counts["open at the end"] += 1


def _pressed_in_vain(journal: Journal, fresh: Sequence[Json]) -> Iterator[float]:
    for sent in journal.sent:
        if sent.kind == "ask_person" and sent.acknowledged:
            number = sent.acknowledged[0]
            before = [event["after"]["stage"] for event in fresh[:number]]
            if not before or before[-1] in {"assistant", "resolved"}:
                yield sent.at


def _cases(fresh: Sequence[Json]) -> Iterator[tuple[int, int]]:
    """From where each case opened to where it ended, or to the last event."""
    opened: int | None = None
    for place, event in enumerate(fresh):
        if event["kind"] == "handoff_opened":
            opened = place
        elif opened is not None and event["kind"] in {"resolved", "withdrawn", "handed_back"}:
            yield opened, place
            opened = None
    if opened is not None:
        yield opened, len(fresh) - 1


def _judge_details(journal: Journal, fresh: Sequence[Json], found: Findings) -> None:
    """What was given, or stood in plain words in a message of this episode, is not asked for."""
    given: set[str] = set()
    told: set[str] = set()
    for event in fresh:
        match event["kind"]:
            case "reopened":
                given, told = set(), set()
            case "detail_given":
                given.add(event["field"])
            case "visitor_wrote":
                told |= _told(event["text"])
            case "details_asked":
                found.counts["forms"] += 1
                for each in event["fields"]:
                    known = each["field"] in given or (each["field"] in told and not each["value"])
                    if known:
                        found.breach("asked twice", f"{journal.conversation}: {each['field']}")
            case _:
                pass
    found.counts["details"] += len(given)


def _told(text: str) -> set[str]:
    """By the forms in which the visitors of this week write them."""
    words = text.replace(",", " ").replace(":", " ").split()
    order = {"order"} if any(word.startswith("A-1") and word[2:].isdigit() for word in words) else set()
    sku = {"sku"} if any(a.lower() == "sku" and b.isdigit() for a, b in pairwise(words)) else set()
    reason = {"reason"} if any(each.lower() in text.lower() for each in REASONS) else set()
    return order | sku | reason


def _judge_loops(journal: Journal, fresh: Sequence[Json], found: Findings) -> None:
    """A case that ended opens again only by a new act: the visitor's, or a person's who takes it."""
    acted = True
    for place, event in enumerate(fresh):
        match event["kind"]:
            case "visitor_wrote" | "reopened":
                acted = True
            case "handoff_opened":
                by = event["actor"]["kind"]
                taken = any(each["kind"] == "claimed" for each in fresh[place + 1 : place + 3])
                if not (acted or taken or by in {"visitor", "teammate"}):
                    before = [f"{each['kind']} by {each['actor']['kind']}" for each in fresh[: place + 1]]
                    found.breach("loops", f"{journal.conversation}: opened again after {before}")
                acted = False
            case _:
                pass


def judge_rules(by_conversation: Mapping[str, Sequence[Event]], found: Findings) -> None:
    """A rule that led to a handoff does so once in an episode."""
    for case, events in by_conversation.items():
        fired: Counter[tuple[int, str]] = Counter()
        episode = 1
        for event in events:
            if event.kind == "reopened":
                episode = event.of["episode"]
            if event.kind == "handoff_opened" and event.of["cause"] == "rule":
                fired[episode, event.of["rule"]] += 1
        for (at, rule), times in fired.items():
            if times > 1:
                found.breach("loops", f"{case}: {rule} fired {times} times in episode {at}")
