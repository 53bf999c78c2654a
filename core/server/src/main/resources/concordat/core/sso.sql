--liquibase formatted sql

--changeset core:login-domains
-- proof is what has to stand in the domain's DNS; it is no secret.
create table msp_sso_login_domains (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  domain text not null check (domain = lower(domain)),
  status text not null check (status in ('requested', 'verified', 'revoked')),
  why text check (why in ('administrator', 'proof_lost', 'taken_over')),
  proof text not null,
  version bigint not null,
  requested_at timestamptz not null,
  verified_at timestamptz,
  checked_at timestamptz,
  missing_since timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, domain),
  check ((status = 'revoked') = (why is not null))
);
select concordat_protect('msp_sso_login_domains');
create table route_login_domains (
  domain_hash bytea not null,
  tenant_id uuid not null,
  domain_id uuid not null,
  proof_hash bytea not null,
  verified_at timestamptz,
  primary key (domain_hash, tenant_id)
);
create unique index route_login_domains_holder on route_login_domains (domain_hash)
  where verified_at is not null;

--changeset core:microsoft-identities
create table user_microsoft_identities (
  tenant_id uuid not null,
  user_id uuid not null,
  directory_id uuid not null,
  object_id uuid not null,
  linked_by text not null check (linked_by in ('administrator', 'address')),
  version bigint not null,
  linked_at timestamptz not null,
  primary key (tenant_id, user_id),
  unique (tenant_id, directory_id, object_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select concordat_protect('user_microsoft_identities');

--changeset core:sso-flows
-- Found by route_oauth_states. Nonce and PKCE verifier come back with the browser's cookie.
create table sso_flows (
  tenant_id uuid not null references tenants (id),
  state_hash bytea not null,
  browser text not null,
  profile_id uuid not null,
  redirect_uri text not null,
  return_to text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, state_hash)
);
select concordat_protect('sso_flows');
