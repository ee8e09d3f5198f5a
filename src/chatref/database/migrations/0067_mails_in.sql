-- What came back by mail. A mail lies here before anything else is done with it, and stays until it is erased.
create table mails_in (
    workspace uuid not null references workspaces on delete cascade,
    id uuid not null,
    -- The same for copies of one mail, so that one read twice is there once.
    key text not null,
    came_at timestamptz not null default clock_timestamp(),
    via text not null check (via in ('imap', 'webhook')),
    -- `new` until it is filed, by whoever finds it: the process that stored it may have died.
    state text not null default 'new'
        check (state in ('new', 'bin', 'filed', 'automatic', 'bounce', 'discarded', 'erased')),
    -- While it is being filed: until when nobody else does.
    due_at timestamptz not null default clock_timestamp(),
    tries integer not null default 0,
    message_id text not null,
    sender text not null,
    sender_name text not null,
    subject text not null,
    -- As far as it says it.
    language text not null,
    -- What is new in it.
    text text not null,
    attachments jsonb not null,
    -- As it came, up to a bound; `size` is that of the whole.
    raw bytea not null,
    size bigint not null,
    -- Where it is to stand, or stands, and as which event.
    conversation uuid,
    seq integer,
    -- Which one it names, though it did not go there by itself.
    suggested uuid,
    why text not null default '',
    handled_by uuid,
    handled_at timestamptz,
    primary key (workspace, id)
);
create unique index mails_in_once on mails_in (workspace, key);
create index mails_in_new on mails_in (due_at) where state = 'new';
create index mails_in_bin on mails_in (workspace, state, came_at);
create index mails_in_of on mails_in (workspace, conversation) where conversation is not null;
create index mails_in_suggested on mails_in (workspace, suggested) where suggested is not null;
select chatref_tenant('mails_in');
select chatref_lookup_columns('mails_in', 'workspace, id, state, due_at, came_at');

create function chatref_mails_new(most integer) returns table (workspace uuid, mail uuid)
language sql volatile as $$
    select m.workspace, m.id from mails_in m where m.state = 'new' and m.due_at <= now() order by m.came_at limit most
$$;
select chatref_lookup_function('chatref_mails_new(integer)');

-- How far a workspace's mailbox is read.
create table mail_cursor (
    workspace uuid primary key references workspaces on delete cascade,
    -- Of the account that it was last looked into with: another one is looked into at once.
    version integer not null,
    -- Whose numbers these are; those of another mailbox mean nothing here.
    mailbox text not null default '',
    uidvalidity bigint,
    uid bigint not null default 0,
    -- What lay in it before is no answer to the desk.
    since timestamptz not null default clock_timestamp(),
    read_at timestamptz,
    -- Tries at a mail that the server does not give.
    tries integer not null default 0,
    why text not null default '',
    failing_since timestamptz,
    failures integer not null default 0,
    -- While it is looked into: until when nobody else does.
    due_at timestamptz not null
);
select chatref_tenant('mail_cursor');
select chatref_lookup_columns('mail_cursor', 'workspace, version, due_at');

create function chatref_mailboxes_due(most integer) returns table (workspace uuid) language sql volatile as $$
    select a.workspace from mail_accounts a left join mail_cursor c on c.workspace = a.workspace
     where a.is_on and (c.workspace is null or c.version <> a.version or c.due_at <= now())
     order by c.due_at nulls first limit most
$$;
select chatref_lookup_function('chatref_mailboxes_due(integer)');

-- The secret in the address to which a mail system hands them in.
create table mail_hooks (
    workspace uuid primary key references workspaces on delete cascade,
    token_hash bytea not null unique,
    made_at timestamptz not null default clock_timestamp()
);
select chatref_tenant('mail_hooks');
select chatref_lookup_columns('mail_hooks', 'workspace, token_hash');

create function chatref_mail_hook(token bytea) returns table (workspace uuid) language sql stable as $$
    select h.workspace from mail_hooks h where h.token_hash = token
$$;
select chatref_lookup_function('chatref_mail_hook(bytea)');
