"""Judges a stored turn again, in a process of its own: rules and facts come in, the trace goes out."""

import json
import sys

from chatref.escalation.book import rules_from
from chatref.escalation.record import facts_from, verdicts_of
from chatref.escalation.trace import traces_of

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(traces_of(verdicts_of(rules_from(asked["rules"]), facts_from(asked["measured"]))))
