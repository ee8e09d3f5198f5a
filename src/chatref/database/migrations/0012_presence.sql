-- One row per open connection of a teammate; gone is who has none alive, by the database's clock.
create table presence (
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
