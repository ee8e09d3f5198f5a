"""Greetings, thanks and questions about the assistant itself: a short honest word, and no search. Pure.

Thanks and farewells are heard where a person answers too: conversation/thanks.py knows them.
"""

import re
from collections.abc import Mapping

from chatref.assistant.own_words import Own, own_words
from chatref.conversation.thanks import Courtesy, courtesies, plain
from chatref.escalation.phrases.identity import asks_who_answers

# Each pattern must take the whole message, without accents and apostrophes: "hello, my payment failed" is a question.
_HEARD: Mapping[str, Mapping[Own, str]] = {
    "en": {
        Own.GREETING: r"(?:hi|hiya|hey|hello|howdy|yo|good (?:morning|afternoon|evening|day))"
        r"(?: (?:there|all|everyone|team|bot|again|guys))?",
        Own.WELL: r"how are you(?: doing)?(?: today)?|hows it going|whats up",
        Own.ABLE: r"what can you (?:do|help (?:me )?with)|how can you help(?: me)?|can you help me|help(?: me)?",
    },
    "de": {
        Own.GREETING: r"(?:hallo|moin(?: moin)?|servus|gru(?:ss|ezi)|gruss gott|guten (?:tag|morgen|abend)"
        r"|tag|morgen|hallochen)(?: (?:zusammen|an alle|team|bot|nochmal|noch ?mal))?",
        Own.WELL: r"wie geht(?:s| es)(?: (?:dir|ihnen|euch))?(?: (?:heute|so))?",
        Own.ABLE: r"was (?:kannst du|konnen sie)(?: alles)?(?: tun| machen)?|(?:kannst du|konnen sie) mir helfen|hilfe",
    },
    "fr": {
        Own.GREETING: r"(?:bonjour|salut|bonsoir|coucou|bonne journee|allo)(?: (?:a tous|tout le monde|lequipe))?",
        Own.WELL: r"(?:comment )?(?:ca va|allez vous|vas tu)(?: bien)?",
        Own.ABLE: r"que (?:peux tu|pouvez vous) faire|(?:peux tu|pouvez vous) maider"
        r"|(?:a l)?aide(?: moi)?",
    },
    "es": {
        Own.GREETING: r"(?:hola|buenas|buen(?:os)? dias?|buenas (?:tardes|noches))(?: (?:a todos|equipo|que tal))?",
        Own.WELL: r"(?:como (?:estas?|esta usted|te va)|que tal)(?: hoy)?",
        Own.ABLE: r"(?:que|en que) (?:puedes|puede) (?:hacer|ayudarme)|(?:puedes|puede) ayudarme|ayuda(?:me)?",
    },
    "pt": {
        Own.GREETING: r"(?:ola|oi+|bom dia|boa (?:tarde|noite))(?: (?:a todos|pessoal|equipe|tudo bem))?",
        Own.WELL: r"(?:como (?:vai|esta|voce esta|vai voce)|tudo bem)(?: hoje)?",
        Own.ABLE: r"o que (?:voce )?(?:pode|sabe) fazer|(?:voce )?pode me ajudar|ajuda",
    },
    "it": {
        Own.GREETING: r"(?:ciao|salve|buon(?:giorno|asera)|buon (?:giorno|pomeriggio))(?: (?:a tutti|team))?",
        Own.WELL: r"come (?:va|sta|stai)(?: oggi)?",
        Own.ABLE: r"(?:che )?cosa (?:puoi|puo) fare|(?:puoi|puo) aiutarmi|(?:aiuto|aiutami)",
    },
}
_PATTERNS = {
    language: [(own, re.compile(pattern)) for own, pattern in heard.items()]
    for language, heard in _HEARD.items()
}


def small_talk(message: str, language: str = "en") -> str | None:
    """What to say to a message that only is small talk, or None.

    In the language of the message; `language` decides where several say it so.
    """
    if asked_in := asks_who_answers(message):
        return own_words(Own.WHO, asked_in)
    said = plain(message)
    first = language.lower().partition("-")[0]
    for heard_in in sorted(_PATTERNS, key=lambda each: each != first):
        own = _greeted(said, heard_in) or ("?" not in message and _thanked(courtesies(said, heard_in)))
        if own:
            return own_words(own, heard_in)
    return None


def _greeted(said: str, language: str) -> Own | None:
    return next((own for own, pattern in _PATTERNS[language] if pattern.fullmatch(said)), None)


def _thanked(heard: frozenset[Courtesy]) -> Own | None:
    if Courtesy.THANKS in heard:
        return Own.WELCOME
    if Courtesy.FAREWELL in heard:
        return Own.GOODBYE
    return Own.GOOD if heard & {Courtesy.PRAISE, Courtesy.ASSENT} else None
