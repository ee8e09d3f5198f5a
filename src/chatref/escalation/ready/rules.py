"""What a workspace has before its owner writes a rule: rules that keep P4."""

from collections.abc import Mapping
from types import MappingProxyType

from chatref.conversation.model import Priority
from chatref.escalation.conditions import AnyOf, AsksForPerson, AssistantFails, Event, Phrase, Unanswered
from chatref.escalation.rules import Rule, Rules

VERSION = 0
"""Of the ready-made rules: the first that an owner saves is 1."""

_BILLING = (
    "charged twice", "charged me twice", "double charge", "two times charged", "unauthorised charge",
    "unauthorized charge", "chargeback", "dispute the payment", "dispute this charge", "billing dispute",
    "doppelt abgebucht", "falsch abgebucht",
)  # fmt: skip
_ACCOUNT = (
    "account hacked", "hacked my account", "account was hacked", "account taken over", "locked out of my account",
    "somebody else is in my account", "someone is in my account", "lost access to my account", "konto gehackt",
    "aus meinem konto ausgesperrt",
)  # fmt: skip
_LEGAL = (
    "lawyer", "attorney", "legal action", "sue you", "cease and desist", "data protection authority",
    "gdpr request", "anwalt", "rechtsanwalt", "datenschutzbehorde",
)  # fmt: skip


def _said(english: str, german: str) -> Mapping[str, str]:
    return MappingProxyType({"en": english, "de": german})


READY_MADE = Rules(
    (
        Rule(
            name="Failed payment",
            when=Event("payment_failed"),
            reason="Failed payment",
            priority=Priority.HIGH,
            tags=("failed payment",),
            hand_over=_said(
                "I see that a payment didn't go through. Let me connect you with somebody who can look into it.",
                "Ich sehe, dass eine Zahlung nicht geklappt hat. Ich hole jemanden, der das klären kann.",
            ),
        ),
        Rule(
            name="Billing dispute",
            when=Phrase(_BILLING),
            reason="Billing dispute",
            priority=Priority.HIGH,
            tags=("billing dispute",),
            hand_over=_said(
                "Money matters go to a person here. Let me connect you with one.",
                "Um Geld kümmert sich hier ein Mensch. Ich verbinde Sie.",
            ),
        ),
        Rule(
            name="Account recovery",
            when=Phrase(_ACCOUNT),
            reason="Account recovery",
            priority=Priority.HIGH,
            tags=("account recovery",),
            hand_over=_said(
                "Getting you back in takes a person. Let me fetch one.",
                "Dabei hilft Ihnen am besten ein Mensch. Ich hole jemanden.",
            ),
        ),
        Rule(
            name="Legal",
            when=Phrase(_LEGAL),
            reason="Legal",
            priority=Priority.HIGH,
            tags=("legal",),
            hand_over=_said(
                "This deserves a careful answer from a person. I'm passing it on.",
                "Darauf sollte ein Mensch sorgfältig antworten. Ich gebe es weiter.",
            ),
        ),
        Rule(
            name="Asks for a person",
            when=AsksForPerson(),
            reason="Asked for a person",
            tags=("asked for a person",),
            hand_over=_said(
                "Of course. A person takes over from here.", "Natürlich. Ab hier übernimmt ein Mensch."
            ),
        ),
        Rule(
            name="No answer found",
            when=Unanswered(2),
            reason="No answer found",
            tags=("gap",),
            hand_over=_said(
                "I can't find this in our content. Let me ask somebody who knows.",
                "Dazu finde ich nichts. Ich frage jemanden, der es weiß.",
            ),
        ),
        Rule(
            name="Assistant failed",
            when=AnyOf((AssistantFails(),)),
            reason="Assistant failed",
            hand_over=_said(
                "Something went wrong on my side. Let me connect you with a person.",
                "Bei mir ist etwas schiefgegangen. Ich verbinde Sie mit einem Menschen.",
            ),
        ),
    ),
    playbooks=MappingProxyType(
        {
            "Failed payment": (
                "Say what happened to the money",
                "Offer another way to pay",
                "Close when it is paid or let go",
            ),
            "Billing dispute": (
                "Acknowledge, and name the amount",
                "Compare the bookings",
                "Say what comes back, and when",
            ),
            "Account recovery": (
                "Check who is asking",
                "Give the account back",
                "Confirm that signing in works",
            ),
            "Legal": ("Thank, promise nothing", "Collect dates and papers in a note", "Answer in writing"),
            "Asked for a person": (
                "Greet by name, say what you have read",
                "Solve it, or say when",
                "Ask whether all is answered",
            ),
            "No answer found": ("Answer", "Note the gap, so that the content learns it"),
            "Assistant failed": ("Say sorry once", "Answer what was asked"),
        }
    ),
)
