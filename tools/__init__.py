"""The rules of the house that no general linter knows, each a program that prints what breaks it."""
