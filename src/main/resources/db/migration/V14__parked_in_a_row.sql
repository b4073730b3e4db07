-- How many events of a group were parked one after another for failing by themselves, with none taken in between. It outlives
-- the hub: one that is started again and again would otherwise park the whole log, a few events each time.
alter table serai.lease add column parked_in_a_row int not null default 0;
