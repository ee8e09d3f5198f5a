"""What the desk says of a detail, in six languages; English in any other. Pure."""

from collections.abc import Mapping, Sequence

from chatref.actions.files import FILE
from chatref.conversation.model import Field

MOST_CHOICES = 12
"""So many are said in words."""


def wrong(kind: str, label: str, example: str, language: str) -> str:
    """What was wrong with a value, and an example of a good one."""
    texts = _of(language)
    said = texts[kind].replace("{label}", label)
    return f"{said} {texts['example'].replace('{example}', example)}" if example else said


def missing(left: Sequence[Field], language: str) -> str:
    """Which details are still missing; of a single one also what helps to find it."""
    several = "one" if len(left) == 1 else "several"
    said = f"{_of(language)[several]}: {'; '.join(asked_for(each, language) for each in left)}."
    return f"{said} {left[0].help}" if len(left) == 1 and left[0].help else said


def asked_for(each: Field, language: str) -> str:
    """A detail where it is asked for in words: its name, and what there is to choose from, or an example."""
    texts = _of(language)
    if each.kind == FILE:
        return f"{each.label} ({texts['a_file']})"
    example = texts["such_as"].replace("{example}", each.example) if each.example else ""
    fits = listed(each.choices) or example
    return f"{each.label} ({fits})" if fits else each.label


def listed(choices: Sequence[str]) -> str:
    return " / ".join([*choices[:MOST_CHOICES], *["…"] * (len(choices) > MOST_CHOICES)])


def noted(changed: Sequence[tuple[str, str]], language: str) -> str:
    """Details that the visitor corrected: each a label with its new value."""
    return f"{_of(language)['noted']}: " + "; ".join(f"{label} {value}" for label, value in changed) + "."


def thanks(language: str) -> str:
    return _of(language)["thanks"]


def not_found(language: str) -> str:
    return _of(language)["not_found"]


def unreachable(language: str) -> str:
    return _of(language)["unreachable"]


def _of(language: str) -> Mapping[str, str]:
    return _TEXTS.get(language.split("-", maxsplit=1)[0].lower(), _TEXTS["en"])


_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "text": "Please write a few words.",
        "number": "This is not a number that fits.",
        "email": "This is not an e-mail address.",
        "phone": "This is not a phone number.",
        "choice": "Please choose one of these.",
        "date": "This is not a date.",
        "order_number": "“{label}” looks different.",
        "file": "Please attach a file: a picture (PNG, JPEG, WebP, GIF), a PDF or plain text, up to 10 MB.",
        "a_file": "a file",
        "example": "For example: {example}",
        "such_as": "for example {example}",
        "one": "One detail is still missing",
        "several": "These details are still missing",
        "noted": "Noted",
        "thanks": "Thank you, that has been noted for the team.",
        "not_found": "I could not find anything under this. Please check it and write it again.",
        "unreachable": "I can't look this up at the moment. Would you like to talk to a person?",
    },
    "de": {
        "text": "Bitte schreiben Sie ein paar Worte.",
        "number": "Das ist keine passende Zahl.",
        "email": "Das ist keine E-Mail-Adresse.",
        "phone": "Das ist keine Telefonnummer.",
        "choice": "Bitte wählen Sie eines davon.",
        "date": "Das ist kein Datum.",
        "order_number": "„{label}“ sieht anders aus.",
        "file": "Bitte hängen Sie eine Datei an: Bild (PNG, JPEG, WebP, GIF), PDF oder Text, bis 10 MB.",
        "a_file": "eine Datei",
        "example": "Zum Beispiel: {example}",
        "such_as": "zum Beispiel {example}",
        "one": "Eine Angabe fehlt noch",
        "several": "Diese Angaben fehlen noch",
        "noted": "Notiert",
        "thanks": "Danke, das ist für das Team notiert.",
        "not_found": "Dazu konnte ich nichts finden. Bitte prüfen Sie die Angabe und schreiben Sie sie noch einmal.",
        "unreachable": "Das kann ich gerade nicht nachsehen. Möchten Sie mit einem Menschen sprechen?",
    },
    "fr": {
        "text": "Écrivez quelques mots, s'il vous plaît.",
        "number": "Ce n'est pas un nombre qui convient.",
        "email": "Ce n'est pas une adresse e-mail.",
        "phone": "Ce n'est pas un numéro de téléphone.",
        "choice": "Choisissez l'une de ces réponses, s'il vous plaît.",
        "date": "Ce n'est pas une date.",
        "order_number": "« {label} » s'écrit autrement.",
        "file": "Joignez un fichier, s'il vous plaît : image (PNG, JPEG, WebP, GIF), PDF ou texte, 10 Mo au plus.",
        "a_file": "un fichier",
        "example": "Par exemple : {example}",
        "such_as": "par exemple {example}",
        "one": "Il manque encore une information",
        "several": "Il manque encore ces informations",
        "noted": "C'est noté",
        "thanks": "Merci, c'est noté pour l'équipe.",
        "not_found": "Je n'ai rien trouvé à ce sujet. Vérifiez-le et écrivez-le de nouveau, s'il vous plaît.",
        "unreachable": "Je ne peux pas vérifier cela pour le moment. Souhaitez-vous parler à une personne ?",
    },
    "es": {
        "text": "Escriba unas palabras, por favor.",
        "number": "Este no es un número válido.",
        "email": "Esta no es una dirección de correo.",
        "phone": "Este no es un número de teléfono.",
        "choice": "Elija una de estas opciones, por favor.",
        "date": "Esta no es una fecha.",
        "order_number": "«{label}» tiene otro aspecto.",
        "file": "Adjunte un archivo, por favor: imagen (PNG, JPEG, WebP, GIF), PDF o texto, hasta 10 MB.",
        "a_file": "un archivo",
        "example": "Por ejemplo: {example}",
        "such_as": "por ejemplo {example}",
        "one": "Todavía falta un dato",
        "several": "Todavía faltan estos datos",
        "noted": "Anotado",
        "thanks": "Gracias, queda anotado para el equipo.",
        "not_found": "No he encontrado nada con este dato. Compruébelo y escríbalo de nuevo, por favor.",
        "unreachable": "Ahora mismo no puedo consultarlo. ¿Quiere hablar con una persona?",
    },
    "pt": {
        "text": "Escreva algumas palavras, por favor.",
        "number": "Este não é um número válido.",
        "email": "Este não é um endereço de e-mail.",
        "phone": "Este não é um número de telefone.",
        "choice": "Escolha uma destas opções, por favor.",
        "date": "Esta não é uma data.",
        "order_number": "“{label}” tem outro aspeto.",
        "file": "Anexe um ficheiro, por favor: imagem (PNG, JPEG, WebP, GIF), PDF ou texto, até 10 MB.",
        "a_file": "um ficheiro",
        "example": "Por exemplo: {example}",
        "such_as": "por exemplo {example}",
        "one": "Ainda falta um dado",
        "several": "Ainda faltam estes dados",
        "noted": "Anotado",
        "thanks": "Obrigado, ficou anotado para a equipa.",
        "not_found": "Não encontrei nada com este dado. Verifique-o e escreva-o de novo, por favor.",
        "unreachable": "Não consigo consultar isto neste momento. Quer falar com uma pessoa?",
    },
    "it": {
        "text": "Scriva qualche parola, per favore.",
        "number": "Questo non è un numero adatto.",
        "email": "Questo non è un indirizzo e-mail.",
        "phone": "Questo non è un numero di telefono.",
        "choice": "Scelga una di queste risposte, per favore.",
        "date": "Questa non è una data.",
        "order_number": "«{label}» si scrive diversamente.",
        "file": "Alleghi un file, per favore: immagine (PNG, JPEG, WebP, GIF), PDF o testo, fino a 10 MB.",
        "a_file": "un file",
        "example": "Per esempio: {example}",
        "such_as": "per esempio {example}",
        "one": "Manca ancora un dato",
        "several": "Mancano ancora questi dati",
        "noted": "Annotato",
        "thanks": "Grazie, è annotato per il team.",
        "not_found": "Non ho trovato nulla con questo dato. Lo controlli e lo scriva di nuovo, per favore.",
        "unreachable": "Al momento non posso verificarlo. Vuole parlare con una persona?",
    },
}
