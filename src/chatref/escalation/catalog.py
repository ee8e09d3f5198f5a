"""All tests that a rule can be made of, for whoever edits one: what to call it, and what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Given(StrEnum):
    """The kind of value that a test is written with."""

    PHRASES = "phrases"
    PATTERN = "pattern"
    COUNT = "count"
    SHARE = "share"
    CHOICE = "choice"
    MANY = "many"
    INTENT = "intent"
    EVENT = "event"
    ATTRIBUTE = "attribute"
    FLAG = "flag"
    TEXT = "text"


class Options(StrEnum):
    """Where the choices come from that only the workspace knows."""

    INTENTS = "intents"
    FIELDS = "fields"
    LANGUAGES = "languages"
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class TestKind:
    """`options` are closed, or come from the workspace; `example` is a whole condition as written."""

    key: str
    label: str
    given: Given
    example: object
    options: tuple[str, ...] | Options = ()

    __test__ = False  # no test of pytest's


LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
}

CATALOG: Sequence[TestKind] = (
    TestKind("asks_for_person", "asks for a person", Given.CHOICE, "strong", ("strong", "weak")),
    TestKind("phrase", "writes a word or phrase", Given.PHRASES, ["charged twice", "chargeback"]),
    TestKind("pattern", "writes what matches a pattern", Given.PATTERN, "A-[0-9]{5}"),
    TestKind("intent", "means", Given.INTENT, "billing dispute", Options.INTENTS),
    TestKind("event", "a business event is reported", Given.EVENT, "payment_failed"),
    TestKind("unanswered", "questions in a row find no answer", Given.COUNT, 2),
    TestKind("answerability_below", "the content covers the question by less than", Given.SHARE, 0.3),
    TestKind("frustration", "sounds frustrated", Given.CHOICE, "high", ("some", "high")),
    TestKind("circles", "asks the same again, or is answered the same again", Given.COUNT, 2),
    TestKind("turns", "turns in the conversation", Given.COUNT, 6),
    TestKind("minutes_open", "minutes since it began", Given.COUNT, 15),
    TestKind("times_handed_back", "times that a person handed it back", Given.COUNT, 1),
    TestKind("collected", "this detail is known", Given.TEXT, "order", Options.FIELDS),
    TestKind("topic", "the content is about", Given.TEXT, "https://shop.example/legal/", Options.TOPICS),
    TestKind("page", "is on a page whose address has", Given.TEXT, "/checkout"),
    TestKind("language", "the language is", Given.MANY, ["de", "fr"], Options.LANGUAGES),
    TestKind("attribute", "has an attribute", Given.ATTRIBUTE, {"name": "plan", "value": "enterprise"}),
    TestKind("tag", "the conversation is tagged", Given.TEXT, "vip"),
    TestKind("identified", "is identified by your business", Given.FLAG, example=True),
    TestKind("open_hours", "the default team is there", Given.FLAG, example=True),
    TestKind("assistant_failed", "the assistant can't answer", Given.FLAG, example=True),
)
