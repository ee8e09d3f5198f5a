"""What the assistant says that stands in no content, in the languages of the widget."""

from collections.abc import Mapping
from enum import StrEnum


class Own(StrEnum):
    GREETING = "greeting"
    WELCOME = "welcome"
    GOOD = "good"
    GOODBYE = "goodbye"
    WELL = "well"
    ABLE = "able"
    WHO = "who"
    NOT_FOUND = "not_found"


_ENGLISH = {
    Own.GREETING: "Hello! I am the assistant of this site. What would you like to know?",
    Own.WELCOME: "You are welcome. If there is anything else, just ask.",
    Own.GOOD: "Good. If there is anything else, just ask.",
    Own.GOODBYE: "Goodbye!",
    Own.WELL: "All is well here, thank you. What would you like to know?",
    Own.ABLE: "I answer questions from this site's own pages, and fetch a person where that is not enough. "
    "What would you like to know?",
    Own.WHO: "I am an assistant, a program that answers from this site's own pages. "
    "If you would rather talk to a person, say so and I will fetch one.",
    Own.NOT_FOUND: "I could not find this in our content. Would you like to talk to a person?",
}
_GERMAN = {
    Own.GREETING: "Guten Tag! Ich bin der Assistent dieser Website. Was möchten Sie wissen?",
    Own.WELCOME: "Gern geschehen. Wenn noch etwas ist, fragen Sie einfach.",
    Own.GOOD: "Gut. Wenn noch etwas ist, fragen Sie einfach.",
    Own.GOODBYE: "Auf Wiedersehen!",
    Own.WELL: "Alles bestens hier, danke. Was möchten Sie wissen?",
    Own.ABLE: "Ich beantworte Fragen aus den Seiten dieser Website und hole einen Menschen, wo das nicht reicht. "
    "Was möchten Sie wissen?",
    Own.WHO: "Ich bin ein Assistent, ein Programm, das aus den Seiten dieser Website antwortet. "
    "Wenn Sie lieber mit einem Menschen sprechen, sagen Sie es, und ich hole jemanden.",
    Own.NOT_FOUND: "Das habe ich in unseren Inhalten nicht gefunden. Möchten Sie mit einem Menschen sprechen?",
}
_FRENCH = {
    Own.GREETING: "Bonjour ! Je suis l'assistant de ce site. Que souhaitez-vous savoir ?",
    Own.WELCOME: "Je vous en prie. Si vous avez une autre question, n'hésitez pas.",
    Own.GOOD: "Bien. Si vous avez une autre question, n'hésitez pas.",
    Own.GOODBYE: "Au revoir !",
    Own.WELL: "Tout va bien ici, merci. Que souhaitez-vous savoir ?",
    Own.ABLE: "Je réponds aux questions à partir des pages de ce site, et j'appelle une personne quand cela ne "
    "suffit pas. Que souhaitez-vous savoir ?",
    Own.WHO: "Je suis un assistant, un programme qui répond à partir des pages de ce site. "
    "Si vous préférez parler à une personne, dites-le et j'irai en chercher une.",
    Own.NOT_FOUND: "Je n'ai pas trouvé cela dans nos contenus. Souhaitez-vous parler à une personne ?",
}
_SPANISH = {
    Own.GREETING: "¡Hola! Soy el asistente de este sitio. ¿Qué desea saber?",
    Own.WELCOME: "De nada. Si hay algo más, pregunte sin problema.",
    Own.GOOD: "Bien. Si hay algo más, pregunte sin problema.",
    Own.GOODBYE: "¡Hasta luego!",
    Own.WELL: "Todo bien por aquí, gracias. ¿Qué desea saber?",
    Own.ABLE: "Respondo preguntas a partir de las páginas de este sitio y aviso a una persona cuando no basta. "
    "¿Qué desea saber?",
    Own.WHO: "Soy un asistente, un programa que responde a partir de las páginas de este sitio. "
    "Si prefiere hablar con una persona, dígalo y avisaré a alguien.",
    Own.NOT_FOUND: "No he encontrado esto en nuestros contenidos. ¿Desea hablar con una persona?",
}
_PORTUGUESE = {
    Own.GREETING: "Olá! Sou o assistente deste site. O que gostaria de saber?",
    Own.WELCOME: "De nada. Se houver mais alguma coisa, é só perguntar.",
    Own.GOOD: "Certo. Se houver mais alguma coisa, é só perguntar.",
    Own.GOODBYE: "Até logo!",
    Own.WELL: "Está tudo bem por aqui, obrigado. O que gostaria de saber?",
    Own.ABLE: "Respondo a perguntas a partir das páginas deste site e chamo uma pessoa quando isso não basta. "
    "O que gostaria de saber?",
    Own.WHO: "Sou um assistente, um programa que responde a partir das páginas deste site. "
    "Se preferir falar com uma pessoa, diga e eu chamo alguém.",
    Own.NOT_FOUND: "Não encontrei isso nos nossos conteúdos. Gostaria de falar com uma pessoa?",
}
_ITALIAN = {
    Own.GREETING: "Buongiorno! Sono l'assistente di questo sito. Che cosa desidera sapere?",
    Own.WELCOME: "Prego. Se c'è altro, chieda pure.",
    Own.GOOD: "Bene. Se c'è altro, chieda pure.",
    Own.GOODBYE: "Arrivederci!",
    Own.WELL: "Qui va tutto bene, grazie. Che cosa desidera sapere?",
    Own.ABLE: "Rispondo alle domande a partire dalle pagine di questo sito e chiamo una persona quando non basta. "
    "Che cosa desidera sapere?",
    Own.WHO: "Sono un assistente, un programma che risponde a partire dalle pagine di questo sito. "
    "Se preferisce parlare con una persona, lo dica e chiamo qualcuno.",
    Own.NOT_FOUND: "Non l'ho trovato nei nostri contenuti. Desidera parlare con una persona?",
}
_WORDS: Mapping[str, Mapping[Own, str]] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "pt": _PORTUGUESE,
    "it": _ITALIAN,
}
LANGUAGES = tuple(_WORDS)


def own_words(own: Own, language: str) -> str:
    """`language` as a browser names it, with or without a region; English where it is none of ours."""
    return _WORDS.get(language.lower().partition("-")[0], _ENGLISH)[own]
