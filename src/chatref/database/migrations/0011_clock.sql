-- Who is at work on a conversation. A lease that is not renewed ends by itself: a crash costs a retry.
-- Unlogged, here and for presence: taking one waits for no disk, and a server that crashed has ended them all.
create unlogged table leases (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    work text not null check (work in ('turn', 'clock')),
    holder uuid not null,
    until timestamptz not null,
    primary key (workspace, conversation, work)
);
select chatref_tenant('leases');
select chatref_lookup_columns('leases', 'workspace, conversation, work, until');

-- Conversations whose deadline could not be decided: each backs off by itself and blocks nobody.
create table clock_failures (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    failures integer not null,
    until timestamptz not null,
    error text not null,
    primary key (workspace, conversation)
);
select chatref_tenant('clock_failures');
select chatref_lookup_columns('clock_failures', 'workspace, conversation, until');

create function chatref_due(most integer) returns table (workspace uuid, conversation uuid, due_at timestamptz)
language sql volatile as $$
    select c.workspace, c.id, c.due_at
      from conversations c join workspaces w on w.id = c.workspace
     where c.due_at <= clock_timestamp()
       and not exists (select from leases l where l.workspace = c.workspace and l.conversation = c.id
                          and l.work = 'clock' and l.until > clock_timestamp())
       and not exists (select from clock_failures f where f.workspace = c.workspace and f.conversation = c.id
                          and f.until > clock_timestamp())
     order by (c.policy_version < w.policy_version) desc, c.due_at
     limit most
$$;
select chatref_lookup_function('chatref_due(integer)');

-- Rows whose times were computed with an older policy than their workspace's.
create function chatref_outdated(most integer) returns table (workspace uuid, conversation uuid, version bigint)
language sql volatile as $$
    select c.workspace, c.id, w.policy_version
      from workspaces w join conversations c on c.workspace = w.id
     where c.stage <> 'resolved' and c.policy_version < w.policy_version
       and not exists (select from clock_failures f where f.workspace = c.workspace and f.conversation = c.id
                          and f.until > clock_timestamp())
     order by c.policy_version
     limit most
$$;
select chatref_lookup_function('chatref_outdated(integer)');

create function chatref_unanswered(most integer)
returns table (workspace uuid, conversation uuid, due_at timestamptz) language sql volatile as $$
    select c.workspace, c.id, c.assistant_due_at from conversations c
     where c.assistant_due_at is not null
       and not exists (select from leases l where l.workspace = c.workspace and l.conversation = c.id
                          and l.work = 'turn' and l.until > clock_timestamp())
     order by c.assistant_due_at
     limit most
$$;
select chatref_lookup_function('chatref_unanswered(integer)');
