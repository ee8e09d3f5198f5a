"""Signals, rules, verdicts: when a conversation needs a person. Pure but for its store."""
