"""How frustrated somebody sounds: wording, shouting, and how it went before. One signal, not an alarm."""

from collections.abc import Sequence

from .phrases.fold import clauses
from .phrases.tongue import any_of, compiled

_HARSH = any_of(
    compiled(
        r"\b(?:ridiculous|useless|unacceptable|outrageous|pathetic|horrible|disgusting|rubbish|garbage|crap|bullshit|"
        r"shit\w*|fuck\w*|wtf|idiotic|idiots?|scam(?:s|med|mers?)?|thieves|crooks|fraudsters?|rip ?off|"
        r"incompetent|shameful|"
        r"disgrace|bloody|(?:god)?damn(?:ed|it)?|furious|livid|stupid|infuriating)\b",
        r"\b(?:fed up|(?:sick|tired) (?:and tired )?of|(?:is|are|its|thats) (?:just )?(?:an?|one|"
        r"such a) (?:\w+ )?joke|had enough|enough of this|"
        r"(?:los(?:e|ing|t)|out of|running out of) (?:my )?patience|more than patient|driving me (?:crazy|mad|"
        r"nuts|insane)|"
        r"wast(?:e|ed|ing) (?:of )?(?:an? |my |our |so much |the )?(?:\w+ )?(?:time|money|hours?|day|afternoon|"
        r"morning|evening|week)|"
        r"worst (?:\w+ )?(?:service|support|experience|company|shop|site|product|ever)|(?:so|really|very|"
        r"getting) angry|"
        r"are you (?:kidding|joking|serious)|you(?: have)? got to be kidding|for (?:gods|christs|heavens) sake|"
        r"(?:how|this|it|that) (?:\w+ ){0,2}(?:is |s )?(?:terrible|awful)|lost (?:an? |my )(?:entire|whole))\b",
        r"\b(?:lacherlich|unverschamt\w*|frechheit|unfassbar|katastroph\w+|scheiss\w*|verdammt\w*|so ein mist|"
        r"nutzlos|"
        r"zeitverschwendung|reicht mir|mir reichts|\w*sauer auf|stinksauer|wutend|abzocke|schnauze voll|"
        r"nase voll|leid\b.*\bzu|"
        r"es leid|satt|unmoglich von|kann (?:doch )?nicht wahr sein|inakzeptabel|unzumutbar)\b",
        r"\b(?:nimporte quoi|marre|ras le bol|inadmissible|inacceptable|scandaleux|honteux|une honte|nul a chier|"
        r"vous (?:vous )?(?:moquez|foutez)|arnaque\w*|merde|furieux|furieuse|perdre (?:mon|du) temps|lamentable)\b",
        r"\b(?:una verguenza|vergonzoso|hart[oa]|pesim[oa]|inaceptable|una estafa|estafadores|mierda|ridiculo|"
        r"perder (?:el|mi) tiempo|tomando el pelo|no sirven? para nada|inutil(?:es)?|indignante)\b",
        r"\b(?:absurdo|uma vergonha|vergonhoso|fart[oa]|ridiculo|pessimo|inaceitavel|merda|uma piada|palhacada|"
        r"falta de respeito|perder (?:o meu |meu )?tempo|nao serve para nada|indignad[oa])\b",
        r"\b(?:una? vergogna|vergognoso|stuf[oa]|inaccettabile|pessimo|ridicolo|una truffa|truffatori|merda|schifo|"
        r"perdere tempo|prendendo in giro|non serve a niente|inutil[ei]|indignat[oa])\b",
    )
)
_WEARY = any_of(
    compiled(
        r"\b(?:frustrat\w+|annoy(?:ing|ed)|disappoint\w+|upset|unbelievable|pointless|hopeless|not listening|no help|"
        r"(?:is|are|was|were|did|does)(?:nt| not)? help(?:ing|ful)? at all|(?:not|arent|isnt) help(?:ing|ful)|"
        r"(?:did|does)(?:nt| not) help|(?:no one|nobody) (?:\w+ ){0,3}(?:help\w*|cares?|answers?|replies|reads?|"
        r"listens?|looks?)|"
        r"(?:third|fourth|fifth|tenth|hundredth) time|how many more (?:times|forms|e?mails|messages)|"
        r"how many times (?:do|must|should|have) i (?:have to|need to|told|said)|"
        r"already (?:said|told|explained|wrote|answered)|have already (?:\w+ )?(?:sent|told|said|"
        r"explained|written)|"
        r"i told you|(?:not|isnt) what i (?:asked|said|meant)|read what i|reading (?:this|me|what i)|(?:wrong|"
        r"same \w+) again|"
        r"keep (?:saying|sending|getting|asking|giving|repeating)|stop (?:saying|asking|repeating|sending me)|"
        r"same (?:useless |stupid )?(?:answer|link|thing)|just answer|answer my question|every single time|"
        r"you (?:\w+ )?(?:dont|do not) (?:\w+ )?understand|getting it wrong|all wrong|why is this so (?:hard|"
        r"difficult)|"
        r"cant believe|cannot believe|how bad (?:this|it|that|your)|automatic replies|is (?:any(?:body|one)|"
        r"some(?:body|one)) there|"
        r"demand an answer|"
        r"forget it|(?:two|three|four|five|six|ten|\d+) times already|already (?:\w+ ){0,3}(?:twice|times))\b",
        r"^(?:oh |oh my god )?(?:come on|seriously)$",
        r"\b(?:frustrier\w+|nervt|nervig\w*|argerlich|enttausch\w+|hilft (?:mir )?nicht|"
        r"zum (?:zweiten|dritten|vierten|funften|x ten|hundertsten) mal|schon (?:zwei|drei|vier|funf|zehn|x|"
        r"hundert)mal|"
        r"liest das|hort mir|schon wieder|immer noch (?:nicht|kein\w*)|vertrostet|keiner|"
        r"niemand (?:\w+ ){0,2}(?:hilft|antwortet|"
        r"reagiert|liest))\b",
        r"\b(?:frustre\w*|enerv\w+|agac\w+|decu\w*|personne ne|rien ne (?:marche|fonctionne)|"
        r"deja (?:\w+ ){0,2}(?:dit|explique|envoye|essaye)\w*|(?:deux|trois|quatre|cinq|dix|mille) fois|"
        r"toujours (?:pas|rien|aucun\w*))\b",
        r"\b(?:frustra\w+|molest[oa]|decepcionad[oa]|nadie (?:me |nos )?\w+|nada funciona|"
        r"ya (?:\w+ ){0,2}(?:dije|dicho|explique|envie|"
        r"probe)|mil veces|(?:dos|tres|cuatro|cinco) veces|sigo sin|otra vez lo mismo)\b",
        r"\b(?:frustra\w+|irritad[oa]|decepcionad[oa]|desiludid[oa]|ninguem (?:me )?\w+|nada funciona|"
        r"ja (?:\w+ ){0,2}(?:disse|expliquei|"
        r"enviei|tentei)|mil vezes|(?:duas|tres|quatro|cinco) vezes|continuo sem|de novo o mesmo)\b",
        r"\b(?:frustra\w+|arrabbiat[oa]|delus[oa]|nessuno (?:mi )?\w+|non funziona niente|niente funziona|"
        r"gia (?:\w+ ){0,2}(?:detto|spiegato|"
        r"mandato|provato)|mille volte|(?:due|tre|quattro|cinque) volte|ancora niente|di nuovo lo stesso)\b",
    )
)
_TIRED = any_of(
    compiled(
        r"\b(?:(?:did|tried|done) (?:that|this|it|all that) (?:already|before)|(?:does not|doesnt|do not|dont|"
        r"still wont|wont) work|"
        r"for (?:\w+ )?(?:days|weeks|hours|months)|after (?:\w+ )?(?:days|weeks|months)|still (?:not|doesnt|"
        r"isnt|nothing|no|waiting|wont)|"
        r"been waiting|(?:nothing|not) work(?:s|ing)|keeps (?:failing|crashing|happening)|again and again|wrong|"
        r"ugh|omg|"
        r"that was (?:last week|yesterday|days ago))\b",
        r"\b(?:seit (?:\w+ )?(?:tagen|wochen|stunden|monaten)|funktioniert (?:einfach )?nicht|geht nicht|"
        r"schon (?:gesagt|versucht|probiert))\b",
        r"\b(?:(?:deux|trois|des|plusieurs) (?:jours|semaines|mois)|ne (?:marche|fonctionne) (?:toujours )?pas|"
        r"que jattends)\b",
        r"\b(?:(?:hace|llevo) (?:\w+ )?(?:dias|semanas|meses)|no funciona|esperando)\b",
        r"\b(?:ha (?:\w+ )?(?:dias|semanas|meses)|nao funciona|esperando|a espera)\b",
        r"\b(?:da (?:\w+ )?(?:giorni|settimane|mesi)|non funziona|aspetto)\b",
    )
)
_RELIEVED = any_of(
    compiled(
        r"\b(?:damn good|thank you|thanks|solved|works now|it worked|brilliant|awesome|perfect|happy|at first|danke|"
        r"merci|gracias|obrigad[oa]|grazie)\b"
    )
)
HARSH, WEARY, TIRED, SHOUTED, STRESSED = 0.5, 0.4, 0.25, 0.3, 0.15
RELIEVED = 0.4
FADES = 0.5
REMEMBERED = 30
"""Bursts. Of what came before them nothing would be left."""
CIRCLED = 0.15
SHOUT_LETTERS = 12
SHOUT_SHARE = 0.7


def frustration(bursts: Sequence[str], circles: int) -> float:
    """Of the last burst, with what is left of those before it; between 0 and 1."""
    score = 0.0
    for burst in bursts[-REMEMBERED:]:
        score = score * FADES + _heat(burst)
    return min(1.0, score + CIRCLED * circles)


def _heat(text: str) -> float:
    folded = "\n".join(clauses(text))
    wording = sum(
        weight * bool(pattern.search(folded))
        for pattern, weight in ((_HARSH, HARSH), (_WEARY, WEARY), (_TIRED, TIRED))
    )
    stressed = "!!" in text or "??" in text or "?!" in text
    heat = wording + _shouts(text) * SHOUTED + stressed * STRESSED
    return heat * RELIEVED if _RELIEVED.search(folded) else heat


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= SHOUT_LETTERS and sum(map(str.isupper, letters)) >= SHOUT_SHARE * len(letters)
