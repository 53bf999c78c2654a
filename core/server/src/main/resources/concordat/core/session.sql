--liquibase formatted sql

--changeset core:sessions
create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  hash bytea not null,
  how text not null,
  agent text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index sessions_of_user on sessions (tenant_id, user_id);
select concordat_protect('sessions');
create table route_sessions (
  hash bytea primary key,
  tenant_id uuid not null,
  session_id uuid not null
);

--changeset core:oauth-states-of-sessions
alter table oauth_states add column session_id uuid;
