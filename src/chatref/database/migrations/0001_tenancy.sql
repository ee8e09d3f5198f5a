-- The second wall: every query runs as chatref_app, which owns nothing and cannot pass row-level security.
-- chatref_lookup owns the few functions that must look over all workspaces, and sees only what is granted here.

create extension if not exists vector;
create extension if not exists pg_trgm;

-- Roles belong to the whole server: another database may be making them at this very moment.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['chatref_app', 'chatref_lookup'] loop
        begin
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin nosuperuser nocreatedb nocreaterole', wanted);
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end;
        if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
            raise exception 'The role % must not be able to bypass row-level security.', wanted;
        end if;
        -- To become the role and to give it functions; an administrator may have granted it already.
        begin
            execute format('grant %I to current_user', wanted);
        exception when unique_violation then
            null;
        when insufficient_privilege then
            if not pg_has_role(wanted, 'member') then
                raise;
            end if;
        end;
    end loop;
end
$$;

revoke create on schema public from public;
grant usage on schema public to chatref_app, chatref_lookup;

-- No workspace set is null, and null equals no row.
create function chatref_workspace() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('chatref.workspace', true), '')::uuid $$;

-- Call it once for each tenant table: `select chatref_tenant('conversations');`
create function chatref_tenant(tenant regclass, rights text default 'select, insert, update, delete')
returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tenant);
    execute format('alter table %s force row level security', tenant);
    execute format(
        'create policy workspace on %s to chatref_app '
        'using (workspace = (select chatref_workspace())) with check (workspace = (select chatref_workspace()))',
        tenant);
    execute format('grant %s on %s to chatref_app', rights, tenant);
end
$$;

-- Let look-ups read these columns of a tenant table over all workspaces:
-- `select chatref_lookup_columns('sites', 'id, workspace, public_key');`
create function chatref_lookup_columns(tenant regclass, columns text) returns void language plpgsql as $$
begin
    execute format('grant select (%s) on %s to chatref_lookup', columns, tenant);
    execute format('create policy lookup on %s for select to chatref_lookup using (true)', tenant);
end
$$;

-- Make this function a look-up: it runs as chatref_lookup, and only chatref_app may call it.
create function chatref_lookup_function(lookup regprocedure) returns void language plpgsql as $$
begin
    execute format('alter function %s security definer', lookup);
    execute format('alter function %s set search_path = public, pg_temp', lookup);
    execute format('revoke execute on function %s from public', lookup);
    execute format('grant execute on function %s to chatref_app', lookup);
    -- An owner needs the right to create, for the moment in which it becomes one.
    grant create on schema public to chatref_lookup;
    execute format('alter function %s owner to chatref_lookup', lookup);
    revoke create on schema public from chatref_lookup;
end
$$;

revoke execute on function chatref_tenant(regclass, text) from public;
revoke execute on function chatref_lookup_columns(regclass, text) from public;
revoke execute on function chatref_lookup_function(regprocedure) from public;
