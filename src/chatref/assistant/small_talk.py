"""Greetings, thanks and questions about the assistant itself: a short honest word, and no search. Pure."""

import re

from chatref.escalation.phrases.identity import asks_who_answers
from chatref.knowledge.terms import fold

# Each pattern must take the whole message: "hello, my payment failed" is a question.
_ADDRESSED = r"(?:\s+(?:there|all|everyone|team|bot|again|guys))?"
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(rf"(?:hi|hiya|hey|hello|howdy|yo|good (?:morning|afternoon|evening|day)){_ADDRESSED}"),
        "Hello! I am the assistant of this site. What would you like to know?",
    ),
    (
        re.compile(
            r"(?:(?:ok(?:ay)?|great|perfect|super|cool|nice|wonderful|awesome)[ ,]*)?"
            r"(?:thanks?(?: you)?|thx|ty|cheers)(?: (?:so much|a lot|very much|again|for (?:your|the) help))?"
        ),
        "You are welcome. If there is anything else, just ask.",
    ),
    (
        re.compile(r"(?:ok(?:ay)?|great|perfect|super|cool|nice|wonderful|awesome|got it|i see|alright)"),
        "Good. If there is anything else, just ask.",
    ),
    (
        re.compile(r"(?:bye|goodbye|good ?bye|see you|cu|good night|have a (?:nice|good|great) day)"),
        "Goodbye!",
    ),
    (
        re.compile(r"(?:how are you(?: doing)?(?: today)?|how(?:'|’)?s it going|what(?:'|’)?s up)"),
        "All is well here, thank you. What would you like to know?",
    ),
    (
        re.compile(
            r"(?:what can you (?:do|help (?:me )?with)|how can you help(?: me)?|can you help me|help(?: me)?)"
        ),
        (
            "I answer questions from this site's own pages, and fetch a person where that is not enough. "
            "What would you like to know?"
        ),
    ),
)
_WHO_ANSWERS = {
    "en": "I am an assistant, a program that answers from this site's own pages. "
    "If you would rather talk to a person, say so and I will fetch one.",
    "de": "Ich bin ein Assistent, ein Programm, das aus den Seiten dieser Website antwortet. "
    "Wenn Sie lieber mit einem Menschen sprechen, sagen Sie es, und ich hole jemanden.",
    "fr": "Je suis un assistant, un programme qui répond à partir des pages de ce site. "
    "Si vous préférez parler à une personne, dites-le et j'irai en chercher une.",
    "es": "Soy un asistente, un programa que responde a partir de las páginas de este sitio. "
    "Si prefiere hablar con una persona, dígalo y avisaré a alguien.",
    "pt": "Sou um assistente, um programa que responde a partir das páginas deste site. "
    "Se preferir falar com uma pessoa, diga e eu chamo alguém.",
    "it": "Sono un assistente, un programma che risponde a partire dalle pagine di questo sito. "
    "Se preferisce parlare con una persona, lo dica e chiamo qualcuno.",
}
_EDGES = re.compile(r"[\s.!?,;:)(\-–—~*'\"…\U0001F300-\U0001FAFF☀-➿️]+")


def small_talk(message: str) -> str | None:
    """What to say to a message that only is small talk, or None."""
    language = asks_who_answers(message)
    if language:
        return _WHO_ANSWERS[language]
    said = _EDGES.sub(" ", fold(message)).strip()
    for pattern, reply in _KINDS:
        if pattern.fullmatch(said):
            return reply
    return None
