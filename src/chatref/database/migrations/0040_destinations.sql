-- Where handoffs go beside the inbox, and every handoff on its way there.
create table destinations (
    workspace uuid not null references workspaces on delete cascade,
    id uuid not null,
    kind text not null,
    name text not null,
    settings jsonb not null,
    -- What it signs in with, encrypted by a key that no table holds.
    sealed bytea,
    -- {"actions": [], "teams": [], "reasons": []}; an empty list narrows nothing.
    takes jsonb not null,
    is_on boolean not null,
    -- From when on each handoff that it takes has a delivery: set under the append lock, so that the audit can tell.
    taking_since timestamptz not null,
    made_at timestamptz not null default clock_timestamp(),
    removed_at timestamptz,
    failing_since timestamptz,
    failing_why text not null default '',
    delivered_at timestamptz,
    primary key (workspace, id)
);
select chatref_tenant('destinations', 'select, insert, update');
select chatref_lookup_columns('destinations', 'workspace, id, is_on, removed_at');

-- Written in the append that puts a handoff into the line. Its id is the key of every try.
create table deliveries (
    workspace uuid not null,
    id uuid not null,
    destination uuid not null,
    conversation uuid not null,
    handoff uuid not null,
    -- The thread up to here is what is sent, so that every try sends the same.
    seq integer not null,
    state text not null default 'due' check (state in ('due', 'delivered', 'dead', 'erased')),
    made_at timestamptz not null,
    -- While it is being tried: until when nobody else takes it. A worker that dies leaves it to the next one.
    due_at timestamptz not null,
    holder uuid,
    tries integer not null default 0,
    -- Tries before somebody sent it again by hand.
    tries_before integer not null default 0,
    -- Something may have arrived: look there before sending again.
    unsure boolean not null default false,
    -- Told by the far side: not before.
    not_before timestamptz,
    why text not null default '',
    reference text,
    address text,
    ended_at timestamptz,
    primary key (workspace, id),
    unique (workspace, destination, handoff),
    foreign key (workspace, destination) references destinations (workspace, id) on delete cascade
);
create index deliveries_due on deliveries (workspace, destination, due_at) where state = 'due';
create index deliveries_dead on deliveries (workspace, ended_at) where state = 'dead';
create index deliveries_of on deliveries (workspace, conversation);
select chatref_tenant('deliveries');
select chatref_lookup_columns('deliveries', 'workspace, id, destination, state, due_at');

create table delivery_tries (
    workspace uuid not null,
    delivery uuid not null,
    number integer not null,
    at timestamptz not null,
    took interval not null,
    outcome text not null check (outcome in ('delivered', 'later', 'unknown', 'refused')),
    said text not null,
    primary key (workspace, delivery, number),
    foreign key (workspace, delivery) references deliveries (workspace, id) on delete cascade
);
select chatref_tenant('delivery_tries', 'select, insert, update, delete');

-- Of an append, which may be of several workspaces.
do $$
declare
    tenant text;
begin
    foreach tenant in array array['deliveries', 'delivery_tries'] loop
        execute format('drop policy workspace on %I', tenant);
        execute format(
            'create policy workspace on %I to chatref_app using (chatref_among_us(workspace, (select chatref_workspaces()))) '
            'with check (chatref_among_us(workspace, (select chatref_workspaces())))',
            tenant);
    end loop;
end
$$;

-- A few of each destination, so that a slow one with a long line keeps no other waiting.
create function chatref_deliveries_due(of_each integer, most integer)
returns table (workspace uuid, destination uuid, delivery uuid) language sql volatile as $$
    select d.workspace, d.id, due.id
      from destinations d
     cross join lateral (
           select o.id, o.due_at from deliveries o
            where o.workspace = d.workspace and o.destination = d.id and o.state = 'due'
              and o.due_at <= clock_timestamp()
            order by o.due_at limit of_each) due
     where d.is_on and d.removed_at is null
     order by due.due_at limit most
$$;
select chatref_lookup_function('chatref_deliveries_due(integer, integer)');
