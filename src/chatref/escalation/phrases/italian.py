"""How visitors ask for a person in Italian. Apostrophes are gone here: `unoperatrice`, `lassistenza`, `ce`."""

import re2

from .tongue import Tongue, compiled

_OF = (
    r"(?:(?:un|una|uno|unaltra|unaltro|il|lo|la|l|i|gli|le|del|dello|della|dei|degli|di|un vostro|vostr[oaie]|"
    r"tu[oa]|su[oa]|suoi|tuoi|qualche|altr[oa]|quest[oa]|qualsiasi|ver[oa]|brav[oa]|buon|stess[oa]) )"
)
_NOUN = (
    r"(?:(?:un|l|un |l )?(?:uman[oaie]|esser[ei] uman[oi]|operator[ei]|operatric[ei]|agent[ei]|addett[oai]|"
    r"assistent[ei] uman[oaie]|impiegat[oaie]|espert[oaie]|incaricat[oaie])|person[ae]|consulent[ei]|"
    r"collegh?[aei]|colleghi|responsabil[ei]|tecnic[oi]|supervisor[ei]?|(?:suo|tuo|vostro) (?:superiore|capo)|"
    r"dipendent[ei]|referent[ei]|rappresentant[ei]|specialist[aie]|direttor[ei]|direttrice|manager|titolare|"
    r"interlocutor[ei]|membr[oi] del (?:team|personale|vostro team))"
)
_SOMEONE = (
    r"(?:(?:qualcun[oa]?|qlcn|qlcuno|qualkuno)(?: (?:altro|di reale|di vero|di voi|di umano|di competente|vero|"
    r"reale))*)"
)
_DESK = (
    r"(?:(?:il |la |l |lo |al |alla |allo |all |del |della |dell |vostr[oa] |reparto |ufficio |servizio |team |"
    r"di )*"
    r"(?:l|all|dell)?(?:assistenza(?: clienti| tecnica)?|servizio(?: clienti| tecnico)|supporto(?: tecnico| "
    r"clienti)?|team|amministrazione|fatturazione|contabilita|vendite|reparto|ufficio|commerciale|reclami))"
)
_PERSON = rf"(?:{_OF}*(?:{_NOUN}|{_SOMEONE}|{_DESK}))"
_SAY = (
    r"(?:parlar[e]?|parlarne|discutere|discuterne|comunicare|conversare|chattare|trattare|confrontarmi|"
    r"interloquire|dialogare)"
)
_SO = (
    r"(?:direttamente|subito|adesso|ora|per favore|per piacere|grazie|qui|di persona|al telefono|dal vivo|"
    r"finalmente|prima)"
)
_CONNECT = (
    r"(?:pass(?:i|a|ate|are|ar|ino)|mett(?:a|i|ete|ere|er)|colleg(?:hi|a|ate|are|ar)|trasferi(?:sca|sci|te|re|"
    r"r|sce)|connett(?:a|i|ete|ere|er)|indirizz(?:i|a|are|ar)|gir(?:i|a|ate|are|ar)|dirott(?:i|a|are)|invi(?:i|"
    r"a|are)|mand(?:i|a|are)|di(?:a|ate)|da|dare|dar|facci?a?(?:te)?|faccia|fate|fammi|fa|far|fare|chiam(?:i|a|"
    r"are|ate)|trov(?:i|a|ate|are))"
)
_ME = r"(?:mi|ci)"
_CASE = (
    r"(?:(?:la |il |questo |questa )?(?:mia |mio )?(?:richiesta|caso|pratica|problema|conversazione|reclamo|"
    r"messaggio|chat|domanda))"
)
_BOT = (
    r"(?:(?:un|una|il|la|lo|i|questo|questa|questi|il vostro|altri) )*(?:stupido |inutile )?"
    r"(?:robot|bot|chat ?bot|macchin[ae]|ia|computer|programma|risponditore|assistent[ei] virtual[ei]|"
    r"intelligenza artificiale|automi|automa)"
)
_WANT = (
    r"(?:voglio|vorrei|vogliamo|vorremmo|vorei|desidero|esigo|pretendo|chiedo|richiedo|bisogno|serve|"
    r"servirebbe|occorre|cerco|preferisco|preferirei|gradirei|datemi|dammi|mi dia|posso|possiamo|potrei|"
    r"passami|passatemi|mi passi|trovatemi|mandatemi|chiamami|chiamate|chiami|necessito)"
)
_REAL = (
    r"(?:real[ei]|uman[oai]|ver[oaie]|in carne e ossa|fisic[oa]|viv[oa]|competente|disponibil[ei]|online|in "
    r"linea|del servizio clienti|dell ?assistenza|del team)"
)
_POLITE = (
    r"(?:ciao|salve|buongiorno|buonasera|no|si|ok|basta|per favore|perfavore|x favore|per piacere|per cortesia|"
    r"cortesemente|grazie|subito|ora|adesso|qui|voglio|vorrei|ho detto|ripeto|solo|urgente|di nuovo|presto|e|"
    r"non un (?:ro)?bot)"
)
_HELP = (
    r"(?:aiuti|chiami|contatti|risponda|controlli|verifichi|assista|richiami|ricontatti|controllasse|"
    r"verificasse|chiamasse|segua)"
)

_BARE = (
    r"(?:(?:un|l|un |l )?(?:umano|essere umano|operator[ei]|operatrice|agente|addett[oa])|persona|consulente|"
    r"supervisore|rappresentante)"
)
"""What suffices alone."""
_PLEASE = r"(?:per favore|perfavore|x favore|per piacere|per cortesia|grazie)"

ITALIAN = Tongue(
    strong=compiled(
        rf"\b(?:appuntamento|colloquio|chiamata|incontro)(?: \w+)? con {_PERSON}\b",
        rf"\b(?:reclamo|lamentela|segnalazione) (?:con|a|al|ad) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:mi (?:trasferisca|passi)|trasferitemi|trasferiscimi)(?: {_POLITE})*$",
        r"\b(?:voglio|vorrei|desidero|preferisco|posso|chiedo di) (?:\w+ )?essere (?:ri)?(?:chiamat[oa]|"
        r"contattat[oa])(?:$| (?:da|al|oggi|domani|per)\b)|\bessere ricontattat[oa]\b",
        rf"\b(?:voglio|vorrei|vorei|posso|potrei|devo|desidero|esigo|gradirei|fatemi|fammi|bisogno di)(?: "
        rf"\w+)?(?: \w+)? {_SAY} con "
        r"(?:un|una|il|la|lo|i|le|gli|il vostro|la vostra|suo|vostro|vostra) \w+",
        rf"^(?:{_POLITE} )*(?:passare|trasferire|inoltrare|collegare|mettere in contatto)(?:mi|ci)? (?:a|ad|al|"
        rf"con) {_PERSON}\b",
        rf"\b(?:passaggio|trasferimento|supporto|aiuto|assistenza) (?:a|ad|con|da) {_OF}*(?:{_NOUN}|"
        rf"{_SOMEONE})\b",
        rf"\b(?:mi|ci) (?:aiuta|aiuti|risponde|risponda|assiste|chiama) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:con )?(?:{_SOMEONE} {_REAL}|qualcuno (?:di )?(?:vero|reale|umano))(?: "
        rf"{_POLITE})*$",
        rf"\b{_SAY}(?: {_SO})* (?:con|cn|c|a|al|ad) {_PERSON}\b",
        rf"\b(?:{_ME} (?:\w+ ){{0,2}}?{_CONNECT}|{_CONNECT}{_ME}|essere (?:mess[oa]|collegat[oa]|trasferit[oa]|"
        rf"passat[oa]))"
        rf"(?: (?:{_SO}|in|contatto|comunicazione|linea|collegamento|al telefono|parlare))* (?:(?:con|a|ad|al|"
        rf"alla|allo|all|verso) )?{_PERSON}\b",
        rf"\b(?:inoltr(?:i|a|ate|are)|{_CONNECT}|affidat?e?i?|escalat?e?) {_CASE} (?:a|ad|al|alla|allo) "
        rf"(?:{_OF}*{_NOUN}|{_SOMEONE})\b",
        rf"\b(?:aiutat[oa]|contattat[oa]|assistit[oa]|seguit[oa]|servit[oa]|richiamat[oa]) (?:da|dal|dalla|da "
        rf"un|da una) {_PERSON}\b",
        rf"\b{_WANT}(?: (?:{_SO}|di|avere|vedere|contattare|sentire|anche|che|con))* (?:{_OF}+{_NOUN}|{_NOUN} "
        rf"{_REAL}|(?:unoperatore|unoperatrice|unaddett[oa]|operatore|umano|persona)$|{_SOMEONE}(?: (?:che|con "
        rf"cui|per|di)|$))",
        rf"\b(?:contattare|raggiungere|sentire|trovare)(?: direttamente)? (?:{_OF}+{_NOUN}|{_SOMEONE}|"
        rf"operatore)\b",
        rf"\b(?:ce|c e|ci sono|esiste|avete|ci sarebbe|ce sarebbe|ce per caso)(?: (?:qui|anche|ancora|per caso|"
        rf"almeno|li))* (?:{_OF}*{_NOUN}|{_SOMEONE}) ?(?:{_REAL}|qui|li|con (?:cui|il quale|la quale)|che "
        rf"(?:mi )?(?:possa|aiuti|puo)|dallaltra parte)",
        rf"\b(?:ce|c e|ci sono|esiste)(?: (?:qui|anche))* {_OF}*uman[oi]\b",
        rf"\b(?:aiuto|assistenza|supporto|risposta|contatto|intervento|servizio) (?:uman[oa]|(?:da parte "
        rf")?(?:di|da) (?:un|una|unaltra)? ?{_NOUN})\b",
        rf"\bche (?:mi |ci )?(?:{_HELP} {_OF}*(?:{_NOUN}|{_SOMEONE})|{_OF}*(?:{_NOUN}|{_SOMEONE}) (?:mi |ci "
        rf")?{_HELP})\b",
        r"\b(?:ri)?(?:chiama|chiamate|chiami|chiamar|contattar|contatta|contattate|telefonate|telefonar)(?:mi|"
        r"ci)\b"
        r"|\bmi (?:richiami|richiamate|richiamino|contatti|contattate|telefoni)\b",
        r"\b(?:mi|ci) (?:puo|potete|possono|potrebbe|puoi|potreste) (?:per favore )?(?:ri)?(?:chiamare|"
        r"contattare|telefonare)\b",
        rf"^(?:{_POLITE} )*(?:con |a )?(?:{_OF}*{_BARE}|{_OF}*{_NOUN} (?:{_REAL}|{_PLEASE})|{_OF}+{_NOUN})(?: "
        rf"(?:{_REAL}|{_POLITE}))*$",
        rf"^(?:{_POLITE} )*(?:il |con il )?(?:servizio clienti|assistenza clienti|supporto tecnico)(?: "
        rf"{_POLITE})*$",
    ),
    named=compiled(
        r"\b(?:un|una|qualche) ?(?:umano|essere umano|persona (?:reale|vera|umana|in carne ed? ossa)|operatore "
        r"(?:reale|umano|vero))\b",
    ),
    always=compiled(
        rf"\b(?:non|mai|stufo|stufa|stanco|stanca|odio|basta|rifiuto|detesto|smett\w+)(?: (?:voglio|vorrei|mi|"
        rf"ho|intendo|piace|di|a|piu|continuare|che|sono|desidero|interessa|posso|stare|voglia|va))* (?:{_SAY}|"
        rf"parlando|parlo) (?:con|a|ad) {_BOT}\b",
        rf"^(?:(?:non voglio|non|niente|basta|mai|stufo|stufa|no)(?: (?:di|con|piu|al|ai|il|del|dei))* "
        rf"){_BOT}(?: per favore| grazie)?$",
    ),
    weak=compiled(
        r"\b(?:con|a) chi (?:posso|devo|dovrei|potrei|mi)\b",
        rf"\b(?:contattare|chiamare|scrivere a|scrivere al) {_DESK}\b",
        r"\b(?:ce|c e) (?:qualcuno|nessuno)\b|\bqualcuno (?:qui|in linea)\b",
        r"\bqualcuno (?:mi )?(?:puo|potrebbe) (?:aiutar|rispond)",
        r"\bnumero di telefono\b|\brecapito telefonico\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:non|mai|senza|ne|neanche|nemmeno)(?: (?:voglio|ho|bisogno|di|desidero|vorrei|serve|occorre|"
        r"ce|e|necessario|devo|mi|ci|va|interessa|intendo|sto|chiedendo|chiedo|che|a|con|per|favore|essere|"
        r"importa|cerco|chiamate|un|una))*"
        r"|\b(?:invece di|al posto di|anziche|piuttosto che|prima di|dopo|dopo aver|per non|evitare|bisogna|e "
        r"necessario|occorre|si deve|sto|sono|sei|siete|lei e|era|stato|stata|mio|mia|mi ha|ho gia|gia|grazie "
        r"per)(?: \w+)?)\s*$"
    ),
    negates=re2.compile(r"\b(?:non|mai|senza|neanche|mio|mia|sono|sto|era|parlato|stato)\b"),
    excused=re2.compile(
        r"\bperche (?:\w+ )?(?:non|mai)\b|\bxche non\b|\bnon (?:posso|si puo|riesco|so come|ce modo|cap\w+|e "
        r"possibile)\b"
    ),
    strayed=re2.compile(
        r"^ (?:immobiliar\w+|assicurativ\w+|di viaggio|del mio (?:team|ufficio)|nel mio|nella mia|al mio|alla "
        r"mia|che (?:ha venduto|ha comprato|mi ha)|giuridica|delle pulizie)\b"
    ),
    asked=re2.compile(
        r"^(?:e )?(?:devo|dobbiamo|bisogna|occorre|e necessario|ho bisogno di|serve) (?:\w+ )*per \w+re\b"
    ),
    words=(
        "agente consulente operatore operatori operatrice parlare persona persone "
        "qualcuno responsabile supervisore umana umano"
    ),
)
