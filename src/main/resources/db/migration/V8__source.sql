-- Sources that are made through the API.

-- Counts their changes. Its row lock puts them one after another, so a hub that has seen a revision has seen every
-- smaller one.
create table serai.source_revision (
    only_one boolean primary key default true check (only_one),
    revision bigint not null default 0
);
insert into serai.source_revision default values;

create table serai.source (
    -- The path is /in/{name}, whoever owns it.
    name           text primary key collate "C",
    tenant         text not null collate "C",
    project        text not null collate "C",
    connector      text not null collate "C",
    parameters     jsonb not null default '{}',
    limits         jsonb not null default '{}',
    enabled        boolean not null default true,
    -- Sealed with the master key if there is one. Written and read by one class.
    secrets        text not null,
    -- From then on the previous secret is worth nothing.
    previous_until timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    revision       bigint not null,
    -- A deleted source stays for a while without its secrets, so that every hub hears of it.
    deleted_at     timestamptz
);
create index source_changes on serai.source (revision);
