-- Each process looks every second at what is late, and must not walk through every open conversation for it:
-- no index is asked for what is compared with clock_timestamp(), and none was for the versions of all workspaces at
-- once. The look is a statement of its own, so that now() is its beginning.
drop function chatref_due(integer);
create function chatref_due(most integer) returns table (workspace uuid, conversation uuid, due_at timestamptz)
language sql volatile as $$
    select c.workspace, c.id, c.due_at
      from conversations c join workspaces w on w.id = c.workspace
     where c.due_at <= now()
       and not exists (select from leases l where l.workspace = c.workspace and l.conversation = c.id
                          and l.work = 'clock' and l.until > clock_timestamp())
       and not exists (select from clock_failures f where f.workspace = c.workspace and f.conversation = c.id
                          and f.until > clock_timestamp())
     order by (c.policy_version < w.policy_version) desc, c.due_at
     limit most
$$;
select chatref_lookup_function('chatref_due(integer)');

drop function chatref_outdated(integer);
create function chatref_outdated(most integer) returns table (workspace uuid, conversation uuid, version bigint)
language sql volatile as $$
    select w.id, c.id, w.policy_version
      from workspaces w
     cross join lateral (
           select o.id, o.policy_version from conversations o
            where o.workspace = w.id and o.stage <> 'resolved' and o.policy_version < w.policy_version
              and not exists (select from clock_failures f where f.workspace = o.workspace and f.conversation = o.id
                                 and f.until > clock_timestamp())
            order by o.policy_version
            limit most) c
     order by c.policy_version
     limit most
$$;
select chatref_lookup_function('chatref_outdated(integer)');
