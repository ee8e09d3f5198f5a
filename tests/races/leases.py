"""When turns of the assistant begin and end, as the database sees it: told in the moment of the commit."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

TELL = """
create function tell_of_lease() returns trigger language plpgsql security definer as $$
begin
    perform pg_notify('turns', json_build_object(
        'conversation', coalesce(new.conversation, old.conversation), 'begun', tg_op = 'INSERT',
        'at', extract(epoch from clock_timestamp()))::text);
    return null;
end $$;
create trigger tell_of_lease after insert or delete on leases for each row execute function tell_of_lease();
listen turns;
"""


@dataclass
class Turns:
    """By conversation, in seconds of the machine's clock: when its first turn was leased, and when that ended."""

    begun: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    news: threading.Condition = field(default_factory=threading.Condition)

    def lease_of(self, conversation: str, seconds: float = 20.0) -> float:
        return self._moment(self.begun, conversation, seconds)

    def end_of(self, conversation: str, seconds: float = 60.0) -> float:
        return self._moment(self.ended, conversation, seconds)

    def _moment(self, moments: dict[str, float], conversation: str, seconds: float) -> float:
        with self.news:
            there = self.news.wait_for(lambda: conversation in moments, seconds)
            assert there, "no turn of the assistant began or ended"
            return moments[conversation]

    def listen(self, wire: psycopg.Connection) -> None:
        for told in wire.notifies():
            turn = json.loads(told.payload)
            with self.news:
                (self.begun if turn["begun"] else self.ended).setdefault(turn["conversation"], turn["at"])
                self.news.notify_all()


@contextmanager
def turns_of(database_url: str) -> Iterator[Turns]:
    turns = Turns()
    wire = psycopg.connect(database_url, autocommit=True)
    wire.execute(TELL)

    def listen() -> None:
        try:
            turns.listen(wire)
        except psycopg.OperationalError:
            return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield turns
    finally:
        wire.close()
        thread.join(10)


def sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))
