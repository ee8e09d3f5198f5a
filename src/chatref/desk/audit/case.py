"""The checks of one conversation. They read what is stored and share nothing with what decided it.

Only invariant 1 uses `fold`, since that is what it is about. The rest goes by kinds and fields as text.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chatref.conversation.evolve import EVOLVE_VERSION, fold
from chatref.desk.audit.store import Fact, Row
from chatref.desk.encoding import decode_event, decode_state

TO_VISITORS = frozenset({
    "started", "visitor_wrote", "assistant_answered", "turn_given_up", "teammate_replied", "desk_said",
    "handoff_opened", "details_asked", "detail_given", "collecting_ended", "queued", "claimed", "released",
    "transferred", "handed_back", "withdrawn", "resolved", "reopened", "assistant_paused", "assistant_resumed",
    "contact_left", "rated", "erased",
})  # fmt: skip
WORDS = ("text", "page", "value", "address", "comment", "trace", "note")
WAITING_STAGES = frozenset({"waiting", "offered", "assigned"})
SILENT_STAGES = frozenset({"assigned", "resolved"})
THANKED_IN = frozenset({"waiting", "assigned", "resolved"})
SPEECH = frozenset({"teammate_replied", "assistant_answered", "reopened"})

Found = Iterator[tuple[str, int | None, str]]
"""Name of the breach, number of the event if it is one, and a sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    row: Row
    facts: Sequence[Fact]
    actors: Mapping[int, Mapping[str, Any]]

    def pairs(self) -> Iterator[tuple[Mapping[str, Any], Fact]]:
        """Each event with the control state before it."""
        head: Mapping[str, Any] = {}
        for fact in self.facts:
            yield head, fact
            head = fact.head

    def of(self, *kinds: str) -> Iterator[Fact]:
        return (fact for fact in self.facts if fact.kind in kinds)

    def episodes(self) -> Iterator[list[Fact]]:
        episode: list[Fact] = []
        for fact in self.facts:
            if fact.kind == "reopened":
                yield episode
                episode = []
            episode.append(fact)
        yield episode


def check(case: Case) -> Found:
    """A row that cannot even be read is a breach of its own, and hides no other."""
    for one in CHECKS:
        try:
            yield from list(one(case))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            yield "unreadable", None, f"what is stored has no such shape: {error}"


def numbers(case: Case) -> Found:
    """1: no gap, no repeat; and 11: the visitor's numbers are dense over the allow-list."""
    if [fact.seq for fact in case.facts] != list(range(1, case.row.seq + 1)):
        yield "gap", None, f"the events do not count from 1 to {case.row.seq}"
    shown = [fact.vseq for fact in case.facts if fact.vseq is not None]
    if shown != list(range(1, case.row.vseq + 1)):
        yield "visitor_gap", None, f"what the visitor sees does not count from 1 to {case.row.vseq}"
    for fact in case.facts:
        if (fact.vseq is not None) != (fact.kind in TO_VISITORS):
            yield (
                "visibility",
                fact.seq,
                f"{fact.kind} is shown to the visitor, or kept from them, by mistake",
            )


def folded(case: Case) -> Found:
    """1: the stored state is the fold of the stored events, and the row says the same."""
    row = case.row
    if row.evolve_version != EVOLVE_VERSION:
        return
    recorded = [decode_event(f.seq, f.vseq, f.at, f.kind, f.payload_text) for f in case.facts]
    if not recorded or recorded[0].seq != 1 or fold(recorded) != decode_state(row.state_text):
        yield "fold", None, "the stored state is not what the stored events make"
    stored = {name: row.state[name] for name in ("seq", "vseq", "stage", "owner", "site", "visitor")}
    if stored != {name: getattr(row, name) for name in stored} or row.summary["seq"] != row.seq:
        yield "row", None, "the row's columns say something else than its state"


def owes(case: Case) -> Found:
    """2: what is not resolved owes something, to be done by somebody who can; 12: later than its last change."""
    row, owed = case.row, case.row.summary["owed"]
    if row.stage == "resolved":
        if row.due_at is not None:
            yield "owed_when_resolved", None, f"{row.due_debt} is owed in a resolved conversation"
        return
    if row.due_at is None or owed is None:
        yield "nothing_owed", None, "it is open, and nobody has to do anything"
        return
    if row.due_at <= row.changed_at:
        yield "no_progress", None, "what is due next was due before the last change"
    if not _able(owed, case.actors.get(row.policy_version)):
        yield (
            "unable",
            None,
            f"{row.due_debt} is owed by {owed['holder']} {owed['holder_id']}, who cannot act",
        )


def _able(owed: Mapping[str, Any], actors: Mapping[str, Any] | None) -> bool:
    if owed["holder"] not in {"teammate", "team", "owner"}:
        return True
    if actors is None:
        return False
    if owed["holder"] == "owner":
        return bool(owed["holder_id"] == actors["owner"])
    among = actors["teammates"] if owed["holder"] == "teammate" else actors["teams"]
    return any(each["id"] == owed["holder_id"] for each in among)


def alerts(case: Case) -> Found:
    """2: while somebody waits for a person there is one who can act and hears of it, or the team is away."""
    row = case.row
    if "alert" not in row.summary:
        return
    alert, waits = row.summary["alert"], row.summary["person_owed_since"]
    if not waits or row.stage not in WAITING_STAGES:
        if alert is not None:
            yield "stale_alert", None, "somebody is alerted of a visitor who does not wait"
    elif alert is not None:
        if not _heard(alert, case.actors.get(row.policy_version)):
            yield "nobody_alerted", None, "who is alerted of a visitor who waits cannot act"
    elif [fact.kind for fact in case.of("desk_closed", "desk_opened")][-1:] != ["desk_closed"]:
        yield "nobody_alerted", None, "a visitor waits, and nobody is alerted"


def _heard(alert: Mapping[str, Any], actors: Mapping[str, Any] | None) -> bool:
    if actors is None:
        return False
    members = {one for team in actors["teams"] if team["id"] in alert["teams"] for one in team["members"]}
    called = {alert["teammate"], actors["owner"] if alert["lead"] else None} | members
    return bool(called & {each["id"] for each in actors["teammates"]})


def silence(case: Case) -> Found:
    """3: where a person owns, or nothing is open, and in a turn that is over, the assistant says nothing."""
    for head, fact in case.pairs():
        if fact.kind != "assistant_answered":
            continue
        if head.get("stage") in SILENT_STAGES:
            yield "assistant_spoke", fact.seq, f"the assistant spoke while {head['stage']}"
        elif fact.event["turn"] != head.get("turn"):
            yield (
                "stale_answer",
                fact.seq,
                f"an answer to turn {fact.event['turn']} in turn {head.get('turn')}",
            )


def owners(case: Case) -> Found:
    """4: one owner at most, taken from nobody who is not named."""
    for head, fact in case.pairs():
        if (fact.head["owner"] is not None) != (fact.head["stage"] == "assigned"):
            yield "owner", fact.seq, f"{fact.head['stage']} with owner {fact.head['owner']}"
        held = head.get("owner")
        if fact.kind == "claimed" and held is not None and fact.event["taken_from"] != held:
            yield "two_owners", fact.seq, f"claimed while {held} was the owner"


def requests(case: Case) -> Found:
    """5: the second request for a person of an episode has a handoff, and the button the first."""
    for episode in case.episodes():
        asked, case_open = 0, False
        for fact in episode:
            opened = fact.kind == "handoff_opened"
            case_open = opened or (case_open and fact.kind != "handoff_ended")
            if fact.kind == "person_asked" and fact.event["open"]:
                asked += 1
                served = case_open or fact.head["stage"] == "assigned" or _opens(episode, fact)
                if not served and (asked > 1 or fact.event["how"] == "button"):
                    yield "request_unserved", fact.seq, f"request {asked} for a person led to no handoff"


def _opens(episode: Sequence[Fact], asked: Fact) -> bool:
    return any(each.kind == "handoff_opened" and each.command == asked.command for each in episode)


def lines(case: Case) -> Found:
    """6: one hand-over line per handoff, in the command that opened it, and at most one confirmation."""
    said = list(case.of("desk_said"))
    for opened in case.of("handoff_opened"):
        handoff = opened.event["handoff"]
        about = [each for each in said if each.event["handoff"] == handoff]
        told = [each for each in about if each.event["line"] == "hand_over"]
        if [each.command for each in told] != [opened.command]:
            yield "hand_over_line", opened.seq, f"{len(told)} lines tell the visitor of this handoff"
        confirmed = sum(each.event["line"] == "confirmation" or each.event["confirms"] for each in about)
        if confirmed > 1:
            yield "confirmed_twice", opened.seq, f"{confirmed} confirmations of one handoff"


def details(case: Case) -> Found:
    """7: a detail is asked once in an episode."""
    for episode in case.episodes():
        asked = Counter(
            field["field"]
            for fact in episode
            if fact.kind == "details_asked"
            for field in fact.event["fields"]
        )
        for name, times in asked.items():
            if times > 1:
                yield "asked_again", None, f"{name} was asked for {times} times in one episode"


def handoffs(case: Case) -> Found:
    """8: one handoff at a time, each ended with an outcome before the conversation is resolved."""
    current: str | None = None
    for fact in case.facts:
        if fact.kind == "handoff_opened":
            if current is not None:
                yield "two_handoffs", fact.seq, "a handoff opened while another was open"
            current = fact.event["handoff"]
        elif fact.kind == "handoff_ended":
            if fact.event["handoff"] != current or not fact.event["outcome"]:
                yield "handoff_end", fact.seq, "a handoff ended that was not open, or without an outcome"
            current = None
        elif fact.kind == "resolved" and current is not None:
            yield "handoff_left_open", fact.seq, "resolved with a handoff that has no outcome"


def playbooks(case: Case) -> Found:
    """A tick is on a step of the open handoff; closed as answered, the visitor was told what they must be."""
    steps: Mapping[str, bool] = {}
    ticked: set[str] = set()
    handoff = closing = None
    for fact in case.facts:
        event = fact.event
        match fact.kind:
            case "handoff_opened":
                handoff, ticked = event["handoff"], set()
                steps = {step["id"]: step["confirm"] for step in event.get("playbook", ())}
            case "step_ticked":
                if event["handoff"] != handoff or event["step"] not in steps:
                    yield "step_nowhere", fact.seq, f"{event['step']} is no step of an open handoff"
                (ticked.add if event["done"] else ticked.discard)(event["step"])
            case "handoff_ended":
                handoff, closing = None, fact.command
            case "resolved" if event["outcome"] == "answered" and fact.command == closing:
                if untold := [step for step, confirm in steps.items() if confirm and step not in ticked]:
                    yield (
                        "unconfirmed",
                        fact.seq,
                        f"answered, and the visitor was not told {', '.join(untold)}",
                    )
            case _:
                pass


def times(case: Case) -> Found:
    """9: time goes forward."""
    for before, after in zip(case.facts, case.facts[1:], strict=False):
        if after.at < before.at:
            yield "time", after.seq, "it is older than the event before it"


def endings(case: Case) -> Found:
    """2: the clock resolves nothing that a visitor still waits for, but as abandoned. A thanks waits for nothing."""
    waiting = False
    for fact in case.facts:
        if fact.kind == "visitor_wrote":
            waiting = waiting or not fact.event.get("thanks")
        elif fact.kind in {"assistant_answered", "teammate_replied", "turn_given_up", "withdrawn"}:
            waiting = False
        elif (
            fact.kind == "resolved"
            and fact.event["by_clock"]
            and waiting
            and fact.event["outcome"] == "assumed"
        ):
            yield "assumed_unanswered", fact.seq, "assumed to be solved while a message had no answer"


def thanks(case: Case) -> Found:
    """2: what is stored as a thanks that owes nothing came where a person had the last word, had answered everything
    and asked nothing; and nothing followed from it."""
    owed: set[int] = set()
    last: Fact | None = None
    visitors = 0
    final = {fact.command: fact.seq for fact in case.facts}
    for head, fact in case.pairs():
        if fact.kind == "visitor_wrote" and fact.event.get("thanks"):
            asked_nothing = (
                last is not None and last.kind == "teammate_replied" and not last.event.get("asks", True)
            )
            if owed or head.get("stage") not in THANKED_IN or not asked_nothing:
                yield "thanks_owed", fact.seq, "it is taken for a thanks, and the visitor is owed an answer"
            if final[fact.command] != fact.seq:
                yield "thanks_moved", fact.seq, "it is taken for a thanks, and something followed from it"
        else:
            owed = _still_owed(owed, fact, visitors)
        last = fact if fact.kind in SPEECH else last
        visitors = fact.seq if _by_the_visitor(fact) else visitors


def _by_the_visitor(fact: Fact) -> bool:
    return fact.kind == "visitor_wrote" or (fact.kind == "person_asked" and fact.event["how"] == "button")


def _still_owed(owed: set[int], fact: Fact, visitors: int) -> set[int]:
    """Numbers for which a person owes an answer, or may. `visitors`: of what the visitor said last."""
    event = fact.event
    if _by_the_visitor(fact):
        return owed | {fact.seq}
    match fact.kind:
        case "handoff_opened" if event["cause"] != "undelivered":
            return owed | {visitors}
        case "answer_undelivered" if event["owed"]:
            return owed | {fact.seq}
        case "teammate_replied":
            return {each for each in owed if each > event["seen"]}
        case "resolved" | "withdrawn" | "handed_back" | "answer_sent_again":
            return set()
        case _:
            return owed


def erasure(case: Case) -> Found:
    """Erased is erased: of what anybody wrote nothing is left."""
    if not any(case.of("erased")):
        return
    for fact in case.facts:
        left = [name for name in WORDS if isinstance(fact.event.get(name), str) and fact.event[name]]
        if left and fact.kind != "desk_said":
            yield "words_left", fact.seq, f"{fact.kind} still has {', '.join(left)}"
    if case.row.verdicts:
        yield "words_left", None, f"{case.row.verdicts} verdicts still say what was measured"


CHECKS = (
    numbers, folded, owes, alerts, silence, owners, requests, lines, details, handoffs, playbooks, times,
    endings, thanks, erasure,
)  # fmt: skip
