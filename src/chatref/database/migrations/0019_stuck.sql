-- A conversation whose deadlines can't be passed is told to who leads, too.
alter table alerts drop constraint alerts_kind_check;
alter table alerts add constraint alerts_kind_check check (kind in ('waiting', 'unstaffed', 'stuck'));
