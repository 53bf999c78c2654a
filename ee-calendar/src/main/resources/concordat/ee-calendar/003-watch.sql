-- A channel of another public address is opened anew; a renewal that fails is tried again.
alter table calendar_subscriptions add column callback text;
alter table calendar_subscriptions add column granted_at timestamptz;
alter table calendar_subscriptions add column failures integer not null default 0;
