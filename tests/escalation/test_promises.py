"""What an assistant says about a person who takes over is a promise, in every language it answers in (F7)."""

import pytest

from chatref.assistant.small_talk import small_talk
from chatref.escalation.phrases.promises import promises_person

PROMISES = """
I will connect you with a colleague.
I've escalated this to our support team.
One of our specialists will be with you shortly.
Let me transfer you to a human agent.
Ich verbinde Sie mit einem Kollegen.
Ich leite Ihre Anfrage an einen Mitarbeiter weiter.
Eine Kollegin meldet sich gleich bei Ihnen.
Ich werde Sie mit jemandem verbinden.
Je vous mets en relation avec un conseiller.
Je vais vous transférer à un collègue.
Je transmets votre demande à notre équipe.
Un conseiller va vous répondre ici.
Quelqu'un de l'équipe prend le relais.
Le paso con un compañero.
Voy a transferirle a un agente.
Te voy a poner en contacto con alguien del equipo.
He pasado su caso a un especialista.
Un asesor le atenderá en breve.
Vou transferir você para um atendente.
Vou passar a sua conversa para um colega.
Estou a encaminhar o seu pedido para a equipa.
Um atendente vai responder aqui.
Alguém da equipe entrará em contato.
La metto in contatto con un operatore.
Ti passo un attimo a una collega.
Inoltro la sua richiesta al nostro team.
Un operatore la contatterà a breve.
Qualcuno del team le risponderà qui.
"""
NO_PROMISES = """
You can transfer a licence to another person.
Our team is made up of six people.
Would you like to talk to somebody?
I can help you with that.
A colleague can use the same licence.
You can transfer a licence to a colleague in your account.
Our team answers on weekdays from 9 to 18.
Write to the support team if it does not work.
I can't find this in the help centre.
Sie können die Lizenz an eine andere Person übertragen.
Unser Team besteht aus sechs Menschen.
Möchten Sie mit jemandem sprechen?
Eine Lizenz gilt für eine Person.
Ein Mitarbeiter darf die Schrift auch nutzen.
Vous pouvez transférer la licence à une autre personne.
Notre équipe compte six personnes.
Souhaitez-vous parler à quelqu'un ?
Je peux vous aider.
Puede transferir la licencia a otra persona.
Nuestro equipo tiene seis personas.
¿Quiere hablar con alguien?
La licencia vale para una persona.
Pode transferir a licença para outra pessoa.
A nossa equipa tem seis pessoas.
Quer falar com alguém?
Uma licença vale para uma pessoa.
Può trasferire la licenza a un'altra persona.
Il nostro team ha sei persone.
Vuole parlare con qualcuno?
Una licenza vale per una persona.
"""


@pytest.mark.parametrize("text", PROMISES.strip().splitlines())
def test_that_a_person_comes_is_a_promise(text: str) -> None:
    assert promises_person(text)
    assert promises_person(f"Thank you. {text.upper()} 👋")


@pytest.mark.parametrize("text", NO_PROMISES.strip().splitlines())
def test_to_speak_of_people_promises_nothing(text: str) -> None:
    assert not promises_person(text)


@pytest.mark.parametrize(
    "text",
    ["are you a bot?", "bist du ein Bot?", "es-tu un robot ?", "eres un bot?", "és um robô?", "sei un bot?"],
)
def test_what_the_assistant_says_about_itself_promises_nothing(text: str) -> None:
    """S11: or the question whether it is a program would bring a person."""
    assert not promises_person(small_talk(text) or "")
