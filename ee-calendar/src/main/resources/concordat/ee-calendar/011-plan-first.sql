-- Nothing runs before a plan is applied.
alter table calendar_providers add column plan_first boolean not null default false;
