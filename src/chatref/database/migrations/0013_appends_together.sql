-- One append may be of several workspaces: their commands share a transaction, and each statement is for all of them.
-- So its tables see a list of workspaces; every other table goes on to see exactly one, and refuses a list.
create function chatref_workspaces() returns uuid[] language sql stable parallel safe as
$$ select string_to_array(nullif(current_setting('chatref.workspace', true), ''), ',')::uuid[] $$;

-- Written as no index can begin with it: taken for a way to find rows, it led away from the ids that were asked for.
create function chatref_among_us(workspace uuid, us uuid[]) returns boolean language sql immutable parallel safe as
$$ select array_position(us, workspace) is not null $$;

do $$
declare
    tenant text;
begin
    foreach tenant in array array['workspace_changes', 'conversations', 'events', 'outbox', 'visitors'] loop
        execute format('drop policy workspace on %I', tenant);
        execute format(
            'create policy workspace on %I to chatref_app using (chatref_among_us(workspace, (select chatref_workspaces()))) '
            'with check (chatref_among_us(workspace, (select chatref_workspaces())))',
            tenant);
    end loop;
end
$$;

drop policy workspace on workspaces;
create policy workspace on workspaces to chatref_app
    using (chatref_among_us(id, (select chatref_workspaces())))
    with check (chatref_among_us(id, (select chatref_workspaces())));
