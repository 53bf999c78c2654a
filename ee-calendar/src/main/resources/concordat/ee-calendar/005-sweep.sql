-- A vendor that tells changes of a window of time only is read completely now and then.
alter table calendar_providers add column full_at timestamptz;
update calendar_providers set full_at = imported_at;
