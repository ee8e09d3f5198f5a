"""What a mail to a visitor says around the answer, in the languages that a mail is written in."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from chatref.conversation.phrases import ENGLISH, base


class Phrase(StrEnum):
    SUBJECT = "subject"
    ASSISTANT = "assistant"
    SOURCES = "sources"
    ANSWER = "answer"
    NOT_READ = "not_read"
    WHERE = "where"


FIXED: Mapping[str, Mapping[Phrase, str]] = MappingProxyType({
    "en": {
        Phrase.SUBJECT: "Your conversation with {business}",
        Phrase.ASSISTANT: "Assistant, an automatic answer",
        Phrase.SOURCES: "Sources",
        Phrase.ANSWER: "Answer this mail to go on in the same conversation.",
        Phrase.NOT_READ: "Answers to this mail are not read.",
        Phrase.WHERE: "Or go on where it began:",
    },
    "de": {
        Phrase.SUBJECT: "Ihr Gespräch mit {business}",
        Phrase.ASSISTANT: "Assistent, eine automatische Antwort",
        Phrase.SOURCES: "Quellen",
        Phrase.ANSWER: "Antworten Sie auf diese E-Mail, um im selben Gespräch weiterzuschreiben.",
        Phrase.NOT_READ: "Antworten auf diese E-Mail werden nicht gelesen.",
        Phrase.WHERE: "Oder schreiben Sie dort weiter, wo es begann:",
    },
    "fr": {
        Phrase.SUBJECT: "Votre conversation avec {business}",
        Phrase.ASSISTANT: "Assistant, réponse automatique",
        Phrase.SOURCES: "Sources",
        Phrase.ANSWER: "Répondez à cet e-mail pour poursuivre la même conversation.",
        Phrase.NOT_READ: "Les réponses à cet e-mail ne sont pas lues.",
        Phrase.WHERE: "Ou poursuivez là où elle a commencé :",
    },
    "es": {
        Phrase.SUBJECT: "Su conversación con {business}",
        Phrase.ASSISTANT: "Asistente, respuesta automática",
        Phrase.SOURCES: "Fuentes",
        Phrase.ANSWER: "Responda a este correo para seguir en la misma conversación.",
        Phrase.NOT_READ: "Las respuestas a este correo no se leen.",
        Phrase.WHERE: "O siga donde empezó:",
    },
    "pt": {
        Phrase.SUBJECT: "Sua conversa com {business}",
        Phrase.ASSISTANT: "Assistente, resposta automática",
        Phrase.SOURCES: "Fontes",
        Phrase.ANSWER: "Responda a este e-mail para continuar na mesma conversa.",
        Phrase.NOT_READ: "As respostas a este e-mail não são lidas.",
        Phrase.WHERE: "Ou continue onde ela começou:",
    },
    "it": {
        Phrase.SUBJECT: "La sua conversazione con {business}",
        Phrase.ASSISTANT: "Assistente, risposta automatica",
        Phrase.SOURCES: "Fonti",
        Phrase.ANSWER: "Risponda a questa e-mail per continuare la stessa conversazione.",
        Phrase.NOT_READ: "Le risposte a questa e-mail non vengono lette.",
        Phrase.WHERE: "Oppure continui dove è iniziata:",
    },
})  # fmt: skip


def phrase(language: str, of: Phrase) -> str:
    """English where the language is another."""
    return FIXED.get(base(language), FIXED[ENGLISH])[of]


def tongue(language: str) -> str:
    """The one that a mail for this language is in."""
    return base(language) if base(language) in FIXED else ENGLISH
