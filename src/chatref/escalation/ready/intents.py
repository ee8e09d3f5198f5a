"""Intents that every workspace has, by example sentences, and the ordinary chatter that they are told from."""

from collections.abc import Mapping
from types import MappingProxyType

INTENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "billing dispute": (
            "I was charged twice for the same order",
            "There is a charge on my card that I don't recognise",
            "You took the wrong amount from my account",
            "I never agreed to this payment",
            "Why was I billed again after I cancelled?",
            "I will dispute this charge with my bank",
            "Mir wurde der Betrag doppelt abgebucht",
        ),
        "account recovery": (
            "I can't get into my account any more",
            "I lost access to the e-mail address of my account",
            "The password reset mail never arrives",
            "I am locked out of my account",
            "I lost my phone with the two-factor codes",
            "My account was hacked and the password changed",
            "Ich komme nicht mehr in mein Konto",
        ),
        "technical trouble": (
            "It crashes every time I open it",
            "I followed every step and it still doesn't work",
            "I get an error message when I install it",
            "The file is damaged and can't be opened",
            "It stopped working after the update",
            "Es stürzt bei jedem Start ab",
        ),
        "refund": (
            "I want my money back",
            "I would like a refund for my order",
            "Please refund this purchase",
            "I want to return what I bought",
            "Ich möchte mein Geld zurück",
        ),
        "cancellation": (
            "I want to cancel my subscription",
            "Please cancel my order",
            "Stop my plan from renewing",
            "Ich möchte mein Abo kündigen",
        ),
        "complaint": (
            "I want to make a complaint",
            "I am very unhappy with how I was treated",
            "This is the worst service I ever had",
            "Ich möchte mich beschweren",
        ),
        "legal or safety": (
            "You will hear from my lawyer",
            "I am going to sue your company",
            "You are breaking the law with this",
            "I demand all data that you hold about me under the GDPR",
            "I might hurt myself",
            "Sie hören von meinem Anwalt",
        ),
        "asks for a person": (
            "I want to talk to a human",
            "Can I speak to someone from your team?",
            "Please connect me to a real person",
            "This bot is useless, give me somebody who understands",
            "I'd rather explain this to one of your staff",
            "Ich möchte mit einem Menschen sprechen",
        ),
    }
)

CHATTER = (
    "Hello",
    "Hi there, how are you?",
    "Thank you, that helped",
    "ok",
    "Where can I find my invoice?",
    "How much does it cost?",
    "Which payment methods do you accept?",
    "How do I install it on my computer?",
    "Do you have a discount for students?",
    "What are your opening hours?",
    "How do I change my e-mail address?",
    "What is your refund policy?",
    "In which cases can I ask for a refund?",
    "When will my refund arrive?",
    "How do I cancel an order?",
    "Is there a fee for cancelling?",
    "How do I delete my account?",
    "How do I sign up for an account?",
    "How do I unsubscribe from the newsletter?",
    "How can I reach your customer service?",
    "How do I reset my password?",
    "Which licence do I need for my website?",
    "Does it work on Windows?",
    "Are you a human or a bot?",
    "Can two people use it at the same time?",
    "How long does delivery take?",
    "Great, bye",
    "Guten Tag",
    "Wie viel kostet das?",
)
