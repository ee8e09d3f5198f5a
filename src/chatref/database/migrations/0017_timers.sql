-- What the owner has set of the times in which something has to happen, in seconds; what is left out is as shipped.
-- Of the policy's version: every stored deadline depends on it.
alter table workspaces add column timers jsonb not null default '{}';
