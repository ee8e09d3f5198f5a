"""What the visitors of the week say. None of these sentences was used to make the rules or the signals."""

import json
from pathlib import Path

QUESTIONS_FILE = Path(__file__).parents[2] / "demo" / "questions.jsonl"

_asked = [json.loads(line) for line in QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()]
ANSWERED = tuple(each["question"] for each in _asked if each["article"])
UNANSWERED = tuple(each["question"] for each in _asked if not each["article"])

REQUESTS = (
    "could somebody from your team have a look at this with me please",
    "this isn't working for me, is there anyone human i could chat to",
    "id rather explain this to one of your staff",
    "can you put me through to whoever handles this",
    "pls get me a colleague of yours, a real one",
    "i would like to continue with an actual employee",
    "is it possible that a member of support writes to me here",
    "sorry but i don't want to type with a machine about this",
    "who is in charge there? i want to speak with them",
    "let me have a word with someone at your company",
    "may i be connected with a customer adviser",
    "please hand this to a person, it is complicated",
    "i need someone real on the other end",
    "would you fetch one of the people who work there",
    "i'd feel better if a human looked into it",
    "any chance to get a live agent",
    "transfer me please, to a human being",
    "just give me somebody i can talk to",
    "i want to write with a staff member not with software",
    "human please!!",
    "ich möchte bitte mit einem Mitarbeiter schreiben",
    "kann mir ein echter Mensch helfen?",
    "je voudrais parler à quelqu'un de chez vous",
    "quiero hablar con una persona de verdad",
)
ORDERS = tuple(f"A-{10_200 + 37 * number}" for number in range(40))
SKUS = tuple(str(5_500 + 13 * number) for number in range(40))
REASONS = ("Wrong licence", "Wrong product", "Technical problem", "Bought twice", "Changed my mind")
WITH_NOTHING = (
    "i'd like to send a font back and have the money returned",
    "how do i get refunded, i bought the wrong thing yesterday",
    "please give me my money back for the last purchase",
    "refund for the typeface i ordered please, it does not suit us",
)
WITH_ORDER = (
    "i want to give back {order}, please refund it",
    "about order {order}: i would like my money back",
)
WITH_EVERYTHING = (
    "I want to return order {order}, SKU {sku}, it's the wrong licence, let me talk to someone",
    "Refund please: order {order}, SKU {sku}, reason: changed my mind",
)
BILLING = (
    "you took the same amount from my card twice this month",
    "there is a second booking on my statement that i never agreed to, i was charged twice",
    "the payment shows up two times at my bank, double charge",
)
ACCOUNTS = (
    "someone is in my account and changed the mail address",
    "my account was hacked last night, please help",
)
ANGRY = (
    "THIS IS RIDICULOUS!!! NOTHING WORKS AND NOBODY HELPS!!!",
    "unbelievable, the third time i explain this, you are useless!!!",
)
NAGS = ("are you still there?", "any news?", "how long will it take?", "hello?")
FOLLOW_UPS = (
    "and does that hold for the older files too?",
    "ok, but where exactly do i find it?",
    "one more thing: can you send it to our bookkeeping as well?",
    "i tried it and it still says the same",
    "good. what do i need to do next?",
)
THANKS = ("thank you, that was it", "great, thanks a lot!", "perfect, all clear now")
TEXTS = (
    *ANSWERED, *UNANSWERED, *REQUESTS, *WITH_NOTHING, *BILLING, *ACCOUNTS, *ANGRY, *NAGS, *FOLLOW_UPS, *THANKS,
    *(text.format(order=order) for text in WITH_ORDER for order in ORDERS),
    *(text.format(order=order, sku=sku) for text in WITH_EVERYTHING for order, sku in zip(ORDERS, SKUS, strict=True)),
    *(f"the order is {order}" for order in ORDERS), *(f"sku {sku}" for sku in SKUS), *REASONS,
)  # fmt: skip
REPLIES = (
    "Hello, I have read what you wrote. Give me a moment to look at it.",
    "I have found it. Please try again now, and tell me what you see.",
    "That was on our side; I have put it right.",
    "I have passed that on and noted it here, you need not write again.",
)
LAST_WORD = "I am glad that we could sort it out. Write here whenever there is something else."
