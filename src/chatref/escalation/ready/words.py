"""Hand-over lines of the ready-made rules, in the six languages in which a request for a person is heard."""

from collections.abc import Mapping
from types import MappingProxyType


def _said(en: str, de: str, fr: str, es: str, pt: str, it: str) -> Mapping[str, str]:
    return MappingProxyType({"en": en, "de": de, "fr": fr, "es": es, "pt": pt, "it": it})


PAYMENT = _said(
    "I see that a payment didn't go through. Let me connect you with somebody who can look into it.",
    "Ich sehe, dass eine Zahlung nicht geklappt hat. Ich hole jemanden, der das klären kann.",
    "Je vois qu'un paiement n'a pas abouti. Je vous mets en relation avec quelqu'un qui peut vérifier.",
    "Veo que un pago no se ha completado. Le paso con alguien que puede revisarlo.",
    "Vejo que um pagamento não foi concluído. Vou passar a alguém que pode verificar.",
    "Vedo che un pagamento non è andato a buon fine. La metto in contatto con chi può verificare.",
)
BILLING = _said(
    "Money matters go to a person here. Let me connect you with one.",
    "Um Geld kümmert sich hier ein Mensch. Ich verbinde Sie.",
    "Les questions d'argent sont traitées par une personne. Je vous mets en relation.",
    "De los asuntos de dinero se ocupa una persona. Le paso con ella.",
    "De questões de dinheiro trata uma pessoa. Vou fazer a ligação.",
    "Delle questioni di denaro si occupa una persona. La metto in contatto.",
)
ACCOUNT = _said(
    "Getting you back in takes a person. Let me fetch one.",
    "Dabei hilft Ihnen am besten ein Mensch. Ich hole jemanden.",
    "Pour retrouver votre accès, il faut une personne. Je vais en chercher une.",
    "Para recuperar su acceso hace falta una persona. Voy a buscarla.",
    "Para recuperar o acesso é preciso uma pessoa. Vou chamar alguém.",
    "Per ridarle l'accesso serve una persona. Ne chiamo una.",
)
LEGAL = _said(
    "This deserves a careful answer from a person. I'm passing it on.",
    "Darauf sollte ein Mensch sorgfältig antworten. Ich gebe es weiter.",
    "Cela mérite une réponse attentive d'une personne. Je transmets.",
    "Esto merece la respuesta cuidadosa de una persona. Lo transmito.",
    "Isto merece a resposta cuidadosa de uma pessoa. Vou encaminhar.",
    "Questo merita la risposta attenta di una persona. Lo inoltro.",
)
PERSON = _said(
    "Of course. A person takes over from here.",
    "Natürlich. Ab hier übernimmt ein Mensch.",
    "Bien sûr. Une personne prend le relais.",
    "Por supuesto. A partir de aquí le atiende una persona.",
    "Claro. A partir daqui fala com uma pessoa.",
    "Certo. Da qui in poi la segue una persona.",
)
NOT_FOUND = _said(
    "I can't find this in our content. Let me ask somebody who knows.",
    "Dazu finde ich nichts. Ich frage jemanden, der es weiß.",
    "Je ne trouve rien à ce sujet. Je demande à quelqu'un qui le sait.",
    "No encuentro nada sobre esto. Pregunto a alguien que lo sabe.",
    "Não encontro nada sobre isto. Vou perguntar a quem sabe.",
    "Non trovo nulla al riguardo. Chiedo a chi lo sa.",
)
FAILED = _said(
    "Something went wrong on my side. Let me connect you with a person.",
    "Bei mir ist etwas schiefgegangen. Ich verbinde Sie mit einem Menschen.",
    "Un problème est survenu de mon côté. Je vous mets en relation avec une personne.",
    "Algo ha fallado por mi parte. Le paso con una persona.",
    "Algo falhou do meu lado. Vou passar a uma pessoa.",
    "Qualcosa è andato storto da parte mia. La metto in contatto con una persona.",
)
REFUND = _said(
    "A person looks after refunds. Let me pass on what you told me.",
    "Um Rückzahlungen kümmert sich ein Mensch. Ich gebe weiter, was Sie gesagt haben.",
    "Une personne s'occupe des remboursements. Je transmets ce que vous m'avez dit.",
    "De los reembolsos se ocupa una persona. Transmito lo que me ha contado.",
    "Dos reembolsos trata uma pessoa. Vou encaminhar o que me contou.",
    "Dei rimborsi si occupa una persona. Inoltro quello che mi ha detto.",
)
TROUBLE = _said(
    "This needs somebody who can look closer. Let me fetch one.",
    "Das sollte sich jemand genauer ansehen. Ich hole jemanden.",
    "Il faut que quelqu'un regarde cela de plus près. Je vais chercher une personne.",
    "Esto debe verlo alguien con más detalle. Voy a buscar a una persona.",
    "Isto precisa de alguém que veja mais de perto. Vou chamar alguém.",
    "Serve qualcuno che guardi più da vicino. Chiamo una persona.",
)
OUTAGE = _said(
    "That sounds serious. I'm telling the people who can act on it right away.",
    "Das klingt ernst. Ich sage sofort denen Bescheid, die etwas tun können.",
    "Cela semble grave. J'avertis tout de suite les personnes qui peuvent agir.",
    "Parece grave. Aviso ahora mismo a quienes pueden actuar.",
    "Parece grave. Vou avisar já quem pode agir.",
    "Sembra grave. Avviso subito chi può intervenire.",
)
CANCELLATION = _said(
    "I'm passing this to a person, so that it is done properly.",
    "Ich gebe das an einen Menschen weiter, damit es richtig erledigt wird.",
    "Je transmets à une personne, pour que ce soit fait correctement.",
    "Lo paso a una persona, para que se haga correctamente.",
    "Vou passar a uma pessoa, para que fique bem feito.",
    "Lo passo a una persona, perché sia fatto bene.",
)
COMPLAINT = _said(
    "I'm sorry about that. A person should hear this; let me fetch one.",
    "Das tut mir leid. Das sollte ein Mensch hören; ich hole jemanden.",
    "J'en suis désolé. Une personne doit l'entendre ; je vais en chercher une.",
    "Lo siento. Esto debe escucharlo una persona; voy a buscarla.",
    "Lamento. Uma pessoa deve ouvir isto; vou chamar alguém.",
    "Mi dispiace. Deve sentirlo una persona; ne chiamo una.",
)
APPOINTMENT = _said(
    "Appointments are kept by a person. Let me connect you.",
    "Termine führt hier ein Mensch. Ich verbinde Sie.",
    "Une personne tient l'agenda. Je vous mets en relation.",
    "De las citas se ocupa una persona. Le paso con ella.",
    "Das marcações trata uma pessoa. Vou fazer a ligação.",
    "Degli appuntamenti si occupa una persona. La metto in contatto.",
)
OFFER = _said(
    "A person will make you an offer. Let me pass on what you need.",
    "Ein Mensch macht Ihnen ein Angebot. Ich gebe weiter, was Sie brauchen.",
    "Une personne vous fera une offre. Je transmets votre besoin.",
    "Una persona le hará una oferta. Transmito lo que necesita.",
    "Uma pessoa vai fazer-lhe uma proposta. Vou encaminhar o que precisa.",
    "Una persona le farà un'offerta. Inoltro quello di cui ha bisogno.",
)
