"""The conversation: one state, three pure functions. Imports nothing of chatref."""
