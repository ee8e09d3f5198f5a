-- A source goes on being learned by whoever lives (F42): each run has a learner of its own, which reports. One that
-- was silent for too long is gone, and another takes its place; what is stored is not learned again.
alter table sources add column learner uuid;
-- How often that happened since somebody asked for it: what kills every learner must not do so for ever.
alter table sources add column interruptions integer not null default 0;
create index sources_learning on sources (alive_at) where state = 'learning';

create function chatref_abandoned(source sources) returns boolean language sql stable as
$$ select source.state = 'learning' and source.alive_at < clock_timestamp() - interval '20 seconds' $$;

create function chatref_given_up(source sources) returns boolean language sql stable as
$$ select chatref_abandoned(source) and source.alive_at > '-infinity' and source.interruptions >= 3 $$;

select chatref_lookup_columns('sources', 'id, workspace, state, alive_at, interruptions');

create function chatref_abandoned_sources(most integer) returns table (workspace uuid, source uuid)
language sql volatile as $$
    select s.workspace, s.id from sources s
     where s.state = 'learning' and s.alive_at < clock_timestamp() - interval '20 seconds'
       and (s.interruptions < 3 or s.alive_at = '-infinity')
     order by s.alive_at
     limit most
$$;
select chatref_lookup_function('chatref_abandoned_sources(integer)');
