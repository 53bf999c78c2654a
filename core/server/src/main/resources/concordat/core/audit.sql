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

--changeset core:audit-log-read
-- Newest first, whole or by one thing that is looked for.
create index audit_log_in_order on audit_log (tenant_id, at desc, id desc);
create index audit_log_of_user on audit_log (tenant_id, user_id, at desc, id desc);
create index audit_log_of_action on audit_log (tenant_id, action, at desc, id desc);
create index audit_log_of_subject on audit_log (tenant_id, subject, at desc, id desc);

--changeset core:security-log-lasting
-- What administrators did to the installation stays, however many refusals come after it.
alter table security_log add column lasting boolean not null default false;
