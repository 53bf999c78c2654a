--liquibase formatted sql

--changeset core:microsoft-profiles
-- name_key is the display name as people compare names; an archived profile frees its name.
create table microsoft_profiles (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  display_name text not null,
  name_key text not null,
  client_id text not null,
  directory_id text not null,
  client_secret bytea,
  archived_at timestamptz,
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index microsoft_profiles_by_name on microsoft_profiles (tenant_id, name_key)
  where archived_at is null;
select concordat_protect('microsoft_profiles');

create table microsoft_profile_consumer_bindings (
  tenant_id uuid not null,
  consumer text not null,
  profile_id uuid not null,
  version bigint not null,
  updated_at timestamptz not null,
  primary key (tenant_id, consumer),
  foreign key (tenant_id, profile_id) references microsoft_profiles (tenant_id, id)
);
create index microsoft_bindings_of_profile
  on microsoft_profile_consumer_bindings (tenant_id, profile_id);
select concordat_protect('microsoft_profile_consumer_bindings');

--changeset core:microsoft-profiles-sealed
select concordat_sealed('microsoft_profiles', 'client_secret', 'id');

--changeset core:microsoft-profile-certificates
-- One credential at most: a secret, or a certificate with its sealed key. A deleted profile stays,
-- without any, for as long as a consumer that this installation does not show is bound to it.
alter table microsoft_profiles
  add column certificate bytea,
  add column private_key bytea,
  add column deleted_at timestamptz,
  add check ((certificate is null) = (private_key is null)),
  add check (client_secret is null or certificate is null),
  add check (deleted_at is null
    or (archived_at is not null and client_secret is null and certificate is null));
select concordat_sealed('microsoft_profiles', 'private_key', 'id');
