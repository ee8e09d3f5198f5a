"""What the desk says where the owner has not said it better: the fixed texts, in the languages of the widget."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Phrase(StrEnum):
    """More of them than lines, since one line is said in several situations."""

    HAND_OVER = "hand_over"
    WHY_ASKED = "why_asked"
    JOINED = "joined"
    TEAM_JOINED = "team_joined"
    CONFIRMED = "confirmed"
    OPEN = "open"
    HERE = "here"
    BACK = "back"
    AWAY = "away"
    CONTACT = "contact"
    """Who leaves one gets the answer by mail."""
    REACH = "reach"
    """Nothing but people reaches them there."""
    QUEUED = "queued"
    MOVED = "moved"
    STILL_WAITING = "still_waiting"
    UNDELIVERED = "undelivered"


_ENGLISH = {
    Phrase.HAND_OVER: "Let me connect you with a specialist who can help further.",
    Phrase.WHY_ASKED: "A few details first, so that nobody has to ask you again.",
    Phrase.JOINED: "{name} has joined the conversation.",
    Phrase.TEAM_JOINED: "Somebody from the team has joined the conversation.",
    Phrase.CONFIRMED: "Your details have been passed on.",
    Phrase.OPEN: "Somebody from the team will answer you here as soon as possible.",
    Phrase.HERE: "The team is here.",
    Phrase.BACK: "The team is back on {back}.",
    Phrase.AWAY: "The team is away at the moment.",
    Phrase.CONTACT: "Leave a contact, and the answer reaches you there too.",
    Phrase.REACH: "Leave a contact, so that the team can reach you.",
    Phrase.QUEUED: "You are back in the queue, near the front; nothing you said is lost.",
    Phrase.MOVED: "A colleague is taking over and can see everything so far.",
    Phrase.STILL_WAITING: "Sorry for the wait. More of the team have been told.",
    Phrase.UNDELIVERED: "Our answer did not reach you by e-mail. You can read it here, or leave another address.",
}
_GERMAN = {
    Phrase.HAND_OVER: "Ich verbinde Sie mit einer Fachkraft, die Ihnen weiterhelfen kann.",
    Phrase.WHY_ASKED: "Vorher ein paar Angaben, damit niemand noch einmal fragen muss.",
    Phrase.JOINED: "{name} ist jetzt im Gespräch.",
    Phrase.TEAM_JOINED: "Jemand aus dem Team ist jetzt im Gespräch.",
    Phrase.CONFIRMED: "Ihre Angaben sind weitergegeben.",
    Phrase.OPEN: "Jemand aus dem Team antwortet Ihnen hier so bald wie möglich.",
    Phrase.HERE: "Das Team ist da.",
    Phrase.BACK: "Das Team ist am {back} wieder da.",
    Phrase.AWAY: "Das Team ist gerade nicht da.",
    Phrase.CONTACT: "Hinterlassen Sie einen Kontakt, dann erreicht Sie die Antwort auch dort.",
    Phrase.REACH: "Hinterlassen Sie einen Kontakt, damit das Team Sie erreichen kann.",
    Phrase.QUEUED: "Sie sind wieder weit vorn in der Warteschlange; nichts ist verloren.",
    Phrase.MOVED: "Jemand aus dem Team übernimmt und sieht alles Bisherige.",
    Phrase.STILL_WAITING: "Bitte entschuldigen Sie die Wartezeit. Weitere im Team wissen Bescheid.",
    Phrase.UNDELIVERED: "Unsere Antwort kam per E-Mail nicht an. Sie steht hier; oder nennen Sie eine andere Adresse.",
}
_FRENCH = {
    Phrase.HAND_OVER: "Je vous mets en relation avec un spécialiste qui pourra vous aider.",
    Phrase.WHY_ASKED: "Quelques précisions d'abord, pour que personne n'ait à vous les redemander.",
    Phrase.JOINED: "{name} a rejoint la conversation.",
    Phrase.TEAM_JOINED: "Une personne de l'équipe a rejoint la conversation.",
    Phrase.CONFIRMED: "Vos informations ont été transmises.",
    Phrase.OPEN: "Une personne de l'équipe vous répondra ici dès que possible.",
    Phrase.HERE: "L'équipe est là.",
    Phrase.BACK: "L'équipe sera de retour {back}.",
    Phrase.AWAY: "L'équipe est absente pour le moment.",
    Phrase.CONTACT: "Laissez vos coordonnées, et la réponse vous parviendra là aussi.",
    Phrase.REACH: "Laissez vos coordonnées, pour que l'équipe puisse vous joindre.",
    Phrase.QUEUED: "Vous êtes de nouveau en tête de la file ; rien de ce que vous avez dit n'est perdu.",
    Phrase.MOVED: "Un autre membre de l'équipe prend le relais et voit tout ce qui a été dit.",
    Phrase.STILL_WAITING: "Désolé pour l'attente. D'autres membres de l'équipe ont été prévenus.",
    Phrase.UNDELIVERED: "Notre e-mail ne vous est pas parvenu. La réponse est ici, ou laissez une autre adresse.",
}
_SPANISH = {
    Phrase.HAND_OVER: "Le pongo en contacto con un especialista que podrá ayudarle.",
    Phrase.WHY_ASKED: "Antes, unos datos, para que nadie tenga que volver a preguntarle.",
    Phrase.JOINED: "{name} se ha unido a la conversación.",
    Phrase.TEAM_JOINED: "Alguien del equipo se ha unido a la conversación.",
    Phrase.CONFIRMED: "Hemos pasado sus datos al equipo.",
    Phrase.OPEN: "Alguien del equipo le responderá aquí lo antes posible.",
    Phrase.HERE: "El equipo está disponible.",
    Phrase.BACK: "El equipo estará de vuelta el {back}.",
    Phrase.AWAY: "El equipo no está disponible en este momento.",
    Phrase.CONTACT: "Deje un contacto y la respuesta le llegará también allí.",
    Phrase.REACH: "Deje un contacto para que el equipo pueda localizarle.",
    Phrase.QUEUED: "Vuelve a estar entre los primeros de la cola; nada de lo que ha dicho se ha perdido.",
    Phrase.MOVED: "Otra persona del equipo se hace cargo y puede ver todo lo anterior.",
    Phrase.STILL_WAITING: "Disculpe la espera. Hemos avisado a más personas del equipo.",
    Phrase.UNDELIVERED: "Nuestra respuesta no le llegó por correo. Puede leerla aquí o dejar otra dirección.",
}
_PORTUGUESE = {
    Phrase.HAND_OVER: "Vou pôr você em contato com um especialista que pode ajudar.",
    Phrase.WHY_ASKED: "Antes, alguns dados, para que ninguém precise perguntar de novo.",
    Phrase.JOINED: "{name} entrou na conversa.",
    Phrase.TEAM_JOINED: "Alguém da equipe entrou na conversa.",
    Phrase.CONFIRMED: "Seus dados foram repassados.",
    Phrase.OPEN: "Alguém da equipe responderá aqui assim que possível.",
    Phrase.HERE: "A equipe está disponível.",
    Phrase.BACK: "A equipe estará de volta: {back}.",
    Phrase.AWAY: "A equipe não está disponível no momento.",
    Phrase.CONTACT: "Deixe um contato, e a resposta chegará também por lá.",
    Phrase.REACH: "Deixe um contato para que a equipe possa falar com você.",
    Phrase.QUEUED: "Você voltou para perto do início da fila; nada do que disse se perdeu.",
    Phrase.MOVED: "Outra pessoa da equipe está assumindo e pode ver tudo até aqui.",
    Phrase.STILL_WAITING: "Desculpe a espera. Mais pessoas da equipe foram avisadas.",
    Phrase.UNDELIVERED: "Nossa resposta não chegou até você por e-mail. Ela está aqui, ou deixe outro endereço.",
}
_ITALIAN = {
    Phrase.HAND_OVER: "La metto in contatto con uno specialista che potrà aiutarla.",
    Phrase.WHY_ASKED: "Prima alcuni dati, così nessuno dovrà chiederglieli di nuovo.",
    Phrase.JOINED: "{name} si è unito alla conversazione.",
    Phrase.TEAM_JOINED: "Qualcuno del team si è unito alla conversazione.",
    Phrase.CONFIRMED: "I suoi dati sono stati trasmessi.",
    Phrase.OPEN: "Qualcuno del team le risponderà qui appena possibile.",
    Phrase.HERE: "Il team è disponibile.",
    Phrase.BACK: "Il team torna {back}.",
    Phrase.AWAY: "Il team non è disponibile al momento.",
    Phrase.CONTACT: "Lasci un contatto, e la risposta le arriverà anche lì.",
    Phrase.REACH: "Lasci un contatto, così il team potrà raggiungerla.",
    Phrase.QUEUED: "È di nuovo tra i primi in coda; nulla di ciò che ha detto è andato perso.",
    Phrase.MOVED: "Un'altra persona del team prende in carico la richiesta e vede tutto quanto detto finora.",
    Phrase.STILL_WAITING: "Ci scusi per l'attesa. Sono state avvisate altre persone del team.",
    Phrase.UNDELIVERED: "La nostra risposta non è arrivata per e-mail. La legga qui o lasci un altro indirizzo.",
}
_DUTCH = {
    Phrase.HAND_OVER: "Ik verbind u met een specialist die u verder kan helpen.",
    Phrase.WHY_ASKED: "Eerst een paar gegevens, zodat niemand ze nog eens hoeft te vragen.",
    Phrase.JOINED: "{name} neemt nu deel aan het gesprek.",
    Phrase.TEAM_JOINED: "Iemand van het team neemt nu deel aan het gesprek.",
    Phrase.CONFIRMED: "Uw gegevens zijn doorgegeven.",
    Phrase.OPEN: "Iemand van het team antwoordt u hier zo snel mogelijk.",
    Phrase.HERE: "Het team is aanwezig.",
    Phrase.BACK: "Het team is {back} terug.",
    Phrase.AWAY: "Het team is op dit moment niet aanwezig.",
    Phrase.CONTACT: "Laat een contact achter, dan bereikt het antwoord u ook daar.",
    Phrase.REACH: "Laat een contact achter, zodat het team u kan bereiken.",
    Phrase.QUEUED: "U staat weer vooraan in de rij; niets van wat u zei is verloren.",
    Phrase.MOVED: "Een collega neemt het over en kan alles tot nu toe zien.",
    Phrase.STILL_WAITING: "Excuses voor het wachten. Meer mensen van het team zijn gewaarschuwd.",
    Phrase.UNDELIVERED: "Ons antwoord kwam per e-mail niet aan. U leest het hier, of laat een ander adres achter.",
}
_POLISH = {
    Phrase.HAND_OVER: "Łączę z osobą z zespołu, która pomoże dalej.",
    Phrase.WHY_ASKED: "Najpierw kilka informacji, aby nikt nie musiał pytać ponownie.",
    Phrase.JOINED: "{name} jest już w rozmowie.",
    Phrase.TEAM_JOINED: "Ktoś z zespołu jest już w rozmowie.",
    Phrase.CONFIRMED: "Informacje zostały przekazane.",
    Phrase.OPEN: "Ktoś z zespołu odpowie tutaj najszybciej, jak to możliwe.",
    Phrase.HERE: "Zespół jest dostępny.",
    Phrase.BACK: "Zespół wróci: {back}.",
    Phrase.AWAY: "Zespół jest teraz niedostępny.",
    Phrase.CONTACT: "Można zostawić kontakt, a odpowiedź dotrze także tam.",
    Phrase.REACH: "Można zostawić kontakt, aby zespół mógł się odezwać.",
    Phrase.QUEUED: "Rozmowa wraca na początek kolejki; nic nie zostało utracone.",
    Phrase.MOVED: "Rozmowę przejmuje inna osoba z zespołu i widzi całą dotychczasową treść.",
    Phrase.STILL_WAITING: "Przepraszamy, że to trwa. Powiadomiliśmy kolejne osoby z zespołu.",
    Phrase.UNDELIVERED: "Nasza odpowiedź nie dotarła e-mailem. Można ją przeczytać tutaj lub zostawić inny adres.",
}
_DANISH = {
    Phrase.HAND_OVER: "Jeg stiller dig om til en specialist, der kan hjælpe videre.",
    Phrase.WHY_ASKED: "Først et par oplysninger, så ingen behøver spørge igen.",
    Phrase.JOINED: "{name} er nu med i samtalen.",
    Phrase.TEAM_JOINED: "En fra teamet er nu med i samtalen.",
    Phrase.CONFIRMED: "Dine oplysninger er givet videre.",
    Phrase.OPEN: "En fra teamet svarer dig her så hurtigt som muligt.",
    Phrase.HERE: "Teamet er her.",
    Phrase.BACK: "Teamet er tilbage {back}.",
    Phrase.AWAY: "Teamet er ikke til stede lige nu.",
    Phrase.CONTACT: "Læg en kontakt, så når svaret dig også dér.",
    Phrase.REACH: "Læg en kontakt, så teamet kan nå dig.",
    Phrase.QUEUED: "Du er tilbage forrest i køen; intet af det, du har sagt, er gået tabt.",
    Phrase.MOVED: "En kollega tager over og kan se alt indtil nu.",
    Phrase.STILL_WAITING: "Undskyld ventetiden. Flere fra teamet har fået besked.",
    Phrase.UNDELIVERED: "Vores svar nåede dig ikke på e-mail. Du kan læse det her eller oplyse en anden adresse.",
}
_ARABIC = {
    Phrase.HAND_OVER: "سأوصلك بمختص يمكنه مساعدتك.",
    Phrase.WHY_ASKED: "بعض التفاصيل أولًا، حتى لا يضطر أحد إلى سؤالك مرة أخرى.",
    Phrase.JOINED: "انضم {name} إلى المحادثة.",
    Phrase.TEAM_JOINED: "انضم أحد أفراد الفريق إلى المحادثة.",
    Phrase.CONFIRMED: "تم تمرير بياناتك.",
    Phrase.OPEN: "سيرد عليك أحد أفراد الفريق هنا في أقرب وقت.",
    Phrase.HERE: "الفريق موجود.",
    Phrase.BACK: "سيعود الفريق يوم {back}.",
    Phrase.AWAY: "الفريق غير موجود حاليًا.",
    Phrase.CONTACT: "اترك وسيلة اتصال ليصلك الرد عليها أيضًا.",
    Phrase.REACH: "اترك وسيلة اتصال ليتمكن الفريق من الوصول إليك.",
    Phrase.QUEUED: "عدت إلى مقدمة قائمة الانتظار، ولم يُفقد شيء مما قلته.",
    Phrase.MOVED: "سيتولى زميل آخر المحادثة ويمكنه رؤية كل ما سبق.",
    Phrase.STILL_WAITING: "نعتذر عن الانتظار. تم إبلاغ المزيد من أفراد الفريق.",
    Phrase.UNDELIVERED: "لم يصلك ردنا بالبريد الإلكتروني. يمكنك قراءته هنا أو ترك عنوان آخر.",
}

ENGLISH = "en"
FIXED: Mapping[str, Mapping[Phrase, str]] = MappingProxyType(
    {
        ENGLISH: _ENGLISH,
        "de": _GERMAN,
        "fr": _FRENCH,
        "es": _SPANISH,
        "pt": _PORTUGUESE,
        "it": _ITALIAN,
        "nl": _DUTCH,
        "pl": _POLISH,
        "da": _DANISH,
        "ar": _ARABIC,
    }
)
DAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        "pt": ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
        "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        "pl": ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
        "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    }
)  # fmt: skip


def base(language: str) -> str:
    """`de` of `de-AT`."""
    return language.split("-", maxsplit=1)[0].lower()
