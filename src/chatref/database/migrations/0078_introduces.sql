-- How the visitors of a site get to know a person; so far everybody came with name and face.
alter table sites add column introduces text not null default 'face'
    check (introduces in ('face', 'name', 'team'));
