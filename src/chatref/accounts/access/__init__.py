"""Sessions, tokens and set-up links as they are kept: whatever lets somebody in, and who that is."""
