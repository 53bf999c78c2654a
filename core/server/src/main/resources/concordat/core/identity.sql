--liquibase formatted sql

--changeset core:tenants
create table tenants (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);

--changeset core:users
create table users (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('admin', 'technician', 'client_portal')),
  active boolean not null default true,
  password_hash text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, email),
  check (email = lower(email))
);
select concordat_protect('users');

--changeset core:api-tokens
create table api_tokens (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  hash bytea not null,
  scopes text[],
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index api_tokens_of_user on api_tokens (tenant_id, user_id);
select concordat_protect('api_tokens');
create table route_api_tokens (
  hash bytea primary key,
  tenant_id uuid not null,
  token_id uuid not null
);

--changeset core:tenants-leaving
-- From then on nobody works for the tenant; its rows are being deleted.
alter table tenants add column leaving_at timestamptz;
