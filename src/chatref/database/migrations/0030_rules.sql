-- Rules with their intents and playbooks, and actions: each saved whole, as a version that never changes.
create table rule_books (
    workspace uuid not null references workspaces on delete cascade,
    version integer not null check (version > 0),
    content jsonb not null,
    saved_by uuid,
    saved_at timestamptz not null default now(),
    primary key (workspace, version),
    foreign key (workspace, saved_by) references teammates (workspace, id)
);
select chatref_tenant('rule_books', 'select, insert');

create table action_books (
    workspace uuid not null references workspaces on delete cascade,
    version integer not null check (version > 0),
    content jsonb not null,
    saved_by uuid,
    saved_at timestamptz not null default now(),
    primary key (workspace, version),
    foreign key (workspace, saved_by) references teammates (workspace, id)
);
select chatref_tenant('action_books', 'select, insert');
