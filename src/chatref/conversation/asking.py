"""Whether somebody's words ask anything, in six languages: by the mark, or by how a sentence without one begins.

Only beginnings that a statement hardly has are listed: `what is`, and not `what`, for "what I meant is A-10234". Where
no order of words tells a question from a statement ("Puedo cambiarlo"), it is taken for one: who offers asks, too.
"""

import re
from collections.abc import Iterator

from chatref.conversation.thanks import plain

LONGEST = 160
"""So much of a sentence is read."""


def asks(text: str) -> bool:
    """Whether a question is left open: a thanks after it may be a yes. Whether there is anything else is none."""
    return any(_left_open(question) for question in _questions(text))


def _questions(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        sentence, mark = found.groups()
        if mark:
            yield plain(sentence[-LONGEST:])
        elif sentence and _BEGINS.match(begun := plain(sentence[:LONGEST])):
            yield begun


def _left_open(question: str) -> bool:
    return _OR.search(question) is not None or not _ANYTHING_ELSE.search(question)


_SENTENCE = re.compile(r"([^.!?？؟\n]*)(?:([?？؟](?!\w))|[.!?？؟\n]|$)")
_ANYTHING_ELSE = re.compile(
    r"\b(?:anything else|sonst noch (?:et)?was|autre chose|algo mas|(?:mais alguma|outra) coisa|algo mais"
    r"|qualcosaltro|altro (?:che|in cui|con cui))\b"
)
_OR = re.compile(r"\b(?:or|oder|ou|o|oppure)\b")

# What may stand before it: a greeting with a name, a word that takes up what was said.
_GREETS = (
    r"hi|hey|hello|dear|good (?:morning|afternoon|evening)|sorry|thanks|thank you|perfect|great|sure|of course"
    r"|hallo|guten (?:tag|morgen|abend)|danke|gerne|liebe|lieber|bonjour|bonsoir|merci|hola|gracias|claro|ola"
    r"|buen(?:os|as) (?:dias|tardes|noches)|bom dia|boa (?:tarde|noite)|obrigad[oa]|ciao|salve|buon ?giorno|grazie"
)
_GOES_ON = (
    r"ok|okay|so|and|but|also|then|well|please|yes|no|und|aber|dann|ja|bitte|et|mais|alors|oui|y|pero|entonces|si|e|mas"
    r"|entao|sim|ma|allora|quindi"
)
_SOMEBODY = (
    r"(?:he|she|it|this|that|there|my|your|our|the (?!wrong|right|correct|same)\w+|any\w*|some\w*|everything)"
)
_I = rf"(?:i|we|you|u|they|these|those|{_SOMEBODY})"
_ICH = r"(?:ich|wir|sie|du|ihr\w*|man|er|es|das|die|der|dies|mein\w*|dein\w*|unser\w*|jemand\w*)"
_BEGINNINGS = (
    # English
    rf"(?:can|could|might|shall|would|will|cant|couldnt|wont|wouldnt|shouldnt|did|does|didnt|doesnt) {_I}"
    r"|(?:do|dont|have|havent|are|arent|were) (?:i|we|you|u|they|these|those|there|my|your|our|any\w*)"
    rf"|(?:is|was|isnt|wasnt|has|hasnt) {_SOMEBODY}|am i|may (?:i|we)|should (?:i|we|they)"
    r"|(?:when|(?:what|which|how|where|why|who)(?! (?:i|we|you|it|he|she|they)\b)(?: \w+){0,2}) (?:is|are|was|were|am"
    r"|do|does|did|can|could|should|would|will|shall|has|have|cant|dont|doesnt|isnt|wont|hasnt|havent)"
    r"|(?:what|how|where|when|why|who)s|(?:how|where) to|how (?:much|many|long|often|come|about)|what (?:about|if)"
    r"|why not|which (?:one|of)"
    # German
    rf"|(?:kann|kannst|konnen|konnte|konntest|konnten|soll|sollen|darf|durfen|durfte|muss|mussen|mochten|mochtest"
    rf"|wollen|willst|wurden|wurdest|ist|sind|ware|passt|geht|reicht|stimmt|gibt) {_ICH}|sollten wir"
    rf"|(?:wie|was|wann|wo|wer|warum|wieso|woher|wohin|wofur|wem|wen) (?!gesagt|besprochen|{_ICH}\b)\w+ {_ICH}"
    r"|wie (?:viele?|lange|oft|hoch|teuer|weit)|wieviel|welche[rsnm]? (?!ich|sie|wir)\w+"
    # French
    r"|est ce (?:que?|qu\w+|bon|possible)|quest ce|(?:puis|dois) je|je peux|on peut|vous (?:voulez|souhaitez|preferez)"
    r"|tu (?:veux|preferes)|(?:peut|faut) (?:on|il)|(?:peux|pourrais|veux|preferes|as|es) tu|(?:pouvez|pourriez|voulez"
    r"|voudriez|souhaitez|preferez|avez|auriez|etes) vous|y a t il|cest (?:possible|quand|combien|quoi)"
    r"|comment|combien|pourquoi|quel(?:le)?s?|quand (?:est|sera|vais|puis|pourr|arriv|recevr)\w*"
    r"|ou (?:est|sont|en est|puis je|se trouve)|que (?:faire|faut il|dois je|puis je)"
    # Spanish: a question and a statement may have the same words
    r"|puedo|podria|podemos|puedes?|podrian|quieres?|prefieres?|desea|[lt]e gustaria|se puede|es posible|por que|quien"
    r"|como (?:puedo|podria|podemos|hago|hacemos|funciona|esta)|(?:cual|cuando) (?:es|son|era|fue|llega|puedo|va)"
    r"|cuales|cuant[oa]s?(?! antes)|donde (?:esta|estan|puedo)|que (?:hago|es|pasa|puedo|debo)|hay (?:alguna?|algun)"
    # Portuguese
    r"|posso|podem?|poderia|consigo|prefere|voce quer|quer que|gostaria|da p(?:a)?ra|tem como|e possivel|quais|quem"
    r"|como (?:posso|faco|consigo|funciona)|quando (?:chega|vai|sera|posso)|qual|quant[oa]s?(?! antes| a[os]?\b)"
    r"|onde (?:esta|estao|fica|posso)|o que (?:faco|devo|posso|acontece)"
    # Italian
    r"|potrei|puo|puoi|potete|potrebbe|possiamo|vuole|vuoi|preferisc[ei]|desidera|si puo|quant[ie]|qual[ie]|chi"
    r"|come (?:posso|faccio|mai|funziona|va)|quando (?:arriva|arrivera|posso)|dove (?:e|trovo|posso)"
    r"|(?:che )?cosa (?:devo|posso|succede)"
)
_BEGINS = re.compile(rf"(?:(?:{_GREETS})(?: \w+){{0,3}}? )?(?:(?:{_GOES_ON}) )*(?:{_BEGINNINGS})(?!\w)")
