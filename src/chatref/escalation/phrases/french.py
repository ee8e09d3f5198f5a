"""How visitors ask for a person in French. Apostrophes are gone here: `quelquun`, `jaimerais`, `dun`."""

import re2

from .tongue import Tongue, compiled

_OF = (
    r"(?:(?:une?|des?|d|dune?|du|le|la|l|les|lune?|votre|vos|ton|tes|cet|cette|quelque|autres?|dautres?|vrais?|"
    r"vraies?|veritables?|simples?|bon(?:ne)?|reel(?:le)?|seule?|meme) )"
)
_NOUN = (
    r"(?:l ?)?(?:humaine?s?|etres? humains?|agente?s?|(?:tele ?)?cons+eil+i?(?:er|ere|ers|eres|e|es)|(?:tele "
    r"?)?operat(?:eur|rice)s?|collegues?|col+aborat(?:eur|rice)s?|responsables?|superieure?s?|gestionnaires?|"
    r"technicien(?:ne)?s?|employee?s?|interlocut(?:eur|rice)s?|representante?s?|managers?|chefs?|chargee? de "
    r"clientele|experte?s?|specialistes?|standardistes?|assistante?s? humaine?s?|membres? (?:de|du|d) (?:la |l "
    r"?|votre )?(?:equipe|personnel|support|service))"
)
_SOMEONE = (
    r"(?:(?:quelqu ?un|quelqun|qqun|qqn|qq un|kelkun)(?: (?:dautre|d autre|de (?:reel|vrai|competent|"
    r"humain)))?)"
)
_DESK = (
    r"(?:(?:le |la |l |votre |vos |du |de la |ton )*(?:service (?:des |de |apres )?[a-z]+|services? clients?|"
    r"sav|support|lassistance|assistance|hotline|standard|lequipe|equipe|comptabilite|facturation))"
)
_PERSON = rf"(?:{_OF}*{_NOUN}|{_OF}+personnes?|{_SOMEONE})"
_SAY = (
    r"(?:parler|parlez?|discuter|echanger|m ?entretenir|converser|t?chat+er|dialoguer|communiquer|traiter|"
    r"causer|avoir affaire)"
)
_SO = (
    r"(?:directement|plutot|maintenant|enfin|juste|simplement|absolument|vraiment|ici|en direct|de vive voix|"
    r"vite)"
)
_ME = r"(?:moi|me|m|nous)"
_CONNECT = (
    r"(?:passe[rsz]?|transfere[rsz]?|met|mets|mettez|mettre|connecte[rsz]?|redirige[rsz]?|oriente[rsz]?|"
    r"renvoye[rz]|envoye[rz]|bascule[rsz]?|relie[rsz]?|adresse[rsz]?|diriger)"
)
_CASE = (
    r"(?:(?:ma|mon|ce|cette|la|le|notre) (?:demande|dossier|cas|conversation|probleme|question|reclamation|"
    r"message|chat))"
)
_BOT = (
    r"(?:(?:une?|ce|cet|cette|votre|vos|des|ces|les|le|la|l) ?)?(?:vulgaire |simple |stupide )?"
    r"(?:robots?|bots?|chat ?bots?|machines?|ia|ordinateurs?|automates?|programmes?|logiciels?|intelligence "
    r"artificielle)"
)
_WANT = (
    r"(?:veux|veut|voudrais|voudrai|voulons|voudrions|aimerais|jaimerais|aimerai|souhaite|souhaiterais|desire|"
    r"exige|demande|reclame|besoin|faut|faudrait|donne[rz]?|trouve[rz]?|appelle|cherche|recherche|prefere|"
    r"prefererais|avoir|obtenir|envoyez|aurais)"
)
_REAL = (
    r"(?:reel(?:le)?s?|humaine?s?|physiques?|competente?s?|vivante?s?|disponibles?|en chair et en os|en vrai|"
    r"en ligne|du service client|du support|au telephone)"
)
_POLITE = (
    r"(?:bonjour|salut|bonsoir|non|oui|ok|stop|svp|stp|s ?il (?:vous|te) plait|sil (?:vous|te) plait|merci|"
    r"maintenant|vite|tout de suite|ici|je veux|je voudrais|je voudrai|jai dit|je dis|je repete|juste|enfin|"
    r"plutot|encore|immediatement|urgent|pas (?:un|une|de) (?:ro)?bot|et)"
)

_BARE = (
    r"(?:l ?)?(?:humain|etre humain|agente?|(?:tele ?)?cons+eil+i?(?:er|ere|ers|e)|(?:tele ?)?operat(?:eur|"
    r"rice)|superviseur|responsable|interlocut(?:eur|rice)|representante?)"
)
"""What suffices alone."""
_PLEASE = r"(?:svp|stp|s ?il (?:vous|te) plait|sil (?:vous|te) plait|merci|reel(?:le)?|humaine?)"

FRENCH = Tongue(
    strong=compiled(
        rf"\b(?:rendez vous|rdv|appel|entretien)(?: \w+)? avec {_PERSON}\b",
        rf"^(?:{_POLITE} )*(?:transferez|transfere|rappelez|mettez en relation)(?: moi)?(?: {_POLITE})*$",
        r"\b(?:veux|voudrais|jaimerais|aimerais|souhaite|souhaiterais|prefere|puis je|peux je) (?:\w+ )?etre "
        r"(?:rappelee?|recontactee?|appelee?)(?:$| (?:par|au|demain|des|svp|sur|dans|pour)\b)|\bque (?:lon|on|"
        r"vous) (?:me|m) ?(?:rappelle|rappeliez|appelle|contacte)",
        rf"\b(?:j?veux|voudrais|voudrai|jexige de|aimerais|jaimerais|souhaite|souhaiterais|puis je|peux je|"
        rf"besoin de|exige de|laissez moi|demande a)(?: \w+)? {_SAY} (?:a|avec|au) (?:une?|le|la|votre|vos|ton|"
        rf"lun de vos|lune de vos)? ?\w+(?: svp)?$",
        rf"^(?:{_POLITE} )*(?:passer|transferer|transfert|escalader|rediriger|contacter|joindre|connecter) "
        rf"(?:a|au|vers|avec) (?:{_PERSON}|{_DESK})\b",
        rf"^(?:{_POLITE} )*(?:avec |a )?{_SOMEONE} (?:de |d)?(?:{_REAL}|vrai|autre)(?: {_POLITE})*$",
        rf"\b{_SAY}(?: {_SO})* (?:a|avec|au|aux|avc) (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:{_CONNECT} {_ME}|{_ME} (?:\w+ )?{_CONNECT})(?: (?:{_SO}|en|contact|relation|ligne|"
        rf"communication|svp|au|telephone))* (?:(?:a|avec|vers|au|aux|sur) )?(?:{_PERSON}|{_DESK})\b",
        rf"\b(?:mettre|mis|mise|mettez|entrer|entre|prendre|rester)(?: (?:moi|nous|me))? (?:en )?"
        rf"(?:relation|contact|communication|ligne|lien|rapport) (?:directe )?avec (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:etre|faire) (?:transfere|redirige|oriente|rappele|appele|contacte|aide|assiste|servi|"
        rf"recontacte)(?:e|r)? (?:a|par|vers|au|aux) (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:transmet(?:s|tre|tez)|transfere[rz]?|(?:faire|faites|fais) suivre|passe[rz]?|escalade[rz]?|"
        rf"confie[rz]?) {_CASE} (?:a|au|aux|vers) (?:{_PERSON}|{_DESK})\b",
        rf"\b[jd]?{_WANT}(?: (?:{_ME}|{_SO}|d|de|avoir|voir|appeler|contacter))* (?:{_OF}+{_NOUN}|"
        rf"{_OF}+personnes? (?:{_REAL}|a qui|avec qui|pour)|{_OF}*(?:vraie|reelle) personne|"
        r"une personne$|"
        rf"{_SOMEONE}(?: (?:a qui|avec qui|pour|de|au telephone|tout de suite|maintenant|svp|$)|$))",
        rf"\b(?:joindre|contacter|rejoindre|rencontrer|atteindre|appeler) (?:directement )?{_PERSON}\b",
        rf"\b(?:y ?a ?t? ?il|il y a|y ?a|y aurait il|avez vous|auriez vous|existe t il)(?: (?:pas|bien|ici|"
        rf"encore|la|vraiment|au moins|donc|svp|chez vous))* (?:{_OF}+{_NOUN}|{_OF}+personnes?|{_SOMEONE}) ?"
        rf"(?:{_REAL}|a qui|avec qui|qui peut|pour m|de reel|de vrai|ici|la|$)",
        r"\b(?:aide|assistance|support|contact|service|reponse|intervention|accompagnement|echange) humaine?\b",
        rf"\b(?:l|d)?(?:aide|assistance|reponse|intervention|rappel|appel) (?:de la part )?{_OF}+(?:{_NOUN}|"
        rf"personnes?)\b",
        rf"\b(?:rappelez|appelez|recontactez|contactez|telephonez) {_ME}\b",
        r"\b(?:me|m|nous) ?(?:rappeler|recontacter|appeler|rappelle|appelle|telephoner|telephone)(?:$| (?:svp|"
        r"merci|au|demain|quand|des|le plus|dans|pour|a propos|cet|ce|vite|rapidement|s ?il|en|sur|avant|apres|"
        r"aujourdhui|la semaine|par)\b)",
        r"\b(?:quelqu ?un|quelqun|qqn|une personne|un humain|un conseiller|un collegue|quun humain|quune "
        r"personne)"
        r"(?: \w+){0,3} (?:sen occuper|sen occupe|prendre (?:en charge|le relais)|prenne|verifie|verifier|"
        r"regarde|regarder|reponde|repondre|mappelle|maide)\b",
        rf"^(?:{_POLITE} )*(?:a |avec )?(?:{_OF}*{_BARE}|{_OF}*{_NOUN} {_PLEASE}|{_OF}+(?:{_NOUN}|"
        rf"personne))(?: (?:{_REAL}|{_POLITE}))*$",
        rf"^(?:{_POLITE} )*(?:le |votre )?(?:service clients?|service clientele|sav)(?: {_POLITE})*$",
    ),
    named=compiled(
        r"\b(?:une?|vrai|vraie|des) (?:vraie? )?(?:humaine?s?|etres? humains?|vraie? (?:personne|agent|"
        r"conseiller|conseillere)|personne (?:reelle|humaine|physique))(?:$| (?:svp|et|pas|qui|au|pour|"
        r"maintenant|s ?il|a qui|avec qui)\b)",
    ),
    always=compiled(
        rf"\b(?:parle|discute) pas (?:a|avec|aux) (?:des |les |un |une )?{_BOT}\b",
        rf"\b(?:pas|plus|refuse|marre|assez|jamais|arrete|arretez|stop|deteste|lasse?)(?: \w+){{0,4}} {_SAY} "
        rf"(?:a|avec|au|aux) {_BOT}\b",
        rf"^(?:je (?:ne )?veux )?(?:pas|plus|stop|assez|marre|jen ai marre|ras le bol|fini)(?: (?:de|d|du|"
        rf"aux?))? {_BOT}"
        r"(?: svp| merci)?$",
    ),
    weak=compiled(
        r"\ba qui (?:dois|puis|peut|faut|est ce)\b",
        rf"\b(?:contacter|joindre|appeler|ecrire a|telephoner a) {_DESK}\b",
        r"\b(?:il )?y ?a ?t? ?il quelqu ?un\b|\bquelqu ?un (?:est la|ici)\b",
        r"\bquelqu ?un (?:peut|pourrait) (?:il )?(?:m ?aider|me repondre)\b",
        r"\bnumero (?:de telephone|du service)\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:pas|plus|jamais|inutile|sans|ni|plutot que|au lieu|avant|apres|aucun|non)"
        r"(?: (?:besoin|envie|necessaire|la peine|obligatoire|oblige|de|d|que|a|me|vouloir|souhaite|veux|a "
        r"devoir|du tout|avoir|etre|utile|forcement|encore|vraiment|possible de|demande|parler))*"
        r"|\b(?:faut il|faudra t il|dois je|doit on|devrais je|est ce que je dois|est ce quil faut|suis je|est "
        r"ce que je|etes vous|es tu|tu es|vous etes|je suis|je viens de|jai deja|on ma|jai|javais|mon|ma|ne|"
        r"est ce)"
        r"(?: \w+)?)\s*$"
    ),
    negates=re2.compile(
        r"\b(?:pas|jamais|sans|plus besoin|inutile|faut il|dois je|mon|ma|je suis|etait|jai parle)\b"
    ),
    excused=re2.compile(
        r"\b(?:pourquoi|peux|peut|pourrais|puis je|pourrait|possible|arrive|jarrive|si) (?:je |on |il )?(?:pas|"
        r"plus|de|vous|a)\b"
        r"|\bpourquoi\b|\bjai (?:besoin|envie|essaye|demande|dit)\b"
    ),
    strayed=re2.compile(
        r"^ (?:immobiliers?|dassurances?|dentretien|de (?:voyages?|securite|mon equipe|la societe)|"
        r"commercia(?:l|ux)|dans mon|a mon|de mon|a (?:ajouter|inviter))\b"
    ),
    words=(
        "agent agents collegue collegues conseiller conseillere conseillers humain humaine interlocuteur "
        "operateur operatrice parler personne quelquun responsable"
    ),
)
