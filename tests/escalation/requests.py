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
"""
REQUESTS = {"en": tuple(ENGLISH.strip().splitlines()), "de": tuple(GERMAN.strip().splitlines())}
