"""Tickets in other systems, one file each: delete it and its line in `kinds`, and it is gone."""
