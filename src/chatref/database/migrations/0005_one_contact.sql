-- Where to reach a visitor stands in their conversation.

alter table visitors drop column contact_email, drop column last_seen_at;
