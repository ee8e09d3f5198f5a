"""What must come of an answer that did not arrive by mail, and of one that is sent again."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.policy import Context
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered
from tests.pure.before import Before


def waited_for(was: Before, context: Context, news: list[int]) -> bool:
    """By the page: not if it was read in the chat, or a person meant to end it, or it goes on elsewhere."""
    if was.last_visitor > max(news) and not was.by_mail:
        return False
    meant = was.outcome in {"withdrawn", "elsewhere", "spam", "duplicate"}
    return was.stage != "resolved" or not (meant or context.open_elsewhere)


def post_fits(was: Before, command: Any, context: Context, events: list[e.Event]) -> None:
    """Over the whole transaction."""
    told = [one for one in events if isinstance(one, AnswerUndelivered)]
    again = [one for one in events if isinstance(one, AnswerSentAgain)]
    anew = any(isinstance(one, e.PolicyApplied) for one in events)
    if isinstance(command, cmd.ReportUndelivered):
        news = [answer for answer in dict.fromkeys(command.answers) if answer not in was.failed]
        assert [list(one.answers) for one in told] == ([news] if news else []), "what is news, once"
        owed = bool(news) and not command.seen and waited_for(was, context, news)
        assert [one.owed for one in told] == ([owed] if news else [])
        opened = [one.cause.value for one in events if isinstance(one, e.HandoffOpened)]
        if not anew:
            assert opened == (["undelivered"] if owed and was.case is None else []), "P13: a person has it"
            woken = any(isinstance(one, e.Woken) for one in events)
            assert woken == (owed and was.snoozed), "it wakes"
    if isinstance(command, cmd.SendAgain):
        assert [one.answers for one in again] == [command.answers]
        claimed = any(isinstance(one, e.Claimed) for one in events)
        assert anew or claimed == (was.stage in {"waiting", "offered"} and was.case is not None), (
            "as a reply does"
        )
        left = [one.address for one in events if isinstance(one, e.ContactLeft)]
        assert left == ([command.to] if command.to and command.to != was.contact else []), "and from now on"
    assert isinstance(command, cmd.ReportUndelivered) or not told
    assert isinstance(command, cmd.SendAgain) or not again
