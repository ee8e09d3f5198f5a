"""What `chatref audit` says about a desk's database, as its owner would ask."""

import os
import subprocess
import sys
from pathlib import Path


def audited(home: Path, database_url: str | None = None) -> str:
    """Nothing, if nothing is wrong."""
    where = {"CHATREF_HOME": str(home), **({"DATABASE_URL": database_url} if database_url else {})}
    audit = subprocess.run(
        [sys.executable, "-m", "chatref", "audit"],
        env={**os.environ, **where}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    return "" if audit.returncode == 0 else audit.stdout + audit.stderr
