-- Somebody wants it read once more, by itself.
alter table calendar_quarantine add column retry boolean not null default false;
