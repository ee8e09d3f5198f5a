"""What visitors write when they want a person, by language: every one of them is a clear request."""

ENGLISH = """
a person please
A PERSON, please!
can I talk to someone
can i talk to some one real
let me speak to a human
human
Human!!!
agent!
agent agent agent
representative
operator
real person
is there anybody real here
is there a human I can talk to?
Are there any real people here?
I want to talk to a real person not a bot
I'd like to speak with one of your colleagues
connect me to support
please transfer me to billing
put me through to someone
Get me a human.
I need an agent now
can I have a representative please
could you get someone to help me
I’d rather talk to a person
I don't want to talk to a bot
i dont want a bot i want a human
stop, no more bots
why can't I talk to a person?
why don't you connect me with a human
I want to speak to your manager
speak to a supervisor
can somebody call me please
I don't know how to speak with an operator
your answer is useless. human please
Hi. My order A-10233 is wrong and I have tried everything. Can I please chat with someone?
get me a fucking human
do you have live chat
escalate this
help from a real human please
I said a human!
I said agent
really, just a human
speak to customer service
I would like to speak to your licensing team
speak person
how can I reach a real person
need human asap
get me someone
someone to talk to please
I am not comfortable sharing that with a bot
billing department please
I want to speak with your developer
can you put me in touch with your sales team
I wish to be connected to an operator
escalate to a human
raise it with a supervisor
get me your boss
talk to management
have a colleague look at it
someone should call me
call me back please
I need a callback
are there actual people I can talk to
forward my case to the right department
please connect me to the spa
I would like to be put in touch with an advisor
ask an agent to contact me
put your manager on the phone
do you have any humans working there
can someone else help me
hand this over to a colleague, transfer it to a human
I'm not sharing my card number with a machine
I can't get through to billing
get me someone who knows
is an agent available to talk?
I would like to be called back
I need to explain this to a person
would you mind transferring me to a colleague
customer service
"""
GERMAN = """
Mensch bitte
Einen Menschen, bitte!
mit einem Mitarbeiter sprechen
Ich möchte mit einem Menschen sprechen
ich moechte mit jemandem reden
Kann ich mit jemand anderem sprechen?
Verbinden Sie mich mit dem Kundendienst
verbinde mich bitte mit einem echten Menschen
Ich will einen Mitarbeiter
Mitarbeiter!
Ich sagte doch: Mensch!
Ich sagte einen Mitarbeiter
Gibt es hier auch echte Menschen?
Ich will nicht mit einem Bot reden
warum kann ich nicht mit einem Menschen sprechen
kann mich jemand anrufen
Können Sie mich bitte an einen Kollegen weiterleiten? Mit einem Berater sprechen wäre gut.
leiten Sie das bitte an einen Kollegen weiter
habt ihr echte Menschen
einen Mitarbeiter mit dem ich reden kann
menschliche Hilfe bitte
wie kann ich einen Mitarbeiter erreichen
bitte keinen Chatbot mehr
verbinden Sie mich bitte
bitte verbinden
holen Sie mir jemanden
wie komme ich zu einem Berater
ich brauche Hilfe von einem Menschen
kann ein Kollege das prüfen
kann sich jemand von euch bei mir melden
rufen Sie mich an
ich bitte um Rückruf
jemanden sprechen
Kundenservice bitte
ich rede nicht mit Robotern
ich will mit deinem Chef reden
unter welcher Nummer ich einen Mitarbeiter erreiche
ein Gespräch mit einem Berater bitte
Weiterleitung an einen Mitarbeiter
ich möchte zurückgerufen werden
ein richtiger Mensch wäre mir lieber
"""
FRENCH = """
je voudrais parler avec votre directrice
parler à un humain
merci de me rappeler
un être humain, s'il vous plaît
j'aurais besoin d'un conseiller
Passez-moi quelqu'un !
pouvez-vous me mettre en contact avec un technicien
être mis en relation avec une conseillère
je veux être transféré vers un opérateur
faites suivre mon dossier à un responsable
il me faut quelqu'un de compétent
comment contacter un conseiller
y a-t-il un conseiller disponible ?
avez-vous une vraie personne à qui parler ?
aide humaine svp
je veux une réponse d'un humain
rappelez-moi demain matin
quelqu'un pourrait m'appeler ?
j'aimerais que quelqu'un vérifie mon dossier
conseiller svp
service client
je ne veux plus parler à un robot
marre des bots
transférer vers un agent
quelqu'un de réel svp
transférez-moi svp
un rendez-vous avec un conseiller
je voudrais être rappelée
je ne parle pas à des robots
serait-ce possible d'avoir un humain
"""
SPANISH = """
me gustaría hablar con la dueña
pasar con un agente
solicito derivación a un asesor
que me atienda un humano
me atiende alguien?
alguien real por favor
hablar con una persona
ponme con soporte
pasen mi caso a un supervisor
quiero ser atendida por una persona
necesito a un técnico
contactar con un agente
¿hay alguna persona ahí?
¿hay humanos?
ayuda humana
llámenme
¿me pueden llamar mañana?
¿podrían contactarme?
un asesor por favor
servicio al cliente
no quiero hablar con una máquina
basta de bots
una queja con un supervisor
una cita con un asesor
que me devuelvan la llamada
transfiérame por favor
prefiero ser contactado por teléfono, quiero ser llamado hoy
"""
PORTUGUESE = """
queria falar com a dona da loja
falar no financeiro
transferir para um atendente
transferência para um humano
alguém real por favor
falar com uma pessoa
me passa pro suporte
encaminhe o meu caso para um gerente
quero ser atendida por uma pessoa
preciso de um técnico
contactar um agente
tem alguma pessoa aí?
tem humanos aí?
ajuda humana
quero que alguém me ajude, que me atenda uma pessoa
me liguem amanhã
alguém pode me ligar?
um atendente por favor
apoio ao cliente
não quero conversar com uma máquina
chega de robôs
me ajuda alguém
uma reclamação com um gerente
uma chamada com um consultor
quero que me retornem a ligação
me transfira
quero ser contactada hoje
"""
ITALIAN = """
vorrei parlare con la titolare del negozio
trasferire a un operatore
assistenza con operatore
mi risponde una persona?
qualcuno di reale per favore
parlare con un addetto
mettetemi in contatto con un tecnico
girate la mia richiesta al responsabile
vorrei essere richiamata da un consulente
mi serve un tecnico
contattare un operatore
c'è qualcuno con cui posso parlare?
ci sono umani qui?
assistenza umana
vorrei che qualcuno controllasse il mio ordine
richiamatemi
mi potete chiamare?
un operatore, per favore
servizio clienti
non voglio parlare con una macchina
basta robot
qualcuno vero
un reclamo con un responsabile
un appuntamento con un consulente
vorrei essere richiamato
mi passi per favore
mi basta un essere umano
parlare con un operatore
"""
REQUESTS = {
    "en": tuple(ENGLISH.strip().splitlines()),
    "de": tuple(GERMAN.strip().splitlines()),
    "fr": tuple(FRENCH.strip().splitlines()),
    "es": tuple(SPANISH.strip().splitlines()),
    "pt": tuple(PORTUGUESE.strip().splitlines()),
    "it": tuple(ITALIAN.strip().splitlines()),
}
