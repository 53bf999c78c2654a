--liquibase formatted sql

--changeset core:notifications
create table notifications (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Whose message says it, and about what.
  plugin text not null,
  cause text not null,
  kind text not null,
  count integer not null,
  arguments jsonb not null,
  link text not null,
  raised_at timestamptz not null,
  renewed_at timestamptz not null,
  read_at timestamptz,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
-- One open notice for each cause.
create unique index notifications_open on notifications (tenant_id, user_id, cause)
  where settled_at is null;
create index notifications_newest on notifications (tenant_id, user_id, raised_at desc, id desc);
select concordat_protect('notifications');
