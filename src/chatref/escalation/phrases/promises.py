"""The assistant's own words that a person will take over: a promise makes a handoff (F7)."""

from .fold import clauses
from .tongue import any_of, compiled

_WHO = (
    r"(?:(?:an?|the|our|one of our|another|ein|eine|einen|einem|einer|unser|unsere|unserem|unserer) )?(?:\w+ "
    r"){0,2}"
    r"(?:(?:human|person|specialist|agent|colleague|representative|teammate|expert|advisor)s?|team|support|"
    r"staff|"
    r"someone|somebody|mensch|menschen|mitarbeiter|mitarbeiterin|kollegen|kollegin|kollege|fachkraft|team|"
    r"jemand|jemandem)"
)
_I_WILL = (
    r"(?:ill|i will|i am going to|im going to|i have|ive|i can now|let me|allow me to|i am|im|we will|well|"
    r"i shall|ich werde|ich|lassen sie mich|wir)"
)
_PROMISES = compiled(
    rf"\b{_I_WILL} (?:now |just |gladly |already )?(?:connect|connecting|transfer|transferring|transferred|"
    rf"hand|"
    rf"handing|handed|pass|passing|passed|forward|forwarding|forwarded|put|putting|escalate|escalating|"
    rf"escalated)"
    rf"(?: \w+){{0,5}} (?:to|with|over|through|on to) {_WHO}\b",
    r"\b(?:ill|i will|let me|im|i am|ive|i have) (?:now |just )?(?:escalate|escalating|escalated) (?:this|it|"
    r"your)\b",
    rf"\b(?:ill|i will|let me|im|i am) (?:get|getting|fetch|fetching|bring|bringing|find|finding|call|calling)"
    rf"(?: you| in)* {_WHO}\b",
    rf"\b{_WHO} (?:will|is going to) (?:now )?(?:take over|join (?:you|us|this)|be (?:right )?with you|"
    r"(?:contact|call|reach out to|get back to|answer|help|assist) you (?:shortly|soon|here|now|in a moment|as "
    r"soon))",
    r"\bich (?:verbinde|leite|ubergebe|hole|gebe)(?: \w+){0,5} (?:mit|an|weiter|dazu)(?: \w+){0,2} "
    r"(?:mensch|menschen|mitarbeiter|mitarbeiterin|kollegen|kollegin|kollege|fachkraft|team|kundendienst|"
    r"person)\b",
    r"\b(?:mitarbeiter|mitarbeiterin|kollege|kollegin|mensch|jemand|person|team)(?: \w+){0,3} "
    r"(?:ubernimmt|meldet sich|ist gleich (?:da|bei ihnen|bei dir))\b",
)


_ANY = any_of(_PROMISES)


def promises_person(text: str) -> bool:
    pieces = clauses(text)
    if not _ANY.search("\n".join(pieces)):
        return False
    return any(pattern.search(clause) for clause in pieces for pattern in _PROMISES)
