-- One meeting in many calendars, and guests who would be mailed.

alter table calendar_providers
  -- Writes that would mail the guests of a meeting: held until a person releases them, or allowed.
  add column guest_meetings text not null default 'hold'
    check (guest_meetings in ('hold', 'allow')),
  -- Whether entries that came from other calendars of the same user are copied into this one.
  add column mirror boolean not null default false;

alter table calendar_event_mappings
  -- The vendor had the event before the entry had this mapping.
  add column found_there boolean not null default false,
  -- The entry version whose write a person released although it mails guests.
  add column released_version bigint;

alter table calendar_adoption
  add column found_there boolean not null default false,
  add column user_id uuid;

-- So far there was one vendor, and what we made there bears the mapping's id. No tenant is in scope
-- here, so the owner's own exemption does the work.
alter table calendar_event_mappings no force row level security;
update calendar_event_mappings set found_there = true
  where remote_id is not null and remote_id <> replace(id::text, '-', '');
alter table calendar_event_mappings force row level security;

alter table calendar_adoption no force row level security;
update calendar_adoption set found_there = true where remote_id <> replace(id::text, '-', '');
alter table calendar_adoption force row level security;
