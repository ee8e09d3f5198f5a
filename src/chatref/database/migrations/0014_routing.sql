-- How a team passes on its cases, and what each teammate says of themselves. Not of the policy's version: no stored
-- time depends on it, and a switch that somebody flips at lunch must not have every open case computed anew.
alter table teams add column strategy text not null default 'pool'
    check (strategy in ('pool', 'round_robin', 'least_busy'));

alter table teammates
    add column capacity integer not null default 5 check (capacity between 1 and 100),
    add column languages text[] not null default '{}',
    add column availability text not null default 'available'
        check (availability in ('available', 'busy', 'away'));

-- The queue, read whole by routing and for each visitor's place in it.
create index conversations_in_line on conversations (workspace) where stage in ('waiting', 'offered');
create index conversations_owned on conversations (workspace, owner) where stage = 'assigned';

-- When each teammate was rung last: whose turn it is follows from what is stored, and survives a restart.
create index events_offered on events (workspace, (payload ->> 'teammate'), at) where kind = 'offered';

select chatref_lookup_columns('teams', 'workspace, strategy, removed_at');

-- Workspaces in which somebody waits for a person and some team rings its members.
create function chatref_to_route(most integer) returns table (workspace uuid) language sql volatile as $$
    select w.id from workspaces w
     where exists (select from teams t where t.workspace = w.id and t.strategy <> 'pool' and t.removed_at is null)
       and exists (select from conversations c where c.workspace = w.id and c.stage = 'waiting')
     limit most
$$;
select chatref_lookup_function('chatref_to_route(integer)');
