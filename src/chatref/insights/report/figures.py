"""The figures of a report by name. docs/report.md says what each one counts, in the words of the page."""

from enum import StrEnum


class By(StrEnum):
    """What a report is split by."""

    REASON = "reason"
    RULE = "rule"
    CAUSE = "cause"
    TEAM = "team"
    TAG = "tag"
    STEP = "step"
    ANSWER = "answer"
    SITE = "site"
    DAY = "day"


class Ending(StrEnum):
    """What became of an episode, exactly one of them; the first that holds, in this order."""

    GOING_ON = "going_on"
    SET_ASIDE = "set_aside"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"
    WITHDRAWN = "withdrawn"
    ASSUMED = "assumed"
    ABANDONED = "abandoned"


class Figure(StrEnum):
    """Each counts handoffs or episodes. Those of a paragraph add up to what its comment names."""

    HANDOFFS = "handoffs"
    # How it ended: together all handoffs.
    OPEN = "handoffs_open"
    ANSWERED = "handoffs_answered"
    ASSISTANT_ANSWERED = "handoffs_assistant_answered"
    WITHDRAWN = "handoffs_withdrawn"
    ELSEWHERE = "handoffs_elsewhere"
    SPAM = "handoffs_spam"
    DUPLICATE = "handoffs_duplicate"
    ASSUMED = "handoffs_assumed"
    ABANDONED = "handoffs_abandoned"
    ERASED = "handoffs_erased"
    # What became of those answered: together these.
    SOLVED = "handoffs_solved"
    CAME_BACK = "handoffs_came_back"
    TOO_EARLY = "handoffs_too_early"
    # The wait for the first answer of a person: together all handoffs.
    FIRST_ANSWERED = "first_answered"
    FIRST_WAITING = "first_waiting"
    FIRST_UNANSWERED = "first_unanswered"
    # What the team said of it: together all handoffs.
    PERSON_NEEDED = "lesson_person_needed"
    NEEDED_SOONER = "lesson_needed_sooner"
    CONTENT_MISSING = "lesson_content_missing"
    NEEDLESS = "lesson_needless"
    NOT_REVIEWED = "lesson_none"
    # The steps of its playbook: together all handoffs.
    ALL_TICKED = "playbook_done"
    SOME_TICKED = "playbook_some"
    NONE_TICKED = "playbook_untouched"
    NO_PLAYBOOK = "playbook_none"
    # Of one step, by which it is split: together the handoffs that count under it.
    STEP_TICKED = "step_ticked"
    STEP_LEFT_OUT = "step_left_out"
    # Each for itself.
    CLAIMED = "handoffs_claimed"
    TRANSFERRED = "handoffs_transferred"
    FIRST_MISSED = "first_missed"
    WAITED_AGAIN = "waited_again"
    MISSED_AGAIN = "missed_again"

    EPISODES = "episodes"
    # What became of them: together all episodes.
    EPISODES_GOING_ON = "episodes_going_on"
    EPISODES_SET_ASIDE = "episodes_set_aside"
    EPISODES_REOPENED = "episodes_reopened"
    EPISODES_CONFIRMED = "episodes_confirmed"
    EPISODES_DENIED = "episodes_denied"
    EPISODES_CLOSED = "episodes_closed"
    EPISODES_ELSEWHERE = "episodes_elsewhere"
    EPISODES_WITHDRAWN = "episodes_withdrawn"
    EPISODES_ASSUMED = "episodes_assumed"
    EPISODES_ABANDONED = "episodes_abandoned"
    # With a person or without: together all episodes.
    HANDED_OFF = "episodes_handed_off"
    ALONE = "episodes_alone"
    # What became of those without: together these.
    ALONE_GOING_ON = "alone_going_on"
    ALONE_SET_ASIDE = "alone_set_aside"
    ALONE_REOPENED = "alone_reopened"
    ALONE_CONFIRMED = "alone_confirmed"
    ALONE_DENIED = "alone_denied"
    ALONE_CLOSED = "alone_closed"
    ALONE_ELSEWHERE = "alone_elsewhere"
    ALONE_WITHDRAWN = "alone_withdrawn"
    ALONE_ASSUMED = "alone_assumed"
    ALONE_ABANDONED = "alone_abandoned"
    # How the visitor rated them: together all episodes.
    RATED_GOOD = "rated_good"
    RATED_MIDDLING = "rated_middling"
    RATED_BAD = "rated_bad"
    NOT_RATED = "rated_none"
    # Each for itself.
    FOUND = "assistant_found"
    NOT_FOUND = "assistant_not_found"
