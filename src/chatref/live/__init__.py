"""Who sees what, as it happens; without any transport.

`hub.Hub(database, process)`; `async with hub:` listens for other processes. `hub.announce` is the desk's port.
`hub.hint(...)` sends what may be lost: typing, watching, a piece of an answer.

`stream.VisitorStream(hub, visitor: reading.Visitor)` and `stream.TeammateStream(hub, teammate: reading.Teammate)`
are one connection each. The transport does only this:

    async with stream:
        await stream.receive(frame)              # a decoded frame of docs/wire.md, from the client
        async for text in stream.frames(): ...   # encoded frames for the client; ends when the reader was too slow

A stream holds no database connection between reads, and checks the right to read at each of them.
"""
