-- Until when the vendor does not want to be asked by whoever has this token's limits. It stands in
-- the row that is read for each request, so every node knows at once and no start forgets it.
alter table google_calendar_provider_config add column quiet_until timestamptz;
alter table microsoft_calendar_provider_config add column quiet_until timestamptz;

-- How fast a calendar is written after its vendor refused; null: as fast as it goes.
alter table calendar_providers
  add column pace_per_second double precision,
  add column pace_since timestamptz,
  add column pace_free_at timestamptz,
  add constraint calendar_providers_pace_check check (
    (pace_per_second is null) = (pace_since is null)
    and (pace_per_second is null) = (pace_free_at is null));
