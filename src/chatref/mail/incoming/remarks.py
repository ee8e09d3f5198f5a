"""What stands in the thread beside the words of a mail, in the languages of a mail. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from chatref.actions.files import size_of
from chatref.mail.incoming import Attachment
from chatref.mail.phrases import tongue

LONGEST = 8_000
"""Letters of a message in the chat, too."""
NAMED = 5
"""Attachments."""

_REST: Mapping[str, str] = MappingProxyType({
    "en": "[The rest is in the mail itself.]",
    "de": "[Der Rest steht in der E-Mail selbst.]",
    "fr": "[La suite se trouve dans l'e-mail.]",
    "es": "[El resto está en el propio correo.]",
    "pt": "[O resto está no próprio e-mail.]",
    "it": "[Il resto è nell'e-mail.]",
})  # fmt: skip
_ONE: Mapping[str, str] = MappingProxyType({
    "en": "1 attachment in the mail: {names}",
    "de": "1 Anhang in der E-Mail: {names}",
    "fr": "1 pièce jointe dans l'e-mail : {names}",
    "es": "1 archivo adjunto en el correo: {names}",
    "pt": "1 anexo no e-mail: {names}",
    "it": "1 allegato nell'e-mail: {names}",
})  # fmt: skip
_SEVERAL: Mapping[str, str] = MappingProxyType({
    "en": "{count} attachments in the mail: {names}",
    "de": "{count} Anhänge in der E-Mail: {names}",
    "fr": "{count} pièces jointes dans l'e-mail : {names}",
    "es": "{count} archivos adjuntos en el correo: {names}",
    "pt": "{count} anexos no e-mail: {names}",
    "it": "{count} allegati nell'e-mail: {names}",
})  # fmt: skip
_EMPTY: Mapping[str, str] = MappingProxyType({
    "en": "[A mail without text.]",
    "de": "[Eine E-Mail ohne Text.]",
    "fr": "[Un e-mail sans texte.]",
    "es": "[Un correo sin texto.]",
    "pt": "[Um e-mail sem texto.]",
    "it": "[Un'e-mail senza testo.]",
})  # fmt: skip


def message_of(text: str, attachments: Sequence[Attachment], language: str) -> str:
    """The words, and what can't stand here: a rest too long, and what was attached."""
    written = tongue(language)
    remarks = [f"[{attached(attachments, language)}]"] if attachments else []
    room = LONGEST - sum(len(each) + 2 for each in (*remarks, _REST[written]))
    if len(text) > room:
        text = text[:room].rstrip()
        remarks = [_REST[written], *remarks]
    if not text and not remarks:
        remarks = [_EMPTY[written]]
    return "\n\n".join(each for each in (text, *remarks) if each)


def attached(attachments: Sequence[Attachment], language: str) -> str:
    """How many came with it, and what the first are called."""
    names = ", ".join(f"{each.name} ({size_of(each.size)})" for each in attachments[:NAMED])
    if len(attachments) > NAMED:
        names += ", …"
    words = (_ONE if len(attachments) == 1 else _SEVERAL)[tongue(language)]
    return words.format(count=len(attachments), names=names)
