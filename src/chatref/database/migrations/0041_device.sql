-- What a visitor writes with, in two words: it goes with the handoff.
alter table visitor_sessions add column device text not null default '';
