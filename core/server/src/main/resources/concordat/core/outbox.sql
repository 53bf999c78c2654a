--liquibase formatted sql

--changeset core:outbox
-- Ordered by transaction, then by number: numbers alone are given out before commits happen.
-- No foreign key: ten thousand events in one transaction would pay for each.
create table outbox (
  tenant_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  type text not null,
  subject uuid not null,
  cause text not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, xid, seq)
);
select concordat_protect('outbox');

-- How far each listener has heard.
create table outbox_positions (
  tenant_id uuid not null,
  listener text not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (tenant_id, listener)
);
select concordat_protect('outbox_positions');

-- Which tenants have news; a row goes when every listener has heard.
create table route_outbox (
  tenant_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, xid)
);

-- Since when a listener listens, for tenants of which it has heard nothing yet.
create table route_outbox_listeners (
  name text primary key,
  since xid8 not null
);
