-- Where the widget was opened last: the owner's proof that the line of HTML stands on a page.
alter table sites add column seen_at timestamptz, add column seen_on text;
