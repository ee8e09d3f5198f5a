"""Whether a conversation goes in circles: the visitor asks the same again, or the assistant answers the same again."""

from collections.abc import Sequence

from .phrases.fold import clauses
from .phrases.stems import stems

SAME_AGAIN = 0.7  # of two questions' words
FEWEST_WORDS = 2
MOST_CLAUSES = 20
"""At either end of a burst: each is compared with each of another's."""
MOST_BURSTS = 30
"""Earlier ones, the latest: who asked the same so often has long been heard."""
_EMPTY = stems(
    # English
    "a an the is are was were be been am do does did done doing has have had having can could will would shall should "
    "may might must i me my mine we us our you your it its this that these those he she they them their there here of "
    "to in on at for from with by about into as and or but if so then than not no yes yeah ok okay please thanks thank "
    "hello hi hey again still just also really very much any some where what when which who whom whose why how get got "
    "find need want like know see tell im ive id ill dont doesnt didnt isnt wont cant whats wheres hows whens there "
    # German
    "der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr mich mir mein meine "
    "meinen dir dein euch sie ihnen ist sind war bin habe haben hat kann konnen konnte wird werden wo was wann wie wer "
    "warum welche im in am an auf aus bei mit nach von vor zu zum zur fur nicht kein noch denn doch bitte danke ja "
    "nein hallo "
    # French
    "le la les l un une des du de d et ou mais je j tu il elle on nous vous ils me moi mon ma mes votre vos est sont "
    "suis ai as a avez peut peux puis pouvez ce c cest cet cette qui que quoi quel quelle quels quelles comment quand "
    "ou pourquoi dans sur pour par avec sans ne pas non oui bonjour merci sil vous plait "
    # Spanish, Portuguese, Italian
    "el la los las un una unos o os as um uma uns y e ou pero mas mi mis me yo eu meu minha tu su se es esta estan son "
    "esto isso isto he ha puedo puede posso pode como donde onde cuando quando cuanto quanto que cual qual quien quem "
    "porque por para en em no na nos nas do da dos das de del con com sin sem si sim nao hola ola obrigado obrigada "
    "gracias favor il lo gli uno io mio mia mi si sono e ho puo dove come quando chi cosa perche per con non nel nella "
    "della dei delle al alla ciao grazie"
).split()
EMPTY = frozenset(_EMPTY)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {stems(word).strip(): str(number) for number, word in enumerate(_NUMBERS, 1)}


def asked_again(bursts: Sequence[str]) -> int:
    """In how many earlier bursts the last one was already asked, in about the same words."""
    if not bursts:
        return 0
    *before, last = (_questions(burst) for burst in bursts[-MOST_BURSTS - 1 :])
    return sum(any(_same(one, other) for one in last for other in earlier) for earlier in before)


def answered_again(answers: Sequence[str]) -> int:
    """How often the last answer had been given before."""
    return answers[:-1].count(answers[-1]) if answers else 0


def _questions(burst: str) -> list[frozenset[str]]:
    """The words that carry something, by clause and of the whole."""
    pieces = clauses(burst)
    ends = (*pieces[:MOST_CLAUSES], *pieces[MOST_CLAUSES:][-MOST_CLAUSES:])
    told = (_carrying(piece) for piece in (*ends, " ".join(pieces)))
    return [words for words in told if words]


def _carrying(text: str) -> frozenset[str]:
    """Of a question that has only one such word, all: two about an order need not be the same."""
    words = [NUMBERS.get(word, word) for word in stems(text).split()]
    carrying = frozenset(word for word in words if word not in EMPTY)
    return frozenset(words) if 0 < len(carrying) < FEWEST_WORDS else carrying


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_AGAIN * len(one | other)
