-- The words of a passage as small vectors: where each stands in the embedded text, and its meaning there.
-- They come out of the same run of the model as the passage's own vector (docs/decisions/0013).
alter table passages add column words bytea not null default '';
-- Nothing to gain from compressing them.
alter table passages alter column words set storage external;
