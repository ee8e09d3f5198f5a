create table visitors (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    site uuid not null,
    -- Who the business says this is, once its server has vouched for it; null until then.
    identified_as text,
    claimed jsonb not null default '{}',
    verified jsonb not null default '{}',
    contact_email text,
    contact_name text,
    blocked_at timestamptz,
    blocked_by uuid,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    unique (workspace, id),
    foreign key (workspace, site) references sites (workspace, id) on delete cascade,
    foreign key (workspace, blocked_by) references teammates (workspace, id)
);
create unique index visitors_identified on visitors (workspace, site, identified_as) where identified_as is not null;
select chatref_tenant('visitors');
select chatref_lookup_columns('visitors', 'id, blocked_at');

-- One secret for each browser; an identified visitor may have several.
create table visitor_sessions (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    site uuid not null,
    visitor uuid not null,
    token_hash bytea not null unique,
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    foreign key (workspace, visitor) references visitors (workspace, id) on delete cascade
);
create index visitor_sessions_by_visitor on visitor_sessions (workspace, visitor);
select chatref_tenant('visitor_sessions');
select chatref_lookup_columns('visitor_sessions', 'id, workspace, site, visitor, token_hash, revoked_at');

create function chatref_visitor_session(token bytea)
returns table (workspace uuid, site uuid, visitor uuid, session uuid, blocked boolean) language sql stable as $$
    select s.workspace, s.site, s.visitor, s.id, v.blocked_at is not null
      from visitor_sessions s join visitors v on v.id = s.visitor
     where s.token_hash = token and s.revoked_at is null
$$;
select chatref_lookup_function('chatref_visitor_session(bytea)');
