"""Ready-made sets for kinds of businesses: each a whole book of rules with its playbooks, to start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from chatref.conversation.model import Priority
from chatref.escalation.conditions import AllOf, AnyOf, Circles, Frustration, Intent, Phrase, Unanswered
from chatref.escalation.playbooks import Playbook, playbook
from chatref.escalation.ready import spoken, words
from chatref.escalation.ready.rules import (
    ACCOUNT,
    BILLING,
    FAILED,
    FAILED_PAYMENT,
    LEGAL,
    NOT_FOUND,
    PERSON,
    PLAYBOOKS,
)
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Mood


@dataclass(frozen=True, slots=True)
class ReadyMade:
    key: str
    name: str
    text: str
    rules: Rules


STUCK = AnyOf((Unanswered(1), Circles(1), Frustration(Mood.HIGH)))
"""What the content could have solved, and did not."""

REFUND = Rule(
    name="Refund",
    when=AnyOf((Intent("refund"), Phrase(spoken.REFUND))),
    reason="Refund",
    tags=("refund",),
    hand_over=words.REFUND,
)
TROUBLE = Rule(
    name="Trouble that stays",
    when=AllOf((Intent("technical trouble"), STUCK)),
    reason="Technical trouble",
    tags=("technical trouble",),
    hand_over=words.TROUBLE,
)
LOST = Rule(
    name="Frustrated or going in circles",
    when=AnyOf((Frustration(Mood.HIGH), Circles(2))),
    reason="Going nowhere",
    priority=Priority.HIGH,
    tags=("frustrated",),
    hand_over=words.COMPLAINT,
)
OUTAGE = Rule(
    name="Outage or security",
    when=Phrase(spoken.OUTAGE),
    reason="Outage or security",
    priority=Priority.URGENT,
    tags=("incident",),
    hand_over=words.OUTAGE,
)
CANCELLATION = Rule(
    name="Cancellation",
    when=AnyOf((Intent("cancellation"), Phrase(spoken.CANCELLATION))),
    reason="Cancellation",
    tags=("cancellation",),
    hand_over=words.CANCELLATION,
)
DANGER = Rule(
    name="Emergency",
    when=Phrase(spoken.DANGER),
    reason="Emergency",
    priority=Priority.URGENT,
    tags=("emergency",),
    hand_over=words.OUTAGE,
)
COMPLAINT = Rule(
    name="Complaint",
    when=Intent("complaint"),
    reason="Complaint",
    priority=Priority.HIGH,
    tags=("complaint",),
    hand_over=words.COMPLAINT,
)
APPOINTMENT = Rule(
    name="Appointment",
    when=Phrase(spoken.APPOINTMENT),
    reason="Appointment",
    tags=("appointment",),
    hand_over=words.APPOINTMENT,
)
OFFER = Rule(
    name="Offer wanted",
    when=Phrase(spoken.OFFER),
    reason="Offer wanted",
    tags=("lead",),
    hand_over=words.OFFER,
)

STEPS: Mapping[str, Playbook] = MappingProxyType(
    {
        **PLAYBOOKS,
        "Refund": playbook(
            ["Say that you look at the order"],
            ["Look the order up", "Decide, and do it"],
            told=["Say yes or no, and why", "Say when the money is back"],
        ),
        "Technical trouble": playbook(
            ["Say what you have read, and what was tried"],
            ["Reproduce it, or ask for one more detail"],
            ["Ask whether it works for them", "Propose the answer to the content"],
        ),
        "Going nowhere": playbook(
            ["Say sorry once", "Sum up what is wanted"],
            ["Solve it, or say when"],
            ["Ask whether all is answered"],
        ),
        "Outage or security": playbook(
            ["Acknowledge at once, say when the next word comes"],
            ["Alert who can act", "Write again at every change"],
            told=["Say that it is over, and what to do"],
        ),
        "Cancellation": playbook(
            ["Say that you take care of it"],
            ["Check who is asking", "End what is to end"],
            told=["Say from when it ends, and what stays", "Confirm it in writing"],
        ),
        "Emergency": playbook(
            ["Call back if there is a number"],
            ["Send who is needed", "Note the time and what was done"],
            told=["Say who comes, and when"],
        ),
        "Complaint": playbook(
            ["Listen, and say it back"],
            ["Make it good, or say what you can do", "Note what to change"],
            told=["Say what is made good, and how"],
        ),
        "Appointment": playbook(
            ["Find the appointment"],
            ["Offer two times"],
            told=["Confirm the new time in writing"],
        ),
        "Offer wanted": playbook(
            ["Thank, and ask for what is missing"],
            ["Send the offer"],
            ["Ask again after three days"],
        ),
    }
)


def _book(*rules: Rule) -> Rules:
    """The playbooks are those of its reasons."""
    reasons = {rule.reason for rule in rules}
    steps = {reason: each for reason, each in STEPS.items() if reason in reasons}
    return Rules(rules, playbooks=MappingProxyType(steps))


SETS: Sequence[ReadyMade] = (
    ReadyMade(
        "shops",
        "Digital shops",
        "Failed payments, disputes and refunds, accounts, trouble that the help centre doesn't solve.",
        _book(FAILED_PAYMENT, BILLING, ACCOUNT, LEGAL, PERSON, REFUND, TROUBLE, LOST, NOT_FOUND, FAILED),
    ),
    ReadyMade(
        "software",
        "Software",
        "Outages and security first; accounts, billing, cancellations, trouble that stays.",
        _book(
            OUTAGE,
            FAILED_PAYMENT,
            BILLING,
            ACCOUNT,
            LEGAL,
            PERSON,
            CANCELLATION,
            TROUBLE,
            LOST,
            NOT_FOUND,
            FAILED,
        ),
    ),
    ReadyMade(
        "services",
        "Services",
        "Emergencies first; appointments, offers, complaints and bills.",
        _book(DANGER, BILLING, LEGAL, PERSON, COMPLAINT, APPOINTMENT, OFFER, LOST, NOT_FOUND, FAILED),
    ),
)
