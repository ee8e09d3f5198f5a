"""Scripted visitors, as data: who comes, what they type and press, and how long they think in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Say:
    text: str


@dataclass(frozen=True)
class Report:
    """The page tells the widget of a business event."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PressPerson:
    """The button "Talk to a person"."""


@dataclass(frozen=True)
class Fill:
    """What the visitor puts into the form that is open, if one is."""

    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leave:
    """The tab is closed; nothing is said."""


Step = Say | Report | PressPerson | Fill | Leave


@dataclass(frozen=True)
class Beat:
    """`after` is how many seconds the visitor waits, once the last answer is there, before this step."""

    after: float
    step: Step


@dataclass(frozen=True)
class Script:
    name: str
    page: str
    language: str
    beats: tuple[Beat, ...]
    local_time: str | None = None


def scripts() -> tuple[Script, ...]:
    return SCRIPTS


def visits(count: int, seed: int) -> Iterator[tuple[float, Script]]:
    """So many visitors with the second at which each arrives: every script once before any comes again."""
    chance = Random(seed)
    arrives = 0.0
    order: list[Script] = []
    for _ in range(count):
        order = order or chance.sample(SCRIPTS, len(SCRIPTS))
        yield arrives, order.pop()
        arrives += chance.expovariate(1 / 12)


def timeline(script: Script) -> Iterator[tuple[float, Step]]:
    """Each step with the seconds since arrival, if every answer came at once."""
    passed = 0.0
    for beat in script.beats:
        passed += beat.after
        yield passed, beat.step


def _says(*lines: tuple[float, str]) -> tuple[Beat, ...]:
    return tuple(Beat(after, Say(text)) for after, text in lines)


RETURN_DETAILS = Fill((("order", "A-10188"), ("sku", "6118"), ("reason", "Technical problem")))

SCRIPTS = (
    Script(
        "A simple question, and another",
        "/licences/compare",
        "en",
        _says(
            (3, "Is the desktop licence enough for my website?"),
            (14, "ok. and if I have 60k views a month?"),
            (11, "great, so the 250k one. do I pay that every year?"),
            (9, "perfect, thanks!"),
        ),
    ),
    Script(
        "A payment fails late at night",
        "/checkout",
        "en",
        (
            Beat(2, Report("payment_failed", (("order", "A-10291"), ("reason", "declined by bank")))),
            *_says(
                (6, "hi, my card just got declined? twice"),
                (15, "I need the font for a file that goes to print at 9 tomorrow morning"),
                (20, "is my basket still there if I close this"),
                (12, "ok. you can write to jonna@example.com"),
            ),
        ),
        local_time="23:40",
    ),
    Script(
        "A return, with the details given at once",
        "/fonts/harbour-serif",
        "en",
        _says(
            (4, "I want to return order A-10233, SKU 5521, it's the wrong licence, can I talk to someone?"),
            (18, "I bought desktop but we only use it on the site"),
            (25, "the swap sounds good, please do that"),
            (10, "thank you Klara"),
        ),
    ),
    Script(
        "A return, with a form",
        "/help/refunds",
        "en",
        (
            *_says((5, "the fieldnotes file crashes indesign every time I open it, I'd like a refund")),
            Beat(16, RETURN_DETAILS),
            *_says(
                (8, "it's indesign 2020, if that matters"),
                (30, "oh. ok then the idml is fine for me, forget it"),
            ),
        ),
    ),
    Script(
        "Angry",
        "/help/activate-plugin",
        "en",
        _says(
            (2, "KERNCRAFT SAYS TOO MANY ACTIVATIONS AGAIN"),
            (7, "I did that already. twice. it does not work!!!"),
            (6, "this is ridiculous, I paid for this"),
            (9, "stop sending me the same article and let me speak to a human"),
            (22, "key KC34-88Q2-0M7T-PPLA-33XD, please just reset it"),
        ),
    ),
    Script(
        "Asks for a person at once",
        "/",
        "en",
        _says(
            (2, "can I talk to a real person please"),
            (13, "it's about a font for our city's buses, a few hundred displays"),
            (17, "yes, a call would be best. tomorrow after ten?"),
        ),
    ),
    Script(
        "Presses the button",
        "/help/custom-fonts",
        "en",
        (
            Beat(9, PressPerson()),
            *_says(
                (6, "Hello. We need Kontor with different figures for a timetable, about eight letters."),
                (21, "Budget is around 1500, and it would be for May."),
                (12, "Wonderful, then I wait for the sketches."),
            ),
        ),
    ),
    Script(
        "Leaves halfway",
        "/help/account-recovery",
        "en",
        (
            *_says(
                (4, "I can't log in, the mail address was from my old job"),
                (12, "no i dont have access to that anymore"),
                (19, "wait I need to look for an order number"),
            ),
            Beat(15, Leave()),
        ),
    ),
    Script(
        "Types in a hurry",
        "/help/install-windows",
        "en",
        _says(
            (3, "hw do i instal teh fonts on widnows"),
            (8, "only teh first one shwos up"),
            (10, "ah form inside the zip. ok extrcated now"),
            (12, "wrod still dosnt see it"),
            (14, "restrated, wroks!! thx"),
        ),
    ),
    Script(
        "Writes German",
        "/help/vat",
        "de",
        _says(
            (4, "Guten Tag, ich habe bei der Bestellung unsere USt-IdNr. vergessen"),
            (16, "Die Bestellung war am Dienstag, A-10262"),
            (13, "Bekomme ich die Mehrwertsteuer zurück?"),
            (18, "Ich würde das gerne mit einem Mitarbeiter klären"),
            (20, "Vielen Dank, das hat geholfen!"),
        ),
    ),
    Script(
        "Charged twice",
        "/account/orders",
        "en",
        _says(
            (3, "you charged my card two times for the same order"),
            (11, "A-10240, both for 129 euro, both booked on the 17th"),
            (24, "ARN is 74537606321000123456789 and the other 74537606321000123456790"),
            (15, "ok I'm waiting"),
        ),
    ),
    Script(
        "A student, many small questions",
        "/help/education-discount",
        "en",
        _says(
            (5, "hey do students pay less"),
            (9, "my school isnt in the list"),
            (7, "what can i upload instead"),
            (13, "and can i use it for a paid logo"),
            (8, "cool"),
            (5, "thanks a lot :)"),
        ),
    ),
    Script(
        "Asks what nobody wrote down",
        "/plug-ins/glyphfinder",
        "en",
        _says(
            (4, "can glyphfinder sync collections between my two macs?"),
            (12, "hm. is that planned at least?"),
            (10, "could you ask the person who writes it"),
            (14, "sam@example.com, no hurry"),
        ),
    ),
    Script(
        "Somebody else is in the account",
        "/account",
        "en",
        (
            *_says((2, "help i think someone is in my account, there is an order i didnt make")),
            Beat(14, Fill((("email", "ida@example.com"), ("order", "A-09871")))),
            *_says((9, "the mail about the new address came 10 minutes ago"), (20, "phew. thank you!!")),
        ),
        local_time="19:05",
    ),
    Script(
        "A burst of three short messages",
        "/fonts/lantern-mono",
        "en",
        _says(
            (3, "hi"),
            (1.5, "question about lantern mono"),
            (2, "can i switch the coding ligatures off in css"),
            (16, "and the zero with the slash?"),
            (9, "that's all, bye"),
        ),
    ),
)
