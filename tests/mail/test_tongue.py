"""In what language a conversation that began with a mail goes on: in that of its words."""

import pytest

from chatref.conversation.phrases import FIXED
from chatref.mail.incoming.tongue import language_of

ASKED = {
    "en": "Where is it?",
    "de": "Wo ist meine Bestellung?",
    "fr": "Où est ma commande ?",
    "es": "¿Dónde está mi pedido?",
    "pt": "Onde está o meu pedido?",
    "it": "Dov'è il mio ordine?",
    "nl": "Waar is mijn bestelling?",
    "pl": "Gdzie jest moje zamówienie?",
    "da": "Hvor er min bestilling?",
    "ar": "أين طلبي؟",
}


@pytest.mark.parametrize("language", FIXED)
def test_it_is_told_by_the_small_words_of_each_language(language: str) -> None:
    """A short question, and what the desk itself says in it: of single sentences at most one is taken for another."""
    said = FIXED[language].values()
    assert language_of(ASKED[language]) == language
    assert language_of(" ".join(said)) == language
    assert sum(language_of(each) not in (language, "") for each in said) <= 1


@pytest.mark.parametrize(
    "text", ["", "A-10233", "Hello", "Refund", "Köszönöm szépen a gyors választ", "123 456"]
)
def test_where_nobody_can_tell_it_does_not_guess(text: str) -> None:
    assert language_of(text) == ""


def test_one_word_in_another_script_does_not_decide() -> None:
    assert language_of("What does the word شكرا mean in your shop?") == "en"
