"""The week's own programs lie in bench/, where each finds its neighbours beside it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "bench"))
