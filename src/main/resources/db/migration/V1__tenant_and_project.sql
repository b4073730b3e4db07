-- Everything of Serai's lives in one schema, so that a database can be shared with applications.
create table serai.tenant (
    id         text primary key collate "C",
    created_at timestamptz not null default now()
);

create table serai.project (
    tenant        text not null collate "C" references serai.tenant,
    id            text not null collate "C",
    uid           text collate "C",
    name          text not null,
    metadata      jsonb not null default '{}',
    throttle_rate int,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    primary key (tenant, id),
    unique (tenant, uid)
);

insert into serai.tenant (id) values ('default');
insert into serai.project (tenant, id, uid, name) values ('default', 'default', 'default', 'Default');
