-- What a tenant wants of the sync of all its calendars; without a row the defaults hold.
create table calendar_settings (
  tenant_id uuid not null primary key,
  -- When both sides changed different fields: a person is asked, or they merge by themselves.
  conflict_policy text not null default 'ask' check (conflict_policy in ('ask', 'merge_disjoint')),
  version bigint not null default 1,
  updated_at timestamptz not null
);
select concordat_protect('calendar_settings');

-- Since when both sides wait for a person.
alter table calendar_event_mappings add column conflict_at timestamptz;
alter table calendar_event_mappings no force row level security;
update calendar_event_mappings set conflict_at = updated_at where sync_status = 'conflict';
alter table calendar_event_mappings force row level security;
