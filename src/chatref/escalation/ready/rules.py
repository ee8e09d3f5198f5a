"""What a workspace has before its owner writes a rule: rules that keep P4."""

from collections.abc import Mapping
from types import MappingProxyType

from chatref.conversation.model import Priority
from chatref.escalation.conditions import AsksForPerson, AssistantFails, Event, Phrase, Unanswered
from chatref.escalation.playbooks import Playbook, playbook
from chatref.escalation.ready import spoken, words
from chatref.escalation.rules import Rule, Rules

VERSION = 0
"""Of the ready-made rules: the first that an owner saves is 1."""

FAILED_PAYMENT = Rule(
    name="Failed payment",
    when=Event("payment_failed"),
    reason="Failed payment",
    priority=Priority.HIGH,
    tags=("failed payment",),
    hand_over=words.PAYMENT,
)
BILLING = Rule(
    name="Billing dispute",
    when=Phrase(spoken.BILLING),
    reason="Billing dispute",
    priority=Priority.HIGH,
    tags=("billing dispute",),
    hand_over=words.BILLING,
)
ACCOUNT = Rule(
    name="Account recovery",
    when=Phrase(spoken.ACCOUNT),
    reason="Account recovery",
    priority=Priority.HIGH,
    tags=("account recovery",),
    hand_over=words.ACCOUNT,
)
LEGAL = Rule(
    name="Legal",
    when=Phrase(spoken.LEGAL),
    reason="Legal",
    priority=Priority.HIGH,
    tags=("legal",),
    hand_over=words.LEGAL,
)
PERSON = Rule(
    name="Asks for a person",
    when=AsksForPerson(),
    reason="Asked for a person",
    tags=("asked for a person",),
    hand_over=words.PERSON,
)
NOT_FOUND = Rule(
    name="No answer found",
    when=Unanswered(2),
    reason="No answer found",
    tags=("gap",),
    hand_over=words.NOT_FOUND,
)
FAILED = Rule(
    name="Assistant failed",
    when=AssistantFails(),
    reason="Assistant failed",
    hand_over=words.FAILED,
)
PLAYBOOKS: Mapping[str, Playbook] = MappingProxyType(
    {
        "Failed payment": playbook(
            ["Say what happened to the money"],
            ["Look up why it failed", "Offer another way to pay"],
            told=["Say whether it is paid now, or let go"],
        ),
        "Billing dispute": playbook(
            ["Name the amount, and what is wrong with it"],
            ["Compare the bookings", "Correct them"],
            told=["Say what comes back, and when"],
        ),
        "Account recovery": playbook(
            ["Say what proof is needed"],
            ["Check who is asking", "Give the account back"],
            told=["Confirm that signing in works again"],
        ),
        "Legal": playbook(
            ["Thank, promise nothing"],
            ["Collect dates and papers in a note"],
            told=["Answer in writing, or say who will, and when"],
        ),
        "Asked for a person": playbook(
            ["Greet by name, say what you have read"],
            ["Solve it, or say when"],
            ["Ask whether all is answered"],
        ),
        "No answer found": playbook(
            work=["Answer what was asked"],
            close=["Propose the answer, so that the assistant knows it next time"],
        ),
        "Assistant failed": playbook(["Say sorry once"], ["Answer what was asked"]),
    }
)

READY_MADE = Rules((FAILED_PAYMENT, BILLING, ACCOUNT, LEGAL, PERSON, NOT_FOUND, FAILED), playbooks=PLAYBOOKS)
