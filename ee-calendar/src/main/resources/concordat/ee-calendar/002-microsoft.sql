-- The second vendor.

alter table calendar_providers drop constraint calendar_providers_vendor_check;
alter table calendar_providers
  add constraint calendar_providers_vendor_check check (vendor in ('google', 'microsoft'));

create table microsoft_calendar_provider_config (
  tenant_id uuid not null,
  provider_id uuid not null,
  -- Who was given the consent: it serves no other profile, client or directory.
  client_id text not null,
  profile_id uuid not null,
  directory_id text not null,
  -- The token cache with the newest refresh token: each one replaces the one before.
  refresh_token bytea not null,
  access_token bytea not null,
  access_expires_at timestamptz not null,
  -- A refresh is one node's at a time: the lease ends by itself, the fence refuses a late store.
  refresh_lease_until timestamptz,
  refresh_fence bigint not null default 0,
  primary key (tenant_id, provider_id),
  foreign key (tenant_id, provider_id) references calendar_providers (tenant_id, id) on delete cascade
);

select concordat_protect('microsoft_calendar_provider_config');
