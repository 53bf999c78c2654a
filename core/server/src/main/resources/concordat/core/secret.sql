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
