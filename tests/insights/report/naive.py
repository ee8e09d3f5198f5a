"""The report calculated a second time: from docs/report.md and the stored rows, without any of the product's code.

Slow and plain on purpose. Rows come as (conversation, at, kind, actor, event), events as JSON was read.
"""

# ruff: noqa: ANN401 - an event here is JSON as it was read

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

WEEK, DAY = timedelta(days=7), timedelta(days=1)

ROWS = """select conversation::text, seq, at, kind, payload->'actor'->>'id', payload->'event' from events
           where workspace = %s and at <= %s order by conversation, seq"""


@dataclass
class Calculated:
    """Per group, "" and "" for the whole: how often each figure counts, and seconds waited with whether it goes on."""

    figures: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: dict[tuple[str, str], list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    later: dict[tuple[str, str], list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    cited: Counter[str] = field(default_factory=Counter)
    behind: dict[tuple[str, str, str], list[tuple[datetime, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )


@dataclass
class Asked:
    workspace: str
    first_day: date
    last_day: date
    zone: ZoneInfo
    now: datetime
    site: str | None = None
    team: str | None = None

    def covers(self, at: datetime) -> bool:
        return self.first_day <= at.astimezone(self.zone).date() <= self.last_day


def calculate(url: str, asked: Asked) -> Calculated:
    with psycopg.connect(url) as connection:
        connection.execute("set timezone to 'UTC'")
        rows = connection.execute(ROWS, [asked.workspace, asked.now]).fetchall()
        policies: dict[int, Any] = dict(
            connection.execute(
                "select version, content from policies where workspace = %s", [asked.workspace]
            ).fetchall()
        )
    conversations: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for one, *row in rows:
        conversations[one].append(tuple(row))
    found = Calculated()
    for one, history in conversations.items():
        _add(found, asked, one, history, policies)
    return found


def _add(found: Calculated, asked: Asked, one: str, history: list[tuple[Any, ...]], policies: Any) -> None:
    site = history[0][4]["site"]
    if asked.site is not None and asked.site != site:
        return
    tags = _tags(history)
    handoffs = [each for each in _handoffs(history) if asked.team in (None, each["team"])]
    for each in handoffs:
        if asked.covers(each["at"]):
            waits = [_timed(wait, policies, asked.now) for wait in each["waits"]]
            names = _names([each], tags, site, each["at"], asked)
            _count(found, one, each["at"], names, _of_handoff(each, waits, asked.now))
            for step, ticked in _steps(each).items():
                figure = "step_ticked" if ticked else "step_left_out"
                _count(found, one, each["at"], {("step", step)}, [figure])
            for group in names:
                found.first[group].append((waits[0][0], waits[0][1]))
                if waits[1:]:
                    found.later[group].append(max(((w[0], w[1]) for w in waits[1:]), key=lambda w: w[0]))
    for episode in _episodes(history):
        inside = [each for each in handoffs if each["episode"] == episode["number"]]
        if asked.covers(episode["at"]) and (inside or asked.team is None):
            names = _names(inside, tags, site, episode["at"], asked)
            names |= {("answer", page) for each in episode["messages"] for page in each}
            _count(found, one, episode["at"], names, _of_episode(episode, handed_off=bool(inside)))
            found.cited.update(page for each in episode["messages"] for page in each)


def _count(
    found: Calculated, one: str, at: datetime, names: set[tuple[str, str]], figures: list[str]
) -> None:
    for group in names:
        found.figures[group].update(figures)
        for figure in figures:
            found.behind[figure, *group].append((at, one))


def _names(
    handoffs: list[Any], tags: set[str], site: str, at: datetime, asked: Asked
) -> set[tuple[str, str]]:
    found = {("", ""), ("site", site), ("day", str(at.astimezone(asked.zone).date()))}
    found |= {("tag", tag) for tag in tags}
    for each in handoffs:
        found |= {(by, each[by] or "") for by in ("reason", "rule", "cause", "team")}
        found |= {("step", step) for step in _steps(each)}
    return found


def _steps(case: dict[str, Any]) -> dict[str, bool]:
    """Of a handoff that was answered: each step by its reason, part and text, and whether it was ticked."""
    found: dict[str, bool] = {}
    for step in case["playbook"] if case.get("outcome") == "answered" else ():
        name = "\n".join([case["reason"], step["part"], step["text"]])
        found[name] = found.get(name, True) and step["id"] in case["ticks"]
    return found


def _tags(history: list[tuple[Any, ...]]) -> set[str]:
    tags: set[str] = set()
    for _, _, kind, _, event in history:
        if kind == "tagged":
            tags |= set(event["add"])
            tags -= set(event["remove"])
        if kind == "erased":
            tags = set()
    return tags


def _episodes(history: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _, at, kind, _, event in history:
        if kind == "reopened":
            found[-1]["reopened"] = at
        if kind in ("started", "reopened"):
            found.append({"number": len(found) + 1, "at": at, "answers": set(), "messages": []})
        elif kind == "resolved":
            found[-1] |= {"end": at, "outcome": event["outcome"]}
        elif kind == "erased" and "end" not in found[-1]:
            found[-1] |= {"end": at, "outcome": "erased"}
        elif kind == "rated":
            found[-1]["stars"] = event["score"]
        elif kind == "assistant_answered":
            found[-1]["answers"].add(event["answer"])
            pages = {each["address"] for each in event["citations"]}
            found[-1]["messages"].append({page for page in pages if page.startswith("/answers/")})
    return found


def _of_episode(episode: dict[str, Any], *, handed_off: bool) -> list[str]:
    ending, stars = _ending(episode), episode.get("stars")
    figures = ["episodes", f"episodes_{ending}"]
    figures += ["episodes_handed_off"] if handed_off else ["episodes_alone", f"alone_{ending}"]
    figures.append(
        {None: "rated_none", 3: "rated_middling"}.get(
            stars, "rated_good" if (stars or 0) > 3 else "rated_bad"
        )
    )
    figures += ["assistant_found"] if "answer" in episode["answers"] else []
    figures += ["assistant_not_found"] if "not_found" in episode["answers"] else []
    return figures


def _ending(episode: dict[str, Any]) -> str:
    stars = episode.get("stars") or 3
    if "end" not in episode:
        return "going_on"
    if episode["outcome"] in ("spam", "duplicate", "erased"):
        return "set_aside"
    if "reopened" in episode and episode["reopened"] - episode["end"] < WEEK:
        return "reopened"
    if stars > 3:
        return "confirmed"
    if stars < 3:
        return "denied"
    return "closed" if episode["outcome"] in ("answered", "assistant_answered") else str(episode["outcome"])


def _handoffs(history: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    now_open: dict[str, Any] | None = None
    episode, last_word, policy = 0, 0, 0
    unanswered: list[tuple[int, int]] = []
    cleared, failed = _cleared(history), (0, history[0][1])
    for seq, at, kind, actor, event in history:
        unanswered = _unanswered(unanswered, seq, kind, event)
        failed = (seq, at) if kind == "answer_undelivered" else failed
        episode += kind in ("started", "reopened")
        policy = {"started": event.get("policy"), "policy_applied": event.get("version")}.get(kind) or policy
        if kind == "visitor_wrote" or (kind == "person_asked" and event["how"] == "button"):
            last_word = seq
        if kind in ("reopened", "handoff_opened"):
            for each in found:
                each.setdefault("back", at)
        if kind == "handoff_opened":
            said, not_arrived = [(last_word, at)], event["cause"] == "undelivered"
            now_open = {
                **event, "at": at, "episode": episode, "lesson": None, "ticks": set(), "waits": [],
                "owed": (said if unanswered or not not_arrived else []) + ([failed] if not_arrived else []),
                "policy": policy, "cleared": cleared, "shared": set(),
            }  # fmt: skip
            found.append(now_open)
            by_id[event["handoff"]] = now_open
        elif kind == "reviewed" and event["handoff"] in by_id:
            by_id[event["handoff"]]["lesson"] = event["lesson"]
        elif kind == "step_ticked" and event["handoff"] in by_id:
            ticks = by_id[event["handoff"]]["ticks"]
            ticks ^= {event["step"]} if (event["step"] in ticks) != event["done"] else set()
        elif kind == "handoff_ended" and now_open:
            now_open |= {"end": at, "outcome": event["outcome"]}
        elif now_open:
            _in_handoff(now_open, seq, at, kind, actor, event, policy)
    for each in found:
        if each["owed"]:
            each["waits"].append({**each, "since": each["owed"][0][1], "until": None, "by": None})
    return found


def _unanswered(words: list[tuple[int, int]], seq: int, kind: str, event: Any) -> list[tuple[int, int]]:
    """The visitor's latest words that nobody has answered, each with its place in its burst."""
    if kind == "visitor_wrote" and not event["thanks"]:
        return [*words, (seq, words[-1][1] + 1 if words else 1)]
    if kind == "assistant_answered":
        return [(number, place - event["rev"]) for number, place in words if place > event["rev"]]
    if kind == "teammate_replied" and not event["hands_back"]:
        return [word for word in words if word[0] > event["seen"]]
    return [] if kind in ("resolved", "erased") else words


def _cleared(history: list[tuple[Any, ...]]) -> dict[int, set[int]]:
    """By the event that answers went again: the numbers of those that said that they had not arrived, if all go."""
    told: dict[int, int] = {}
    found: dict[int, set[int]] = {}
    for seq, _, kind, _, event in history:
        if kind == "answer_undelivered":
            told |= dict.fromkeys(event["answers"], seq)
        elif kind == "answer_sent_again":
            found[seq] = {told.pop(answer) for answer in event["answers"]} - set(told.values())
    return found


def _in_handoff(
    case: dict[str, Any], seq: int, at: datetime, kind: str, actor: str, event: Any, policy: int
) -> None:
    if kind in ("transferred", "queued") and "end" not in case:
        case["team"] = event["team"]
        case["moved"] = case.get("moved", False) or kind == "transferred"
    if kind == "claimed" and "end" not in case:
        case["claimed"] = True
    if "end" in case and kind not in ("resolved", "erased", "withdrawn"):
        return
    before = case["owed"]
    if kind == "visitor_wrote" and not event["thanks"]:
        case["owed"] = _one_more(before, seq, at)
    elif kind == "person_asked" and event["open"]:
        number = event["measured_on"] or seq
        if not before or before[-1][0] < number:
            case["owed"] = _one_more(before, number, at)
    elif kind == "teammate_replied":
        case["owed"] = [word for word in before if word[0] > event["seen"]]
    elif kind == "answer_undelivered" and event["owed"]:
        case["owed"] = _one_more(before, seq, at)
        case["shared"] |= {seq} if len(before) == 32 else set()
    elif kind == "answer_sent_again":
        over = case["cleared"][seq] - case["shared"]
        case["owed"] = [word for word in before if word[0] not in over]
    elif kind in ("withdrawn", "resolved", "erased"):
        case["owed"] = []
    _move_on(case, before, at, actor if kind in ("teammate_replied", "answer_sent_again") else None, policy)


def _one_more(owed: list[tuple[int, datetime]], seq: int, at: datetime) -> list[tuple[int, datetime]]:
    return [*owed, (seq, at)] if len(owed) < 32 else [*owed[:31], (seq, owed[31][1])]


def _move_on(case: dict[str, Any], before: list[Any], at: datetime, by: str | None, policy: int) -> None:
    """A wait ends when the first word owed is another one, or none; then the next begins, under the policy of now."""
    after = case["owed"]
    if before and (not after or after[0][1] != before[0][1]):
        case["waits"].append({**case, "since": before[0][1], "until": at, "by": by})
        case["policy"] = policy
    elif not before and after:
        case["policy"] = policy


def _of_handoff(case: dict[str, Any], waits: list[Any], now: datetime) -> list[str]:
    figures = ["handoffs", f"handoffs_{case.get('outcome', 'open')}", f"lesson_{case['lesson'] or 'none'}"]
    if case.get("outcome") == "answered":
        if "back" in case and case["back"] - case["end"] < WEEK:
            figures.append("handoffs_came_back")
        else:
            figures.append("handoffs_solved" if now - case["end"] >= WEEK else "handoffs_too_early")
    steps, ticked = len(case["playbook"]), len(case["ticks"])
    share = "none" if not steps else "done" if ticked == steps else "some" if ticked else "untouched"
    figures.append(f"playbook_{share}")
    figures += ["handoffs_claimed"] if case.get("claimed") else []
    figures += ["handoffs_transferred"] if case.get("moved") else []
    _, goes_on, late, by = waits[0]
    figures.append("first_waiting" if goes_on else "first_answered" if by else "first_unanswered")
    figures += ["first_missed"] if late else []
    figures += ["waited_again"] if waits[1:] else []
    figures += ["missed_again"] if any(wait[2] for wait in waits[1:]) else []
    return figures


def _timed(wait: dict[str, Any], policies: Any, now: datetime) -> tuple[float, bool, bool, str | None]:
    """Seconds of open time, whether it goes on, whether it took too long, who answered."""
    policy, until = policies[wait["policy"]], wait["until"] or now
    there = {each["id"] for each in policy["teammates"]}
    teams = {each["id"]: each for each in policy["teams"]}
    team = teams.get(wait["team"])
    if team is None or not there & set(team["members"]):
        team = teams[policy["default_team"]]
    since, hours = wait["since"], team["hours"]
    passed = sum(
        (
            (min(end, until) - max(start, since))
            for start, end in _open(hours, since, until)
            if end > since and start < until
        ),
        timedelta(0),
    )
    due = _due(hours, since, timedelta(seconds=policy["timers"].get("reply", 300)))
    return passed.total_seconds(), wait["until"] is None, until > due, wait["by"]


def _due(hours: Any, since: datetime, reply: timedelta) -> datetime:
    left = reply
    for start, end in _open(hours, since, since + 20 * DAY):
        begins = max(start, since)
        if end <= since:
            continue
        if left == reply and begins > since + 14 * DAY:
            break
        if left <= end - begins:
            return begins + left
        left -= end - begins
    return since + DAY


def _open(hours: Any, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of open time around these two, in UTC."""
    if not hours:
        yield since, until + 30 * DAY
        return
    zone = ZoneInfo(hours["zone"])
    day = since.astimezone(zone).date() - 2 * DAY
    while day <= until.astimezone(zone).date() + DAY:
        for start, end in hours["weekly"][day.weekday()]:
            last = day if end > start else day + DAY
            yield (
                datetime.combine(day, time.fromisoformat(start), zone).astimezone(ZoneInfo("UTC")),
                datetime.combine(last, time.fromisoformat(end), zone).astimezone(ZoneInfo("UTC")),
            )
        day += DAY
