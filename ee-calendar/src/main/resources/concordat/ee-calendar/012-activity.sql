-- Everything that was changed on either side, written with the change. The key is in the order of
-- time, so the list needs no further index. Before and after are the changed fields. No foreign
-- key: ten thousand rows of one import would pay for each.
create table calendar_activity (
  tenant_id uuid not null,
  provider_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  run_id uuid,
  trigger text not null,
  side text not null check (side in ('here', 'there', 'both')),
  action text not null check (action in ('create', 'update', 'delete', 'conflict', 'resolve',
    'refuse', 'hold', 'quarantine')),
  cause text not null,
  actor uuid,
  entry_id uuid,
  remote_id text,
  title text not null,
  private boolean not null,
  reason text,
  request_id text,
  before json,
  after json,
  primary key (tenant_id, provider_id, id)
);

-- Why what is about to be written is written, and who wants it.
alter table calendar_event_mappings
  add column cause text,
  add column caused_by uuid;

select concordat_protect('calendar_activity');
