"""Words and phrases of the ready-made rules, in six languages. Accents, case and endings don't matter."""

BILLING = (
    "charged twice", "charged me twice", "double charge", "two times charged", "unauthorised charge",
    "unauthorized charge", "chargeback", "dispute the payment", "dispute this charge", "billing dispute",
    "doppelt abgebucht", "falsch abgebucht", "débité deux fois", "prélevé deux fois", "double prélèvement",
    "cobrado dos veces", "cobro duplicado", "cargo no autorizado", "cobrado duas vezes", "cobrança duplicada",
    "cobrança indevida", "addebitato due volte", "doppio addebito", "addebito non autorizzato",
)  # fmt: skip
ACCOUNT = (
    "account hacked", "hacked my account", "account was hacked", "account taken over", "locked out of my account",
    "somebody else is in my account", "someone is in my account", "lost access to my account", "konto gehackt",
    "aus meinem konto ausgesperrt", "compte piraté", "accès à mon compte perdu", "cuenta hackeada",
    "han hackeado mi cuenta", "perdido el acceso a mi cuenta", "conta invadida", "hackearam a minha conta",
    "perdi o acesso à minha conta", "account hackerato", "perso l'accesso al mio account",
)  # fmt: skip
LEGAL = (
    "lawyer", "attorney", "legal action", "sue you", "cease and desist", "data protection authority",
    "gdpr request", "anwalt", "rechtsanwalt", "datenschutzbehorde", "mon avocat", "mise en demeure",
    "plainte en justice", "mi abogado", "acciones legales", "les voy a demandar", "meu advogado", "ação judicial",
    "mio avvocato", "azione legale",
)  # fmt: skip
REFUND = (
    "my money back", "want a refund", "give me a refund", "refund me", "geld zurück", "rückerstattung bitte",
    "je veux un remboursement", "être remboursé", "quiero un reembolso", "devuélvanme el dinero",
    "quero um reembolso", "meu dinheiro de volta", "voglio un rimborso", "i miei soldi indietro",
)  # fmt: skip
OUTAGE = (
    "is down for everyone", "everything is down", "your service is down", "outage", "production is down",
    "data is gone", "lost all my data", "security incident", "data breach", "passwords leaked",
    "dienst ist ausgefallen", "totalausfall", "daten sind weg", "service est en panne", "panne générale",
    "fuite de données",
    "servicio está caído", "caída del servicio", "fuga de datos", "serviço está fora do ar", "vazamento de dados",
    "servizio non raggiungibile", "fuga di dati", "violazione dei dati",
)  # fmt: skip
CANCELLATION = (
    "cancel my subscription", "cancel my contract", "terminate my contract", "abo kündigen", "vertrag kündigen",
    "résilier mon abonnement", "résilier mon contrat", "cancelar mi suscripción", "dar de baja mi suscripción",
    "cancelar a minha assinatura", "rescindir o contrato", "disdire l'abbonamento", "annullare l'abbonamento",
)  # fmt: skip
DANGER = (
    "emergency", "gas leak", "smell of gas", "somebody is hurt", "someone is hurt", "water everywhere", "burst pipe",
    "notfall", "gasgeruch", "verletzt", "wasserschaden", "rohrbruch", "urgence", "fuite de gaz", "quelqu'un est blessé",
    "dégât des eaux", "emergencia", "fuga de gas", "herido", "tubería rota", "emergência", "fuga de gás", "ferido",
    "emergenza", "fuga di gas", "ferito", "tubo rotto",
)  # fmt: skip
APPOINTMENT = (
    "reschedule", "move my appointment", "change my appointment", "cancel my appointment", "termin verschieben",
    "termin absagen", "déplacer mon rendez-vous", "annuler mon rendez-vous", "cambiar mi cita", "cancelar mi cita",
    "remarcar", "cancelar a minha consulta", "spostare l'appuntamento", "annullare l'appuntamento",
)  # fmt: skip
OFFER = (
    "get a quote", "request a quote", "send me an offer", "price for my", "angebot anfordern", "kostenvoranschlag",
    "demander un devis", "un devis", "pedir presupuesto", "un presupuesto", "pedir um orçamento", "um orçamento",
    "un preventivo", "richiedere un preventivo",
)  # fmt: skip
