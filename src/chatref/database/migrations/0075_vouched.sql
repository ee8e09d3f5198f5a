-- Whom a business vouches for in two browsers before it is known that they are one has a thread in each.
drop index visitors_identified;
create index visitors_identified on visitors (workspace, identified_as, site, created_at)
 where identified_as is not null;
