--liquibase formatted sql

--changeset core:google-app-parts
alter table google_apps
  add column project_id text,
  add column service_account_email text,
  add column service_account_key_id text,
  add column service_account_key bytea,
  add column version bigint not null default 1,
  add check ((service_account_key is null) = (service_account_email is null));

-- A consumer that does not share the tenant's app.
create table google_consumer_apps (
  tenant_id uuid not null,
  consumer text not null,
  client_id text not null,
  client_secret bytea not null,
  primary key (tenant_id, consumer),
  foreign key (tenant_id) references google_apps (tenant_id) on delete cascade
);
select concordat_protect('google_consumer_apps');
select concordat_sealed('google_apps', 'service_account_key', 'tenant_id');
select concordat_sealed('google_consumer_apps', 'client_secret', 'consumer');
