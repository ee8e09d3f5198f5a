"""A program that uses the embedded server of a home: says its number, and stays until its input ends.

The second argument is the account to become first.
"""

import os
import sys
from pathlib import Path

from chatref.database.embedded import EmbeddedServer

if len(sys.argv) > 2:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))

with EmbeddedServer(Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    sys.stdin.read()
