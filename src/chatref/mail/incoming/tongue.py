"""In what language a mail is written, by the small words that no text does without. Pure.

The languages of the widget; a text too short to tell, or in another one, is in none.
"""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

LONGEST = 4_000
LEAST = 2
"""Words of a language, so that a name or a loan does not make one."""

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SMALL = {
    "en": (
        "the and is are was were it you your i my me we our they this that these of to in on at for with "
        "from have has had not do does did can could would will please when where what why how but if or as "
        "be been there any"
    ),
    "de": (
        "der die das den dem des und ist sind war ich sie wir ihr mein meine meinen meiner nicht ein eine "
        "einen einem zu mit für von auf im am bei aber wenn wo was wie warum habe haben hat kann können "
        "bitte wurde noch es auch"
    ),
    "fr": (
        "le la les des du et est sont était je vous nous mon ma mes votre vos ne pas une un dans sur avec "
        "pour par que qui où quand comment pourquoi mais si ai avez a été être ce cette ces il elle on au "
        "aux bonjour merci"
    ),
    "es": (
        "el la los las y es son fue yo usted mi mis su sus no una un en con para por que qué dónde cuándo "
        "cómo pero si he ha han está están esta este lo le me se del al muy hola gracias porque también "
        "todavía unos unas nadie nos"
    ),
    "pt": (
        "o a os as e é são foi eu você meu minha meus minhas seu sua não uma um em no na nos nas com para "
        "por que onde quando como mas se tem está estão esta este isso do da dos das ao olá obrigado "
        "obrigada porque também ainda uns umas ninguém vocês pelo pela"
    ),
    "it": (
        "il lo la i gli le e è sono era io lei mio mia miei mie suo sua non una un in con per che dove "
        "quando come ma se ho ha hanno questo questa del della dei delle al alla nel nella più ancora anche "
        "perché buongiorno grazie"
    ),
    "nl": (
        "de het een en is zijn was ik u wij mijn uw niet van in op met voor aan bij naar maar als waar wat "
        "hoe waarom heb heeft hebben kan kunt graag nog ook er dat die deze dit te om geen wordt"
    ),
    "pl": (
        "i w na z do nie jest są był była ja pan pani mój moja moje się że to ten ta co gdzie kiedy jak "
        "dlaczego ale jeśli czy mam ma mogę można proszę dziękuję dzień dobry od po przez już jeszcze dla "
        "tego"
    ),
    "da": (
        "og er var jeg du vi min mit mine din jeres ikke en et den det de på til fra for med af om hvor "
        "hvad hvornår hvordan hvorfor men hvis har havde kan hej tak venligst endnu også som der så ingen "
        "først"
    ),
}
_SPOKEN: Mapping[str, frozenset[str]] = MappingProxyType({
    each: frozenset(words.split()) for each, words in _SMALL.items()
})  # fmt: skip


def language_of(text: str) -> str:
    """Empty where nobody can tell."""
    words = [each.lower() for each in _WORD.findall(text[:LONGEST])]
    if 2 * sum(_ARABIC.match(each) is not None for each in words) > len(words):
        return "ar"
    counted = Counter(words)
    found = {each: sum(counted[word] for word in small) for each, small in _SPOKEN.items()}
    best, next_best = sorted(found, key=lambda each: -found[each])[:2]
    return best if found[best] >= LEAST and found[best] > found[next_best] else ""
