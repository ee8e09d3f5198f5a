"""A program that uses the embedded server of a home: says its number, and stays until its input ends."""

import sys
from pathlib import Path

from chatref.database.embedded import EmbeddedServer

with EmbeddedServer(Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    sys.stdin.read()
