-- Who wants what, and what became of it.

-- Counts the changes of endpoints. Its row lock puts them one after another, so a hub that has seen a revision has seen
-- every smaller one.
create table serai.endpoint_revision (
    only_one boolean primary key default true check (only_one),
    revision bigint not null default 0
);
insert into serai.endpoint_revision default values;

create table serai.endpoint (
    id            text primary key collate "C",
    tenant        text not null collate "C",
    project       text not null collate "C",
    uid           text collate "C",
    url           text not null,
    description   text not null default '',
    event_types   text[] not null default '{}', -- patterns; none: every type
    channels      text[] not null default '{}', -- none: every channel
    disabled      boolean not null default false,
    metadata      jsonb not null default '{}',
    throttle_rate int,
    headers       jsonb not null default '{}',
    -- Plain text: whoever reads this column can sign as the hub. Written and read by one class.
    secret        text not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    revision      bigint not null,
    -- A deleted endpoint stays for a while without its secret, so that every hub hears of it.
    deleted_at    timestamptz
);
create unique index endpoint_uid on serai.endpoint (tenant, project, uid) where deleted_at is null;
create index endpoint_list on serai.endpoint (tenant, project, id) where deleted_at is null;
create index endpoint_changes on serai.endpoint (revision);

-- Deliveries that wait: for their next attempt, or for the end of the one that is being made. What succeeds at once has
-- no row here.
create table serai.delivery (
    endpoint_id  text        not null collate "C",
    event_id     text        not null collate "C",
    tenant       text        not null collate "C",
    project      text        not null collate "C",
    -- Where the event is.
    shard        smallint    not null,
    pos          bigint      not null,
    appended_at  timestamptz not null,
    type         text        not null collate "C",
    priority     smallint    not null,
    attempts     int         not null, -- made since it was begun
    manual       boolean     not null, -- begun by a replay
    begun_at     timestamptz not null,
    -- When to try next; for a claimed one, when its claim is over.
    due_at       timestamptz not null,
    -- The hub that is trying, or null; the number tells its claims apart.
    claimed_by   uuid,
    claim        bigint      not null default 0,
    primary key (event_id, endpoint_id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index delivery_due on serai.delivery (endpoint_id, priority desc, due_at);
create index delivery_age on serai.delivery (begun_at);
create index delivery_needed on serai.delivery (appended_at);

-- Every attempt, append-only, dropped by whole days.
create table serai.attempt (
    id           text        not null collate "C",
    at           timestamptz not null,
    event_id     text        not null collate "C",
    endpoint_id  text        not null collate "C",
    tenant       text        not null collate "C",
    project      text        not null collate "C",
    type         text        not null collate "C",
    outcome      smallint    not null, -- 0 delivered, 2 failed
    status_code  smallint    not null, -- 0: no answer
    duration_ms  int         not null,
    manual       boolean     not null,
    url          text        not null,
    response     text        not null  -- how the answer begins, or what went wrong
) partition by range (at);
create index attempt_event on serai.attempt (event_id, at);
create index attempt_endpoint on serai.attempt (endpoint_id, at);

-- Makes the partitions of the days to come. Attaching takes no lock that readers or writers wait for.
create function serai.make_attempt_partitions(p_back int, p_ahead int) returns int
language plpgsql as $$
declare
    v_day   date;
    v_today date := (clock_timestamp() at time zone 'UTC')::date;
    v_made  int := 0;
    v_name  text;
begin
    perform pg_advisory_xact_lock(hashtextextended('serai.make_attempt_partitions', 0));
    for v_day in select (v_today + d) from generate_series(-p_back, p_ahead) d loop
        v_name := 'attempt_' || to_char(v_day, 'YYYYMMDD');
        if to_regclass('serai.' || v_name) is null then
            execute format('create table serai.%I (like serai.attempt including all)', v_name);
            execute format(
                'alter table serai.attempt attach partition serai.%I for values from (%L) to (%L)',
                v_name, v_day::timestamp at time zone 'UTC', (v_day + 1)::timestamp at time zone 'UTC');
            v_made := v_made + 1;
        end if;
    end loop;
    return v_made;
end $$;

select serai.make_attempt_partitions(1, 7);
