-- What a conversation adds to a report, gathered from its events up to `seq` by that version of the program. Not a
-- second truth: what is missing or older than its conversation is gathered anew, so all of it may be deleted.
create table conversation_facts (
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    seq integer not null,
    version integer not null,
    -- json: only the report's own codec reads it.
    facts json not null,
    primary key (workspace, conversation)
);
select chatref_tenant('conversation_facts');

-- An append erases what is kept of a conversation, and may be of several workspaces.
drop policy workspace on conversation_facts;
create policy workspace on conversation_facts to chatref_app
    using (chatref_among_us(workspace, (select chatref_workspaces())))
    with check (chatref_among_us(workspace, (select chatref_workspaces())));
