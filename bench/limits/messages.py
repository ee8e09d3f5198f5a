"""The limit of `messages`: the same requests, rows and frames, gathered too. Arguments: PORT URL WORLD.json"""

import asyncio
import base64
import hashlib
import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import psycopg
import uvloop

TABLES = """drop table if exists limit_changes, limit_talks, limit_events;
create table limit_changes (workspace uuid primary key, change bigint not null);
create table limit_talks (workspace uuid, id uuid, seq int, state json, primary key (workspace, id))
  with (fillfactor = 70);
create table limit_events (workspace uuid, conversation uuid, seq int, command uuid unique, payload json,
  primary key (workspace, conversation, seq));"""
LOCK = "update limit_changes set change = change + 1 where workspace = any(string_to_array(%s, ',')::uuid[])"
APPEND = """insert into limit_events select * from unnest(string_to_array(%s, ',')::uuid[],
  string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::int[], string_to_array(%s, ',')::uuid[],
  string_to_array(%s, E'\\x1e')::json[])"""
CHANGE = """update limit_talks t set seq = a.seq, state = a.state from unnest(string_to_array(%s, ',')::uuid[],
  string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::int[], string_to_array(%s, E'\\x1e')::json[])
  as a(workspace, id, seq, state) where t.workspace = a.workspace and t.id = a.id"""
Row = tuple[Any, ...]  # conversation, seq, workspace, command, event, who waits for the answer


class Said(msgspec.Struct):
    command: str
    kind: str
    message: str
    text: str


said, encode = msgspec.json.Decoder(Said).decode, msgspec.json.Encoder().encode
talks: dict[str, list[Any]] = {}
ears: defaultdict[str, list[asyncio.Transport]] = defaultdict(list)
asked: list[Row] = []
woken = asyncio.Event()


async def append(connection: psycopg.AsyncConnection) -> None:
    while await woken.wait():
        woken.clear()
        batch, asked[:] = list(asked), []
        await write(connection, batch)
        for place, seq, _, _, event, transport in batch:
            frame = framed(f'{{"t":"events","conversation":"{place}","seq":{seq},"events":[{event}]}}')
            for ear in ears[place]:
                ear.write(frame)
            body = b'{"vseq":%d}' % seq
            transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)


async def write(connection: psycopg.AsyncConnection, batch: list[Row]) -> None:
    last = {row[0]: row for row in batch}
    async with connection.pipeline(), connection.transaction():
        places, seqs, workspaces, commands, events, _ = zip(*batch, strict=True)
        await connection.execute(LOCK, [",".join(sorted(set(workspaces)))], prepare=True)
        rows = map(",".join, (workspaces, places, map(str, seqs), commands))
        await connection.execute(APPEND, [*rows, "\x1e".join(events)], prepare=True)
        places, seqs, workspaces, _, events, _ = zip(*last.values(), strict=True)
        rows = map(",".join, (workspaces, places, map(str, seqs)))
        await connection.execute(CHANGE, [*rows, "\x1e".join(events)], prepare=True)


class Door(asyncio.Protocol):
    buffer, place = b"", ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.take = self.request

    def connection_lost(self, _: Exception | None) -> None:
        ears[self.place] = [ear for ear in ears[self.place] if ear is not self.transport]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self.take():
            pass

    def request(self) -> bool:
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0 or self.buffer.startswith(b"GET "):
            return head >= 0 and self.upgrade(self.header(b"sec-websocket-key: ", head), head)
        end = head + 4 + int(self.header(b"content-length: ", head))
        if len(self.buffer) < end:
            return False
        place, token = self.buffer[32:68].decode(), self.header(b"authorization: Bearer ", head).decode()
        one, self.buffer, talk = said(self.buffer[head + 4 : end]), self.buffer[end:], talks[place]
        assert talk[1] == token, place
        talk[2] += 1
        event = {"seq": talk[2], "vseq": talk[2], "at": datetime.now(UTC), "kind": one.kind, "message": one.message,
                 "text": one.text, "actor": {"kind": "visitor"}, "command": one.command}  # fmt: skip
        asked.append((place, talk[2], talk[0], one.command, encode(event).decode(), self.transport))
        woken.set()
        return bool(self.buffer)

    def header(self, name: bytes, head: int) -> bytes:
        return self.buffer[self.buffer.find(name, 0, head) + len(name) :].partition(b"\r")[0]

    def upgrade(self, key: bytes, head: int) -> bool:
        accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        self.transport.write(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                             b"sec-websocket-accept: %b\r\n\r\n" % accept)  # fmt: skip
        self.take, self.buffer = self.frame, self.buffer[head + 4 :]
        return True

    def frame(self) -> bool:
        size, start = (self.buffer[1] & 127, 6) if len(self.buffer) > 1 else (0, 99)
        if size == 126 and len(self.buffer) > 3:
            size, start = int.from_bytes(self.buffer[2:4], "big"), 8
        if len(self.buffer) < start + size:
            return False
        raw, self.buffer = self.buffer[start - 4 : start + size], self.buffer[start + size :]
        heard = json.loads(bytes(byte ^ raw[at & 3] for at, byte in enumerate(raw[4:])))
        answer = '{"t":"beat"}'
        if heard["t"] != "beat":
            self.place = heard.get("conversation", "")
            ears[self.place].append(self.transport)
            answer = f'{{"t":"events","conversation":"{self.place}","events":[]}}'
        self.transport.write(framed(answer))
        return True


def framed(text: str) -> bytes:
    size = len(payload := text.encode())
    return (bytes((129, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")) + payload


async def main(port: int, url: str, world: str) -> None:
    known = json.loads(Path(world).read_text())  # noqa: ASYNC240 - nobody waits yet
    talks.update(known["talks"])
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    await connection.execute(TABLES)
    spaces = [[each] for each in known["workspaces"]]
    rows = [[workspace, place, seq] for place, (workspace, _, seq) in talks.items()]
    await connection.cursor().executemany("insert into limit_changes values (%s, 0)", spaces)
    await connection.cursor().executemany("insert into limit_talks values (%s, %s, %s, '{}')", rows)
    async with await asyncio.get_running_loop().create_server(Door, "127.0.0.1", port, backlog=4096):
        await append(connection)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), *sys.argv[2:]))
