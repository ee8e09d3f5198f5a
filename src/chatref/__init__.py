"""Chatref: a customer-support desk that a business runs itself."""
