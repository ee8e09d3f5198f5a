"""How frustrated somebody sounds: wording, shouting, and how it went before. One signal, not an alarm."""

from collections.abc import Sequence

from .phrases.fold import clauses
from .phrases.tongue import compiled

_HARSH = compiled(
    r"\b(?:ridiculous|useless|unacceptable|outrageous|pathetic|worst|horrible|terrible|awful|disgusting|rubbish|"
    r"garbage|crap|bullshit|shit|fuck\w*|wtf|damn|stupid|idiotic|scam|fraudsters?|rip ?off|fed up|sick of|joke)\b",
    r"\b(?:waste of (?:time|money)|wasting my time|so angry|really angry|very angry|furious|had enough)\b",
    r"\b(?:lacherlich|unverschamt\w*|frechheit|unfassbar|katastrophe|katastrophal|scheiss\w*|verdammt\w*|mist|nutzlos|"
    r"zeitverschwendung|reicht mir|sauer|wutend|abzocke|betrug)\b",
)
_WEARY = compiled(
    r"\b(?:frustrat\w+|annoy\w+|disappoint\w+|upset|not help(?:ing|ful)|arent helpful|doesnt help|didnt help|no help|"
    r"already (?:said|told|did|tried|explained)|keep (?:saying|sending|getting|asking)|stop (?:saying|sending)|"
    r"(?:did|tried|done) (?:that|this|it|all that) (?:already|before)|(?:does not|doesnt|do not|still wont) work|"
    r"third time|second time|how many times|for (?:days|weeks|hours)|still (?:not|doesnt|isnt|nothing|no|waiting)|"
    r"again and again|not working at all|nothing works|why is this so|you dont understand|getting it wrong|"
    r"all wrong)\b",
    r"\b(?:frustrier\w+|nervt|nervig\w*|argerlich|enttausch\w+|hilft (?:mir )?nicht|schon (?:gesagt|versucht|probiert)|"
    r"zum (?:zweiten|dritten) mal|immer noch (?:nicht|kein\w*)|seit (?:tagen|wochen|stunden)|schon wieder|"
    r"funktioniert (?:einfach )?nicht|geht nicht)\b",
)
HARSH, WEARY, SHOUTED, STRESSED = 0.5, 0.35, 0.3, 0.15
FADES = 0.5
SHOUT_LETTERS = 12
SHOUT_SHARE = 0.7


def frustration(bursts: Sequence[str], circles: int) -> float:
    """Of the last burst, with what is left of those before it; between 0 and 1."""
    score = 0.0
    for burst in bursts:
        score = score * FADES + _heat(burst)
    return min(1.0, score + 0.1 * circles)


def _heat(text: str) -> float:
    pieces = clauses(text)
    harsh = any(pattern.search(piece) for piece in pieces for pattern in _HARSH)
    weary = any(pattern.search(piece) for piece in pieces for pattern in _WEARY)
    stressed = "!!" in text or "??" in text or "?!" in text
    return harsh * HARSH + weary * WEARY + _shouts(text) * SHOUTED + stressed * STRESSED


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= SHOUT_LETTERS and sum(map(str.isupper, letters)) >= SHOUT_SHARE * len(letters)
