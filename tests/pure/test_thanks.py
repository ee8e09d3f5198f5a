"""What is nothing but a thanks, in six languages; what says more; and what leaves a question open."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation.asking import asks
from chatref.conversation.thanks import LONGEST, is_thanks

THANKS = """
Thank you, perfect! | thanks | ok, thanks so much!! | cheers 👋 | Thx 🙂 | thanks a lot :) | thanks <3 | THANK YOU!!!
Great, that solved it. Thanks a lot and have a nice day! | thank you, that was it | perfect, all clear now | Perfect!
no, thank you | No thanks, that's all | It works now, thank you so much | thank you, you too | Bye! | that fixed it
Hi, thank you for your quick reply | Oh great, you've been very helpful. Best regards | problem solved, many thanks
👍 | 🙏 | ❤️ | 👍🏽👍🏽 | 🎉🎉 thank you
Danke schön! | Super, vielen Dank für Ihre schnelle Hilfe! | Jetzt geht es wieder, danke | Das hat geklappt, merci!
Nein danke, das war alles | Herzlichen Dank und schönen Tag noch! | Ok, alles klar, danke | Tschüss | Perfekt 👌
Vielen Dank!\\n\\nMit freundlichen Grüßen | Danke, ebenfalls
Merci beaucoup, bonne journée ! | Parfait, merci pour votre aide | C'est tout, merci | Ça fonctionne maintenant, merci
D’accord, merci bien | Je vous remercie pour votre réponse rapide. Cordialement | super merci | Au revoir
¡Muchas gracias, perfecto! | Ya funciona, gracias | gracias por su ayuda | Vale, gracias, hasta luego | Eso es todo
Muito obrigada, tudo certo! | Obrigado pela ajuda | Funcionou, valeu | Perfeito, até logo | Não, obrigado, era só isso
Grazie mille, gentilissima | Perfetto, grazie per l'aiuto | Ora funziona, grazie | Va bene, grazie, buona giornata
"""
MORE = """
thanks, but it still fails | thank you, when will it arrive | thank you? | ok and my refund? | ok and my refund
thanks, perfect, please swap it | Thanks in advance | thanks for nothing | thanks and cancel it
it works now but slowly | that did not solve it
thank you for calling me back | thanks, I'll wait | thanks 5 times | thanks 🙄 | thanks 😡 | 🤔
thanks, see https://example.org | yes please, thanks | yes | no | ok | got it | it is done | Thank you, still broken
thank you Klara | I would like to thank you | hello | hi | спасибо | ??? | ... | 2 | <3 4 | nice try
danke, und die Rechnung? | danke, und die Rechnung | Danke im Voraus | es geht nicht, danke
Danke, aber es klappt nicht | alles klar | gut | Hallo | Guten Tag | danke, wann kommt es | ja bitte, danke
merci, et le remboursement ? | merci, et le remboursement | merci d'avance | ça ne marche pas, merci | d'accord | salut
merci de me rappeler | gracias, pero no funciona | gracias de antemano | no funciona | buenos días | buenas noches
vale | gracias, y el reembolso | obrigado, mas não funcionou | obrigada desde já | bom dia | boa noite | tudo bem?
grazie, ma quando arriva | grazie in anticipo | non funziona, grazie | ciao | va bene | capito
Thanks!\\n\\ninvoice.pdf (20 KB)
Nothing else works | Nothing else worked, thanks | Nada mais funciona | Nada más funcionó, gracias
nient'altro funziona | Não é só isso | Não era só isso, obrigado | No es todo | 👋 | 👋🏽
"""
QUESTIONS = """
Shall I swap it? | Soll ich tauschen? Dann mache ich es gleich. | Which one (the first or the second)? | Ça vous va ?
¿Lo cambio? | Posso trocar? | Lo cambio? | 換えますか？ | هل أبدله؟ | Anything else? And shall I cancel it?
Should I cancel it or is there anything else?
Shall I swap it | ok, shall I swap it for you | Hi Anna, would you like the other one. I can send it today
Done. Do you want the invoice too | which one is it | What is your order number | is that ok with you
Can you try again | could you send me the SKU please | how do I get my money back | can i change the licence key
where is my order | Is this the right one
Soll ich tauschen | Hallo Frau Meier, möchten Sie die andere. Die habe ich da | Passt das so | Wie lautet Ihre Nummer
wie kriege ich mein geld zurück | wo ist mein Geld | Können Sie es noch einmal versuchen | Welche Nummer steht darauf
Voulez-vous que je l'échange | Est-ce que ça vous va | Quel est le numéro | Merci Paul, pouvez-vous réessayer
Quiere que lo cambie | ¿ Puedo cambiarlo | Cuál es su número de pedido | le gustaría otro | Cuándo llega
Posso trocar | Quer que eu troque | Qual é o número do pedido | como faço para cancelar | Pode tentar de novo
Vuole che lo cambi | Preferisce l'altro | Qual è il numero | Può riprovare | come posso disdire
"""
STATEMENTS = """
It is done. | See https://example.org/?order=7 | It is done. Is there anything else I can do for you? | Anything else?
Erledigt. Kann ich sonst noch etwas für Sie tun? | Autre chose ? | ¿Necesita algo más?
Posso ajudar em mais alguma coisa? | Posso fare qualcos'altro? | ?order=7
Is there anything else I can do for you | Kann ich sonst noch etwas für Sie tun | Posso fare qualcos'altro
Have a nice day | Will do | Do not worry, it is on its way | What I meant is A-10234 | When it arrives I will write
Should you have any questions, write to me | Was the wrong number, sorry | Which I did | May you have a nice day
Wie besprochen ist es getauscht. | Was ich meinte, ist A-10234 | Wenn es da ist, kann ich es tauschen
Sollten Sie noch Fragen haben, schreiben Sie mir | Haben Sie vielen Dank | Haben Sie noch einen schönen Tag
Quand le colis arrive, je vous écris | Que tengas un buen día | Como le dije, ya está | Cuando llegue, le escribo
Como eu disse, está feito | Quando o pacote chegar, eu escrevo | Come detto, è fatto | Quando il pacco parte, le scrivo
"""


def each(lines: str) -> list[str]:
    return [text.replace("\\n", "\n") for line in lines.strip().splitlines() for text in line.split(" | ")]


@pytest.mark.parametrize("text", each(THANKS))
def test_a_thanks_is_known(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", each(MORE))
def test_what_says_more_than_a_thanks_is_none(text: str) -> None:
    assert not is_thanks(text)


@pytest.mark.parametrize("text", each(QUESTIONS))
def test_a_question_is_left_open(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", each(STATEMENTS))
def test_no_question_is_left_open(text: str) -> None:
    assert not asks(text)


def test_who_answered_may_be_named_and_nobody_else() -> None:
    assert is_thanks("Thank you Klara, bye!", to="Klara Kern")
    assert not is_thanks("Thank you Klara, bye!", to="Tess Type")
    assert not is_thanks("Klara", to="Klara Kern")
    assert not is_thanks("thanks, will it arrive", to="Will May")


@given(st.data(), st.sampled_from(each(THANKS)), st.sampled_from(["?", "7", " but ", " wxyz "]))
def test_a_sign_of_more_anywhere_makes_it_more(data: st.DataObject, text: str, more: str) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert not is_thanks(text[:place] + more + text[place:])


def test_nothing_is_no_thanks() -> None:
    assert not is_thanks("")
    assert not is_thanks("  \n ")


@pytest.mark.parametrize(
    "text", ["thank you " * 17, "jetzt es das alles " * 9, "ya ahora " * 20, "? " * 4_000, "a" * 8_000]
)
def test_no_text_takes_long(text: str) -> None:
    """Also one that nearly is a thanks, over and over."""
    began = process_time()
    is_thanks(text)
    is_thanks(f"{text[: LONGEST - 2]}x")
    asks(text)
    assert process_time() - began < 0.25
