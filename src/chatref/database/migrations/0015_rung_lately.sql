-- Behind row-level security no index is searched by what stands inside a payload: whose turn it is, is read from the
-- latest offers, and how long people wait from the same time of day on the latest days, both by when they were.
drop index events_offered;
create index events_offered on events (workspace, at) where kind = 'offered';
create index events_queued on events (workspace, at) where kind = 'queued';
