-- What the assistant knows: sources, their documents, the documents' passages, and what the search reads.

create table sources (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    kind text not null check (kind in ('website', 'folder', 'text')),
    address text not null,
    title text not null default '',
    -- Private host:port pairs that the owner allows the crawler to reach.
    allowed_hosts text[] not null default '{}',
    page_limit integer not null default 2000 check (page_limit > 0),
    seconds_limit integer not null default 3600 check (seconds_limit > 0),
    state text not null default 'new' check (state in ('new', 'learning', 'learned', 'stopped', 'failed')),
    stop_asked boolean not null default false,
    started_at timestamptz,
    -- A learner says that it is alive; one that is silent for long is dead, and the source is not "learning".
    alive_at timestamptz,
    finished_at timestamptz,
    found integer not null default 0,
    fetched integer not null default 0,
    learned integer not null default 0,
    unchanged integer not null default 0,
    embedded integer not null default 0,
    failed integer not null default 0,
    -- Why a source failed or is incomplete, in words for the owner.
    reason text,
    -- The question that proved that the source can be found, and the address that came first.
    probe_question text,
    probe_address text,
    -- Marks of the blocks that stand on so many pages that they are furniture.
    furniture bigint[] not null default '{}',
    created_at timestamptz not null default now(),
    unique (workspace, kind, address)
);

create table documents (
    id uuid primary key,
    workspace uuid not null references workspaces on delete cascade,
    source uuid not null references sources on delete cascade,
    address text not null,
    title text not null default '',
    language text,
    content_hash bytea not null,
    -- The blocks as read, furniture included: [[headings], text] each.
    blocks jsonb not null,
    marks bigint[] not null,
    etag text,
    last_modified text,
    learned_at timestamptz not null default now(),
    checked_at timestamptz not null default now(),
    vanished_at timestamptz,
    unique (source, address)
);
create index documents_workspace on documents (workspace);

-- The pages of the last run that could not be learned, and why. A good version learned earlier stays.
create table failed_pages (
    workspace uuid not null references workspaces on delete cascade,
    source uuid not null references sources on delete cascade,
    address text not null,
    reason text not null,
    retryable boolean not null,
    at timestamptz not null default now(),
    primary key (source, address)
);

create table passages (
    id bigint generated always as identity primary key,
    workspace uuid not null references workspaces on delete cascade,
    document uuid not null references documents on delete cascade,
    place integer not null,
    headings text[] not null,
    text text not null,
    content_hash bytea not null,
    term_numbers integer[] not null,
    unique (document, place)
);
create index passages_workspace on passages (workspace);

-- Apart from the text, so that a workspace's rows are small, never moved out of line, and scanned in
-- milliseconds: the search is exact, with no index to be tuned or to miss something (docs/decisions/0012).
create table passage_index (
    passage bigint primary key references passages on delete cascade,
    workspace uuid not null references workspaces on delete cascade,
    document uuid not null references documents on delete cascade,
    meaning halfvec(384) not null,
    terms sparsevec(1000000000) not null
);
alter table passage_index alter column meaning set storage plain;
alter table passage_index alter column terms set storage main;
create index passage_index_workspace on passage_index (workspace);
create index passage_index_document on passage_index (document);

-- In how many passages of a workspace a term stands; term 0 counts the passages themselves.
create table term_counts (
    workspace uuid not null references workspaces on delete cascade,
    term integer not null,
    passages integer not null,
    primary key (workspace, term)
);

select chatref_tenant('sources');
select chatref_tenant('documents');
select chatref_tenant('failed_pages');
select chatref_tenant('passages');
select chatref_tenant('passage_index');
select chatref_tenant('term_counts');
