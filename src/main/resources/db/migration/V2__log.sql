-- The log: event store and transactional outbox in one.

-- Which log this is. A database made anew gets another one, so that a sink's cursor from the old one is noticed.
create table serai.installation (
    only_one    boolean primary key default true check (only_one),
    incarnation uuid not null default gen_random_uuid(),
    created_at  timestamptz not null default now()
);
insert into serai.installation default values;

-- The last position of each shard. Its row lock, held from taking positions to the end of the commit, is what makes
-- position order, commit order and the order of the answers one. No further index, so that every update is HOT.
create table serai.shard_head (
    shard    smallint primary key,
    last_pos bigint not null default 0,
    last_at  timestamptz not null default '2000-01-01 00:00:00+00'
) with (fillfactor = 10);
insert into serai.shard_head (shard) select generate_series(0, 15);

create table serai.event (
    shard             smallint    not null,
    pos               bigint      not null,
    appended_at       timestamptz not null,
    id                text        not null collate "C",
    tenant            text        not null collate "C",
    project           text        not null collate "C",
    type              text        not null collate "C",
    source            text        not null collate "C",
    subject           text collate "C",
    time              timestamptz not null,
    data_content_type text        not null,
    data              bytea       not null,
    partition_key     text        not null,
    priority          smallint    not null,
    origin_id         text,
    traceparent       text,
    raw_method        text,
    raw_path          text,
    raw_query         text,
    raw_headers       text,  -- a JSON array of [name, value]
    raw_body          bytea, -- null when the data is the body, byte for byte
    raw_id            uuid,  -- the serai.request that it came in by together with others, of its day or the day before
    primary key (shard, pos, appended_at)
) partition by range (appended_at);

-- Ids sort by the second they were made in: lookup and newest-first paging in one.
create index event_id on serai.event (id);

-- What has been seen, by day: narrow, so that its index stays in memory, and dropped by whole days.
create table serai.dedupe (
    day      date not null,
    key      uuid not null,
    event_id text not null collate "C",
    primary key (key, day)
) partition by range (day);

-- Webhooks that several events came in by, each kept once; one that brought a single event is kept beside that event.
create table serai.request (
    day     date not null,
    id      uuid not null, -- of its source and body, so that a webhook that comes again is not kept again
    method  text not null,
    path    text not null,
    query   text,
    headers text not null, -- a JSON array of [name, value]
    body    bytea not null,
    primary key (id, day)
) partition by range (day);

-- Events that applications wrote in transactions of their own; a mover appends what has been committed.
create table serai.staging (
    seq               bigint generated always as identity primary key,
    id                text        not null collate "C",
    tenant            text        not null collate "C",
    project           text        not null collate "C",
    type              text        not null collate "C",
    source            text        not null collate "C",
    subject           text collate "C",
    time              timestamptz not null,
    data              bytea       not null,
    partition_key     text        not null,
    priority          smallint    not null,
    origin_id         text,
    traceparent       text
);

-- Makes the partitions from some days ago to some days ahead. Attaching takes no lock that readers or writers wait for.
create function serai.make_partitions(p_back int, p_ahead int) returns int
language plpgsql as $$
declare
    v_day   date;
    v_today date := (clock_timestamp() at time zone 'UTC')::date;
    v_made  int := 0;
    v_name  text;
begin
    perform pg_advisory_xact_lock(hashtextextended('serai.make_partitions', 0));
    for v_day in select (v_today + d) from generate_series(-p_back, p_ahead) d loop
        v_name := 'event_' || to_char(v_day, 'YYYYMMDD');
        if to_regclass('serai.' || v_name) is null then
            execute format('create table serai.%I (like serai.event including all)', v_name);
            execute format(
                'alter table serai.event attach partition serai.%I for values from (%L) to (%L)',
                v_name, v_day::timestamp at time zone 'UTC', (v_day + 1)::timestamp at time zone 'UTC');
            v_made := v_made + 1;
        end if;
        v_name := 'dedupe_' || to_char(v_day, 'YYYYMMDD');
        if to_regclass('serai.' || v_name) is null then
            execute format('create table serai.%I (like serai.dedupe including all)', v_name);
            execute format(
                'alter table serai.dedupe attach partition serai.%I for values from (%L) to (%L)',
                v_name, v_day, v_day + 1);
            v_made := v_made + 1;
        end if;
        v_name := 'request_' || to_char(v_day, 'YYYYMMDD');
        if to_regclass('serai.' || v_name) is null then
            execute format('create table serai.%I (like serai.request including all)', v_name);
            execute format(
                'alter table serai.request attach partition serai.%I for values from (%L) to (%L)',
                v_name, v_day, v_day + 1);
            v_made := v_made + 1;
        end if;
    end loop;
    return v_made;
end $$;

select serai.make_partitions(1, 7);

-- Claims dedupe keys: returns, for each event that has a key in common with an earlier one, the earlier one's id. The
-- three arrays run in parallel, one row a key. Waits for a rival that is not committed yet, and then decides.
create function serai.claim_keys(p_event_ids text[], p_keys uuid[], p_days int)
returns table (event_id text, duplicate_of text)
language plpgsql
-- A plan made while the tables were small must not scan them when they have grown.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    -- Around midnight a key is written to both days, so that two copies on either side of it meet.
    v_first  date := ((clock_timestamp() - interval '2 minutes') at time zone 'UTC')::date;
    v_last   date := ((clock_timestamp() + interval '2 minutes') at time zone 'UTC')::date;
    v_copies text[];
    v_of     text[];
begin
    -- Sorted, so that two batches with crossed keys cannot deadlock.
    insert into serai.dedupe (day, key, event_id)
    select d.day, k.key, k.event_id
    from unnest(p_event_ids, p_keys) k(event_id, key)
    cross join (select v_first as day union select v_last) d
    order by d.day, k.key
    on conflict do nothing;

    select array_agg(c.event_id), array_agg(c.original)
    into v_copies, v_of
    from (
        select k.event_id, (array_agg(d.event_id order by d.day, d.event_id))[1] as original
        from unnest(p_event_ids, p_keys) k(event_id, key)
        -- Key by key, whatever the planner thinks (offset 0 forbids it to turn the join round); and not in all the
        -- partitions of days to come.
        cross join lateral (
            select s.day, s.event_id from serai.dedupe s
            where s.key = k.key and s.day between v_first - p_days and v_last + 1
            offset 0) d
        where d.event_id <> k.event_id
        group by k.event_id
    ) c;

    if v_copies is not null then
        -- A copy's further keys name the original from now on.
        update serai.dedupe d
        set event_id = v_of[array_position(v_copies, d.event_id)]
        where d.key = any (p_keys) and d.day between v_first and v_last and d.event_id = any (v_copies);
        return query select c.copy, c.original from unnest(v_copies, v_of) c(copy, original);
    end if;
end $$;

-- Appends a batch in one statement, hence one round trip and one commit. All arrays but those of the keys have one
-- element per event; p_key_event_ids and p_keys, in parallel, have one per dedupe key. p_raw_ids may be null. Returns a
-- row per event.
create function serai.append(
    p_shards smallint[], p_ids text[], p_tenants text[], p_projects text[], p_types text[], p_sources text[],
    p_subjects text[], p_times timestamptz[], p_content_types text[], p_data bytea[], p_partition_keys text[],
    p_priorities smallint[], p_origin_ids text[], p_traceparents text[], p_raw_methods text[], p_raw_paths text[],
    p_raw_queries text[], p_raw_headers text[], p_raw_bodies bytea[],
    p_key_event_ids text[], p_keys uuid[], p_dedupe_days int, p_raw_ids uuid[] default null)
returns table (id text, pos bigint, duplicate_of text)
language plpgsql as $$
#variable_conflict use_column
declare
    v_copies text[] := '{}';
    v_of     text[] := '{}';
begin
    if current_setting('synchronous_commit') = 'off' then
        -- An event must never be readable before it is on disk.
        perform set_config('synchronous_commit', 'on', true);
    end if;

    if cardinality(p_keys) > 0 then
        select coalesce(array_agg(c.event_id), '{}'), coalesce(array_agg(c.duplicate_of), '{}')
        into v_copies, v_of
        from serai.claim_keys(p_key_event_ids, p_keys, p_dedupe_days) c;
        if cardinality(v_copies) > 0 then
            return query select c.id, null::bigint, c.original from unnest(v_copies, v_of) c(id, original);
        end if;
        if cardinality(v_copies) = cardinality(p_ids) then
            return;
        end if;
    end if;

    -- Ascending, so that two batches cannot deadlock.
    perform 1 from serai.shard_head h where h.shard = any (p_shards) order by h.shard for update;

    return query
    with fresh as (
        select u.*, row_number() over (partition by u.shard order by u.ord) as number
        from unnest(
            p_shards, p_ids, p_tenants, p_projects, p_types, p_sources, p_subjects, p_times, p_content_types,
            p_data, p_partition_keys, p_priorities, p_origin_ids, p_traceparents, p_raw_methods, p_raw_paths,
            p_raw_queries, p_raw_headers, p_raw_bodies, p_raw_ids) with ordinality
            u(shard, id, tenant, project, type, source, subject, time, content_type, data, partition_key, priority,
              origin_id, traceparent, raw_method, raw_path, raw_query, raw_headers, raw_body, raw_id, ord)
        where not u.id = any (v_copies)
    ), head as (
        update serai.shard_head h
        set last_pos = h.last_pos + n.count, last_at = greatest(h.last_at, clock_timestamp())
        from (select shard, count(*) as count from fresh group by shard) n
        where h.shard = n.shard
        returning h.shard, h.last_pos - n.count as base, h.last_at
    )
    insert into serai.event as e
    select f.shard, head.base + f.number, head.last_at, f.id, f.tenant, f.project, f.type, f.source, f.subject, f.time,
           f.content_type, f.data, f.partition_key, f.priority, f.origin_id, f.traceparent, f.raw_method, f.raw_path,
           f.raw_query, f.raw_headers, f.raw_body, f.raw_id
    from fresh f join head on head.shard = f.shard
    order by f.shard, f.number
    returning e.id, e.pos, null::text;
end $$;

-- Which shard an event is in: the first byte of SHA-256 over owner and key, modulo 16. The hub computes the same.
create function serai.shard_of(p_tenant text, p_project text, p_key text) returns smallint
language sql immutable parallel safe
return (get_byte(sha256(convert_to(p_tenant || chr(31) || p_project || chr(31) || p_key, 'UTF8')), 0) % 16)::smallint;

-- A new event id: msg_ and a KSUID (seconds since 2014-05-13T16:53:20Z and 128 random bits, in base 62).
create function serai.new_event_id() returns text
language plpgsql volatile as $$
declare
    v_digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    v_random bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    v_number numeric := floor(extract(epoch from clock_timestamp())) - 1400000000;
    v_text   text := '';
begin
    -- Bytes 6 and 8 of a random uuid hold its version and variant; the other uuid's bytes stand in for them.
    v_random := set_byte(set_byte(v_random, 6, get_byte(v_random, 16)), 8, get_byte(v_random, 17));
    for i in 0..15 loop
        v_number := v_number * 256 + get_byte(v_random, i);
    end loop;
    for i in 1..27 loop
        v_text := substr(v_digits, mod(v_number, 62)::int + 1, 1) || v_text;
        v_number := div(v_number, 62);
    end loop;
    return 'msg_' || v_text;
end $$;

-- For applications that share the database: publishes an event as part of the caller's own transaction. Returns the
-- event's id. With an id of the caller's own, an event of the same source and id is published once per dedupe window; the
-- id returned for a copy names no event.
create function serai.publish(
    type        text,
    data        json,
    key         text default null,
    subject     text default null,
    source      text default '/sql',
    id          text default null,
    project     text default 'default',
    tenant      text default 'default',
    priority    text default 'normal',
    "time"      timestamptz default clock_timestamp(),
    traceparent text default null)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_id       text := serai.new_event_id();
    v_project  text;
    v_priority smallint := array_position(array['low', 'normal', 'high', 'critical'], publish.priority) - 1;
begin
    if publish.type is null or publish.type !~ '^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*$' or length(publish.type) > 256 then
        raise exception 'type: segments of a-z A-Z 0-9 _ - parted by dots, at most 256 characters'
            using errcode = 'invalid_parameter_value';
    end if;
    if v_priority is null then
        raise exception 'priority: low, normal, high or critical' using errcode = 'invalid_parameter_value';
    end if;
    if publish.data is null or octet_length(publish.data::text) > 1048576 then
        raise exception 'data: JSON of at most 1 MiB' using errcode = 'invalid_parameter_value';
    end if;
    if coalesce(publish.source, '') = '' or length(publish.source) > 512 then
        raise exception 'source: 1 to 512 characters' using errcode = 'invalid_parameter_value';
    end if;
    -- Null is not given; empty is a mistake, and as an id it would make copies of all events that follow.
    if publish.id = '' or publish.key = '' or publish.subject = ''
        or length(publish.id) > 512 or length(publish.key) > 512 or length(publish.subject) > 512 then
        raise exception 'id, key and subject: 1 to 512 characters, or null' using errcode = 'invalid_parameter_value';
    end if;
    if concat(publish.source, publish.id, publish.key, publish.subject) ~ '[[:cntrl:]]' then
        raise exception 'source, id, key and subject: no control characters' using errcode = 'invalid_parameter_value';
    end if;
    if publish."time" not between '1970-01-01 00:00:00+00' and '9999-12-31 23:59:59+00' then
        raise exception 'time: in the years 1970 to 9999' using errcode = 'invalid_parameter_value';
    end if;
    if publish.traceparent !~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' then
        raise exception 'traceparent: a W3C trace context' using errcode = 'invalid_parameter_value';
    end if;
    select p.id into v_project from serai.project p
    where p.tenant = publish.tenant and (p.id = publish.project or p.uid = publish.project)
    order by p.id = publish.project desc limit 1;
    if v_project is null then
        raise exception 'project: there is no project % in tenant %', publish.project, publish.tenant
            using errcode = 'invalid_parameter_value';
    end if;
    insert into serai.staging (
        id, tenant, project, type, source, subject, time, data, partition_key, priority, origin_id, traceparent)
    values (
        v_id, publish.tenant, v_project, publish.type, publish.source, publish.subject,
        coalesce(publish."time", clock_timestamp()), convert_to(publish.data::text, 'UTF8'),
        coalesce(publish.key, publish.subject, v_id), v_priority, publish.id, publish.traceparent);
    return v_id;
end $$;

-- Appends what applications have published and committed, in the order they published it. One mover at a time, or the
-- order would be lost. Returns how many were moved.
create function serai.move_staged(p_limit int, p_dedupe_days int) returns int
language plpgsql as $$
declare
    v_count int;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('serai.move_staged', 0)) then
        return 0;
    end if;
    with due as (
        delete from serai.staging s
        where s.seq in (select seq from serai.staging order by seq limit p_limit)
        returning s.*
    ), keyed as (
        select id as event_id,
               -- The hub's DedupeKey: a scope's length and bytes, then the identity's bytes.
               encode(substr(sha256(
                   int4send(octet_length(convert_to(scope, 'UTF8'))) || convert_to(scope, 'UTF8')
                   || convert_to(origin_id, 'UTF8')), 1, 16), 'hex')::uuid as key
        from (select due.*, tenant || '/publish/' || source as scope from due where origin_id is not null) k
    ), distinct_keyed as (
        select distinct on (key) event_id, key from keyed order by key, event_id
    ), batch as (
        -- Of two copies in one batch the first one counts.
        select due.* from due
        where due.origin_id is null or due.id in (select event_id from distinct_keyed)
    )
    select (select count(*) from due) + 0 * count(a.*) into v_count
    from (
        select array_agg(serai.shard_of(tenant, project, partition_key) order by seq) as shards,
               array_agg(id order by seq) as ids, array_agg(tenant order by seq) as tenants,
               array_agg(project order by seq) as projects, array_agg(type order by seq) as types,
               array_agg(source order by seq) as sources, array_agg(subject order by seq) as subjects,
               array_agg(time order by seq) as times,
               array_agg('application/json'::text order by seq) as content_types,
               array_agg(data order by seq) as data, array_agg(partition_key order by seq) as keys,
               array_agg(priority order by seq) as priorities, array_agg(origin_id order by seq) as origin_ids,
               array_agg(traceparent order by seq) as traceparents,
               array_agg(null::text order by seq) as nothing, array_agg(null::bytea order by seq) as no_bytes
        from batch having count(*) > 0
    ) b
    cross join lateral serai.append(
        b.shards, b.ids, b.tenants, b.projects, b.types, b.sources, b.subjects, b.times, b.content_types, b.data,
        b.keys, b.priorities, b.origin_ids, b.traceparents, b.nothing, b.nothing, b.nothing, b.nothing, b.no_bytes,
        coalesce((select array_agg(event_id) from distinct_keyed), '{}'),
        coalesce((select array_agg(key) from distinct_keyed), '{}'), p_dedupe_days) a;
    return v_count;
end $$;
