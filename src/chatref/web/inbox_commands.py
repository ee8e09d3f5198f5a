"""What a teammate sent, as a command of the core."""

from typing import assert_never

from chatref.conversation import commands as core
from chatref.web import inbox_models as sent


def command_of(asked: sent.TeammateCommand, *, by_socket: bool) -> core.Command:
    """`by_socket` says that the teammate's window is connected, so that its absence can be noticed."""
    match asked:
        case sent.Claiming():
            return core.Claim(asked.epoch, by_socket)
        case sent.TakingOver():
            return core.TakeOver(asked.epoch, asked.from_, by_socket)
        case sent.Replying():
            return core.Reply(
                asked.message, asked.text, asked.seen, asked.seen_colleague, by_socket=by_socket
            )
        case sent.SendingAgain():
            return core.SendAgain(asked.answers, asked.to, by_socket=by_socket)
        case sent.Noting():
            return core.Note(asked.message, asked.text)
        case sent.HandingBack():
            return core.HandBack(asked.seen, asked.seen_colleague, _word(asked), asked.word)
        case sent.Resolving():
            return core.Resolve(
                asked.seen, asked.seen_colleague, asked.outcome, _word(asked), asked.ticks, asked.lesson
            )
        case sent.Releasing():
            return core.Release(asked.seen, asked.seen_colleague)
        case sent.Transferring():
            return core.Transfer(asked.seen, asked.seen_colleague, asked.teammate, asked.team)
        case _:
            return _without_debt(asked)


_WithoutDebt = (
    sent.Declining
    | sent.Snoozing
    | sent.Waking
    | sent.Tagging
    | sent.TickingStep
    | sent.Reviewing
    | sent.PausingAssistant
    | sent.ResumingAssistant
)


def _without_debt(asked: _WithoutDebt) -> core.Command:
    match asked:
        case sent.Declining():
            return core.Decline()
        case sent.Snoozing():
            return core.Snooze(asked.seen, asked.seen_colleague, asked.until)
        case sent.Waking():
            return core.Wake()
        case sent.Tagging():
            return core.Tag(asked.add, asked.remove)
        case sent.TickingStep():
            return core.TickStep(asked.handoff, asked.step, asked.done)
        case sent.Reviewing():
            return core.Review(asked.handoff, asked.lesson, asked.note)
        case sent.PausingAssistant():
            return core.PauseAssistant()
        case sent.ResumingAssistant():
            return core.ResumeAssistant()
        case _:
            assert_never(asked)


def _word(asked: sent.HandingBack | sent.Resolving) -> core.Word | None:
    if asked.text is None or asked.message is None:
        return None
    return core.Word(asked.message, asked.text)
