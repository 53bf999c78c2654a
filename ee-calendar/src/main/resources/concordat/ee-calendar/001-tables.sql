-- Every key starts with the tenant, so that the tables can be distributed by it later.

create table calendar_providers (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  vendor text not null check (vendor in ('google')),
  name text not null,
  calendar_id text not null,
  real_calendar_id text,
  direction text not null check (direction in ('bidirectional', 'to_external', 'from_external')),
  import_mode text not null check (import_mode in ('all', 'tagged', 'none')),
  import_tag text,
  active boolean not null default true,
  paused boolean not null default false,
  connection text not null default 'configuring'
    check (connection in ('configuring', 'connected', 'reconnect_required', 'app_broken')),
  redirect_uri text,
  -- The vendor's cursor of the last page that was applied whole, and the generation of the full
  -- listing that is running: mappings it did not show are swept by direct reads.
  cursor text,
  generation bigint not null default 0,
  imported_at timestamptz,
  full_wanted boolean not null default false,
  -- Raised by whoever wants the vendor read; done is what the last complete read had seen.
  pull_wanted bigint not null default 0,
  pull_done bigint not null default 0,
  -- Raised by each run that takes over: only the youngest may commit.
  fence bigint not null default 0,
  wake_secret text not null,
  last_sync_at timestamptz,
  next_poll_at timestamptz,
  next_attempt_at timestamptz,
  rate_limited boolean not null default false,
  failures integer not null default 0,
  error_code text,
  error_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);

create unique index calendar_providers_one_per_calendar
  on calendar_providers (tenant_id, vendor, real_calendar_id) where real_calendar_id is not null;
create index calendar_providers_user on calendar_providers (tenant_id, user_id);

create table google_calendar_provider_config (
  tenant_id uuid not null,
  provider_id uuid not null,
  client_id text not null,
  refresh_token bytea not null,
  access_token bytea not null,
  access_expires_at timestamptz not null,
  -- A refresh is one node's at a time: the lease ends by itself, the fence refuses a late store.
  refresh_lease_until timestamptz,
  refresh_fence bigint not null default 0,
  primary key (tenant_id, provider_id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

create table calendar_event_mappings (
  tenant_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  entry_id uuid not null,
  remote_id text,
  ical_uid text,
  -- What both sides last agreed on; theirs is what the vendor shows when that is something else;
  -- intent is what we were about to write.
  base jsonb,
  theirs jsonb,
  theirs_deleted boolean not null default false,
  intent jsonb,
  remote_parts jsonb,
  attendees uuid[] not null default '{}',
  local_version bigint,
  -- The entry version whose push was decided to stay undone, with the reason.
  held_version bigint,
  sync_status text not null check (sync_status in ('synced', 'pending', 'conflict', 'error')),
  reason text,
  conflict_kind text,
  generation bigint not null default 0,
  revision bigint not null default 1,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

create unique index calendar_event_mappings_entry
  on calendar_event_mappings (tenant_id, provider_id, entry_id);
create unique index calendar_event_mappings_remote
  on calendar_event_mappings (tenant_id, provider_id, remote_id) where remote_id is not null;
create index calendar_event_mappings_uid
  on calendar_event_mappings (tenant_id, ical_uid) where ical_uid is not null;
create index calendar_event_mappings_of_entry on calendar_event_mappings (tenant_id, entry_id);
create index calendar_event_mappings_unsettled
  on calendar_event_mappings (tenant_id, provider_id, sync_status) where sync_status <> 'synced';

-- Changed occurrences whose series has not been seen yet.
create table calendar_parked_items (
  tenant_id uuid not null,
  provider_id uuid not null,
  master_id text not null,
  slot text not null,
  item jsonb not null,
  parked_at timestamptz not null,
  primary key (tenant_id, provider_id, master_id, slot),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

create table calendar_quarantine (
  tenant_id uuid not null,
  provider_id uuid not null,
  remote_id text not null,
  reason text not null,
  detail text not null,
  seen_at timestamptz not null,
  generation bigint not null,
  primary key (tenant_id, provider_id, remote_id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

create table calendar_subscriptions (
  tenant_id uuid not null,
  id text not null,
  provider_id uuid not null,
  resource_id text,
  status text not null check (status in ('opening', 'live', 'replaced', 'failed')),
  expires_at timestamptz not null,
  renew_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_subscriptions_provider on calendar_subscriptions (tenant_id, provider_id);

create table calendar_runs (
  tenant_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  cause text not null,
  complete boolean not null default false,
  state text not null check (state in ('queued', 'running', 'completed', 'failed')),
  total integer,
  done integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  deleted integer not null default 0,
  conflicts integer not null default 0,
  errors integer not null default 0,
  error_code text,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_runs_provider on calendar_runs (tenant_id, provider_id, requested_at desc, id);

-- The mappings of deleted providers: connecting the same calendar again takes them back.
create table calendar_adoption (
  tenant_id uuid not null,
  vendor text not null,
  real_calendar_id text not null,
  id uuid not null,
  entry_id uuid not null,
  remote_id text not null,
  ical_uid text,
  base jsonb,
  intent jsonb,
  remote_parts jsonb not null,
  attendees uuid[] not null,
  removed_at timestamptz not null,
  primary key (tenant_id, vendor, real_calendar_id, id)
);

select concordat_protect('calendar_providers');
select concordat_protect('google_calendar_provider_config');
select concordat_protect('calendar_event_mappings');
select concordat_protect('calendar_parked_items');
select concordat_protect('calendar_quarantine');
select concordat_protect('calendar_subscriptions');
select concordat_protect('calendar_runs');
select concordat_protect('calendar_adoption');
