"""How visitors ask for a person in German. Umlauts are folded; `oe` for `ö` is met too."""

import re2

from .tongue import Tongue, compiled

_KIND = (
    r"(?:(?:echt|real|richtig|wirklich|menschlich|lebend|lebendig|normal|ander|kompetent|verantwortlich|"
    r"zustandig|nett|verdammt|leibhaftig)(?:e[nmrs]?)? )"
)
_ONE_OF = (
    r"(?:(?:ein|eine|einen|einem|einer|eines|nem|ner|nen|ne|dem|der|den|die|das|ihrem|ihrer|ihren|eurem|eurer|"
    r"euren|euch|irgendeinem|irgendeiner|irgendeinen|von) )"
)
_NOUN = (
    r"(?:mensch(?:en)?|menschlichen|mitarbeiter(?:in|innen|n)?|person(?:en)?|berater(?:in|n)?|kundenberater(?:in|n)?|"
    r"agent(?:en|in)?|sachbearbeiter(?:in|n)?|kolleg(?:e|en|in)|ansprechpartner(?:in|n)?|betreuer(?:in)?|chef|"
    r"vorgesetzten?|experten?|fachkraft|spezialist(?:en|in)?|techniker(?:in)?|operator|support ?mitarbeiter(?:in)?)"
)
_DESK = r"(?:(?:kunden)?(?:dienst|service|support|betreuung)|support|team|hotline)"
_SOMEONE = r"(?:(?:irgend)?jemand(?:em|en)?(?: (?:anderem|anderen|anders|echte[mnrs]|richtige[mnrs]))?|wem)"
_PERSON = rf"(?:{_ONE_OF}*{_KIND}*(?:{_NOUN}|{_DESK}|{_SOMEONE}))"
_SAY = (
    r"(?:sprechen|spreche|reden|chatten|schreiben|telefonieren|unterhalten|verbinden|verbunden|verbinde|verbind|"
    r"kontakt|kontaktieren|weiterleiten|durchstellen)"
)
_POLITE = (
    r"(?:hallo|ich sagte|ich sagte doch|ich habe gesagt|ich meine|nochmal|"
    r"nein|ja|ok|nur|bitte|jetzt|sofort|hier|endlich|danke|mal|einfach|gib mir|geben sie mir|ich will|"
    r"ich mochte|ich moechte|ich brauche|lieber|statt ?dessen)"
)

GERMAN = Tongue(
    strong=compiled(
        rf"\bmit {_PERSON}(?: \w+){{0,4}} {_SAY}\b",
        rf"\b(?:verbinde|verbinden|verbind|sprechen|reden|chatten|kontakt|weiterleiten|durchstellen)"
        rf"(?: \w+){{0,4}} (?:mit|zu|an) {_PERSON}\b",
        rf"\b(?:leite|leiten|gib|geben|stell|stellen|ubergib|ubergeben)(?: \w+){{0,3}} (?:an|zu|mit) {_PERSON}\b",
        rf"\b(?:brauche?|will|wollen|mochte|moechte|mocht|hatte gerne?|haette gerne?|wunsche|verlange|gib|"
        rf"geben sie|hole?|holen sie|kann ich|konnte ich|suche|bitte)"
        rf"(?: (?:ich|mir|uns|bitte|jetzt|sofort|gerne?|lieber|hier|endlich|mal|doch|einfach))* "
        rf"(?:{_ONE_OF}+{_KIND}*|{_KIND}+){_NOUN}\b",
        rf"\b(?:ist|sind|gibt es|gibts|arbeiten|sitzt|habt ihr|haben sie)"
        rf"(?: (?:da|hier|denn|auch|bei euch|bei ihnen|uberhaupt|noch|irgendwo|mal))+ "
        rf"(?:{_ONE_OF}*{_KIND}+{_NOUN}|{_ONE_OF}{_NOUN}|"
        r"jemand (?:echte|richtige)[rsmn])",
        rf"\b(?:gibt es|gibts|habt ihr|haben sie) (?:{_ONE_OF}*{_KIND}+{_NOUN}|{_ONE_OF}menschen)\b",
        rf"\b(?:{_NOUN}|jemand(?:en)?)(?: \w+)? mit dem ich (?:sprechen|reden|chatten)\b",
        r"\bmenschliche[nrms]? (?:hilfe|ansprechpartner(?:in)?|kontakt|unterstutzung|support|betreuung)\b",
        r"\b(?:kann|konnte|soll|wurde) mich (?:bitte |mal )?(?:jemand|wer) (?:anrufen|kontaktieren|zuruckrufen)\b",
        rf"\b(?:einen|eine|ein|den|die|ihren|euren|irgend|jemanden) {_KIND}*(?:{_NOUN} )?"
        r"(?:erreichen|sprechen|kontaktieren)\b",
        rf"^(?:{_POLITE} )*{_ONE_OF}?{_KIND}*{_NOUN}(?: {_POLITE})*$",
    ),
    always=compiled(
        r"\b(?:nicht|nie|keine lust|nicht mehr|nicht langer)(?: \w+){0,3} mit (?:dir|ihnen|"
        r"(?:(?:einem|einer|nem|ner|diesem|dieser|dem|der|so einem) )?(?:\w+ )?"
        r"(?:bot|chatbot|roboter|maschine|computer|ki|automaten|programm)) (?:\w+ )?"
        r"(?:sprechen|reden|chatten|schreiben|zu (?:sprechen|reden|chatten|schreiben))\b",
        r"\b(?:keinen|kein) (?:bot|chatbot|roboter)(?: bitte| mehr)?$",
    ),
    weak=compiled(
        r"\b(?:mit wem|an wen) (?:kann|soll|muss) ich\b",
        r"\bist (?:da|hier) (?:jemand|wer)\b",
        r"\bkann mir (?:bitte |mal )?(?:jemand|wer) helfen\b",
        r"\b(?:bist du|sind sie) (?:ein |eine )?(?:echter |echte |richtiger )?(?:mensch|bot|roboter|maschine)\b",
        r"\btelefonnummer\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:nicht|nie|niemals|ohne|statt|anstatt|weder)(?: (?:unbedingt|mehr|gerne?|jetzt|extra))*"
        r"|\bbist du|\bsind sie|\bist das|\bspreche ich(?: \w+)?|\brede ich(?: \w+)?|\bschreibe ich(?: \w+)?"
        r"|\bmuss ich(?: \w+)?|\bhabe(?: ich)?(?: \w+)?|\bhatte(?: ich)?|\bwar)\s*$"
    ),
    excused=re2.compile(r"\b(?:warum|wieso|weshalb|kann ich|konnte ich|darf ich|wenn)\b"),
    strayed=re2.compile(r"^ (?:die meine|der meine|das meine|in meinem team|aus meinem team)\b"),
)
