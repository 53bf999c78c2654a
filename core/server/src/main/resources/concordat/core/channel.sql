--liquibase formatted sql

--changeset core:route-channels
-- A notice updates one row in place: no index holds a column it changes, and pages keep room.
create table route_channels (
  channel_id text primary key,
  tenant_id uuid not null,
  owner uuid not null,
  secret_hash bytea not null,
  generation bigint not null default 0,
  drained bigint not null default 0,
  touched_at timestamptz,
  expires_at timestamptz not null,
  retired_at timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.5);
create index route_channels_of_owner on route_channels (tenant_id, owner);

--changeset core:route-channels-care
-- What a vendor said about the channel itself: missed, reauthorize, removed.
alter table route_channels add column care text;
