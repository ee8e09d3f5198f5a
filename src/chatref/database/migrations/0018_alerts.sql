-- Who is told by mail that somebody waits, because no window of theirs is open: one at a time for each teammate and
-- kind, whatever there is to tell. What is told is read when it is sent, so that nothing stale goes out.
create table alerts (
    workspace uuid not null references workspaces on delete cascade,
    id uuid not null default gen_random_uuid(),
    teammate uuid not null,
    kind text not null check (kind in ('waiting', 'unstaffed')),
    at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    state text not null default 'due' check (state in ('due', 'delivered', 'over', 'dead')),
    -- While it is being tried: until when nobody else takes it.
    due_at timestamptz not null default clock_timestamp(),
    tries integer not null default 0,
    why text not null default '',
    primary key (workspace, id),
    foreign key (workspace, teammate) references teammates (workspace, id) on delete cascade
);
create unique index alerts_one on alerts (workspace, teammate, kind) where state = 'due';
create index alerts_of on alerts (workspace, teammate, kind, at);
create index alerts_due on alerts (due_at) where state = 'due';
select chatref_tenant('alerts');
select chatref_lookup_columns('alerts', 'workspace, id, state, due_at, expires_at');

-- Each teammate's own choice.
alter table teammates add column alert_mail boolean not null default true;

create function chatref_alerts_due(most integer) returns table (workspace uuid, alert uuid)
language sql volatile as $$
    select a.workspace, a.id from alerts a
     where a.state = 'due' and a.due_at <= clock_timestamp() and a.expires_at > clock_timestamp()
     order by a.due_at limit most
$$;
select chatref_lookup_function('chatref_alerts_due(integer)');
