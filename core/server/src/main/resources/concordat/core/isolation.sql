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
