-- Authentic webhooks that could not be made events yet, as they came; serai.parked has the reason.
create table serai.unmapped (
    event_id    text primary key collate "C", -- the id that its sender was told and its event will have
    tenant      text        not null collate "C",
    project     text        not null collate "C",
    source      text        not null collate "C",
    received_at timestamptz not null,
    raw_method  text        not null,
    raw_path    text        not null,
    raw_query   text,
    raw_headers text        not null, -- a JSON array of [name, value]
    raw_body    bytea       not null,
    replayed_at timestamptz -- since when somebody is making it an event
);

-- What was refused, for whoever asks why a sender gets an error. Bounded per source, oldest first out.
create table serai.rejection (
    id      text primary key collate "C",
    at      timestamptz not null,
    tenant  text        not null collate "C",
    source  text        not null collate "C", -- empty for requests to no source
    status  smallint    not null,
    code    text        not null collate "C",
    detail  text        not null,
    method  text        not null,
    path    text        not null,
    headers text        not null, -- a JSON array of [name, value], the values of secrets left out
    body    bytea       not null, -- the first bytes of it
    bytes   int         not null  -- what this row counts for
);

-- Ids sort by the second they were made in: lists and the bound go newest first.
create index rejection_by_source on serai.rejection (tenant, source, id desc);

-- Secrets that a provider gave in its handshake. The first one counts: another is learned only when this row is deleted.
create table serai.source_secret (
    tenant     text not null collate "C",
    source     text not null collate "C",
    secret     text not null,
    learned_at timestamptz not null default now(),
    primary key (tenant, source)
);
