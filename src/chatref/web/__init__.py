"""The doors: HTTP and sockets. Views parse, check the right, call one room and answer; docs/wire.md is their contract."""
