--liquibase formatted sql

--changeset core:installation
-- One random key: what routing tables hold of addresses and networks says nothing without it.
create table installation (
  only_one boolean primary key default true check (only_one),
  hash_key bytea not null
);
insert into installation (hash_key) values (
  decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

--changeset core:sign-in-names splitStatements:false
create table route_sign_in_names (
  hash bytea not null,
  tenant_id uuid not null,
  user_id uuid not null,
  primary key (hash, tenant_id, user_id)
);
create index route_sign_in_names_of_user on route_sign_in_names (tenant_id, user_id);
do $$
declare
  one uuid;
begin
  for one in select id from tenants loop
    perform set_config('app.tenant_id', one::text, true);
    insert into route_sign_in_names (hash, tenant_id, user_id)
    select sha256(hash_key || convert_to('name:' || email, 'UTF8')), one, u.id
    from users u, installation where u.tenant_id = one;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;

--changeset core:sign-in-attempts
create table route_sign_in_attempts (
  hash bytea primary key,
  used int not null,
  ends_at timestamptz not null
);
create index route_sign_in_attempts_end on route_sign_in_attempts (ends_at);

--changeset core:user-versions
alter table users add column version bigint not null default 1;

--changeset core:password-resets
create table password_resets (
  tenant_id uuid not null,
  user_id uuid not null,
  hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
select concordat_protect('password_resets');
create table route_password_resets (
  hash bytea primary key,
  tenant_id uuid not null,
  user_id uuid not null
);

--changeset core:setup-codes
create table setup_codes (
  hash bytea primary key,
  created_at timestamptz not null
);

--changeset core:api-tokens-used
alter table api_tokens add column used_at timestamptz;

--changeset core:users-signed-in
alter table users add column signed_in_at timestamptz;
