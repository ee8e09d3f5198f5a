"""The closed sets that state, events and commands are made of."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class ActorKind(StrEnum):
    VISITOR = "visitor"
    ASSISTANT = "assistant"
    TEAMMATE = "teammate"
    DESK = "desk"
    SERVER = "server"


class Stage(StrEnum):
    ASSISTANT = "assistant"
    COLLECTING = "collecting"
    WAITING = "waiting"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"


class Mute(StrEnum):
    """What keeps the assistant from speaking; several can hold at once."""

    SITE = "site"
    CONVERSATION = "conversation"
    WAITING = "waiting"
    """The site does not let it go on helping while a person is awaited."""


class Line(StrEnum):
    """What the desk says to the visitor."""

    HAND_OVER = "hand_over"
    CONFIRMATION = "confirmation"
    JOINED = "joined"
    PROGRESS = "progress"
    CLOSING = "closing"


class Introduces(StrEnum):
    """How a site's visitors get to know a person: with name and face, by name, or as the team."""

    FACE = "face"
    NAME = "name"
    TEAM = "team"


class AnswerKind(StrEnum):
    ANSWER = "answer"
    NOT_FOUND = "not_found"
    QUESTION = "question"
    SMALL_TALK = "small_talk"


class Outcome(StrEnum):
    """How a handoff or an episode ended. Assumed and abandoned are the clock's alone."""

    ANSWERED = "answered"
    ASSISTANT_ANSWERED = "assistant_answered"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    ERASED = "erased"
    ASSUMED = "assumed"
    ABANDONED = "abandoned"


class Part(StrEnum):
    """Where a step stands in its playbook."""

    ACKNOWLEDGE = "acknowledge"
    WORK = "work"
    CLOSE = "close"


class Lesson(StrEnum):
    """What a handoff taught: whether the assistant could have done it."""

    PERSON_NEEDED = "person_needed"
    NEEDED_SOONER = "needed_sooner"
    CONTENT_MISSING = "content_missing"
    NEEDLESS = "needless"


class Cause(StrEnum):
    """Which mechanism opened a handoff; the reason beside it is the owner's word."""

    BUTTON = "button"
    REQUEST = "request"
    RULE = "rule"
    TOPIC = "topic"
    PROMISE = "promise"
    FAILED = "failed"
    NO_ASSISTANT = "no_assistant"
    MAIL = "mail"
    """A teammate opened it from a mail that belonged to no conversation."""
    TAKEOVER = "takeover"
    REOPENED = "reopened"
    UNDELIVERED = "undelivered"
    """An answer did not reach the visitor by mail."""


class How(StrEnum):
    """How a request for a person was recognised."""

    BUTTON = "button"
    PHRASE = "phrase"
    NEARNESS = "nearness"


class Route(StrEnum):
    """By which way a message came: of a visitor the chat or a mail, of a teammate any but the chat."""

    CHAT = "chat"
    INBOX = "inbox"
    EMAIL = "email"
    API = "api"


class QueueReason(StrEnum):
    ESCALATED = "escalated"
    COLLECTED = "collected"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    LAPSED = "lapsed"
    NO_ASSISTANT = "no_assistant"


class CollectingEnd(StrEnum):
    COMPLETE = "complete"
    PERSON_ASKED = "person_asked"
    SILENCE = "silence"
    CLAIMED = "claimed"
    SKIPPED = "skipped"
    NO_ASSISTANT = "no_assistant"


class OfferEnd(StrEnum):
    LAPSED = "lapsed"
    DECLINED = "declined"
    CLOSED = "closed"
    ABSENT = "absent"
    REMOVED = "removed"
    MOVED = "moved"


class ReleaseReason(StrEnum):
    RELEASED = "released"
    REMOVED = "removed"
    ABSENT = "absent"
    LAPSED = "lapsed"


class ClaimHow(StrEnum):
    CLAIM = "claim"
    TAKEOVER = "takeover"
    REPLY = "reply"
    REOPENED = "reopened"


class Priority(IntEnum):
    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3

    def raised(self) -> Priority:
        return Priority(min(self + 1, Priority.URGENT))


class Debt(StrEnum):
    """The kinds of obligation."""

    ANSWER = "answer"
    DETAIL = "detail"
    ACCEPTANCE = "acceptance"
    RUNG = "rung"
    REPLY = "reply"
    DESK = "desk"
    NO_OPENING = "no_opening"
    NEXT_WORD = "next_word"
    WAKING = "waking"


class HolderKind(StrEnum):
    VISITOR = "visitor"
    ASSISTANT = "assistant"
    TEAMMATE = "teammate"
    TEAM = "team"
    DESK = "desk"
    OWNER = "owner"
    CLOCK = "clock"
