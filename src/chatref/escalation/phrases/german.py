"""How visitors ask for a person in German. Umlauts are folded; `oe` for `ö` is met too."""

import re2

from .tongue import Tongue, compiled

_KIND = (
    r"(?:(?:echt|real|richtig|wirklich|menschlich|lebend|lebendig|normal|ander|kompetent|verantwortlich|"
    r"zustandig|nett|verdammt|leibhaftig|personlich|freundlich)(?:e[nmrs]?)? )"
)
_ONE_OF = (
    r"(?:(?:ein|eine|einen|einem|einer|eines|nem|nen|ner|ne|n|dem|der|den|die|das|ihrem|ihrer|ihren|ihre|eurem|"
    r"eurer|euren|eure|deinem|deiner|deinen|euch|irgendein|irgendeinem|irgendeiner|irgendeinen|von) )"
)
_WORK = r"(?:kunden ?|service ?|support ?|kundendienst ?|kundenservice ?|fach ?|bank ?)?"
_NOUN = (
    rf"(?:mensch(?:en)?|menschlichen|{_WORK}mitarbeiter(?:in|innen|n)?|person(?:en)?|{_WORK}berater(?:in|n)?|"
    r"agent(?:en|in)?|sachbearbeiter(?:in|n)?|kolleg(?:e|en|in)|ansprechpartner(?:in|n)?|betreuer(?:in)?|"
    r"chef(?:in)?|boss|vorgesetzten?|verantwortlichen|expert(?:en?|in)|fachkraft|spezialist(?:en|in)?|"
    r"techniker(?:in)?|operator|gesprachspartner(?:in)?|manager(?:in)?|teamleiter(?:in)?)"
)
_DESK = (
    r"(?:(?:kunden)?(?:dienst|service|support|betreuung)|support|team|hotline|technik|buchhaltung|"
    r"[a-z]*abteilung|zentrale|vertrieb|geschaftsfuhrung|geschaftsleitung|rezeption|empfang)"
)
_SOMEONE = (
    r"(?:(?:(?:irgend)?jemand(?:em|en)?|jmde?[nm]?|wem)(?: (?:anderem|anderen|anders|echte[mnrs]|"
    r"richtige[mnrs]|reales))?)"
)
_PERSON = rf"(?:{_ONE_OF}*{_KIND}*(?:{_NOUN}|{_DESK}|{_SOMEONE}))"
_SAY = (
    r"(?:sprechen|spreche|reden|chatten|schreiben|telefonieren|unterhalten|austauschen|besprechen|klaren|"
    r"verbinden|verbunden|verbinde|verbind|kontakt|kontaktieren|weiterleiten|durchstellen)"
)
_POLITE = (
    r"(?:hallo|ich sagte|ich sagte doch|ich habe gesagt|ich meine|nochmal|nein|ja|ok|nur|bitte|jetzt|sofort|"
    r"hier|endlich|danke|mal|einfach|gib mir|geben sie mir|ich will|ich mochte|ich moechte|ich brauche|lieber|"
    r"statt ?dessen|verbinden|sprechen|sofort)"
)
_BOT = r"(?:bots?|chatbots?|roboter|robotern|maschinen?|computer|ki|automaten|programm|sprachassistenten?)"
_WANT = (
    r"(?:brauche?|will|wollen|mochte|moechte|mocht|hatte gerne?|haette gerne?|wunsche|verlange|gib|gebt|geben "
    r"sie|hole?|holt|holen sie|schickt?|kann ich|konnte ich|suche|bitte)"
)
_SO = r"(?:ich|mir|uns|bitte|jetzt|sofort|gerne?|lieber|hier|endlich|mal|doch|einfach|dringend|dazu|nur|auch)"
_DO = (
    r"(?:ansehen|anschauen|angucken|prufen|uberprufen|ubernehmen|helfen|bearbeiten|erledigen|draufschauen|"
    r"checken|lesen|kummern|antworten|melden|anrufen|zuruckrufen|kontaktieren)"
)
_CALL = r"(?:anrufen|zuruckrufen|zuruck rufen|kontaktieren)"

GERMAN = Tongue(
    strong=compiled(
        rf"\b(?:weiterleitung|verbindung|ubergabe) (?:an|zu|mit) {_PERSON}\b",
        rf"\b(?:ein|eine|einen) {_KIND}*{_NOUN} (?:\w+ )?(?:erreiche|spreche|bekomme|finde)\b",
        rf"\b(?:mich|uns|das|es|dies|anfrage|anliegen|fall)(?: \w+){{0,3}} (?:an|zu|mit) {_PERSON} (?:\w+ "
        rf"){{0,2}}(?:weiterleiten|durchstellen|"
        r"verbinden|weiterverbinden|ubergeben|weitergeben|weiterreichen)\b",
        rf"\b(?:gesprach|telefonat|telefontermin|chat|kontakt|ruckruf) (?:mit|von|zu|durch) {_PERSON}\b",
        r"\b(?:zuruckgerufen|angerufen) werden\b",
        rf"\bmit {_PERSON}(?: \w+){{0,4}} {_SAY}\b",
        r"\b(?:will|mochte|moechte|wurde|kann ich|konnte ich|lass|lassen sie|verlange|wunsche)(?: \w+){0,3} "
        r"mit (?:dem|der|den|einem|einer|nem|ner|ihrem|ihrer|ihren|eurem|eurer|deinem|deiner) (?:\w+ "
        r"){1,2}(?:sprechen|reden|telefonieren)\b",
        rf"\b(?:verbinde[nt]?|verbind|sprechen|reden|chatten|chat|livechat|kontakt|klaren|klar(?:en sie)?|"
        rf"weiterleiten|durchstellen)"
        rf"(?: \w+){{0,4}} (?:mit|zu|an) {_PERSON}\b",
        rf"\b(?:leite[nt]?|gib|geb(?:t|en)|stell(?:t|en)?|ubergib|ubergeb(?:t|en)|reich(?:t|en)?|schick(?:t|"
        rf"en)?|weiter)"
        rf"(?: \w+){{0,4}} (?:an|zu|mit) {_PERSON}\b",
        rf"^(?:{_POLITE} )*(?:verbinde[nt]?|verbind|stell(?:t|en)?|leite[nt]?)(?: sie)? mich"
        rf"(?: (?:bitte|jetzt|sofort|endlich|mal|doch|einfach|durch|weiter))*$",
        r"^(?:bitte (?:verbinden|durchstellen|weiterleiten)|(?:verbinden|durchstellen|weiterleiten) bitte)$",
        rf"\b{_WANT}(?: {_SO})* (?:{_ONE_OF}+{_KIND}*|{_KIND}+){_NOUN}\b",
        rf"\b{_WANT}(?: {_SO})* (?:irgend)?jemand(?:en)?(?: (?:der|die|zum|mit dem|echte[ns]|anderen|"
        rf"menschlichen|vom|aus|am telefon|an der leitung|personlich)\b|$)",
        rf"\b(?:komme?|gelange|finde|kriege?|bekomme?|erreiche?)(?: \w+){{0,2}} (?:an |zu |mit |bei )?"
        rf"(?:{_ONE_OF}+{_KIND}*{_NOUN}|{_SOMEONE}$)",
        rf"\b(?:ist|sind|gibt es|gibts|arbeiten|sitzt|habt ihr|haben sie)"
        rf"(?: (?:da|hier|denn|auch|bei euch|bei ihnen|uberhaupt|noch|irgendwo|mal))+ "
        rf"(?:{_ONE_OF}*{_KIND}+{_NOUN}|{_ONE_OF}{_NOUN}|menschen|"
        r"jemand (?:echte|richtige)[rsmn])",
        rf"\b(?:gibt es|gibts|habt ihr|haben sie) (?:{_ONE_OF}*{_KIND}+{_NOUN}|{_ONE_OF}menschen)\b",
        rf"\b(?:{_NOUN}|jemand(?:en)?)(?: \w+)? mit dem ich (?:sprechen|reden|chatten)\b",
        r"\bmenschliche[nrms]? (?:hilfe|ansprechpartner(?:in)?|kontakt|unterstutzung|support|betreuung)\b",
        rf"\bhilfe (?:von|durch) {_ONE_OF}{_KIND}*{_NOUN}\b",
        rf"\b(?:kann|konnte|soll|sollte|wurde|mag|konnten|konnt)(?: (?:sich|mich|mir|das|es|da|hier|bitte|mal|"
        rf"ihr|sie|du|wer))* (?:(?:ein|eine|irgendein|irgendeine) {_KIND}*{_NOUN})(?: \w+){{0,4}} {_DO}\b",
        rf"\b(?:jemand|wer)(?: (?:bitte|mal|von euch|von ihnen|vom \w+|aus \w+ \w+|sich|doch))* (?:mich "
        rf"{_CALL}|bei mir (?:melden|melde))\b",
        rf"\b(?:kann|konnte|soll|wurde|konnt|konnen|konnten|wurden)(?: (?:ihr|sie|sich|bitte|mal|da|man|du))* "
        rf"mich (?:bitte |mal |da |doch )*(?:(?:jemand|wer) )?(?:\w+ )?{_CALL}\b",
        r"\b(?:ruf|rufe|ruft|rufen|kontaktiert|kontaktieren)(?: sie)? mich\b",
        r"\b(?:um|einen|nen) (?:\w+ )?ruckruf\b|^ruckruf bitte$|^bitte (?:\w+ )?zuruckrufen$",
        rf"\b(?:einen|eine|ein|den|die|ihren|ihre|euren|deinen|irgend|jemanden) {_KIND}*{_NOUN} (?:\w+ )?"
        r"(?:erreichen|sprechen|kontaktieren)\b",
        r"\bjemand(?:en)?(?: \w+)? (?:sprechen|erreichen|kontaktieren)\b",
        rf"^(?:{_POLITE} )*(?:an |zu |mit )?{_ONE_OF}?{_KIND}*(?:{_NOUN}|jemand echte[ns])(?: (?:{_POLITE}|"
        rf"kein \w+|keine \w+))*$",
        rf"^(?:{_POLITE} )*(?:kundenservice|kundendienst|kundenbetreuung|kundensupport)(?: {_POLITE})*$",
    ),
    named=compiled(
        r"\b(?:ein|einen|einem|nen|nem|n|bitte|echten?[mnrs]?|richtigen?[mnrs]?|lebenden?) (?:(?:echte|"
        r"richtige|reale|lebende)[nmrs]? )?"
        r"mensch(?:en)?(?:$| (?:bitte|ware|sein|haben|jetzt|und|statt|der|dran|antworten|hier|mir|ran|her)\b)",
    ),
    always=compiled(
        rf"\b(?:nicht|nie|keine lust|nicht mehr|nicht langer)(?: \w+){{0,3}} mit (?:dir|ihnen|(?:(?:einem|"
        rf"einer|nem|ner|diesem|dieser|dem|der|so einem) )?(?:\w+ )?{_BOT}) (?:\w+ )?"
        r"(?:sprechen|reden|chatten|schreiben|zu (?:sprechen|reden|chatten|schreiben))\b",
        rf"\bmit (?:dir|(?:(?:einem|einer|nem|ner|so einem) )?{_BOT}) (?:rede|spreche|schreibe|chatte) ich "
        rf"(?:\w+ )?nicht\b"
        rf"|\b(?:rede|spreche|schreibe|chatte) (?:\w+ )?nicht (?:\w+ )?mit (?:(?:einem|einer|nem|ner|so einem) "
        rf")?{_BOT}\b",
        rf"\bkeinen (?:\w+ )?{_BOT}(?: (?:bitte|mehr|sondern)\b|$)|^(?:bitte )?keine? (?:bots?|chatbots?|"
        rf"roboter|maschinen?|computer|ki)(?: bitte| mehr| sondern)?\b",
    ),
    weak=compiled(
        r"\b(?:mit wem|an wen) (?:kann|soll|muss) ich\b",
        r"\bist (?:da|hier) (?:jemand|wer)\b",
        r"\bkann mir (?:bitte |mal )?(?:jemand|wer) helfen\b",
        r"\btelefonnummer\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:nicht|nie|niemals|ohne|statt|anstatt|weder|keinesfalls|ungern)(?: (?:unbedingt|mehr|gerne?|"
        r"jetzt|extra|dass|um))*"
        r"|\bbist du|\bsind sie|\bist das|\bspreche ich(?: \w+)?|\brede ich(?: \w+)?|\bschreibe ich(?: \w+)?"
        r"|\b(?:muss|soll|sollte) ich(?: \w+){0,2}|\bhabe(?: ich)?(?: \w+)?|\bhatte(?: ich)?|\bwird(?: sich)?|"
        r"\bist das|\bwar|\bnachdem ich|\bbevor ich)\s*$"
    ),
    negates=re2.compile(
        r"\b(?:nicht|nie|kein|keine|keinen|keinem|ohne|statt|muss|wie viele|ich bin|mein|meine|war|habe|"
        r"hatte)\b"
    ),
    excused=re2.compile(
        r"\b(?:warum|wieso|weshalb|kann ich|konnte ich|darf ich|wenn|hatte gern|hatte ich gern)\b"
    ),
    strayed=re2.compile(
        r"^ (?:die meine|der meine|das meine|in meinem team|aus meinem team|nicht|hinzu|hinzufugen|einladen|"
        r"anlegen|anlasslich|teilen|schenken|ubertragen|der agentur|meiner firma|im team|zuhause)\b"
    ),
    words=(
        "ansprechpartner berater jemand jemandem jemanden kollegen kollegin kundenberater mensch menschen "
        "mitarbeiter mitarbeiterin mitarbeitern person personen sachbearbeiter sprechen"
    ),
)
