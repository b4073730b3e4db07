-- What the outbound API keeps beside endpoints and messages.

-- Kinds of events: what a tenant says of them.
create table serai.event_type (
    tenant           text        not null collate "C" references serai.tenant,
    name             text        not null collate "C",
    description      text        not null,
    schemas          json,                              -- as given, one JSON Schema a version
    feature_flags    text[]      not null default '{}', -- none: everybody sees it
    group_name       text,
    archived         boolean     not null default false,
    deprecated       boolean     not null default false,
    retry_schedule_s int[],                             -- null: the hub's own
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    primary key (tenant, name)
);

-- Tags of messages, for whoever looks for them; written before the message, so that none is without its tags.
create table serai.message_tag (
    event_id   text        primary key collate "C",
    tags       text[]      not null,
    created_at timestamptz not null default now()
);
create index message_tag_age on serai.message_tag (created_at);

-- Answers to requests that came with an idempotency key: for a request that comes again.
create table serai.idempotency (
    key         bytea       primary key, -- SHA-256 of who asked, where, and the key
    fingerprint bytea       not null,    -- SHA-256 of what was asked
    status      int,                     -- null while it is being answered
    content_type text,
    body        bytea,
    at          timestamptz not null
);
create index idempotency_age on serai.idempotency (at);

-- Work that takes its time and survives a restart.
create table serai.task (
    id          text        primary key collate "C", -- qtask_ and a KSUID
    tenant      text        not null collate "C",
    project     text        collate "C",
    endpoint_id text        collate "C",
    kind        text        not null collate "C",
    state       text        not null collate "C", -- running, finished, failed, cancelled
    settings    json        not null,
    progress    json        not null,
    due_at      timestamptz not null,             -- when its next step may be made
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
create index task_list on serai.task (tenant, id);
create index task_due on serai.task (due_at) where state = 'running';

-- Keys that are worth something for one project only, and for a while. The key itself is not kept.
create table serai.portal_token (
    hash          bytea       primary key, -- SHA-256
    tenant        text        not null collate "C",
    project       text        not null collate "C",
    session_id    text        collate "C",
    capabilities  text[]      not null,
    feature_flags text[]      not null,
    expires_at    timestamptz not null,
    created_at    timestamptz not null
);
create index portal_token_project on serai.portal_token (tenant, project);
create index portal_token_expiry on serai.portal_token (expires_at);

-- An ended project stays: its events are in the log.
alter table serai.project add column deleted_at timestamptz;
