--liquibase formatted sql

--changeset core:oauth-states
create table oauth_states (
  tenant_id uuid not null,
  state_hash bytea not null,
  purpose text not null,
  user_id uuid not null,
  redirect_uri text not null,
  subject text not null,
  code_verifier bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, state_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
select concordat_protect('oauth_states');
create table route_oauth_states (
  state_hash bytea primary key,
  tenant_id uuid not null,
  expires_at timestamptz not null
);

--changeset core:oauth-states-sealed
select concordat_sealed('oauth_states', 'code_verifier', 'state_hash');
