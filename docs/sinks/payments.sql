-- The table that payments.camel.yaml keeps. Harmless to run again.
create table if not exists payment (
    id text primary key,
    order_id text,
    status text not null,
    amount bigint not null,
    currency text not null,
    refunded bigint not null,
    -- When the payment was so, by the provider's clock, and where that stands in the log.
    at timestamptz not null,
    place bigint not null,
    event text not null
);
