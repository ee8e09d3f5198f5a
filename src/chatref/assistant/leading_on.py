"""Sentences that only say where something stands, not what: "See also Refunds.", "More about this below:". Pure."""

import re

MOST_WORDS = 12
# Longer ones say something beside. After "read" a title begins with a capital letter.
_OPENINGS = (
    r"see", r"read (?:more|on|also)", r"read(?= [“\"'‘]?(?-i:[A-Z]))", r"learn more",
    r"(?:you (?:can )?)?find (?:out )?more", r"more (?:in|on|about|information|details)",
    r"(?:please )?(?:click|go) here", r"(?:please )?follow this link",
    r"siehe", r"lesen sie (?:auch|mehr|weiter)", r"mehr (?:dazu|darüber|über|erfahren|informationen)",
    r"weitere informationen", r"näheres", r"klicken sie (?:bitte )?hier",
    r"(?:pour )?en savoir plus", r"voir (?:aussi|ci)", r"lire aussi", r"cliquez ici", r"plus d['’]informations",
    r"v[ée]ase", r"ver también", r"lea también", r"más información", r"(?:haga|haz) clic aquí",
    r"(?:veja|leia) também", r"saiba mais", r"mais informações", r"clique aqui",
    r"(?:vedi|leggi) anche", r"scopri di più", r"per saperne di più", r"(?:maggiori|ulteriori) informazioni",
    r"clicca qui",
)  # fmt: skip
_LEADS_ON = re.compile(rf"(?:{'|'.join(_OPENINGS)})(?!\w)", re.IGNORECASE)


def leads_on(sentence: str) -> bool:
    return len(sentence.split()) <= MOST_WORDS and _LEADS_ON.match(sentence) is not None
