-- Of a teammate only the newest one-time link opens anything, and none that was made before they had this password.

-- Under the lock of those who use one: whoever comes second finds what the first has left.
create function chatref_end_setup_links(whose uuid) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(7246734);
    update setup_links set used_at = clock_timestamp() where teammate = whose and used_at is null;
end
$$;
select chatref_lookup_function('chatref_end_setup_links(uuid)');

create or replace function chatref_issue_setup_link(token bytea, invited uuid, lifetime interval) returns void
language plpgsql as $$
begin
    perform chatref_end_setup_links(invited);
    insert into setup_links (token_hash, teammate, expires_at) values (token, invited, now() + lifetime);
end
$$;
select chatref_lookup_function('chatref_issue_setup_link(bytea, uuid, interval)');
