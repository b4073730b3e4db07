-- Deliveries that follow each other, and endpoints that one hub alone attempts.

-- What follows each other at an endpoint: k: and the partition key, or * for all of them; null for what does not. Of those
-- with one key only the first is due; the others are due in the year 2999, until those before them are gone.
alter table serai.delivery add column order_key text collate "C";
create index delivery_order on serai.delivery (endpoint_id, order_key, appended_at, shard, pos)
    where order_key is not null;

-- What has never been tried goes before what has, within its priority.
alter table serai.delivery add column urgency smallint not null
    generated always as (priority * 2 + case when attempts = 0 then 1 else 0 end) stored;
drop index serai.delivery_due;
create index delivery_due on serai.delivery (endpoint_id, urgency desc, due_at);

-- Endpoints with limits, and the hub that attempts them: a limit that one hub keeps is kept.
create table serai.endpoint_lease (
    endpoint_id text        primary key collate "C",
    hub         uuid        not null,
    until       timestamptz not null
);
