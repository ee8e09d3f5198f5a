-- One row per open connection of a teammate; gone is who has none alive, by the database's clock.
create unlogged table presence (
    workspace uuid not null references workspaces on delete cascade,
    teammate uuid not null,
    process uuid not null,
    connection uuid not null,
    expires_at timestamptz not null,
    primary key (workspace, connection),
    foreign key (workspace, teammate) references teammates (workspace, id) on delete cascade
);
create index presence_of_teammate on presence (workspace, teammate, expires_at);
create index presence_of_process on presence (process);
select chatref_tenant('presence');
select chatref_lookup_columns('presence', 'workspace, teammate, expires_at');

-- Cases claimed over a socket whose owner has had no connection for this long.
create function chatref_absent(grace interval, most integer)
returns table (workspace uuid, conversation uuid, teammate uuid) language sql volatile as $$
    select c.workspace, c.id, c.owner from conversations c
     where c.by_socket
       and not exists (select from presence p where p.workspace = c.workspace and p.teammate = c.owner
                          and p.expires_at > clock_timestamp() - grace)
     limit most
$$;
select chatref_lookup_function('chatref_absent(interval, integer)');
