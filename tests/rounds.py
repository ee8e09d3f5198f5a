"""How often the long runs repeat: `make faults` sets CHATREF_LONG and takes the whole, `make test` a share."""

import os

LONG = bool(os.environ.get("CHATREF_LONG"))
KILLS = 50 if LONG else 10
WAKE_UPS = 40 if LONG else 5
CLAIMS = 1_000 if LONG else 60
TAKEOVERS = 900 if LONG else 30
TAKEOVERS_OF_A_MODEL = 100 if LONG else 10
EARLY_TAKEOVERS = 400 if LONG else 20
"""Besides those spread evenly: without a model an answer is written in 50 ms, too soon for most to be met in it."""
