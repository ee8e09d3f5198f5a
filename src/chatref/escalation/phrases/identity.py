"""`Are you a bot?` in six languages: a question about who is answering, and no request for another."""

import re2

from .fold import folded
from .tongue import Pattern

_GREETING = (
    r"(?:(?:hi|hey|hello|so|wait|but|and|um|ok|sorry|hallo|entschuldigung|sag mal|moment|bonjour|salut|pardon|"
    r"dites|"
    r"mais|et|hola|buenas|perdon|oye|pero|y|oi|ola|desculpe|mas|ciao|salve|scusa|scusi|ma|no|yes|excuse me) )*"
)
_AFTERWARDS = (
    r"(?: (?:please|just curious|lol|haha|thanks|right|though|here|now|arent you|bitte|oder|danke|svp|merci|"
    r"por favor|"
    r"gracias|verdad|ne|obrigado|per favore|grazie|vero|qui|hier|there|today))*"
)


def _question(*forms: str) -> Pattern:
    pattern: Pattern = re2.compile(rf"^{_GREETING}(?:{'|'.join(forms)}){_AFTERWARDS}$")
    return pattern


_EN = (
    r"(?:(?:a|an|the|just|only|some|kind of|real|actual|live|living|genuine|talking to) )*(?:humans?|persons?|"
    r"human being|human person|people|bots?|robots?|machine|computer|ai|a i|chat ?bot|real|alive|program|"
    r"automated|automatic)"
)
_DE = (
    r"(?:(?:ein|eine|einem|einer|nem|ner|denn|eigentlich|hier|gerade|jetzt|wirklich|uberhaupt|nur|mit|einfach|"
    r"echte[rnms]?|richtige[rnms]?|reale[rnms]?|kunstliche[rn]?) )*(?:mensch(?:en)?|person|bot|chatbot|roboter|"
    r"maschine|"
    r"computer|ki|programm|echt|real|menschlich|automat|intelligenz)"
)
_FR = (
    r"(?:(?:une?|vraie?|veritable|simple|bien|vraiment|a|avec|etre|de) )*(?:humaine?|personne|robot|bot|"
    r"chatbot|machine|"
    r"ia|ordinateur|programme|reel(?:le)?|intelligence artificielle)(?: (?:reel(?:le)?|humaine?|physique))?"
)
_ES = (
    r"(?:(?:un|una|realmente|de verdad|solo|ser|verdader[oa]|con|usted|tu) )*(?:human[oa]|persona|robot|bot|"
    r"chatbot|"
    r"maquina|ia|computadora|programa|real|inteligencia artificial)(?: (?:real|human[oa]|de verdad))?"
)
_PT = (
    r"(?:(?:um|uma|mesmo|realmente|so|ser|verdadeir[oa]|com|de) )*(?:human[oa]|pessoa|robo|robot|bot|chatbot|"
    r"maquina|ia|"
    r"computador|programa|real|inteligencia artificial)(?: (?:real|human[oa]|de verdade|mesmo))?"
)
_IT = (
    r"(?:(?:un|una|uno|davvero|veramente|solo|essere|ver[oa]|con) )*(?:uman[oa]|persona|robot|bot|chatbot|"
    r"macchina|ia|"
    r"computer|programma|reale|intelligenza artificiale)(?: (?:reale|uman[oa]|ver[oa]|in carne e ossa))?"
)

_QUESTIONS = {
    "en": _question(
        rf"(?:are|r) (?:you|u|ya) (?:(?:really|actually|even) )*{_EN}(?: or (?:not|{_EN}))*",
        rf"(?:am i|are we|is this|is it|is that) (?:(?:really|actually|even|just) )*"
        rf"(?:(?:talking|speaking|chatting|texting|writing) (?:to|with) )?{_EN}(?: or (?:not|{_EN}))*(?: "
        rf"(?:live )?person)?",
        rf"(?:you are|youre|this is) {_EN}",
        rf"(?:(?:can|could|would|will) you )?(?:please )?(?:tell me|let me know|confirm|prove|i want to know|i "
        rf"would like to "
        rf"know|how do i know|do you know)(?: (?:if|whether|that))? (?:you are|youre|your|this is|i am "
        rf"(?:talking|speaking) "
        rf"(?:to|with)|im (?:talking|speaking) (?:to|with)) {_EN}(?: or (?:not|(?:(?:if|whether|are|you|youre) "
        rf")*{_EN}))*",
        r"who (?:am i (?:talking|speaking|chatting) (?:to|with)|(?:are|r) (?:you|u))|what are you",
    ),
    "de": _question(
        rf"(?:bist du|sind sie|seid ihr|ist das|du bist|sie sind) {_DE}(?: oder (?:nicht|{_DE}))*",
        rf"(?:spreche|rede|schreibe|chatte|kommuniziere) ich {_DE}(?: oder (?:nicht|{_DE}))*",
        r"(?:wer|was) (?:bist du|sind sie)|mit wem (?:spreche|schreibe|rede|chatte) ich",
    ),
    "fr": _question(
        rf"(?:es tu|etes vous|tes|tu es|vous etes|est ce que (?:tu es|vous etes|cest)|cest) {_FR}(?: ou (?:non|"
        rf"pas|{_FR}))*",
        rf"(?:est ce que je (?:parle|discute|suis en train de parler)|je parle|suis je en train de parler|"
        rf"parle je|"
        rf"ai je affaire) {_FR}(?: ou (?:non|pas|{_FR}))*",
        r"qui (?:es tu|etes vous)|(?:tu es|vous etes|tes) qui|a qui (?:je parle|ai je affaire|parle je)",
    ),
    "es": _question(
        rf"(?:tu eres|eres|es usted|usted es|sos|vos sos|es|esto es|es esto) {_ES}(?: o (?:no|{_ES}))*",
        rf"(?:estoy (?:hablando|chateando|conversando)|hablo) {_ES}(?: o (?:no|{_ES}))*",
        r"(?:quien|que) (?:eres|sos|es usted)|con quien (?:hablo|estoy hablando)",
    ),
    "pt": _question(
        rf"(?:voce e|vc e|vce e|tu es|es|o senhor e|a senhora e|e|isto e|isso e|vcs sao) {_PT}(?: ou (?:nao|"
        rf"{_PT}))*",
        rf"(?:(?:estou|to) (?:falando|conversando|a falar|a conversar)|falo) {_PT}(?: ou (?:nao|{_PT}))*",
        r"quem (?:e voce|es tu|e vc|e tu)|com quem (?:falo|estou falando|estou a falar)",
    ),
    "it": _question(
        rf"(?:tu sei|sei|lei e|e lei|siete|e|questo e|ce) {_IT}(?: o (?:no|{_IT}))*",
        rf"(?:sto (?:parlando|chattando|scrivendo)|parlo) {_IT}(?: o (?:no|{_IT}))*",
        r"chi (?:sei|e lei)|con chi (?:parlo|sto parlando)",
    ),
}
MOST_LETTERS = 120
"""A longer message says more than this question."""


def asks_who_answers(text: str) -> str | None:
    """The language in which the whole message asks whether a program answers, or None."""
    if len(text) > MOST_LETTERS:
        return None
    plain = folded(text)
    return next((language for language, question in _QUESTIONS.items() if question.search(plain)), None)
