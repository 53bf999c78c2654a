--liquibase formatted sql

--changeset core:schedule-entries
-- One row a series. Wall time, zone and offset say when (the offset decides inside a clock change's
-- overlap); starts_at and ends_at are derived: the earliest start, the last end, null if endless;
-- dates count as days of UTC.
create table schedule_entries (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  title text not null,
  notes text not null,
  location text not null,
  all_day boolean not null,
  zone text,
  start_local timestamp not null,
  start_offset int,
  end_local timestamp not null,
  end_offset int,
  starts_at timestamptz not null,
  ends_at timestamptz,
  status text not null check (status in ('CONFIRMED', 'TENTATIVE')),
  work_item_type text not null,
  work_item_id text,
  is_private boolean not null,
  recurrence jsonb,
  exceptions jsonb,
  created_by uuid,
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  check (all_day = (zone is null))
);
create index schedule_entries_in_order on schedule_entries (tenant_id, starts_at, id)
  where deleted_at is null;
create index schedule_entries_series on schedule_entries (tenant_id)
  where deleted_at is null and recurrence is not null;
create index schedule_entries_tombstones on schedule_entries (tenant_id, deleted_at)
  where deleted_at is not null;
select concordat_protect('schedule_entries');

create table schedule_entry_assignees (
  tenant_id uuid not null,
  entry_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, entry_id, user_id),
  foreign key (tenant_id, entry_id) references schedule_entries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index schedule_entry_assignees_of_user
  on schedule_entry_assignees (tenant_id, user_id, entry_id);
select concordat_protect('schedule_entry_assignees');

--changeset core:schedule-views
-- For plugins, stable like io.concordat.spi.schedule.Schedule, which documents them.
create view spi_schedule_entries with (security_invoker = true) as
  select tenant_id, id, version, deleted_at is not null as deleted, starts_at, ends_at
  from schedule_entries;
create view spi_schedule_assignees with (security_invoker = true) as
  select a.tenant_id, a.entry_id, a.user_id
  from schedule_entry_assignees a
  join schedule_entries e on e.tenant_id = a.tenant_id and e.id = a.entry_id
  where e.deleted_at is null;

--changeset core:idempotency-keys
-- A key is claimed and answered in the transaction of the write itself.
create table idempotency_keys (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null,
  route text not null,
  key text not null,
  request_hash text not null,
  status int,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, route, key)
);
create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at);
select concordat_protect('idempotency_keys');

--changeset core:schedule-assignees-by-key
-- The subquery can only be answered by the primary key. As a join, the planner that knows nothing
-- yet of a large import reads all of the tenant's live entries again for each assignee.
create or replace view spi_schedule_assignees with (security_invoker = true) as
  select a.tenant_id, a.entry_id, a.user_id
  from schedule_entry_assignees a
  where (select e.deleted_at is null from schedule_entries e
    where e.tenant_id = a.tenant_id and e.id = a.entry_id);

--changeset core:schedule-settings
create table schedule_settings (
  tenant_id uuid not null references tenants (id),
  default_work_item_type text not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
select concordat_protect('schedule_settings');

--changeset core:schedule-series-by-span
-- A page of occurrences reads the series that reach into it, not those that ended years ago. A
-- column of its own: PostgreSQL does not take coalesce for leakproof, and so would not look it up
-- before row-level security has been applied.
alter table schedule_entries add column reaches_to timestamptz not null
  generated always as (coalesce(ends_at, 'infinity'::timestamptz)) stored;
drop index schedule_entries_series;
create index schedule_entries_series on schedule_entries (tenant_id, reaches_to, starts_at)
  where deleted_at is null and recurrence is not null;

--changeset core:schedule-editors
-- Why each entry changed last, and who of the users made which version of it.
alter table schedule_entries
  add column change_cause text,
  add column edited_by uuid,
  add column edited_version bigint;
