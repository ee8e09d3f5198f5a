"""What the report says; docs/report.md in types."""

from datetime import date, datetime
from math import ceil
from typing import Self

from chatref.conversation.model import Lesson, Outcome
from chatref.insights.report import Row
from chatref.insights.report.facts import HandoffFacts
from chatref.insights.report.figures import By, Ending, Figure
from chatref.insights.report.items import ending
from chatref.web.inbox_models import Named
from chatref.web.words import Model


class WaitFigures(Model):
    """In seconds of open time; None where too few waits stand behind it. `at_least`: some of them still go on, and
    it can only grow."""

    waits: int
    median: int | None
    nine_of_ten: int | None
    at_least: bool


class ReportGroup(Model):
    """`name` asks for its conversations, `label` is shown. A figure that is not there is 0."""

    name: str
    label: str
    figures: dict[Figure, int]
    first_wait: WaitFigures
    longest_later_wait: WaitFigures


class ReportView(Model):
    """Of days by the clock of `zone`, the first and the last included. `cut`: how many groups are not shown."""

    first_day: date
    last_day: date
    zone: str
    as_of: datetime
    whole: ReportGroup
    by: dict[By, list[ReportGroup]]
    cut: dict[By, int]
    sites: list[Named]
    teams: list[Named]


class ReportRow(Model):
    """A handoff or an episode behind a figure: which of both, the figure says. `seq` is the event that began it;
    `outcome` is of a handoff that ended, `ending` of an episode. Waits are seconds of open time."""

    conversation: str
    seq: int
    at: datetime
    ended_at: datetime | None
    subject: str
    visitor: str
    reason: str | None
    rule: str | None
    team: str | None
    tags: list[str]
    outcome: Outcome | None
    ending: Ending | None
    lesson: Lesson | None
    first_wait: int | None
    missed: bool

    @classmethod
    def of(cls, row: Row) -> Self:
        item, of = row.item, row.item.of
        handoff = of if isinstance(of, HandoffFacts) else None
        return cls(
            conversation=item.facts.conversation,
            seq=of.seq,
            at=item.at,
            ended_at=of.ended,
            subject=row.subject,
            visitor=row.visitor,
            reason=handoff.reason if handoff else None,
            rule=handoff.rule if handoff else None,
            team=handoff.team if handoff else None,
            tags=list(item.facts.tags),
            outcome=handoff.outcome if handoff else None,
            ending=None if isinstance(of, HandoffFacts) else ending(of),
            lesson=handoff.lesson if handoff else None,
            first_wait=ceil(item.waits[0].open_time.total_seconds()) if item.waits else None,
            missed=any(each.missed for each in item.waits),
        )


class ReportRows(Model):
    """`count` is the figure; `after` asks for the next page."""

    count: int
    rows: list[ReportRow]
    after: int | None


class TagCount(Model):
    tag: str
    conversations: int


class TagsInUse(Model):
    """The most used first."""

    tags: list[TagCount]
