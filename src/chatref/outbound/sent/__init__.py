"""What was sent where, with each try: for the team, for the owner, and for a far side that speaks of it."""
