"""The assistant's own words that a person will take over: a promise makes a handoff (F7)."""

from .fold import clauses
from .tongue import any_of, compiled

_EN = (
    r"(?:(?:an?|the|our|one of our|another) )?(?:\w+ ){0,2}"
    r"(?:(?:human|person|specialist|agent|colleague|representative|teammate|expert|advisor)s?|team|support|"
    r"staff|"
    r"someone|somebody)"
)
_I_WILL = (
    r"(?:ill|i will|i am going to|im going to|i have|ive|i can now|let me|allow me to|i am|im|we will|well|i "
    r"shall)"
)
_ENGLISH = compiled(
    rf"\b{_I_WILL} (?:now |just |gladly |already )?(?:connect|connecting|transfer|transferring|transferred|"
    rf"hand|"
    rf"handing|handed|pass|passing|passed|forward|forwarding|forwarded|put|putting|escalate|escalating|"
    rf"escalated)"
    rf"(?: \w+){{0,5}} (?:to|with|over|through|on to) {_EN}\b",
    r"\b(?:ill|i will|let me|im|i am|ive|i have) (?:now |just )?(?:escalate|escalating|escalated) (?:this|it|"
    r"your)\b",
    rf"\b(?:ill|i will|let me|im|i am) (?:get|getting|fetch|fetching|bring|bringing|find|finding|call|calling)"
    rf"(?: you| in)* {_EN}\b",
    rf"\b{_EN} (?:will|is going to) (?:now )?(?:take over|join (?:you|us|this)|be (?:right )?with you|"
    r"(?:contact|call|reach out to|get back to|answer|help|assist) you (?:shortly|soon|here|now|in a moment|as "
    r"soon))",
)
_DE = (
    r"(?:mensch|menschen|mitarbeiter|mitarbeiterin|kollegen|kollegin|kollege|fachkraft|team|kundendienst|"
    r"person|"
    r"berater|beraterin|support|jemand|jemandem|jemanden|ansprechpartner)"
)
_GERMAN = compiled(
    rf"\b(?:ich|wir) (?:werde |werden )?(?:verbinde|leite|ubergebe|hole|gebe|verbinden|leiten|stelle)(?: "
    rf"\w+){{0,5}} "
    rf"(?:mit|an|weiter|dazu|zu)(?: \w+){{0,2}} {_DE}\b",
    rf"\bich (?:werde|lasse|hole)(?: \w+){{0,4}} {_DE}(?: \w+)? (?:verbinden|weiterleiten|ubergeben|holen|dazu|"
    rf"rufen)\b",
    rf"\b{_DE}(?: \w+){{0,3}} (?:ubernimmt|meldet sich|ist gleich (?:da|bei ihnen|bei dir)|wird sich(?: "
    rf"\w+){{0,3}} melden|"
    r"wird(?: \w+){0,2} ubernehmen)\b",
)
_FR = (
    r"(?:conseillere?s?|collegues?|agente?s?|humain|personne|equipe|specialiste|technicien(?:ne)?|operat(?:eur|"
    r"rice)|"
    r"responsable|support|service client|quelqu ?un|collaborat(?:eur|rice))"
)
_FRENCH = compiled(
    r"\b(?:je|nous) (?:vais |allons )?(?:vous |te |t )?(?:mets|mettre|mettons|transfere|transferer|transferons|"
    r"passe|"
    rf"passer|oriente|redirige|connecte|connecter|transmets|transmettre|escalade)(?: \w+){{0,5}} (?:a|avec|"
    rf"vers|au|aux)"
    rf"(?: \w+){{0,3}} {_FR}\b",
    rf"\b(?:je|nous) (?:vais |allons )?(?:fais|faire|faisons) (?:suivre|intervenir)(?: \w+){{0,5}} {_FR}\b",
    rf"\b{_FR}(?: \w+){{0,3}} (?:prend(?:ra)? le relais|va prendre le relais|(?:vous|te) (?:repondra|"
    rf"contactera|"
    r"recontactera|rappellera|rejoindra|aidera|repond)|va (?:vous|te) (?:repondre|contacter|rappeler|rejoindre|"
    r"aider))\b",
)
_ES = (
    r"(?:agentes?|asesor(?:a|es)?|companer[oa]s?|colegas?|persona|humano|equipo|especialista|operador(?:a)?|"
    r"representante|soporte|alguien|tecnico|responsable)"
)
_SPANISH = compiled(
    r"\b(?:le|te|lo|la|les|os) (?:voy a |vamos a |estoy )?(?:paso|pasare|pasar|pasando|transfiero|transferire|"
    r"transferir|"
    r"transfiriendo|comunico|comunicare|comunicar|comunicando|conecto|conectare|conectar|conectando|derivo|"
    r"derivare|"
    r"derivar|pongo|pondre|poner|redirijo|redirigire)(?: \w+){0,4} (?:con|a|al)"
    rf"(?: \w+){{0,3}} {_ES}\b",
    r"\b(?:voy a|vamos a|estoy) (?:pasar|transferir|comunicar|conectar|derivar|poner|redirigir|pasando|"
    r"transfiriendo|"
    rf"conectando)(?:le|te|lo|la|los|os)?(?: \w+){{0,4}} (?:con|a|al)(?: \w+){{0,3}} {_ES}\b",
    rf"\b(?:paso|he pasado|traslado|escalo|remito) (?:su|tu|el|este) \w+(?: \w+){{0,2}} (?:a|al)(?: "
    rf"\w+){{0,3}} {_ES}\b",
    rf"\b{_ES}(?: \w+){{0,4}} (?:se pondra en contacto|(?:le|te|lo|la) (?:atendera|respondera|contactara|"
    rf"llamara|ayudara)|"
    r"se (?:hara|encargara)(?: cargo)?|continuara|tomara el relevo)\b",
)
_PT = (
    r"(?:atendentes?|agentes?|colegas?|pessoa|humano|equipe|equipa|especialista|operador(?:a)?|representante|"
    r"suporte|"
    r"alguem|tecnico|responsavel|consultor(?:a)?)"
)
_PORTUGUESE = compiled(
    r"\b(?:vou|iremos|irei|vamos|estou|estou a) (?:lhe |te |o |a |agora |ja )*(?:transferir|transferindo|"
    r"encaminhar|"
    r"encaminhando|passar|passando|conectar|conectando|ligar|colocar|coloca|por|direcionar|direcionando)(?: "
    r"\w+){0,6} "
    rf"(?:para|a|ao|com|pra)(?: \w+){{0,3}} {_PT}\b",
    rf"\bvou (?:ja )?chamar (?:\w+ ){{0,3}}{_PT}\b",
    rf"\b(?:passei|encaminhei|transferi) (?:o|a|seu|sua|teu) \w+(?: \w+){{0,3}} (?:para|a|ao)(?: \w+){{0,3}} "
    rf"{_PT}\b",
    rf"\b{_PT}(?: \w+){{0,4}} (?:vai (?:assumir|responder|ajudar|ligar|atender|entrar em contat?c?to)|"
    r"entrara em (?:contato|contacto)|assumira|(?:ira|lhe) (?:responder|respondera|ajudar|atender|"
    r"contactar))\b",
)
_IT = (
    r"(?:operator[ei]|operatrice|(?:un)?agente|collegh?[aei]|colleghi|persona|umano|team|specialista|"
    r"consulente|"
    r"addett[oa]|assistenza|supporto|qualcuno|tecnico|responsabile)"
)
_ITALIAN = compiled(
    r"\b(?:la|ti|vi|le) (?:sto |faccio )?(?:metto|mettero|mettendo|passo|passero|passando|trasferisco|"
    r"trasferiro|"
    r"trasferendo|collego|colleghero|collegando|indirizzo)(?: \w+){0,4} (?:con|a|ad|al|alla|all)"
    rf"(?: \w+){{0,3}} {_IT}\b",
    rf"\b(?:inoltro|inoltrero|ho inoltrato|passo|giro|ho passato)(?: \w+){{0,4}} (?:a|ad|al|alla|all)(?: "
    rf"\w+){{0,3}} {_IT}\b",
    rf"\b{_IT}(?: \w+){{0,4}} (?:(?:la|ti|le|vi) (?:contattera|rispondera|richiamera|aiutera|assistera)|"
    rf"subentrera|"
    r"si occupera|(?:la )?prendera in carico|prendera il mio posto)\b",
)
_PROMISES = (*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH, *_PORTUGUESE, *_ITALIAN)
_ANY = any_of(_PROMISES)


def promises_person(text: str) -> bool:
    """In any of the languages: an assistant answers in the visitor's."""
    pieces = clauses(text)
    if not _ANY.search("\n".join(pieces)):
        return False
    return any(pattern.search(clause) for clause in pieces for pattern in _PROMISES)
