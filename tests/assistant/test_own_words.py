"""The assistant speaks the visitor's language where it speaks for itself."""

import pytest

from chatref.assistant.extractive import extractive_answer
from chatref.assistant.own_words import LANGUAGES, Own, own_words
from chatref.assistant.small_talk import small_talk
from chatref.conversation.model import AnswerKind
from chatref.escalation.phrases import asks_for_person
from chatref.escalation.phrases.promises import promises_person
from chatref.knowledge.content import Found

SAID = {
    ("en", Own.GREETING): "hi | Hello there! | Good evening, team",
    ("en", Own.WELCOME): "thanks | ok, thanks so much!! | cheers 👋",
    ("en", Own.GOOD): "perfect | ok. | got it",
    ("en", Own.GOODBYE): "bye | have a nice day!",
    ("en", Own.WELL): "how's it going? | How’s it going | how are you today?",
    ("en", Own.ABLE): "what can you do? | help!",
    ("de", Own.GREETING): "Hallo | Guten Tag! | Grüß Gott | Hallöchen | moin moin",
    ("de", Own.WELCOME): "Danke schön! | vielen Dank für Ihre Hilfe | super, danke",
    ("de", Own.GOOD): "Alles klar. | in Ordnung",
    ("de", Own.GOODBYE): "Tschüss! | Auf Wiedersehen | schönen Tag noch",
    ("de", Own.WELL): "Wie geht's? | wie geht es Ihnen heute",
    ("de", Own.ABLE): "Was können Sie alles machen? | Kannst du mir helfen?",
    ("fr", Own.GREETING): "Bonjour ! | salut à tous | Bonsoir",
    ("fr", Own.WELCOME): "merci beaucoup | D'accord, merci ! | Merci pour votre aide",
    ("fr", Own.GOOD): "d’accord | Très bien.",
    ("fr", Own.GOODBYE): "Au revoir | à bientôt ! | bonne soirée",
    ("fr", Own.WELL): "Ça va ? | comment allez-vous ?",
    ("fr", Own.ABLE): "Que pouvez-vous faire ? | pouvez-vous m'aider ? | aide-moi",
    ("es", Own.GREETING): "¡Hola! | buenos días | buenas tardes",
    ("es", Own.WELCOME): "muchas gracias | vale, gracias | gracias por su ayuda",
    ("es", Own.GOOD): "de acuerdo | vale",
    ("es", Own.GOODBYE): "adiós | hasta luego",
    ("es", Own.WELL): "¿Cómo estás? | ¿qué tal?",
    ("es", Own.ABLE): "¿En qué puede ayudarme? | ¡ayuda!",
    ("pt", Own.GREETING): "Olá! | bom dia | boa tarde",
    ("pt", Own.WELCOME): "muito obrigado | Obrigada pela ajuda",
    ("pt", Own.GOOD): "está bem | ótimo",
    ("pt", Own.GOODBYE): "tchau | até logo",
    ("pt", Own.WELL): "como vai? | tudo bem?",
    ("pt", Own.ABLE): "O que você pode fazer? | pode me ajudar?",
    ("it", Own.GREETING): "Buongiorno! | ciao | salve",
    ("it", Own.WELCOME): "grazie mille | va bene, grazie | grazie per l'aiuto",
    ("it", Own.GOOD): "d'accordo | va bene",
    ("it", Own.GOODBYE): "arrivederci | a presto",
    ("it", Own.WELL): "Come va? | come sta?",
    ("it", Own.ABLE): "Che cosa può fare? | aiuto",
}
QUESTIONS = """
hello, my payment failed
danke, aber wo ist meine Rechnung?
Hallo, ich brauche Hilfe mit der Lizenz
merci, et le remboursement ?
gracias, pero no funciona
bom dia, onde está o meu pedido?
va bene, ma quando arriva?
guten Tag der offenen Tür
"""


@pytest.mark.parametrize(("language", "own", "text"), [
    (language, own, text) for (language, own), texts in SAID.items() for text in texts.split(" | ")
])  # fmt: skip
def test_a_pleasantry_is_returned_in_the_language_it_was_said_in(language: str, own: Own, text: str) -> None:
    assert small_talk(text, language) == own_words(own, language)
    assert not asks_for_person(text, language)


@pytest.mark.parametrize("text", QUESTIONS.strip().splitlines())
def test_what_is_more_than_a_pleasantry_is_looked_up(text: str) -> None:
    assert small_talk(text) is None


def test_what_several_languages_say_alike_is_returned_in_the_visitors() -> None:
    assert small_talk("super", "de-AT") == own_words(Own.GOOD, "de")
    assert small_talk("tudo bem?", "en") == own_words(Own.WELL, "pt")
    assert small_talk("perfetto, grazie", "en") == own_words(Own.WELCOME, "it")
    assert small_talk("ok", "fr-CA") == own_words(Own.GOOD, "fr-CA")


@pytest.mark.parametrize("language", [*LANGUAGES, "de-CH", "PT-br"])
@pytest.mark.parametrize("own", Own)
def test_every_language_has_every_word_and_none_promises_a_person(language: str, own: Own) -> None:
    """S11, F7: or a greeting would bring one."""
    said = own_words(own, language)
    assert said
    assert not promises_person(said)
    assert (said == own_words(own, "en")) == (language == "en")


def test_nothing_found_is_said_in_the_visitors_language() -> None:
    answer = extractive_answer(Found(()), "it-CH")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert answer.text == own_words(Own.NOT_FOUND, "it")
