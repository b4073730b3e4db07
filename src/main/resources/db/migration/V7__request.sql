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

-- The request that the event came in by together with others; of the event's day or the day before.
alter table serai.event add column raw_id uuid;

-- As before, and those of the requests. Attaching takes no lock that readers or writers wait for.
create or replace function serai.make_partitions(p_back int, p_ahead int) returns int
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

drop function serai.append(
    smallint[], text[], text[], text[], text[], text[], text[], timestamptz[], text[], bytea[], text[], smallint[],
    text[], text[], text[], text[], text[], text[], bytea[], text[], uuid[], int);

-- As before, but events may refer to a request that is kept once for several of them. That array, which may be null, has
-- one element per event like those of the columns.
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
