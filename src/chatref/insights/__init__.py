"""What the team learns from what happened: the report, corrections, test cases."""
