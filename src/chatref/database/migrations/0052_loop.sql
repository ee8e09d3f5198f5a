-- What a handoff teaches: corrections that a teammate proposes, answers that the team wrote itself, and test cases.

alter table sources drop constraint sources_kind_check;
alter table sources add constraint sources_kind_check check (kind in ('website', 'folder', 'text', 'written'));

-- The words of each document of the workspace's one written source, as they were typed.
create table written_answers (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    source uuid not null references sources on delete cascade,
    question text not null,
    answer text not null,
    -- Where it comes from; null once that conversation is erased.
    conversation uuid,
    written_by uuid not null,
    written_at timestamptz not null default now(),
    foreign key (workspace, written_by) references teammates (workspace, id)
);
create index written_answers_workspace on written_answers (workspace, written_at);
create index written_answers_conversation on written_answers (workspace, conversation);

create table test_cases (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    name text not null,
    -- Who said what, where and when, up to the words that are tried.
    transcript jsonb not null,
    hand_over boolean not null,
    reason text,
    answer_from text,
    conversation uuid,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    -- Grows with every change, so that no result outlives what it is of.
    revision integer not null default 1,
    foreign key (workspace, created_by) references teammates (workspace, id)
);
create index test_cases_workspace on test_cases (workspace, created_at);
create index test_cases_conversation on test_cases (workspace, conversation);

-- Of one revision under one version of the rules and one state of the content; under any other it says nothing.
create table test_results (
    test_case uuid primary key references test_cases on delete cascade,
    workspace uuid not null references workspaces on delete cascade,
    revision integer not null,
    rules integer not null,
    content text not null,
    passed boolean not null,
    found text not null,
    at timestamptz not null
);
create index test_results_workspace on test_results (workspace);

create table corrections (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    conversation uuid not null,
    handoff uuid not null,
    kind text not null check (kind in ('answer', 'rule')),
    question text not null,
    answer text not null default '',
    wanted text check (wanted in ('hand_over', 'stay')),
    rule text,
    note text not null default '',
    transcript jsonb not null,
    proposed_by uuid not null,
    proposed_at timestamptz not null default now(),
    state text not null default 'proposed' check (state in ('proposed', 'accepted', 'dismissed')),
    decided_by uuid,
    decided_at timestamptz,
    written uuid references written_answers on delete set null,
    test_case uuid references test_cases on delete set null,
    check ((kind = 'rule') = (wanted is not null)),
    foreign key (workspace, proposed_by) references teammates (workspace, id),
    foreign key (workspace, decided_by) references teammates (workspace, id)
);
-- While nobody has decided, the last word of the team is the one that counts.
create unique index corrections_proposed on corrections (workspace, conversation, handoff, kind)
    where state = 'proposed';
create index corrections_workspace on corrections (workspace, proposed_at);
create index corrections_written on corrections (written);
create index corrections_test_case on corrections (test_case);

select chatref_tenant('written_answers');
select chatref_tenant('test_cases');
select chatref_tenant('test_results');
select chatref_tenant('corrections');

-- An append erases what was kept of a conversation, and may be of several workspaces.
do $$
declare
    tenant text;
begin
    foreach tenant in array array['written_answers', 'test_cases', 'corrections'] loop
        execute format('drop policy workspace on %I', tenant);
        execute format(
            'create policy workspace on %I to chatref_app using (chatref_among_us(workspace, (select chatref_workspaces()))) '
            'with check (chatref_among_us(workspace, (select chatref_workspaces())))',
            tenant);
    end loop;
end
$$;

-- What the assistant knows, as a word that changes with every document that is learned anew or gone.
create function chatref_content(of uuid) returns text language sql stable as $$
    select md5(coalesce(string_agg(id || ' ' || extract(epoch from learned_at), ',' order by id), ''))
      from documents where workspace = of and vanished_at is null
$$;

select chatref_lookup_columns('test_cases', 'workspace');
create function chatref_workspaces_with_test_cases() returns table (workspace uuid) language sql stable as $$
    select distinct t.workspace from test_cases t
$$;
select chatref_lookup_function('chatref_workspaces_with_test_cases()');

select chatref_lookup_columns('written_answers', 'id, workspace');
create function chatref_written_answer(wanted uuid) returns uuid language sql stable as $$
    select w.workspace from written_answers w where w.id = wanted
$$;
select chatref_lookup_function('chatref_written_answer(uuid)');

-- All test cases of a workspace are tried by one process at a time; the workspace's id stands for the conversation.
alter table leases drop constraint leases_work_check;
alter table leases add constraint leases_work_check check (work in ('turn', 'clock', 'tests'));
