"""How mail programs mark what is not new: the line above a quotation, an earlier mail's head, a phone's signature.

English, German, French, Spanish, Portuguese, Italian; and a few that cost nothing more.
"""

import re

LONGEST_HEAD = 400
MOST_LINES = 4
"""Over which a head is wrapped."""

_WROTE = (
    "wrote", "writes", "schrieb", "geschrieben", "a écrit", "a ecrit", "escribió", "escribio", "escreveu", "ha scritto",
    "schreef", "skrev", "napisał", "napisał(a)",
)  # fmt: skip
_WROTE_AT = re.compile(rf"(?:^|\W)(?:{'|'.join(map(re.escape, _WROTE))})(?:\W|$)", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:On|Am|Le|El|Em|Il|No dia|Às|Op|Den|W dniu|Il giorno|A las|Alle ore)\s.*\d", re.IGNORECASE
)
_TIME_OR_ADDRESS = re.compile(r"\d{1,2}\s?[:.hH]\s?\d{2}|\S@\S")

_FROM = ("from", "von", "de", "da", "expéditeur", "remitente", "mittente", "van", "från", "fra")
_WHEN = (
    "sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviada", "enviado el", "enviada em", "fecha", "data",
    "inviato", "verzonden", "skickat", "sendt",
)  # fmt: skip
_TO = ("to", "an", "à", "a", "para", "destinataire", "aan", "till", "til")
_SUBJECT = ("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne")


def _label(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[*_\s]*(?:{'|'.join(map(re.escape, names))})[*_]*\s?:[*_]*(?:\s|$)", re.IGNORECASE)


_LABELS = tuple(_label(each) for each in (_FROM, _WHEN, _TO, _SUBJECT))
_MOST_LABELS = 8
"""Lines of an earlier mail's head that are looked at."""

_ORIGINAL = re.compile(
    r"\s*[-_]{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d['’]origine|"
    r"message original|message initial|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht)\s*[-_]{2,}\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[_-]{10,}\s*")

_FORWARDED = re.compile(
    r"[-\s]*(?:begin forwarded message|forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten|"
    r"message transféré|début du message (?:transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado|"
    r"mensagem (?:encaminhada|reencaminhada)|início da mensagem|messaggio inoltrato|inizio messaggio inoltrato)",
    re.IGNORECASE,
)

_DEVICE = (
    r".{0,30}\b(?:iphone|ipad|ipod|android|samsung|galaxy|pixel|huawei|xiaomi|oneplus|blackberry|windows|outlook|yahoo|"
    r"gmail|gmx|web\.de|telekom|proton|aol|mail|handy|smartphone|telefon|téléphone|teléfono|telefone|telefono|móvil|"
    r"celular|telemóvel|cellulare|mobile|mobil|phone|tablet|device|gerät|appareil|dispositivo|mac)\b"
)
_PHONE = re.compile(
    rf"(?:sent (?:from|with|via)\b{_DEVICE}|von (?:meinem|meiner)\b{_DEVICE}.*gesendet|"
    rf"gesendet (?:von|mit|aus)\b{_DEVICE}|"
    rf"envoyé (?:de|depuis|à partir de|avec)\b{_DEVICE}|enviado (?:desde|do|de|pelo|a partir do|con)\b{_DEVICE}|"
    rf"inviato (?:da|dal|con)\b{_DEVICE}|verzonden vanaf\b{_DEVICE}|"
    r"get outlook for |outlook für |holen sie sich outlook|télécharge[zr] outlook|obtenez outlook|obtener outlook|"
    r"obtenga outlook|obter o outlook|obtenha o outlook|scarica outlook|ottieni outlook)",
    re.IGNORECASE,
)
LONGEST_PHONE = 120


def wrote(text: str, *, quoted_below: bool) -> bool:
    """Whether this text, a line or several joined, says who wrote when what stands below."""
    if len(text) > LONGEST_HEAD or not text.rstrip().endswith((":", "：")):
        return False
    return bool(_WROTE_AT.search(text)) and (quoted_below or bool(_TIME_OR_ADDRESS.search(text)))


def begins_head(line: str) -> bool:
    return bool(_BEGINS.match(line))


def earlier_mail(lines: list[str]) -> bool:
    """Whether these lines begin as the head of a mail: from whom first, then when or to whom, and about what."""
    if not lines or not _LABELS[0].match(lines[0]):
        return False
    rest = lines[1:_MOST_LABELS]
    when, to, subject = (any(label.match(line) for line in rest) for label in _LABELS[1:])
    return (when or to) and subject


def original_message(line: str) -> bool:
    return bool(_ORIGINAL.fullmatch(line))


def forwarded(line: str) -> bool:
    return len(line) <= LONGEST_HEAD and bool(_FORWARDED.match(line))


def rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line))


def phone(line: str) -> bool:
    return len(line) <= LONGEST_PHONE and bool(_PHONE.match(line.strip().lstrip("-–— ")))
