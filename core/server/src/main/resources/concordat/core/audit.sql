--liquibase formatted sql

--changeset core:audit-log
create table audit_log (
  tenant_id uuid not null references tenants (id),
  id bigint generated always as identity,
  at timestamptz not null,
  user_id uuid,
  action text not null,
  subject text not null,
  outcome text not null check (outcome in ('ok', 'denied', 'not_found', 'failed')),
  detail jsonb not null,
  primary key (tenant_id, id)
);
select concordat_protect('audit_log');

--changeset core:security-log
create table security_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  reason text not null
);
