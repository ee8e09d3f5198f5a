"""The shell around the pure core: the one place that writes a conversation, reads it, and watches its clock.

`handle` writes: load, decide, append, announce. A refusal of the core comes out as `refused.CommandRefused`. `reading`
and `lists` read, each call with the audience that asks. `clock` passes what is due, in any workspace, and `audit` looks
whether all that is stored keeps what is promised.

Whoever changes teams, people, hours, switches, rules or actions raises the workspace's version in the same transaction
(`policy`); nothing else is to be done.
"""
