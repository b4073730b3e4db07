-- The dead-letter queue: what was given up on for now, at which sink, and why.
create table serai.parked (
    id                  text primary key collate "C",
    tenant              text not null collate "C",
    project             text not null collate "C",
    sink                text not null collate "C",
    endpoint            text not null default '' collate "C",
    event_id            text not null collate "C",
    -- Null for a webhook that is not in the log yet.
    shard               smallint,
    pos                 bigint,
    type                text not null collate "C",
    reason              text not null collate "C",
    detail              text not null,
    attempts            int not null,
    parked_at           timestamptz not null,
    replay_requested_at timestamptz,
    -- The event first: "what became of this event" asks by it alone.
    unique (event_id, sink, endpoint)
);

-- Ids sort by the second they were made in, so lists go by id, newest first.
create index parked_by_id on serai.parked (tenant, id);
create index parked_by_sink on serai.parked (tenant, sink, reason, id);
create index parked_by_endpoint on serai.parked (endpoint, id) where endpoint <> '';
create index parked_to_replay on serai.parked (sink, shard, replay_requested_at)
    where replay_requested_at is not null;
