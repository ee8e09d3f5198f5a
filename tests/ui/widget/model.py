"""The far end of a model's wire: an OpenAI-compatible endpoint that says what the test says, when it says it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Event, Thread

END = None
PATIENCE = 60.0  # seconds, so that a failed test leaves no thread behind


class Model:
    """One answer at a time. `left` is set once the desk has hung up in the middle of one."""

    def __init__(self) -> None:
        self.base = ""
        self.left = Event()
        self._words: Queue[str | None] = Queue()

    def says(self, text: str) -> None:
        self._words.put(text)

    def ends(self) -> None:
        self._words.put(END)

    def words(self) -> Iterator[str]:
        while (text := self._words.get(timeout=PATIENCE)) is not END:
            yield text

    def environment(self) -> dict[str, str]:
        """Makes a desk ask this model."""
        return {"CHATREF_MODEL": "openai-chat:played", "OPENAI_BASE_URL": self.base, "OPENAI_API_KEY": "none"}


@contextmanager
def playing() -> Iterator[Model]:
    model = Model()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for text in model.words():
                    self._send(json.dumps(_chunk({"role": "assistant", "content": text}, None)))
                self._send(json.dumps(_chunk({}, "stop")))
                self._send("[DONE]")
            except (BrokenPipeError, ConnectionResetError):
                model.left.set()

        def _send(self, data: str) -> None:
            self.wfile.write(f"data: {data}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    model.base = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.ends()
        server.shutdown()
        server.server_close()
        thread.join()


def _chunk(delta: dict[str, str], finish: str | None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "played",
        "choices": [choice],
    }
