"""Who sees what, as it happens; without any transport.

`hub.Hub` is what the desk announces to, and takes hints, which may be lost: who types or has a thread open, a piece of
an answer. A `stream.VisitorStream` or a `stream.TeammateStream` is one connection. The transport does only this:

    async with stream:
        await stream.receive(frame)              # a decoded frame of docs/wire.md, from the client
        async for text in stream.frames(): ...   # encoded frames for the client; ends when the reader was too slow

A stream holds no database connection between reads, and checks the right to read at each of them.
"""
