--liquibase formatted sql

--changeset core:tenant-keys
create table tenant_keys (
  tenant_id uuid not null references tenants (id),
  id int not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
select concordat_protect('tenant_keys');

--changeset core:google-apps
create table google_apps (
  tenant_id uuid not null references tenants (id),
  client_id text not null,
  client_secret bytea not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
select concordat_protect('google_apps');

--changeset core:key-rotation
-- A data key that is retired seals nothing any more, and goes when nothing is sealed by it.
alter table tenant_keys add column retired_at timestamptz;

-- Which master key wraps: agreed here, so that no node wraps with one that others do not have yet.
create table active_master_key (
  only_one boolean primary key default true check (only_one),
  id text not null,
  since timestamptz not null
);

select concordat_sealed('google_apps', 'client_secret', 'tenant_id');
