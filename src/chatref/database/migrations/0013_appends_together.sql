-- One append may be of several workspaces: their commands share a transaction, and each statement is for all of them.
-- So its tables see a list of workspaces; every other table goes on to see exactly one, and refuses a list.
create function chatref_workspaces() returns uuid[] language sql stable parallel safe as
$$ select string_to_array(nullif(current_setting('chatref.workspace', true), ''), ',')::uuid[] $$;

do $$
declare
    tenant text;
begin
    foreach tenant in array array['workspace_changes', 'conversations', 'events', 'outbox', 'visitors'] loop
        execute format('drop policy workspace on %I', tenant);
        execute format(
            'create policy workspace on %I to chatref_app using (workspace = any((select chatref_workspaces())::uuid[])) '
            'with check (workspace = any((select chatref_workspaces())::uuid[]))',
            tenant);
    end loop;
end
$$;

drop policy workspace on workspaces;
create policy workspace on workspaces to chatref_app
    using (id = any((select chatref_workspaces())::uuid[])) with check (id = any((select chatref_workspaces())::uuid[]));
