-- A correction may say which team should have had a case, and a test case holds it. No team goes without its workspace.
alter table corrections add column team uuid;
alter table corrections drop constraint corrections_wanted_check;
alter table corrections add constraint corrections_wanted_check check (wanted in ('hand_over', 'stay', 'other_team'));
alter table corrections add constraint corrections_team_check check ((team is not null) = (wanted is not distinct from 'other_team'));
alter table corrections add constraint corrections_team_fkey foreign key (workspace, team) references teams (workspace, id);

alter table test_cases add column team uuid;
alter table test_cases add constraint test_cases_team_check check (team is null or hand_over);
alter table test_cases add constraint test_cases_team_fkey foreign key (workspace, team) references teams (workspace, id);
