-- What became of a refused request besides: why in steps, and whether an operator took it in after all.
alter table serai.rejection
    add column size            int,         -- how long the body was; null: not known
    add column explanation     text,        -- JSON; how it was verified, made when it was refused; null: too many at once
    add column accept_begun_at timestamptz, -- since when somebody is taking it in
    add column accepted_at     timestamptz,
    add column accepted_events text[];      -- what it became

-- The last requests that were copies of what had come before. Bounded per source, oldest first out.
create table serai.duplicate (
    id       text primary key collate "C",
    at       timestamptz not null,
    tenant   text        not null collate "C",
    source   text        not null collate "C",
    event_id text        not null collate "C", -- the original, or the first of them
    method   text        not null,
    path     text        not null,
    headers  text        not null, -- a JSON array of [name, value], the values of secrets left out
    size     int         not null
);

create index duplicate_by_source on serai.duplicate (tenant, source, id desc);
create index unmapped_by_source on serai.unmapped (tenant, source, event_id desc);

-- What people did that no rule of the hub would have done by itself. Never changed but for its outcome, never dropped.
create table serai.audit (
    id      text primary key collate "C",
    at      timestamptz not null,
    tenant  text        not null collate "C",
    actor   text        not null,
    action  text        not null collate "C", -- dotted: request.accept
    target  text        not null collate "C", -- the id of what it was done to
    source  text        not null collate "C",
    reason  text        not null, -- in the actor's words
    outcome text,                 -- null while it is under way, or when the hub ended on the way
    events  text[]      not null default '{}'
);

create index audit_by_id on serai.audit (tenant, id desc);
create index audit_by_event on serai.audit using gin (events);
