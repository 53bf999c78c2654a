-- When a run that is under way will be over, as far as its pace tells.
alter table calendar_runs add column expected_end_at timestamptz;

-- Until when a run has its turn at a mailbox that several providers share.
alter table calendar_providers add column turn_until timestamptz;
