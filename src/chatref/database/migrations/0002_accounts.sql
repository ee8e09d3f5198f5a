create table workspaces (
    id uuid primary key,
    name text not null check (name <> ''),
    -- Grows with every change of who may act, of teams, hours or switches; stored times name the one they used.
    policy_version bigint not null default 1,
    created_at timestamptz not null default now()
);
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy workspace on workspaces to chatref_app
    using (id = (select chatref_workspace())) with check (id = (select chatref_workspace()));
create policy lookup on workspaces for select to chatref_lookup using (true);
grant select, insert, update on workspaces to chatref_app;
grant select (id) on workspaces to chatref_lookup;

create table teams (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    name text not null check (name <> ''),
    hours jsonb not null default '{}',
    is_default boolean not null default false,
    created_at timestamptz not null default now(),
    removed_at timestamptz,
    unique (workspace, id),
    check (not (is_default and removed_at is not null))
);
create unique index teams_one_default on teams (workspace) where is_default;
create unique index teams_name on teams (workspace, lower(name)) where removed_at is null;
select chatref_tenant('teams');

create table teammates (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    name text not null check (name <> ''),
    email text not null check (email = lower(email) and email like '%_@_%'),
    role text not null check (role in ('owner', 'teammate')),
    password_hash text,
    initials text not null,
    colour text not null,
    created_at timestamptz not null default now(),
    removed_at timestamptz,
    unique (workspace, id),
    check (not (role = 'owner' and removed_at is not null))
);
create unique index teammates_one_owner on teammates (workspace) where role = 'owner';
create unique index teammates_email on teammates (workspace, email) where removed_at is null;
create index teammates_by_email on teammates (email) where removed_at is null;
select chatref_tenant('teammates');
select chatref_lookup_columns('teammates', 'id, workspace, email, role, created_at, removed_at');

create table team_members (
    workspace uuid not null references workspaces on delete cascade,
    team uuid not null,
    teammate uuid not null,
    primary key (workspace, team, teammate),
    foreign key (workspace, team) references teams (workspace, id) on delete cascade,
    foreign key (workspace, teammate) references teammates (workspace, id) on delete cascade
);
create index team_members_by_teammate on team_members (workspace, teammate);
select chatref_tenant('team_members');

create table sites (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    public_key text not null unique,
    name text not null check (name <> ''),
    origins text[] not null default '{}',
    look jsonb not null default '{}',
    hours jsonb not null default '{}',
    allowed_hosts text[] not null default '{}',
    assistant_enabled boolean not null default true,
    created_at timestamptz not null default now(),
    removed_at timestamptz,
    unique (workspace, id)
);
select chatref_tenant('sites');
select chatref_lookup_columns('sites', 'id, workspace, public_key, removed_at');

create table sessions (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    teammate uuid not null,
    token_hash bytea not null unique,
    device text not null,
    address text not null,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    foreign key (workspace, teammate) references teammates (workspace, id) on delete cascade
);
create index sessions_by_teammate on sessions (workspace, teammate);
select chatref_tenant('sessions');
select chatref_lookup_columns('sessions', 'id, workspace, teammate, token_hash, expires_at, revoked_at');

create table workspace_tokens (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    name text not null check (name <> ''),
    token_hash bytea not null unique,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    foreign key (workspace, created_by) references teammates (workspace, id)
);
select chatref_tenant('workspace_tokens');
select chatref_lookup_columns('workspace_tokens', 'id, workspace, token_hash, revoked_at');

-- Of no workspace: the first link is there before any. `teammate` is who chooses a password with it.
create table setup_links (
    token_hash bytea primary key,
    teammate uuid references teammates on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
);
grant select, insert, update on setup_links to chatref_lookup;

create function chatref_site(key text) returns table (workspace uuid, site uuid) language sql stable as $$
    select s.workspace, s.id from sites s where s.public_key = key and s.removed_at is null
$$;
select chatref_lookup_function('chatref_site(text)');

create function chatref_teammates_by_email(address text) returns table (workspace uuid, teammate uuid)
language sql stable as $$
    select t.workspace, t.id from teammates t
     where t.email = lower(address) and t.removed_at is null order by t.created_at, t.id
$$;
select chatref_lookup_function('chatref_teammates_by_email(text)');

create function chatref_session(token bytea) returns table (workspace uuid, teammate uuid, session uuid)
language sql stable as $$
    select s.workspace, s.teammate, s.id from sessions s join teammates t on t.id = s.teammate
     where s.token_hash = token and s.revoked_at is null and s.expires_at > now() and t.removed_at is null
$$;
select chatref_lookup_function('chatref_session(bytea)');

create function chatref_workspace_token(token bytea) returns table (workspace uuid, workspace_token uuid)
language sql stable as $$
    select t.workspace, t.id from workspace_tokens t where t.token_hash = token and t.revoked_at is null
$$;
select chatref_lookup_function('chatref_workspace_token(bytea)');

create function chatref_owners() returns table (workspace uuid, teammate uuid) language sql stable as $$
    select t.workspace, t.id from teammates t where t.role = 'owner' order by t.created_at, t.id
$$;
select chatref_lookup_function('chatref_owners()');

create function chatref_issue_setup_link(token bytea, invited uuid, lifetime interval) returns void
language sql as $$
    insert into setup_links (token_hash, teammate, expires_at) values (token, invited, now() + lifetime)
$$;
select chatref_lookup_function('chatref_issue_setup_link(bytea, uuid, interval)');

-- A link without a teammate makes the first workspace, so it is worth nothing once there is one.
create function chatref_setup_link(token bytea) returns table (workspace uuid, teammate uuid)
language sql stable as $$
    select t.workspace, l.teammate from setup_links l left join teammates t on t.id = l.teammate
     where l.token_hash = token and l.used_at is null and l.expires_at > now()
       and case when l.teammate is null then not exists (select id from workspaces) else t.removed_at is null end
$$;
select chatref_lookup_function('chatref_setup_link(bytea)');

-- Under a lock: two links for the first workspace, used at once, must not both succeed.
create function chatref_use_setup_link(token bytea) returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock(7246734);
    if not exists (select from chatref_setup_link(token)) then
        return false;
    end if;
    update setup_links set used_at = clock_timestamp() where token_hash = token;
    return true;
end
$$;
select chatref_lookup_function('chatref_use_setup_link(bytea)');
