"""Where content comes from, one kind of source per file."""
