"""`Are you a bot?` is answered in the visitor's language, and is no request for a person (P2, P11, S11)."""

import pytest

from chatref.assistant.small_talk import small_talk
from chatref.conversation import events as e
from chatref.conversation.model import AnswerKind, Stage
from chatref.escalation.phrases import asks_for_person, hints_at_person
from tests.escalation.house import House

ASKED = {
    "en": """
        are you a bot?
        Are you a human or a computer
        Hi, are you a real person?
        am I talking to a human
        am i speaking with ai or a real, live person
        is this a chatbot?
        r u human
        who am I chatting with?
        can you tell me if you're human or if you're a computer
        let me know whether this is a bot
    """,
    "de": """
        Bist du ein Bot?
        Hallo, sind Sie ein echter Mensch?
        Rede ich hier mit einer Maschine?
        Schreibe ich mit einem Menschen oder mit einem Bot?
        wer bist du
        ist das eine KI?
    """,
    "fr": """
        Êtes-vous un robot ?
        tu es une vraie personne ?
        Est-ce que je parle à un humain ?
        C'est une IA ?
        Bonjour, qui êtes-vous ?
        à qui je parle
    """,
    "es": """
        ¿Eres un robot?
        ¿Es usted una persona real?
        ¿Estoy hablando con un humano o con un bot?
        sos humano?
        hola, quién eres
    """,
    "pt": """
        Você é um robô?
        és uma pessoa real?
        Estou falando com um humano ou com uma máquina?
        vc é um bot
        com quem estou a falar?
    """,
    "it": """
        Sei un robot?
        lei è una persona vera?
        Sto parlando con un umano o con un bot?
        scusa, con chi parlo?
    """,
}
SAID = [(line.strip(), language) for language, lines in ASKED.items() for line in lines.strip().splitlines()]
ANSWERS = {
    "en": "I am an assistant",
    "de": "Ich bin ein Assistent",
    "fr": "Je suis un assistant",
    "es": "Soy un asistente",
    "pt": "Sou um assistente",
    "it": "Sono un assistente",
}


@pytest.mark.parametrize(("text", "language"), SAID)
def test_whether_a_program_answers_is_said_in_the_language_of_the_question(text: str, language: str) -> None:
    assert (small_talk(text) or "").startswith(ANSWERS[language])
    assert not asks_for_person(text, language)
    assert not hints_at_person(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "are you a bot? I want a human",
        "Bist du ein Bot? Ich will mit einem Menschen sprechen",
        "es-tu un robot ? je veux parler à quelqu'un",
        "eres un robot? pásame con una persona",
        "você é um robô? quero falar com alguém",
        "sei un bot? voglio parlare con un operatore",
    ],
)
def test_a_request_beside_the_question_is_heard(text: str) -> None:
    """P4."""
    assert asks_for_person(text, "en")
    assert small_talk(text) is None


async def test_asking_it_again_and_again_brings_nobody(house: House) -> None:
    """S11."""
    conversation = await house.begin("Are you a bot?")
    await house.awaits(conversation, e.AssistantAnswered)
    for times, text in enumerate(("are you a real person?", "Bist du ein Mensch?"), 2):
        await house.write(conversation, text)
        await house.awaits(conversation, e.AssistantAnswered, times)
    state, events = await house.read(conversation)
    assert {each.answer for each in events if isinstance(each, e.AssistantAnswered)} == {
        AnswerKind.SMALL_TALK
    }
    assert (state.stage, state.requests) == (Stage.ASSISTANT, 0)
