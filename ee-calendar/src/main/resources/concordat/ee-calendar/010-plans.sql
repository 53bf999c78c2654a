-- What a run would do, shown before it does it.
create table calendar_plans (
  tenant_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  kind text not null check (kind in ('first', 'full', 'manual')),
  complete boolean not null,
  state text not null
    check (state in ('queued', 'ready', 'applying', 'applied', 'outdated', 'failed')),
  acts jsonb not null default '[]',
  requests integer not null default 0,
  seconds integer not null default 0,
  questions text[] not null default '{}',
  -- What the run would do otherwise by the time at which it was to be applied.
  more jsonb,
  fewer jsonb,
  run_id uuid,
  error_code text,
  requested_by uuid not null,
  requested_at timestamptz not null,
  ready_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_plans_provider on calendar_plans (tenant_id, provider_id, requested_at);

select concordat_protect('calendar_plans');
