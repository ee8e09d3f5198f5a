"""Greetings, thanks and questions about the assistant itself: a short honest word, and no search. Pure."""

import re
from collections.abc import Mapping

from chatref.assistant.own_words import Own, own_words
from chatref.escalation.phrases.identity import asks_who_answers
from chatref.knowledge.terms import fold

# Each pattern must take the whole message, without accents and apostrophes: "hello, my payment failed" is a question.
_HEARD: Mapping[str, Mapping[Own, str]] = {
    "en": {
        Own.GREETING: r"(?:hi|hiya|hey|hello|howdy|yo|good (?:morning|afternoon|evening|day))"
        r"(?: (?:there|all|everyone|team|bot|again|guys))?",
        Own.WELCOME: r"(?:(?:ok(?:ay)?|great|perfect|super|cool|nice|wonderful|awesome) ?)?"
        r"(?:thanks?(?: you)?|thx|ty|cheers)(?: (?:so much|a lot|very much|again|for (?:your|the) help))?",
        Own.GOOD: r"ok(?:ay)?|great|perfect|super|cool|nice|wonderful|awesome|got it|i see|alright",
        Own.GOODBYE: r"bye|goodbye|good ?bye|see you|cu|good night|have a (?:nice|good|great) day",
        Own.WELL: r"how are you(?: doing)?(?: today)?|hows it going|whats up",
        Own.ABLE: r"what can you (?:do|help (?:me )?with)|how can you help(?: me)?|can you help me|help(?: me)?",
    },
    "de": {
        Own.GREETING: r"(?:hallo|moin(?: moin)?|servus|gru(?:ss|ezi)|gruss gott|guten (?:tag|morgen|abend)"
        r"|tag|morgen|hallochen)(?: (?:zusammen|an alle|team|bot|nochmal|noch ?mal))?",
        Own.WELCOME: r"(?:(?:ok(?:ay)?|super|prima|perfekt|toll|alles klar) ?)?"
        r"(?:danke(?: schon| sehr| dir| ihnen| euch)?|dankeschon|vielen (?:lieben )?dank|besten dank|merci)"
        r"(?: (?:fur (?:die|ihre|deine|eure) hilfe|nochmals?))?",
        Own.GOOD: r"ok(?:ay)?|super|alles klar|prima|perfekt|toll|in ordnung|verstanden|gut|sehr gut|passt",
        Own.GOODBYE: r"tschuss|tschuessi?|auf wiedersehen|bis (?:bald|dann|spater)|gute nacht"
        r"|schonen (?:tag|abend)(?: noch)?",
        Own.WELL: r"wie geht(?:s| es)(?: (?:dir|ihnen|euch))?(?: (?:heute|so))?",
        Own.ABLE: r"was (?:kannst du|konnen sie)(?: alles)?(?: tun| machen)?|(?:kannst du|konnen sie) mir helfen|hilfe",
    },
    "fr": {
        Own.GREETING: r"(?:bonjour|salut|bonsoir|coucou|bonne journee|allo)(?: (?:a tous|tout le monde|lequipe))?",
        Own.WELCOME: r"(?:(?:ok|super|parfait|genial|tres bien|daccord) ?)?"
        r"merci(?: (?:beaucoup|bien|infiniment|a vous|encore|pour (?:votre|ton) aide))?",
        Own.GOOD: r"ok(?:ay)?|super|daccord|parfait|genial|tres bien|entendu|compris|ca marche",
        Own.GOODBYE: r"au revoir|a bientot|a plus(?: tard)?|bonne (?:nuit|soiree|fin de journee)",
        Own.WELL: r"(?:comment )?(?:ca va|allez vous|vas tu)(?: bien)?",
        Own.ABLE: r"que (?:peux tu|pouvez vous) faire|(?:peux tu|pouvez vous) maider"
        r"|(?:a l)?aide(?: moi)?",
    },
    "es": {
        Own.GREETING: r"(?:hola|buenas|buen(?:os)? dias?|buenas (?:tardes|noches))(?: (?:a todos|equipo|que tal))?",
        Own.WELCOME: r"(?:(?:ok|vale|perfecto|genial|muy bien) ?)?"
        r"(?:muchas |mil )?gracias(?: (?:por (?:su|tu|la) ayuda|de nuevo))?",
        Own.GOOD: r"ok(?:ay)?|super|vale|perfecto|genial|muy bien|de acuerdo|entendido|bien|bueno",
        Own.GOODBYE: r"adios|hasta (?:luego|pronto|manana)|chao|nos vemos",
        Own.WELL: r"(?:como (?:estas?|esta usted|te va)|que tal)(?: hoy)?",
        Own.ABLE: r"(?:que|en que) (?:puedes|puede) (?:hacer|ayudarme)|(?:puedes|puede) ayudarme|ayuda(?:me)?",
    },
    "pt": {
        Own.GREETING: r"(?:ola|oi+|bom dia|boa (?:tarde|noite))(?: (?:a todos|pessoal|equipe|tudo bem))?",
        Own.WELCOME: r"(?:(?:ok|perfeito|otimo|muito bem|ta bom) ?)?"
        r"(?:muito )?(?:obrigad[oa]|valeu)(?: (?:pela (?:sua )?ajuda|de novo))?",
        Own.GOOD: r"ok(?:ay)?|super|perfeito|otimo|muito bem|ta bom|esta bem|entendi|certo|beleza",
        Own.GOODBYE: r"adeus|tchau|ate (?:logo|breve|mais|amanha)",
        Own.WELL: r"(?:como (?:vai|esta|voce esta|vai voce)|tudo bem)(?: hoje)?",
        Own.ABLE: r"o que (?:voce )?(?:pode|sabe) fazer|(?:voce )?pode me ajudar|ajuda",
    },
    "it": {
        Own.GREETING: r"(?:ciao|salve|buon(?:giorno|asera)|buon (?:giorno|pomeriggio))(?: (?:a tutti|team))?",
        Own.WELCOME: r"(?:(?:ok|perfetto|ottimo|va bene|benissimo) ?)?"
        r"(?:molte |tante |mille )?grazie(?: (?:mille|tante|ancora|per (?:l|il suo )aiuto))?",
        Own.GOOD: r"ok(?:ay)?|super|perfetto|ottimo|va bene|benissimo|capito|daccordo|bene",
        Own.GOODBYE: r"arrivederci|a (?:presto|dopo|domani)|buona (?:notte|giornata|serata)",
        Own.WELL: r"come (?:va|sta|stai)(?: oggi)?",
        Own.ABLE: r"(?:che )?cosa (?:puoi|puo) fare|(?:puoi|puo) aiutarmi|(?:aiuto|aiutami)",
    },
}
_PATTERNS = {
    language: [(own, re.compile(pattern)) for own, pattern in heard.items()]
    for language, heard in _HEARD.items()
}
_APOSTROPHES = re.compile("['’]")
_EDGES = re.compile(r"[\s.!?¡¿,;:)(\-–—~*\"…\U0001F300-\U0001FAFF☀-➿️]+")


def small_talk(message: str, language: str = "en") -> str | None:
    """What to say to a message that only is small talk, or None.

    In the language of the message; `language` decides where several say it so.
    """
    if asked_in := asks_who_answers(message):
        return own_words(Own.WHO, asked_in)
    said = _EDGES.sub(" ", _APOSTROPHES.sub("", fold(message))).strip()
    first = language.lower().partition("-")[0]
    for heard_in in sorted(_PATTERNS, key=lambda each: each != first):
        for own, pattern in _PATTERNS[heard_in]:
            if pattern.fullmatch(said):
                return own_words(own, heard_in)
    return None
