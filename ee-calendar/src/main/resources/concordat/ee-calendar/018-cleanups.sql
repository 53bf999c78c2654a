-- What was written to a calendar is removed there again.
create table calendar_cleanups (
  tenant_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  state text not null check (state in ('looking', 'ready', 'running', 'stopping', 'completed',
    'stopped', 'failed')),
  found jsonb not null default '{}',
  requests integer not null default 0,
  -- What is wanted removed beyond what is plain.
  edited boolean not null default false,
  guests boolean not null default false,
  unknown boolean not null default false,
  wanted_by uuid not null,
  -- What is about to be deleted there, with the mappings: committed before the calls.
  going jsonb not null default '{}',
  removed integer not null default 0,
  remaining integer not null default 0,
  stays jsonb not null default '{}',
  samples jsonb not null default '[]',
  error_code text,
  failures integer not null default 0,
  next_attempt_at timestamptz,
  requested_at timestamptz not null,
  ready_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_cleanups_provider
  on calendar_cleanups (tenant_id, provider_id, requested_at);
create unique index calendar_cleanups_one_at_a_time on calendar_cleanups (tenant_id, provider_id)
  where state in ('looking', 'running', 'stopping');

-- The marks of what was removed: whatever else bears one is a copy that somebody made.
create table calendar_removed_keys (
  tenant_id uuid not null,
  key uuid not null,
  primary key (tenant_id, key)
);

select concordat_protect('calendar_cleanups');
select concordat_protect('calendar_removed_keys');
