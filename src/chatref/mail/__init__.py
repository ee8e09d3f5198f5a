"""Conversations that go on by mail: answers to visitors who have left, and what they write back."""
