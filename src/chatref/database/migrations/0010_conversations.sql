-- One row per workspace. Its lock is the append lock: commit order is number order.
create table workspace_changes (
    workspace uuid primary key references workspaces on delete cascade,
    change bigint not null
);
select chatref_tenant('workspace_changes');
select chatref_lookup_columns('workspace_changes', 'workspace, change');

-- Every value a workspace's policy ever had, so that a stored time can be checked against the one it used.
create table policies (
    workspace uuid not null references workspaces on delete cascade,
    version bigint not null,
    content jsonb not null,
    made_at timestamptz not null default clock_timestamp(),
    primary key (workspace, version)
);
select chatref_tenant('policies', 'select, insert');
grant select (policy_version) on workspaces to chatref_lookup;

create table conversations (
    workspace uuid not null references workspaces on delete cascade,
    id uuid not null,
    site uuid not null,
    visitor uuid not null,
    seq integer not null,
    vseq integer not null,
    change bigint not null,
    stage text not null,
    owner uuid,
    team uuid,
    by_socket boolean not null,
    person_owed_since timestamptz,
    snoozed_until timestamptz,
    due_at timestamptz,
    due_debt text,
    assistant_due_at timestamptz,
    policy_version bigint not null,
    evolve_version integer not null,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    -- json, not jsonb: only the codec reads them, and writing jsonb costs twice as much on the way of every message.
    state json not null,
    summary json not null,
    primary key (workspace, id)
) with (fillfactor = 70);
create unique index conversations_one_open on conversations (workspace, site, visitor) where stage <> 'resolved';
create index conversations_of_visitor on conversations (workspace, visitor, started_at);
create index conversations_changed on conversations (workspace, change);
create index conversations_due on conversations (due_at) where due_at is not null;
create index conversations_assistant_due on conversations (assistant_due_at) where assistant_due_at is not null;
create index conversations_policy on conversations (workspace, policy_version) where stage <> 'resolved';
-- Claimed over a socket: lapses when its owner is gone.
create index conversations_by_socket on conversations (workspace, owner) where by_socket;
create index conversations_resolved on conversations (workspace, changed_at) where stage = 'resolved';
select chatref_tenant('conversations');
select chatref_lookup_columns('conversations', 'workspace, id, stage, owner, by_socket, due_at, assistant_due_at, policy_version');

create table events (
    -- No foreign keys here: each costs a look-up per event; the append lock and the audit stand in for them.
    workspace uuid not null,
    conversation uuid not null,
    seq integer not null,
    vseq integer,
    at timestamptz not null,
    kind text not null,
    payload json not null,
    -- What clients call `after`: the control state once this event has been applied.
    head json not null,
    sender text not null,
    command uuid not null,
    part smallint not null,
    digest text not null,
    primary key (workspace, conversation, seq)
);
-- Only the first event of a command stands in it: an id is used once per workspace and sender.
create unique index events_command on events (workspace, sender, command) where part = 0;
select chatref_tenant('events');

-- What the world outside is to be told, written with the events that cause it and delivered by outbound.
create table outbox (
    id bigint generated always as identity primary key,
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    seq integer not null,
    kind text not null,
    at timestamptz not null
);
create index outbox_of_workspace on outbox (workspace, id);
select chatref_tenant('outbox');

-- Which of the given workspaces have gone on since: how a process notices what no wake-up told it.
create function chatref_changes(workspaces uuid[]) returns table (workspace uuid, change bigint)
language sql stable as $$
    select c.workspace, c.change from workspace_changes c where c.workspace = any(workspaces)
$$;
select chatref_lookup_function('chatref_changes(uuid[])');
