-- Stretches of open time in which nobody of a team was here: begun by what was seen, ended when somebody came or it
-- closed. From `alerted_at` on whoever leads is told.
create table unstaffed (
    workspace uuid not null references workspaces on delete cascade,
    team uuid not null,
    since timestamptz not null default clock_timestamp(),
    alerted_at timestamptz,
    ended_at timestamptz,
    primary key (workspace, team, since),
    foreign key (workspace, team) references teams (workspace, id) on delete cascade
);
create unique index unstaffed_now on unstaffed (workspace, team) where ended_at is null;
select chatref_tenant('unstaffed');
