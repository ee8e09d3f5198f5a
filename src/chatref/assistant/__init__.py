"""Answers visitors from the business's own content, and says so when the content has no answer."""
