"""The shell around the pure core: the one place that writes a conversation, reads it, and watches its clock.

Writing. `handle.Desk(database, announce)`; start it with `async with desk:`

    await desk.handle(workspace, conversation, command, actor=…, command_id=…, sender=…)
        -> Outcome(seq, vseq, events)

`sender` is whoever may reuse command ids, such as "visitor:<id>". A refusal of the core comes out as
`refused.CommandRefused`, an `errors.Refused` that carries the core's own `refusal` and its `details`.
`announce(Announcement)` is called after each commit, once per command, in the order of the commits.

Reading, every call with the audience that asks (`reading.Visitor(workspace, visitor)` or
`reading.Teammate(workspace, teammate)`), refused with `NotFound`:

    reading.visitor_snapshot(database, visitor, conversation, before=None) -> Snapshot
    reading.visitor_events(database, visitor, conversation, after) -> Events
    reading.visitor_conversations(database, visitor) -> tuple[Earlier, ...]
    reading.team_snapshot(database, teammate, conversation, before=None) -> TeamSnapshot
    reading.team_events(database, teammate, conversation, after) -> Events
    lists.summaries(database, teammate, view, limit=100, before=None, tag=None) -> Summaries(change, summaries, more)
    lists.changed_since(database, teammate, change) -> Summaries

Policy. `policy.Policies()`: `await policies.current(database, workspace) -> Ruling(policy, faces, book)`; `book` is
the RuleBook, whose words the policy says. Whoever changes teams, people, hours, switches, rules or actions raises the
workspace's version in the same transaction; nothing else is to be done.

Presence. `presence.Presence(database, process)`: `beat(workspace, teammate, connection)`,
`leave(workspace, connection)`, `present(workspace) -> frozenset[teammate]`.

Clock. `clock.Clock(database, desk)`: `await clock.tick()` passes every deadline that is due, in any workspace.

Audit. `audit.audit(database, workspace=None) -> tuple[Breach, ...]`, each with a name, a place and a sentence.
"""
