"""Words of six languages that say how a value is meant: corrected, doubted, denied, left out. Folded. Pure."""

import unicodedata
from collections.abc import Collection

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}


def folded(text: str) -> str:
    """Words in small letters without accents, one space between them."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    marked = unicodedata.normalize("NFKD", text).casefold()
    plain = (sign for sign in marked if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def says(words: str, cues: Collection[str]) -> bool:
    """`words` are folded."""
    within = f" {words} "
    return any(f" {cue} " in within for cue in cues)


def _listed(text: str) -> frozenset[str]:
    return frozenset(folded(each) for each in text.replace("\n", ",").split(",") if each.strip())


DENIALS = _listed(
    """not, no, never, isn't, wasn't, don't, didn't, none, neither, nicht, kein, keine, keinen, nie, pas, jamais,
    aucun, aucune, nunca, ninguno, ninguna, não, nenhum, nenhuma, non, mai, nessuno, nessuna"""
)
CORRECTIONS = _listed(
    """no, nope, not, sorry, actually, correction, correct, wrong, mistake, mistyped, typo, meant, instead, rather,
    oops, nein, nicht, doch, falsch, korrektur, entschuldigung, verzeihung, vertippt, sondern, gemeint, richtig,
    richtige, non, pas, pardon, désolé, désolée, erreur, trompé, trompée, plutôt, en fait, perdón, error,
    equivocado, equivoqué, correcto, en realidad, quise decir, sino, não, desculpa, desculpe, erro, engano,
    enganei, na verdade, correto, scusa, scusi, errore, sbagliato, sbagliata, in realtà, anzi, bensì"""
)
ADDITIONS = _listed(
    """also, another, too, as well, auch, noch, weitere, aussi, autre, también, otro, otra, também, outro, outra,
    anche, altro, altra"""
)
STATES = _listed("is, was, ist, war, lautet, est, es, era, é, è")
DOUBTS = _listed(
    """think, guess, believe, maybe, perhaps, probably, possibly, might, unsure, glaube, denke, vielleicht,
    wahrscheinlich, vermutlich, eventuell, crois, pense, peut-être, probablement, creo, quizás, quizá, tal vez,
    probablemente, acho, talvez, provavelmente, credo, penso, forse, probabilmente"""
)
SKIPS = _listed(
    """skip, skip it, skip this, skip that, pass, next, no idea, don't know, i don't know, i don't know it,
    don't have it, i don't have it, i don't have one, i don't have that, not now, rather not, überspringen,
    weiter, weiß nicht, weiß ich nicht, keine ahnung, habe ich nicht, hab ich nicht, habe keine, passer,
    je ne sais pas, aucune idée, je ne l'ai pas, je n'en ai pas, omitir, saltar, no sé, no lo sé, no lo tengo,
    no tengo, ni idea, pular, não sei, não tenho, sem ideia, salta, saltare, non lo so, non so, non ce l'ho"""
)
WITHOUT = _listed(
    """skip, don't have, do not have, don't know, do not know, without, no idea, lost, überspringen, habe kein,
    habe keine, habe keinen, weiß nicht, kenne nicht, ohne, je n'ai pas, n'ai pas, ne connais pas, sans, no tengo,
    no sé, sin, não tenho, não sei, sem, non ho, non so, senza"""
)
COMMON = _listed(
    """the, and, you, your, our, one, have, with, for, this, that, any, der, die, das, den, dem, des, ihr, ihre, und,
    ein, eine, einer, falls, haben, oder, les, des, une, votre, vous, avez, pour, que, los, las, una, del, tiene,
    para, por, com, seu, sua, uma, tem, gli, una, della, del, suo, sua, per"""
)
"""Of a label: words that name nothing."""
