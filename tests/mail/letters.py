"""Mails as programs write them, put together by hand."""

from textwrap import dedent


def letter(
    text: str = "",
    *,
    headers: str = "",
    kind: str = "text/plain; charset=utf-8",
    to: str = "help@shop.example",
    sender: str = "Anna Berg <anna@home.example>",
    subject: str = "Re: Your question",
    message_id: str = "<1@home.example>",
) -> bytes:
    """`headers` are further lines."""
    head = [
        f"From: {sender}", f"To: {to}", f"Subject: {subject}", "Date: Mon, 23 Nov 2026 09:31:00 +0100",
        "MIME-Version: 1.0", f"Content-Type: {kind}",
    ]  # fmt: skip
    head += [f"Message-ID: {message_id}"] if message_id else []
    head += dedent(headers).strip().splitlines()
    return ("\n".join(head) + "\n\n" + dedent(text).lstrip("\n")).replace("\n", "\r\n").encode()


def several(*parts: str, kind: str = "mixed", headers: str = "") -> bytes:
    """Each part with its own head."""
    body = "".join(f"--b1\n{dedent(part).lstrip()}\n" for part in parts)
    return letter(f"{body}--b1--\n", kind=f'multipart/{kind}; boundary="b1"', headers=headers)


# What each program puts around the words "It still fails.\n\nOrder A-10233." when somebody presses "Reply" there.
NEW = "It still fails.\n\nOrder A-10233."
QUOTED = "\n> Hello Anna,\n>\n> please start it once more.\n>\n> -- \n> Tess, Foundry\n"
HEADS = {
    "Gmail, English": "On Mon, Nov 23, 2026 at 9:10 AM Foundry <help+x@shop.example>\nwrote:",
    "Gmail, German": "Am Mo., 23. Nov. 2026 um 09:10 Uhr schrieb Foundry <\nhelp+x@shop.example>:",
    "Gmail, French": "Le lun. 23 nov. 2026 à 09:10, Foundry <help+x@shop.example> a écrit :",
    "Gmail, Spanish": "El lun, 23 nov 2026 a las 9:10, Foundry (<help+x@shop.example>)\nescribió:",
    "Gmail, Portuguese": "Em seg., 23 de nov. de 2026 às 09:10, Foundry <help+x@shop.example>\nescreveu:",
    "Gmail, Italian": "Il giorno lun 23 nov 2026 alle ore 09:10 Foundry <\nhelp+x@shop.example> ha scritto:",
    "Apple, English": "On 23 Nov 2026, at 09:10, Foundry <help+x@shop.example> wrote:",
    "Apple, German": "Am 23.11.2026 um 09:10 schrieb Foundry <help+x@shop.example>:",
    "Apple, French": "Le 23 nov. 2026 à 09:10, Foundry <help+x@shop.example> a écrit :",
    "Apple, Spanish": "El 23 nov 2026, a las 9:10, Foundry <help+x@shop.example> escribió:",
    "Apple, Portuguese": "No dia 23/11/2026, às 09:10, Foundry <help+x@shop.example> escreveu:",
    "Apple, Italian": "Il giorno 23 nov 2026, alle ore 09:10, Foundry <help+x@shop.example> ha scritto:",
    "Thunderbird, English": "On 11/23/26 09:10, Foundry wrote:",
    "Thunderbird, German": "Am 23.11.26 um 09:10 schrieb Foundry:",
    "Thunderbird, French": "Le 23/11/2026 à 09:10, Foundry a écrit :",
    "Thunderbird, Spanish": "El 23/11/26 a las 9:10, Foundry escribió:",
    "Thunderbird, Portuguese": "Às 09:10 de 23/11/2026, Foundry escreveu:",
    "Thunderbird, Italian": "Il 23/11/26 09:10, Foundry ha scritto:",
    "Dutch": "Op ma 23 nov 2026 om 09:10 schreef Foundry <help+x@shop.example>:",
    "no date": "Foundry wrote:",
}
BLOCKS = {
    "Outlook, English": ("From: Foundry <help+x@shop.example>", "Sent: Monday, November 23, 2026 9:10 AM",
                         "To: Anna Berg <anna@home.example>", "Subject: Your question"),
    "Outlook, German": ("Von: Foundry <help+x@shop.example>", "Gesendet: Montag, 23. November 2026 09:10",
                        "An: Anna Berg <anna@home.example>", "Betreff: Ihre Frage"),
    "Outlook, French": ("De : Foundry <help+x@shop.example>", "Envoyé : lundi 23 novembre 2026 09:10",
                        "À : Anna Berg <anna@home.example>", "Objet : Votre question"),
    "Outlook, Spanish": ("De: Foundry <help+x@shop.example>", "Enviado: lunes, 23 de noviembre de 2026 9:10",
                         "Para: Anna Berg <anna@home.example>", "Asunto: Su pregunta"),
    "Outlook, Portuguese": ("De: Foundry <help+x@shop.example>", "Enviado: segunda-feira, 23 de novembro de 2026 09:10",
                            "Para: Anna Berg <anna@home.example>", "Assunto: Sua pergunta"),
    "Outlook, Italian": ("Da: Foundry <help+x@shop.example>", "Inviato: lunedì 23 novembre 2026 09:10",
                         "A: Anna Berg <anna@home.example>", "Oggetto: La sua domanda"),
    "Outlook for a phone": ("*From:* Foundry <help+x@shop.example>", "*Date:* Monday, November 23, 2026 at 9:10 AM",
                            "*To:* anna@home.example", "*Subject:* Your question"),
}  # fmt: skip
SEPARATORS = (
    "-----Original Message-----", "-----Ursprüngliche Nachricht-----", "-----Message d'origine-----",
    "-----Mensaje original-----", "-----Mensagem Original-----", "-----Messaggio originale-----",
)  # fmt: skip
PHONES = (
    "Sent from my iPhone", "Sent from Outlook for Android", "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Von meinem iPhone gesendet", "Gesendet von Mail für Windows", "Outlook für iOS beziehen", "Envoyé de mon iPhone",
    "Envoyé depuis Yahoo Mail pour Android", "Télécharger Outlook pour iOS", "Enviado desde mi iPhone",
    "Obtener Outlook para Android", "Enviado do meu iPhone", "Obter o Outlook para iOS", "Inviato da iPhone",
    "Scarica Outlook per iOS", "Gesendet mit der Telekom Mail App",
)  # fmt: skip
