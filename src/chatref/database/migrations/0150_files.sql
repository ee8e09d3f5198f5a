-- What visitors gave as details that are no text. It lies here before a detail names it; what none names is swept.
create table files (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    -- Made by the client; it means something in its own conversation only.
    id uuid not null,
    field text not null,
    name text not null,
    type text not null,
    size integer not null,
    content bytea not null,
    digest bytea not null,
    made_at timestamptz not null default clock_timestamp(),
    -- Whether a detail names it, or may by now.
    given boolean not null default false,
    primary key (workspace, conversation, id)
);
-- Pictures and the like are small already.
alter table files alter column content set storage external;
create index files_made on files (workspace, made_at) include (size);
create index files_left on files (workspace, made_at) where not given;
select chatref_tenant('files');
