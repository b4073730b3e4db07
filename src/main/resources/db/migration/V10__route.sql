-- Routes that are edited while the hub runs: connectors, sources and sinks, each with all that it ever was.

-- Counts their changes. Its row lock puts them one after another, so a hub that has seen a revision has seen every
-- smaller one.
create table serai.route_revision (
    only_one boolean primary key default true check (only_one),
    revision bigint not null default 0
);
insert into serai.route_revision default values;

create table serai.route (
    -- One namespace over all kinds.
    name     text primary key collate "C",
    kind     text not null check (kind in ('connector', 'source', 'sink')),
    -- The one that is live on every hub, and the last one there is: one that the hub only ships is not live by itself.
    version  int not null,
    latest   int not null,
    running  boolean not null default true,
    deleted  boolean not null default false,
    -- SHA-256 of the file that it was last imported from, or exported to; null when no file counts any more.
    imported text,
    revision bigint not null
);
create index route_changes on serai.route (revision);

-- Never changed. The oldest ones of a route go when there are very many.
create table serai.route_version (
    name    text not null collate "C" references serai.route (name),
    version int not null,
    kind    text not null,
    text    text, -- null: deleted
    hash    text, -- SHA-256 of the text
    origin  text not null check (origin in ('file', 'shipped', 'api', 'rollback')),
    author  text not null,
    comment text not null,
    at      timestamptz not null,
    primary key (name, version)
);

-- The hubs that live, and what each has in use. Both are forgotten with the hub.
create table serai.route_hub (
    hub     text primary key collate "C",
    seen_at timestamptz not null
);

create table serai.route_applied (
    hub        text not null collate "C" references serai.route_hub (hub) on delete cascade,
    name       text not null collate "C",
    version    int not null, -- 0: none
    running    boolean not null,
    fault      text not null,
    exchanges  bigint not null,
    failures   bigint not null,
    in_flight  int not null,
    per_second float8 not null,
    at         timestamptz not null,
    primary key (hub, name)
);
