-- Null: to be chosen from what the account has, once it is connected.
alter table calendar_providers alter column calendar_id drop not null;
-- How long the last run that went well took.
alter table calendar_providers add column last_sync_millis bigint;
