--liquibase formatted sql

--changeset core:isolation splitStatements:false
-- For every table with a tenant_id, of core and of plugins: select concordat_protect('my_table');
-- Confines everybody, the owner included, to the tenant of the transaction; no tenant, no rows.
create function concordat_protect(protected regclass) returns void language plpgsql as $$
declare
  mine constant text := 'tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid';
begin
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);
  execute format('create policy tenant on %s using (%s) with check (%s)', protected, mine, mine);
end
$$;

--changeset core:sealed-columns
-- Where secrets lie sealed: what a rotation of the keys must visit, also while a plugin is away.
create table sealed_columns (
  table_name text not null,
  column_name text not null,
  owner_column text not null,
  primary key (table_name, column_name)
);

--changeset core:sealed splitStatements:false
-- For every column that holds sealed secrets, of core and of plugins:
-- select concordat_sealed('my_table', 'my_secret', 'id'); the last one names the row in its tenant.
create function concordat_sealed(sealed regclass, secret text, owner text)
returns void language plpgsql as $$
begin
  if 2 <> (select count(*) from pg_attribute where attrelid = sealed and not attisdropped
      and (attname = owner or attname = secret and atttypid = 'bytea'::regtype)) then
    raise exception '% has no column % of bytes, or no column %', sealed, secret, owner;
  end if;
  insert into sealed_columns values (sealed::text, secret, owner) on conflict do nothing;
end
$$;
