-- Deleting by itself after so many days, and what was erased, by whom and when.

-- When a conversation ended: what is open has not, and what is erased has nothing left that could be erased.
alter table conversations add column ended_at timestamptz;
alter table conversations no force row level security;
update conversations set ended_at = (state ->> 'resolved_at')::timestamptz
 where stage = 'resolved' and not (state ->> 'erased')::boolean;
alter table conversations force row level security;
create index conversations_ended on conversations (workspace, ended_at) where ended_at is not null;

-- Null keeps everything.
alter table workspaces add column retention_days integer check (retention_days between 1 and 3650);

-- Emptied at once, and gone a day later: until then whatever of theirs was on its way is still refused.
alter table visitors add column erased_at timestamptz, add column erased_by uuid;
create index visitors_erased on visitors (workspace, erased_at) where erased_at is not null;
create index visitors_made on visitors (workspace, created_at, id);

-- One row for what a teammate erased of a visitor in a day, and one for all that the desk deleted by itself in a day.
-- The nil id stands for the desk, and for no visitor in particular: a row is found by all of them.
create table erasures (
    workspace uuid not null references workspaces on delete cascade,
    day date not null,
    teammate uuid not null,
    visitor uuid not null,
    conversations integer not null,
    visitors integer not null,
    at timestamptz not null,
    primary key (workspace, day, teammate, visitor)
);
create index erasures_at on erasures (workspace, at);
select chatref_tenant('erasures', 'select, insert, update');
