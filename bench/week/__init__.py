"""A week of a support desk in simulated time: its clock, its people, and who judges them. `desk_week.py` runs it."""
