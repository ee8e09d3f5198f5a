"""Who says all in one message is asked nothing and waits after one turn: six languages, any order (P4, P5, P7)."""

import asyncio
from dataclasses import dataclass

import pytest

from chatref.actions import schema as actions
from chatref.actions.store import save as save_actions
from chatref.conversation import events as e
from chatref.conversation.model import Stage
from chatref.escalation import conditions as when
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.store import save
from tests.escalation.house import House


@dataclass(frozen=True)
class Shop:
    """In its owner's language: what the details are called, the reasons to choose from, and what visitors write."""

    labels: tuple[str, str]
    wrong_licence: str
    bought_twice: str
    written: str


SHOPS = {
    "en": Shop(
        ("Order number", "Reason"),
        "Wrong licence",
        "Bought twice",
        """
        I want to return order A-10233, SKU 5521, it's the wrong licence, let me talk to someone
        Let me talk to someone: it's the wrong licence, SKU 5521, and I want to return order A-10233.
        Hi! Wrong licence. SKU 5521. Order A-10233. Can I speak to a real person?
        SKU: 5521, order a-10233. I'd like a human please, it is the wrong licence and I want my money back
        """,
    ),
    "de": Shop(
        ("Bestellnummer", "Grund"),
        "Falsche Lizenz",
        "Doppelt gekauft",
        """
        Ich möchte Bestellung A-10233 zurückgeben, SKU 5521, falsche Lizenz, lassen Sie mich mit jemandem sprechen
        Ich will mit einem Menschen sprechen: falsche Lizenz, SKU 5521, Bestellung A-10233.
        Guten Tag! SKU 5521 aus A-10233 ist die falsche Lizenz. Kann ich bitte mit einem Mitarbeiter reden?
        """,
    ),
    "fr": Shop(
        ("Numéro de commande", "Motif"),
        "Mauvaise licence",
        "Acheté deux fois",
        """
        Je veux retourner la commande A-10233, SKU 5521, c'est la mauvaise licence, je veux parler à quelqu'un
        Passez-moi un conseiller : mauvaise licence, SKU 5521, commande A-10233.
        Bonjour, SKU 5521, commande A-10233. C'est la mauvaise licence. Puis-je parler à une personne ?
        """,
    ),
    "es": Shop(
        ("Número de pedido", "Motivo"),
        "Licencia equivocada",
        "Comprado dos veces",
        """
        Quiero devolver el pedido A-10233, SKU 5521, es la licencia equivocada, déjame hablar con alguien
        Quiero hablar con una persona: licencia equivocada, SKU 5521, pedido A-10233.
        Hola, SKU 5521 del pedido A-10233. Es la licencia equivocada. ¿Puedo hablar con un agente?
        """,
    ),
    "pt": Shop(
        ("Número do pedido", "Motivo"),
        "Licença errada",
        "Comprado duas vezes",
        """
        Quero devolver o pedido A-10233, SKU 5521, é a licença errada, deixe-me falar com alguém
        Quero falar com uma pessoa: licença errada, SKU 5521, pedido A-10233.
        Olá, SKU 5521 do pedido A-10233. É a licença errada. Posso falar com um atendente?
        """,
    ),
    "it": Shop(
        ("Numero d'ordine", "Motivo"),
        "Licenza sbagliata",
        "Comprato due volte",
        """
        Voglio restituire l'ordine A-10233, SKU 5521, è la licenza sbagliata, fatemi parlare con qualcuno
        Vorrei parlare con una persona: licenza sbagliata, SKU 5521, ordine A-10233.
        Buongiorno, SKU 5521 dell'ordine A-10233. È la licenza sbagliata. Posso parlare con un operatore?
        """,
    ),
}


def _form(shop: Shop) -> dict[str, object]:
    order, reason = shop.labels
    return {
        "name": "Return",
        "field": [
            {
                "id": "order",
                "label": order,
                "kind": "pattern",
                "pattern": "A-[0-9]{5}",
                "example": "A-10233",
            },
            {"id": "sku", "label": "SKU", "kind": "pattern", "pattern": "[567][0-9]{3}", "example": "5521"},
            {
                "id": "reason",
                "label": reason,
                "kind": "choice",
                "choices": [shop.wrong_licence, shop.bought_twice],
            },
        ],
    }


@pytest.mark.parametrize("language", SHOPS)
async def test_nothing_is_asked_and_the_case_waits_after_one_turn(house: House, language: str) -> None:
    shop = SHOPS[language]
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        asked = Rule("Person", when.AsksForPerson(), "Asked for a person", action="Return")
        await save(connection, house.foundry.workspace, Rules((asked,)))
        await save_actions(connection, house.foundry.workspace, actions.actions_from([_form(shop)]))

    async def says(text: str) -> None:
        conversation = await house.begin(text, language)
        await house.awaits(conversation, e.Queued)
        state, events = await house.read(conversation)
        details = {name: (each.value, each.verified) for name, each in state.details.items()}
        assert details == {
            "order": ("A-10233", True),
            "sku": ("5521", True),
            "reason": (shop.wrong_licence, True),
        }, text
        spoken = [each for each in events if isinstance(each, e.DetailsAsked | e.AssistantAnswered)]
        assert (state.stage, state.turn.number, spoken) == (Stage.WAITING, 1, []), text

    await asyncio.gather(*(says(line.strip()) for line in shop.written.strip().splitlines()))
