-- What comes later to a handoff follows it to where it went.
alter table destinations add column follow_up boolean not null default true;

-- A line in a chat has nothing that could be added to.
alter table destinations no force row level security;
update destinations set follow_up = false where kind = 'chat';
alter table destinations force row level security;

-- `follows` is the delivery of the handoff itself. A follow-up tells what came after `since` up to `seq`; as long as it
-- `gathers`, because nobody has tried it yet, what comes next is told with it.
alter table deliveries
    add column follows uuid,
    add column since integer,
    add column gathers boolean not null default false,
    add foreign key (workspace, follows) references deliveries (workspace, id) on delete cascade,
    add check ((follows is null) = (since is null));
alter table deliveries drop constraint deliveries_workspace_destination_handoff_key;
create index deliveries_in_order on deliveries (workspace, destination, handoff, seq);
create unique index deliveries_gathering on deliveries (workspace, destination, handoff) where gathers;

grant select (handoff, seq, follows) on deliveries to chatref_lookup;

-- As before, each behind what was to go there earlier of the same handoff, and by the index: none is asked for what is
-- compared with clock_timestamp().
drop function chatref_deliveries_due(integer, integer);
create function chatref_deliveries_due(of_each integer, most integer)
returns table (workspace uuid, destination uuid, delivery uuid) language sql volatile as $$
    select d.workspace, d.id, due.id
      from destinations d
     cross join lateral (
           select o.id, o.due_at from deliveries o
            where o.workspace = d.workspace and o.destination = d.id and o.state = 'due'
              and o.due_at <= now()
              and (o.follows is null or not exists (
                  select from deliveries e
                   where e.workspace = o.workspace and e.destination = o.destination and e.handoff = o.handoff
                     and e.seq < o.seq and e.state = 'due'))
            order by o.due_at limit of_each) due
     where d.is_on and d.removed_at is null
     order by due.due_at limit most
$$;
select chatref_lookup_function('chatref_deliveries_due(integer, integer)');
