"""The limit of the limit: the gathered insert of `messages` alone, in a loop, without anybody who asks or listens.

python bench/limits/insert.py URL SECONDS WORKSPACES
"""

import random
import sys
import time
from typing import Any
from uuid import uuid4

import psycopg

BATCH = 64
TABLES = """
drop table if exists bare_changes, bare_talks, bare_events;
create table bare_changes (workspace uuid primary key, change bigint not null);
create table bare_talks (workspace uuid not null, id uuid not null, seq int not null, state json not null,
                         primary key (workspace, id)) with (fillfactor = 70);
create table bare_events (workspace uuid not null, conversation uuid not null, seq int not null,
                          command uuid not null, payload json not null, primary key (workspace, conversation, seq));
create unique index on bare_events (command);
"""
LOCK = "update bare_changes set change = change + 1 where workspace = any(string_to_array(%s, ',')::uuid[])"
APPEND = """
insert into bare_events select * from unnest(string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::uuid[],
  string_to_array(%s, ',')::int[], string_to_array(%s, ',')::uuid[], string_to_array(%s, E'\\x1e')::json[])"""
CHANGE = """
update bare_talks set seq = a.seq, state = a.state from unnest(string_to_array(%s, ',')::uuid[],
  string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::int[], string_to_array(%s, E'\\x1e')::json[])
  as a(workspace, id, seq, state) where bare_talks.workspace = a.workspace and bare_talks.id = a.id"""
EVENT = (
    '{"seq":%d,"kind":"visitor_wrote","message":"%s","text":"' + "It is still the same as before. " * 3 + '"}'
)
Place = list[Any]  # workspace, id, seq


def inserts_per_second(url: str, seconds: float, workspaces: int, talks: int = 1_000) -> float:
    """Rows a second, each its own conversation, in batches as large as the desk's largest."""
    names = [str(uuid4()) for _ in range(workspaces)]
    places: list[Place] = [[names[number % workspaces], str(uuid4()), 0] for number in range(talks)]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
        with connection.cursor() as cursor:
            cursor.executemany("insert into bare_changes values (%s, 0)", [[each] for each in names])
            cursor.executemany("insert into bare_talks values (%s, %s, %s, '{}')", places)
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            batch = random.sample(places, BATCH)
            for place in batch:
                place[2] += 1
            _write(connection, batch)
            done += BATCH
        return done / (time.perf_counter() - began)


def _write(connection: psycopg.Connection[tuple[Any, ...]], batch: list[Place]) -> None:
    workspaces, ids, seqs = (",".join(map(str, column)) for column in zip(*batch, strict=True))
    commands = [str(uuid4()) for _ in batch]
    events = "\x1e".join(EVENT % (place[2], command) for place, command in zip(batch, commands, strict=True))
    with connection.pipeline(), connection.transaction():
        connection.execute(LOCK, [",".join(sorted({place[0] for place in batch}))], prepare=True)
        connection.execute(APPEND, [workspaces, ids, seqs, ",".join(commands), events], prepare=True)
        connection.execute(CHANGE, [workspaces, ids, seqs, events], prepare=True)


if __name__ == "__main__":
    print(inserts_per_second(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
