-- The ledger of channels keeps what has ended, in words that say how each stands: asked for without
-- an answer yet, live, retired (to be stopped), orphaned (asked for in vain, as far as we know: the
-- vendor may hold it), ended.
alter table calendar_subscriptions drop constraint calendar_subscriptions_status_check;
alter table calendar_subscriptions no force row level security;
update calendar_subscriptions set status = case status when 'opening' then 'asked'
  when 'replaced' then 'retired' when 'failed' then 'orphaned' else status end;
alter table calendar_subscriptions force row level security;
alter table calendar_subscriptions add constraint calendar_subscriptions_status_check
  check (status in ('asked', 'live', 'retired', 'orphaned', 'ended'));
alter table calendar_subscriptions add column ended_at timestamptz;

-- What was tried about channels, and how it came out.
create table calendar_channel_attempts (
  tenant_id uuid not null,
  provider_id uuid not null,
  id uuid not null,
  channel_id text not null,
  act text not null check (act in ('open', 'renew', 'stop')),
  outcome text not null,
  next_at timestamptz,
  at timestamptz not null,
  primary key (tenant_id, provider_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_channel_attempts_at
  on calendar_channel_attempts (tenant_id, provider_id, at desc);

-- Times in which nobody told us of changes. Over when notices come again, closed when a read that
-- began later is complete: wanted is the number of that read.
create table calendar_gaps (
  tenant_id uuid not null,
  provider_id uuid not null,
  id uuid not null,
  cause text not null,
  opened_at timestamptz not null,
  over_at timestamptz,
  wanted bigint,
  closed_at timestamptz,
  closed_by uuid,
  primary key (tenant_id, provider_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create unique index calendar_gaps_open
  on calendar_gaps (tenant_id, provider_id) where over_at is null;

-- When the consent itself ends, where the vendor says so.
alter table google_calendar_provider_config add column grant_expires_at timestamptz;
alter table microsoft_calendar_provider_config add column grant_expires_at timestamptz;

select concordat_protect('calendar_channel_attempts');
select concordat_protect('calendar_gaps');
