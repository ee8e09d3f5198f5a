-- What a workspace signs its calls with is made from this and from the desk's own secret, which no table holds.
create table signing_keys (
    workspace uuid primary key references workspaces on delete cascade,
    salt bytea not null check (length(salt) = 32),
    made_at timestamptz not null default now()
);
select chatref_tenant('signing_keys', 'select, insert, update');
