"""Who belongs to a workspace, how they sign in, and what they may do."""
