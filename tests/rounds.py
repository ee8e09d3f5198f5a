"""How often the long runs repeat: `make faults` sets CHATREF_LONG and takes the whole, `make test` a share."""

import os

LONG = bool(os.environ.get("CHATREF_LONG"))
KILLS = 50 if LONG else 10
WAKE_UPS = 40 if LONG else 8
CLAIMS = 1_000 if LONG else 100
TAKEOVERS = 900 if LONG else 90
TAKEOVERS_OF_A_MODEL = 100 if LONG else 10
