-- What a test case's result is of, beside the rules: the content, and who gets a case, which a rule without a team, or
-- with one in which nobody is, leaves to the default team.
create function chatref_grounds(of uuid) returns text language sql stable as $$
    select chatref_content(of) || ' ' || md5(coalesce(string_agg(t.id || ' ' || t.is_default, ',' order by t.id), ''))
      from teams t
     where t.workspace = of and (t.is_default or exists (select from team_members m where m.team = t.id))
$$;
