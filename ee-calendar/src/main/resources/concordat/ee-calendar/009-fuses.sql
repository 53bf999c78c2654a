-- What was stopped before it did damage: the questions, and the entries that each is about.

create table calendar_fuses (
  tenant_id uuid not null,
  provider_id uuid not null,
  kind text not null check (kind in ('mass_delete_here', 'mass_delete_there', 'mass_create',
    'mass_mail', 'short_listing', 'loop')),
  amount integer not null,
  -- What would have passed unasked, and how many events were mapped.
  allowed integer not null,
  known integer not null,
  since timestamptz not null,
  released_at timestamptz,
  released_by uuid,
  primary key (tenant_id, provider_id, kind),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

create table calendar_fuse_items (
  tenant_id uuid not null,
  provider_id uuid not null,
  kind text not null,
  entry_id uuid not null,
  -- A person let it through: it passes once.
  released boolean not null default false,
  primary key (tenant_id, provider_id, kind, entry_id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_fuse_items_entry on calendar_fuse_items (tenant_id, entry_id);

-- What was done in the last minutes, so that many small runs add up.
create table calendar_recent_acts (
  tenant_id uuid not null,
  provider_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  act text not null check (act in ('write', 'mail', 'delete_here', 'delete_there')),
  -- The calendar showed an edit after this write, which may be its own way of putting it.
  answered boolean not null default false,
  at timestamptz not null,
  primary key (tenant_id, provider_id, id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);
create index calendar_recent_acts_entry on calendar_recent_acts (tenant_id, entry_id);

alter table calendar_providers
  -- Raised by every change of a question.
  add column fuse_version bigint not null default 0,
  -- Copies that may be made at once; null: as many as the installation says.
  add column creates_at_once integer check (creates_at_once > 0);

select concordat_protect('calendar_fuses');
select concordat_protect('calendar_fuse_items');
select concordat_protect('calendar_recent_acts');
