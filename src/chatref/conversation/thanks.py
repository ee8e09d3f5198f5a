"""Messages that are nothing but a courtesy, in six languages.

Whatever is not listed makes it more than a courtesy: that costs a look at a thanks, where the other error would cost
the visitor their answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from unicodedata import combining, normalize

LONGEST = 160
"""What is longer says more."""
MOST_WORDS = 14
"""Of one piece."""


class Courtesy(StrEnum):
    THANKS = "thanks"
    PRAISE = "praise"
    """That all is well, that it works now, that there is nothing else."""
    FAREWELL = "farewell"
    ASSENT = "assent"
    """Beside a thanks it says no more than that; alone it may be a yes."""
    FILLER = "filler"


def is_thanks(text: str, to: str = "") -> bool:
    """Whether the whole message only thanks, praises or takes leave; `to` is whom it may name."""
    if len(text) > LONGEST or _MORE.search(_SMILEYS.sub(" ", text)):
        return False
    said = plain(text)
    if not said:
        return _FRIENDLY.search(text) is not None
    named = frozenset(plain(to).split())
    said = " ".join(word for word in said.split() if word not in named) or said
    return any(heard & _ENOUGH for heard in (courtesies(said, language) for language in _SAID))


def courtesies(said: str, language: str) -> frozenset[Courtesy]:
    """Which make up the whole of these plain words, in this language; none if anything else is said.

    Piece by piece, from each place that earlier pieces lead to: one pattern of all pieces in a row would try every way
    in which they can be told apart."""
    if len(said) > LONGEST:
        return frozenset()
    piece = _PIECE[language]
    ends = [*(at for at, sign in enumerate(said) if sign == " "), len(said)]
    heard: dict[int, frozenset[Courtesy]] = {0: frozenset()}
    for number, start in enumerate((0, *(end + 1 for end in ends))):
        if start in heard and piece.match(said, start):
            for end in ends[number : number + MOST_WORDS]:
                if found := piece.fullmatch(said, start, end):
                    kind = Courtesy(str(found.lastgroup))
                    heard[end + 1] = heard.get(end + 1, frozenset()) | heard[start] | {kind}
    return heard.get(len(said) + 1, frozenset())


def plain(text: str) -> str:
    """Folded words with one space between: no case, accents, apostrophes, punctuation or pictures."""
    bare = normalize("NFKD", _SMILEYS.sub(" ", text).translate(_APOSTROPHES)).casefold()
    letters = "".join(sign for sign in bare if not combining(sign))
    return _BETWEEN.sub(" ", letters).strip()


_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_SMILEYS = re.compile(r"[:;]-?[)D](?!\w)|<3(?!\d)")
_PICTURES = "👍👌🙏❤♥🧡💛💚💙💜💕😊🙂😀😃😄😁😍🥰😘☺🤗👏💪🙌🎉💯🌞🌸🌷💐"
_FRIENDLY = re.compile(f"[{_PICTURES}]")
_WAVE = "👋"  # alone it may be a greeting
_SHADES = "\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d"
_BETWEEN = re.compile(rf"[\s.!?¡¿,;:)(\-–—~*_\"“”„«»…\U0001f300-\U0001faff☀-➿{_SHADES}]+")
# A question, a number, an address, another alphabet, a picture that is no thanks.
_MORE = re.compile(rf"[^\sA-Za-zÀ-ſ.!¡,;:)(\-–—~*'’‘`´\"“”„«»…\u0300-\u036f{_PICTURES}{_WAVE}{_SHADES}]")
_ENOUGH = frozenset({Courtesy.THANKS, Courtesy.PRAISE, Courtesy.FAREWELL})

# Plain words only. Nobody is thanked in advance here: who does that waits. A greeting is no farewell: it begins
# something.
_SAID: Mapping[str, Mapping[Courtesy, str]] = MappingProxyType({
    "en": {
        Courtesy.THANKS: r"(?:no )?(?:(?:many|much|big|huge) )?(?:thanks?(?: (?:you|u))?|thx|tnx|tysm|ty|cheers"
        r"|(?:much|i(?: really)?) appreciated?(?: (?:it|that|this|your help))?)"
        r"(?: (?:so (?:very )?much|very much|a (?:lot|million|ton|bunch)|again|indeed|(?:you )?(?:all|both|guys|team)"
        r"|for (?:everything|helping(?: me)?(?: out)?|(?:all )?(?:your|the) (?:(?:quick|fast|kind|great|prompt) )?"
        r"(?:help|support|reply|answer|response|assistance|time|patience|info|information|explanation|update))))*",
        Courtesy.PRAISE: r"perfect|great|super|cool|nice|wonderful|awesome|excellent|fantastic|brilliant|amazing|lovely"
        r"|(?:very|so|really) (?:good|kind|helpful|nice)|all (?:good|clear|set|sorted)(?: now)?|great (?:help|job)"
        r"|(?:you(?:re| are| were)|you(?:ve| have) been) (?:(?:very|so|really) )?(?:great|helpful|kind|the best|a star)"
        r"|(?:no )?(?:(?:that|this)(?: i)?s|(?:that|this) was) (?:(?:very|so|really) )?"
        r"(?:helpful|great|perfect|kind|it|all(?: (?:for now|i needed))?)|no more questions"
        r"|(?:(?:it|that|this|everything) )?(?:works|worked|(?:is|its) working)(?: (?:now|again|fine|perfectly|great))*"
        r"|its (?:all )?(?:working|fixed|solved|sorted|resolved)(?: now)?|(?:that|this|it) helped(?: a lot)?|that helps"
        r"|(?:(?:that|this|it)(?: has)?|thats) (?:solved|fixed|sorted|resolved|did) "
        r"(?:it|everything|the trick|(?:my|the) (?:problem|issue))(?: now)?"
        r"|(?:(?:my|the) )?(?:problem|issue)(?: is)?(?: now)? (?:solved|fixed|sorted|resolved)(?: now)?",
        Courtesy.FAREWELL: r"bye(?: bye)?|good ?bye|see you(?: (?:soon|later))?|cu|good night|take care"
        r"|have a (?:very )?(?:nice|good|great|lovely|wonderful) (?:day|evening|weekend|night|week|one)(?: too)?"
        r"|(?:and )?you too|(?:and )?same to you|(?:kind|best|warm) regards|all the best",
        Courtesy.ASSENT: r"ok(?:ay|ey)?|got it|i see|all ?right|understood|will do",
        Courtesy.FILLER: r"and|oh|ah|wow|hi|hello|hey|dear",
    },
    "de": {
        Courtesy.THANKS: r"(?:nein )?(?:(?:ich )?danke|dankeschon|(?:(?:vielen|ganz|recht) )?"
        r"(?:vielen|lieben|besten|herzlichen|tausend) dank|dank (?:dir|ihnen|euch)|ich bedanke mich|merci|thx|thanks)"
        r"(?: (?:schon|sehr|herzlich|vielmals|dir|ihnen|euch|dafur|nochmals?|noch ?mal|fur (?:alles|(?:die|den|das|ihre"
        r"|deine|eure)(?: (?:schnelle|rasche|nette|tolle|gute|freundliche)n?)? (?:hilfe|unterstutzung|antwort|auskunft"
        r"|ruckmeldung|muhe|beratung|geduld|infos?|support))))*",
        Courtesy.PRAISE: r"super|prima|perfekt|toll|klasse|wunderbar|spitze|genial|top|ausgezeichnet|hervorragend"
        r"|sehr (?:gut|nett|lieb|freundlich|hilfreich)|das (?:ist|war) (?:(?:sehr|echt|wirklich) )?"
        r"(?:super|toll|nett|lieb|freundlich|hilfreich|perfekt|alles)|das freut mich|(?:nein )?das wars(?: schon)?"
        r"|(?:nein )?das war(?: schon)? alles|keine (?:weiteren )?fragen(?: mehr)?"
        r"|(?:(?:es|das|jetzt|nun|alles) )+(?:hat )?(?:funktioniert|klappt|geklappt|gehts?)"
        r"(?: (?:es|jetzt|nun|wieder|alles|super|prima|wunderbar|einwandfrei))*"
        r"|(?:(?:es|das) )?hat (?:sich erledigt|geklappt|funktioniert|geholfen)"
        r"|(?:(?:das )?problem|alles)(?: ist)?(?: jetzt)? (?:gelost|erledigt|geklart)",
        Courtesy.FAREWELL: r"tschuss|tschuessi?|tschussi|auf wiedersehen|bis (?:bald|dann|spater)|gute nacht"
        r"|(?:(?:ihnen|dir|euch) )?(?:auch )?(?:noch )?(?:einen )?schonen "
        r"(?:tag|abend|nachmittag|feierabend|sonntag)(?: noch)?|(?:noch )?(?:ein )?schones wochenende(?: noch)?"
        r"|gleichfalls|ebenfalls|ebenso|(?:viele|liebe|beste|herzliche) grusse|mit freundlichen grussen|lg|mfg|vg",
        Courtesy.ASSENT: r"ok(?:ay)?|alles klar|in ordnung|verstanden|gut|passt|ach ?so",
        Courtesy.FILLER: r"und|oh|ah|wow|hallo|ciao|tschau",
    },
    "fr": {
        Courtesy.THANKS: r"(?:non )?(?:(?:un )?(?:tres )?(?:grand|mille) )?(?:merci|je (?:vous|te) remercie)"
        r"(?: (?:beaucoup|bien|infiniment|encore|mille fois|a (?:vous|toi|tous|toute lequipe)|pour (?:tout|laide"
        r"|(?:votre|ton|ta|la|cette)(?: (?:precieuse|rapide))? (?:aide|reponse|reactivite|retour|patience|disponibilite"
        r"|gentillesse)(?: (?:rapide|precieuse))?)))*",
        Courtesy.PRAISE: r"super|parfait|genial|tres (?:bien|gentil)|excellent|impeccable|nickel|formidable|magnifique"
        r"|cest (?:tres )?(?:parfait|super|genial|gentil|nickel)|(?:non )?(?:cest|ce sera) tout"
        r"|(?:ca|cela|tout) (?:fonctionne|a (?:marche|fonctionne))(?: (?:maintenant|bien|tres bien|parfaitement))*"
        r"|ca marche maintenant|(?:(?:le|mon) )?probleme (?:est )?(?:resolu|regle)"
        r"|cest (?:resolu|regle)(?: maintenant)?|tout est (?:bon|regle|clair|en ordre)",
        Courtesy.FAREWELL: r"au revoir|a bientot|a plus(?: tard)?|(?:passez une )?bonne "
        r"(?:nuit|soiree|journee|fin de journee|semaine|continuation)(?: (?:a vous(?: aussi)?|aussi))?|bon week ?end"
        r"|(?:bien )?cordialement|(?:a )?(?:vous|toi) aussi|egalement",
        Courtesy.ASSENT: r"ok(?:ay)?|daccord|entendu|compris|ca marche|cest bon",
        Courtesy.FILLER: r"et|oh|ah|bonjour",
    },
    "es": {
        Courtesy.THANKS: r"(?:no )?(?:(?:muchas|muchisimas|mil|infinitas) )?(?:gracias|(?:se|te|le|os) lo agradezco"
        r"|muy agradecid[oa])(?: (?:mucho|de nuevo|otra vez|a (?:ti|usted|ustedes|vosotros)|por (?:todo|ayudarme"
        r"|(?:toda )?(?:su|tu|la|vuestra)(?: (?:rapida|gran))? "
        r"(?:ayuda|respuesta|atencion|paciencia|informacion))))*",
        Courtesy.PRAISE: r"super|perfecto|genial|muy bien|excelente|estupendo|fantastico|maravilloso|buenisimo"
        r"|muy amables?|(?:no )?eso es todo|todo (?:claro|perfecto|solucionado|resuelto|en orden)"
        r"|(?:(?:ya|ahora|todo|eso) )*(?:funciona|funciono)(?: (?:ya|ahora|bien|perfectamente|todo))*"
        r"|(?:ya )?(?:esta )?(?:(?:el )?problema )?(?:solucionado|resuelto|arreglado)",
        Courtesy.FAREWELL: r"adios|hasta (?:luego|pronto|manana|la proxima)|chao|chau|nos vemos|igualmente"
        r"|que (?:tengas?|pases?)(?: un)? (?:buen|bonito|excelente) (?:dia|fin de semana)"
        r"|(?:un )?(?:cordial )?saludos?",
        Courtesy.ASSENT: r"ok(?:ay)?|vale|de acuerdo|entendido|bien|bueno|listo",
        Courtesy.FILLER: r"y|oh|ah|hola",
    },
    "pt": {
        Courtesy.THANKS: r"(?:nao )?(?:muito )?(?:obrigad(?:o|a|inho|inha|ao|issim[oa])|valeu|agradecid[oa]|agradeco)"
        r"(?: (?:mesmo|muito|de novo|mais uma vez|a (?:voce|voces|todos)|por (?:tudo|me ajudar|sua ajuda)|pel[ao]s? "
        r"(?:(?:sua|seu|tua|vossa) )?(?:ajuda|resposta|atencao|retorno|apoio|paciencia)))*",
        Courtesy.PRAISE: r"super|perfeito|otimo|muito (?:bem|bom)|excelente|maravilha|maravilhoso|fantastico|que bom"
        r"|(?:e|era) so isso|so isso|isso e tudo|tudo (?:certo|resolvido)"
        r"|(?:(?:ja|agora|isso|tudo) )*(?:funcionou|funciona|deu certo)(?: (?:agora|bem|tudo|perfeitamente))*"
        r"|(?:(?:ja|agora) )?(?:esta|ta) (?:resolvido|funcionando)(?: agora)?|(?:problema )?resolvido",
        Courtesy.FAREWELL: r"adeus|tchau(?: tchau)?|ate (?:logo|breve|mais|amanha|a proxima)|igualmente"
        r"|(?:tenha )?(?:um (?:otimo|bom) (?:dia|fim de semana)|uma (?:otima|boa) (?:tarde|noite|semana))"
        r"|(?:um )?abracos?|p(?:a)?ra voce tambem",
        Courtesy.ASSENT: r"ok(?:ay)?|ta bom|esta bem|entendi|certo|beleza",
        Courtesy.FILLER: r"e|oh|ah|ola|oi",
    },
    "it": {
        Courtesy.THANKS: r"(?:no )?(?:(?:molte|tante|mille|infinite) )?(?:grazie|(?:la|ti|vi) ringrazio)"
        r"(?: (?:mille|tante|infinite|molto|tanto|ancora|davvero|di (?:cuore|tutto|nuovo)|a (?:lei|te|voi|tutti)|per "
        r"(?:tutto|(?:tutto )?laiuto|il (?:suo|tuo|vostro|) ?(?:aiuto|supporto)|lassistenza|la (?:(?:sua|tua|vostra) )?"
        r"(?:risposta|disponibilita|pazienza|gentilezza))))*",
        Courtesy.PRAISE: r"super|perfetto|ottimo|benissimo|fantastico|eccellente|splendido|gentilissim[oaie]"
        r"|molto gentile|(?:no )?(?:questo )?e tutto|tutto (?:chiaro|ok|a posto|perfetto|risolto)"
        r"|(?:(?:ora|adesso|tutto) )*(?:funziona|ha funzionato)(?: (?:tutto|ora|adesso|bene|perfettamente))*"
        r"|(?:(?:ora|adesso) )?e (?:risolto|a posto)|(?:problema )?risolto",
        Courtesy.FAREWELL: r"arrivederci|a (?:presto|dopo|domani)|buona (?:notte|giornata|serata|settimana|domenica)"
        r"(?: (?:anche )?a (?:lei|te|voi))?|buon (?:fine settimana|weekend|lavoro)|altrettanto|anche a (?:lei|te|voi)"
        r"|(?:(?:cordiali|distinti) )?saluti",
        Courtesy.ASSENT: r"ok(?:ay)?|va bene|capito|daccordo|bene",
        Courtesy.FILLER: r"e|oh|ah|ciao|salve",
    },
})  # fmt: skip


_PIECE = {
    language: re.compile("|".join(f"(?P<{courtesy.value}>{pattern})" for courtesy, pattern in pieces.items()))
    for language, pieces in _SAID.items()
}
