"""The doors: HTTP and sockets. A view parses, checks the right, calls one room and answers; see docs/wire.md."""
