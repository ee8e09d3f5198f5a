-- By which mail server a workspace answers visitors who have left, and how their mails come back to it.
create table mail_accounts (
    workspace uuid primary key references workspaces on delete cascade,
    settings jsonb not null,
    -- What it signs in with, encrypted by a key that no table holds.
    sealed bytea,
    is_on boolean not null,
    -- From when on each answer that may have to be mailed has a row: set under the append lock, so that the audit can tell.
    mailing_since timestamptz not null,
    -- Grows with each change.
    version integer not null default 1,
    -- The last mail that the desk sent to itself, and when it came back.
    probe uuid,
    probed_at timestamptz,
    came_back_at timestamptz,
    probe_why text not null default '',
    failing_since timestamptz,
    failing_why text not null default ''
);
select chatref_tenant('mail_accounts');
select chatref_lookup_columns('mail_accounts', 'workspace, is_on, version');

-- An answer that goes by mail unless it is seen, written in its own append. Those of one conversation that are due
-- together go as one mail, and have its id.
create table mails_out (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    seq integer not null,
    vseq integer not null,
    kind text not null check (kind in ('reply', 'answer', 'word')),
    -- Who writes by mail gets it by mail, whatever a window shows.
    unless_seen boolean not null,
    state text not null default 'due' check (state in ('due', 'sent', 'over', 'dead', 'erased')),
    made_at timestamptz not null,
    -- While it is being tried: until when nobody else takes it.
    due_at timestamptz not null,
    tries integer not null default 0,
    -- Given before the first try: who sends it again sends the same mail.
    message_id text,
    to_address text not null default '',
    why text not null default '',
    ended_at timestamptz,
    primary key (workspace, conversation, seq)
);
create index mails_out_due on mails_out (workspace, due_at) where state = 'due';
create index mails_out_sent on mails_out (workspace, ended_at) where state = 'sent';
create index mails_out_dead on mails_out (workspace, ended_at) where state = 'dead';
select chatref_tenant('mails_out');
select chatref_lookup_columns('mails_out', 'workspace, conversation, state, due_at');

-- An append writes and erases them, and may be of several workspaces.
drop policy workspace on mails_out;
create policy workspace on mails_out to chatref_app
    using (chatref_among_us(workspace, (select chatref_workspaces())))
    with check (chatref_among_us(workspace, (select chatref_workspaces())));

-- Up to where the visitor has had the thread before their eyes.
create table visitor_seen (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    vseq integer not null,
    at timestamptz not null default clock_timestamp(),
    primary key (workspace, conversation)
);
select chatref_tenant('visitor_seen');

-- A few of each workspace, so that one with much to send keeps no other waiting.
create function chatref_mails_due(of_each integer, most integer) returns table (workspace uuid, conversation uuid)
language sql volatile as $$
    select a.workspace, due.conversation
      from mail_accounts a
     cross join lateral (
           select o.conversation, min(o.due_at) as due_at from mails_out o
            where o.workspace = a.workspace and o.state = 'due' and o.due_at <= now()
            group by o.conversation order by 2 limit of_each) due
     where a.is_on
     order by due.due_at limit most
$$;
select chatref_lookup_function('chatref_mails_due(integer, integer)');
