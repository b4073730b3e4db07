-- The relay: how far each sink has come in each shard, and which hub serves it.

-- The hubs that serve a sink; a sink's groups of shards are divided evenly between the live ones.
create table serai.hub (
    sink       text not null collate "C",
    id         text not null collate "C",
    expires_at timestamptz not null,
    primary key (sink, id)
);

-- Who serves a group of shards of a sink. The epoch grows with each new owner, and every write of a cursor names it, so
-- that one who lost the lease without noticing writes nothing. The state is what the owner last said of itself.
create table serai.lease (
    sink        text not null collate "C",
    shard_group smallint not null,
    owner       text collate "C",
    epoch       bigint not null,
    expires_at  timestamptz not null,
    state       text not null,
    since       timestamptz not null default now(),
    detail      text,
    primary key (sink, shard_group)
);

-- A sink's place in a shard: everything up to pos has been delivered, filtered out or parked. For a sink that keeps its
-- place in Kafka this is a copy, at most some seconds old. Half of each page is left free, so that every move is HOT.
create table serai.cursor (
    sink        text not null collate "C",
    shard       smallint not null,
    pos         bigint not null,
    at          timestamptz not null,
    epoch       bigint not null,
    incarnation uuid not null,
    updated_at  timestamptz not null default now(),
    primary key (sink, shard)
) with (fillfactor = 50);

-- How many partitions a topic of Kafka had when the hub first saw it: with more of them, a key's events move.
create table serai.kafka_topic (
    id         text primary key, -- Kafka's own: a topic made anew has another
    topic      text not null,
    partitions int  not null
);
