-- What the rules wrote down of each turn, beside the event that says that they reached a verdict: what was measured,
-- so that the same turn can be judged again by other rules, and the whole trace. Erased with its conversation.
create table verdicts (
    -- No foreign keys: written in the event's own append, as the events are.
    workspace uuid not null,
    conversation uuid not null,
    seq integer not null,
    at timestamptz not null,
    -- json and text: only the rules' own codec reads them, and what was written comes back byte for byte.
    measured json not null,
    trace text not null,
    primary key (workspace, conversation, seq)
);
create index verdicts_at on verdicts (workspace, at);
select chatref_tenant('verdicts', 'select, insert, delete');

-- Of an append, which may be of several workspaces.
drop policy workspace on verdicts;
create policy workspace on verdicts to chatref_app
    using (chatref_among_us(workspace, (select chatref_workspaces())))
    with check (chatref_among_us(workspace, (select chatref_workspaces())));
