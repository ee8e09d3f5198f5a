"""Chatref: a customer-support desk that a business runs itself."""

import os

# Read once, when numpy is loaded: its products are small, and threads that wait for the next one in a loop
# take the processor from everybody else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
