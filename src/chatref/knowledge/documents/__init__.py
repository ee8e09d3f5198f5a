"""The pages of a source as documents, and their passages."""
