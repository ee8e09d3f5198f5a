"""A question as it would stand in a text: what people shorten in a chat, spelled out. Pure."""

import re

_SHORT = {
    "2day": "today", "2moro": "tomorrow", "acc": "account", "adress": "address", "atm": "at the moment", "b4": "before",
    "bc": "because", "cant": "cannot", "couldnt": "could not", "cuz": "because", "didnt": "did not",
    "doesnt": "does not", "dont": "do not", "gonna": "going to", "hasnt": "has not", "havent": "have not",
    "idk": "I do not know", "im": "I am", "info": "information", "isnt": "is not", "ive": "I have", "msg": "message",
    "pic": "picture", "pics": "pictures", "pls": "please", "plz": "please", "ppl": "people", "pw": "password",
    "pwd": "password", "r": "are", "thru": "through", "thx": "thanks", "tmrw": "tomorrow", "u": "you", "ur": "your",
    "wanna": "want to", "wasnt": "was not", "wont": "will not", "wouldnt": "would not", "whats": "what is",
    "wheres": "where is", "hows": "how is", "theres": "there is", "thats": "that is", "yr": "year", "yrs": "years",
    "w/": "with", "w/o": "without",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w/@.-])(?:w/o\b|w/(?=\s)|[a-z0-9]++(?![\w@/.-]*[\w@/]))", re.IGNORECASE)


def spelled_out(text: str) -> str:
    return _WORD.sub(lambda match: _SHORT.get(match.group().lower(), match.group()), text)
